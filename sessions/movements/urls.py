"""Addresses of the library."""

from django.urls import path

from sessions.movements import views
from sessions.movements.media import views as media

urlpatterns = [
    path("library/", views.movement_list, name="movement_list"),
    path("library/new/", views.movement_new, name="movement_new"),
    path("library/<uuid:movement_id>/", views.movement_page, name="movement_page"),
    path("library/<uuid:movement_id>/edit/", views.movement_edit, name="movement_edit"),
    path("library/<uuid:movement_id>/retire/", views.movement_retire, name="movement_retire"),
    path("library/<uuid:movement_id>/media/new/", media.media_new, name="media_new"),
    path("library/<uuid:movement_id>/media/link/", media.media_link, name="media_link"),
    path("library/media/<uuid:media_id>/", media.media_page, name="media_page"),
    path("library/media/<uuid:media_id>/content/", media.media_content, name="media_content"),
    path("library/media/<uuid:media_id>/delete/", media.media_delete, name="media_delete"),
]
