"""Addresses."""

from django.urls import path

from sessions.techniques import views

_ONE = "settings/protocols/<uuid:protocol_id>/"

urlpatterns = [
    path("settings/techniques/", views.technique_list, name="technique_list"),
    path("settings/techniques/<uuid:technique_id>/", views.technique_edit, name="technique_edit"),
    path(
        "settings/techniques/<uuid:technique_id>/retire/",
        views.technique_retire,
        name="technique_retire",
    ),
    path("settings/protocols/", views.protocol_list, name="protocol_list"),
    path("settings/protocols/new/", views.protocol_new, name="protocol_new"),
    path(_ONE, views.protocol_edit, name="protocol_edit"),
    path(f"{_ONE}lines/", views.protocol_lines, name="protocol_lines"),
    path(f"{_ONE}retire/", views.protocol_retire, name="protocol_retire"),
]
