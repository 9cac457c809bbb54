"""Addresses of guardians."""

from django.urls import path

from clients.guardians import portal, views

urlpatterns = [
    path("clients/<uuid:client_id>/guardians/new/", views.guardian_new, name="guardian_new"),
    path("guardians/<uuid:guardian_id>/", views.guardian_edit, name="guardian_edit"),
    path("guardians/<uuid:guardian_id>/end/", views.guardian_end, name="guardian_end"),
    path("guardians/<uuid:guardian_id>/invite/", views.guardian_invite, name="guardian_invite"),
    path(
        "guardians/<uuid:guardian_id>/invitation/withdraw/",
        views.guardian_invitation_withdraw,
        name="guardian_invitation_withdraw",
    ),
    path(
        "l/guardian/<str:token>/",
        portal.guardian_invitation_accept,
        name="guardian_invitation_accept",
    ),
]
