"""Addresses of the library."""

from django.urls import path

from sessions.movements import views

urlpatterns = [
    path("library/", views.movement_list, name="movement_list"),
    path("library/new/", views.movement_new, name="movement_new"),
    path("library/<uuid:movement_id>/", views.movement_page, name="movement_page"),
    path("library/<uuid:movement_id>/edit/", views.movement_edit, name="movement_edit"),
    path("library/<uuid:movement_id>/retire/", views.movement_retire, name="movement_retire"),
]
