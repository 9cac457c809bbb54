"""Addresses."""

from django.urls import path

from sessions.letters import views

urlpatterns = [
    path("episodes/<uuid:episode_id>/letters/", views.doctor_letters, name="doctor_letters"),
    path(
        "letters/<uuid:doctor_letter_id>/letter.pdf",
        views.doctor_letter_paper,
        name="doctor_letter_paper",
    ),
]
