"""Addresses of requests for deletion."""

from django.urls import path

from clients.deletions import portal, views

urlpatterns = [
    path("clients/<uuid:client_id>/deletion/", views.client_deletion, name="client_deletion"),
    path("portal/my-data/deletion/", portal.portal_deletion, name="portal_deletion"),
    path(
        "portal/my-data/deletion/<uuid:deletion_request_id>/withdraw/",
        portal.portal_deletion_withdraw,
        name="portal_deletion_withdraw",
    ),
]
