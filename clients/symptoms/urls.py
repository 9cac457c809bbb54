"""Addresses."""

from django.urls import path

from clients.symptoms import views

urlpatterns = [
    path("settings/symptoms/", views.symptom_list, name="symptom_list"),
    path("settings/symptoms/<uuid:symptom_id>/", views.symptom_edit, name="symptom_edit"),
    path(
        "settings/symptoms/<uuid:symptom_id>/retire/", views.symptom_retire, name="symptom_retire"
    ),
]
