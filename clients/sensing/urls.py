"""Addresses of what is felt."""

from django.urls import path

from clients.sensing import portal, views

_ONE = "clients/<uuid:client_id>/felt/"

urlpatterns = [
    path(_ONE, views.client_felt, name="client_felt"),
    path(f"{_ONE}new/", views.client_felt_new, name="client_felt_new"),
    path(f"{_ONE}<slug:region>/", views.client_felt_region, name="client_felt_region"),
    path("felt/<uuid:report_id>/withdraw/", views.sensation_withdraw, name="sensation_withdraw"),
    path("portal/felt/", portal.portal_felt, name="portal_felt"),
    path("portal/felt/new/", portal.portal_felt_new, name="portal_felt_new"),
    path("portal/felt/<slug:region>/", portal.portal_felt_region, name="portal_felt_region"),
    path(
        "portal/felt/<uuid:report_id>/withdraw/",
        portal.portal_felt_withdraw,
        name="portal_felt_withdraw",
    ),
]
