"""Addresses."""

from django.urls import path

from sessions.notes import views
from sessions.notes.visibility.portal import portal_notes
from sessions.notes.visibility.views import note_visibility

urlpatterns = [
    path("clients/<uuid:client_id>/sessions/new/", views.session_new, name="session_new"),
    path("clients/<uuid:client_id>/releases/new/", views.release_new, name="release_new"),
    path(
        "appointments/<uuid:appointment_id>/note/", views.appointment_note, name="appointment_note"
    ),
    path("notes/unsigned/", views.unsigned_list, name="unsigned_list"),
    path("clients/<uuid:client_id>/over-time/", views.client_over_time, name="client_over_time"),
    path("notes/<uuid:note_id>/", views.note_page, name="note_page"),
    path("notes/<uuid:note_id>/note.pdf", views.note_paper, name="note_paper"),
    path("notes/<uuid:note_id>/save/", views.note_save, name="note_save"),
    path("notes/<uuid:note_id>/seen/", views.note_seen, name="note_seen"),
    path("notes/<uuid:note_id>/safety/", views.note_safety, name="note_safety"),
    path("notes/<uuid:note_id>/sign/", views.note_sign, name="note_sign"),
    path("notes/<uuid:note_id>/touch/", views.note_touch, name="note_touch"),
    path("notes/<uuid:note_id>/addenda/", views.note_addendum, name="note_addendum"),
    path("notes/<uuid:note_id>/another/", views.note_another, name="note_another"),
    path("notes/<uuid:note_id>/readers/", note_visibility, name="note_visibility"),
    path("portal/notes/", portal_notes, name="portal_notes"),
    path("episodes/<uuid:episode_id>/work.pdf", views.work_paper, name="work_paper"),
    path("notes/phrases/", views.phrases_offered, name="phrases_offered"),
    path("settings/phrases/", views.phrase_list, name="phrase_list"),
    path("settings/phrases/<uuid:phrase_id>/remove/", views.phrase_remove, name="phrase_remove"),
]
