"""Addresses."""

from django.urls import path

from sessions.progress.course import views

urlpatterns = [
    path("clients/<uuid:client_id>/progress/", views.client_progress, name="client_progress"),
    path(
        "clients/<uuid:client_id>/progress/progress.pdf",
        views.client_progress_paper,
        name="client_progress_paper",
    ),
]
