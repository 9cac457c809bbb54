"""Addresses."""

from django.urls import path

from clients.texts import portal, views

urlpatterns = [
    path("settings/texts/", views.text_list, name="text_list"),
    path("settings/texts/new/<slug:kind>/", views.text_new, name="text_new"),
    path("settings/texts/<uuid:document_id>/", views.text_page, name="text_page"),
    path("settings/texts/<uuid:document_id>/edit/", views.text_edit, name="text_edit"),
    path(
        "clients/<uuid:client_id>/agreements/<slug:agreement>/",
        views.client_agreement,
        name="client_agreement",
    ),
    path("portal/agreements/", portal.portal_agreements, name="portal_agreements"),
    path("portal/agreements/<slug:agreement>/", portal.portal_agreement, name="portal_agreement"),
]
