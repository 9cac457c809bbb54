"""Addresses of the intake."""

from django.urls import path

from clients.intake import portal, together, views

urlpatterns = [
    path("portal/intake/", portal.portal_intake, name="portal_intake"),
    path("portal/intake/<slug:step>/", portal.portal_intake_step, name="portal_intake_step"),
    path(
        "portal/intakes/<uuid:submission_id>/intake.pdf",
        portal.portal_intake_paper,
        name="portal_intake_paper",
    ),
    path("intakes/<uuid:submission_id>/intake.pdf", views.intake_paper, name="intake_paper"),
    path("clients/<uuid:client_id>/intake/", together.client_intake, name="client_intake"),
    path(
        "clients/<uuid:client_id>/intake/together/",
        together.client_intake_together,
        name="client_intake_together",
    ),
    path(
        "clients/<uuid:client_id>/intake/again/",
        together.client_intake_again,
        name="client_intake_again",
    ),
    path(
        "clients/<uuid:client_id>/intake-to-print/",
        together.client_intake_blank,
        name="client_intake_blank",
    ),
    path(
        "clients/<uuid:client_id>/intake/<slug:step>/",
        together.client_intake_step,
        name="client_intake_step",
    ),
    path("intakes/<uuid:submission_id>/", views.intake_review, name="intake_review"),
    path("intakes/<uuid:submission_id>/accept/", views.intake_accept, name="intake_accept"),
    path("intakes/<uuid:submission_id>/ask/", views.intake_ask, name="intake_ask"),
    path("intakes/<uuid:submission_id>/unask/", views.intake_unask, name="intake_unask"),
]
