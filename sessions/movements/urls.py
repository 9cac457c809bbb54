"""Addresses of the library."""

from django.urls import path

from sessions.movements import views

urlpatterns = [
    path("library/", views.movement_list, name="movement_list"),
    path("library/<uuid:movement_id>/", views.movement_page, name="movement_page"),
]
