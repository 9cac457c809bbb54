"""Pages of the note."""

from sessions.notes.views.lesson import session_new
from sessions.notes.views.note import note_addendum, note_page, note_save, note_sign

__all__ = ["note_addendum", "note_page", "note_save", "note_sign", "session_new"]
