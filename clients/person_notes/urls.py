"""Addresses of the notes on the person."""

from django.urls import path

from clients.person_notes import views

urlpatterns = [
    path("clients/<uuid:client_id>/notes/new/", views.person_note_new, name="person_note_new"),
    path("notes-on/<uuid:person_note_id>/", views.person_note_page, name="person_note_page"),
]
