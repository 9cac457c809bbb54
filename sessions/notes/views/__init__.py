"""Pages of the note."""

from sessions.notes.views.lesson import appointment_note, note_another, session_new
from sessions.notes.views.note import note_addendum, note_page, note_save, note_sign
from sessions.notes.views.over_time import client_over_time
from sessions.notes.views.paper import note_paper, work_paper
from sessions.notes.views.phrases import phrase_list, phrase_remove, phrases_offered
from sessions.notes.views.release import release_new
from sessions.notes.views.safety import note_safety
from sessions.notes.views.seen import note_seen
from sessions.notes.views.touch import note_touch
from sessions.notes.views.unsigned import unsigned_list

__all__ = [
    "appointment_note",
    "client_over_time",
    "note_addendum",
    "note_another",
    "note_page",
    "note_paper",
    "note_safety",
    "note_save",
    "note_seen",
    "note_sign",
    "note_touch",
    "phrase_list",
    "phrase_remove",
    "phrases_offered",
    "release_new",
    "session_new",
    "unsigned_list",
    "work_paper",
]
