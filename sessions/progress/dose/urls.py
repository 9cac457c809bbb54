"""Addresses of dose honesty."""

from django.urls import path

from sessions.progress.dose.views import client_dose, practice_dose

urlpatterns = [
    path("dose/", practice_dose, name="practice_dose"),
    path("clients/<uuid:client_id>/dose/", client_dose, name="client_dose"),
]
