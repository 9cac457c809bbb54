"""Addresses."""

from django.urls import path

from clients.symptoms import views

_GROUP = "settings/muscle-groups/<uuid:muscle_group_id>/"

urlpatterns = [
    path("settings/symptoms/", views.symptom_list, name="symptom_list"),
    path("settings/symptoms/<uuid:symptom_id>/", views.symptom_edit, name="symptom_edit"),
    path(
        "settings/symptoms/<uuid:symptom_id>/retire/", views.symptom_retire, name="symptom_retire"
    ),
    path("settings/muscle-groups/", views.muscle_group_list, name="muscle_group_list"),
    path(_GROUP, views.muscle_group_edit, name="muscle_group_edit"),
    path(f"{_GROUP}retire/", views.muscle_group_retire, name="muscle_group_retire"),
]
