"""Forms of the note: beginning a lesson, the editor, an addendum."""

from sessions.notes.forms.editor import NoteForm
from sessions.notes.forms.lesson import AddendumForm, AgreedForm, LessonForm, VersionForm
from sessions.notes.forms.matrix import column_words, drawn_matrix
from sessions.notes.forms.release import ReleaseForm
from sessions.notes.forms.seen import SeenForm, SeenPieces
from sessions.notes.forms.texts import ALONE, AloneForm

__all__ = [
    "ALONE",
    "AddendumForm",
    "AgreedForm",
    "AloneForm",
    "LessonForm",
    "NoteForm",
    "ReleaseForm",
    "SeenForm",
    "SeenPieces",
    "VersionForm",
    "column_words",
    "drawn_matrix",
]
