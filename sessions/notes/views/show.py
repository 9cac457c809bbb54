"""What the note's pages show."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from clients.records.rules import ClientState
from practice.core.actor import SuppleRequest
from practice.core.clock import today_in
from practice.core.pages import OnceForm, page
from practice.core.rules import Role
from sessions.evaluations.rules import MATRIX_COLUMNS, MATRIX_MUSCLE, has_tone_too_low
from sessions.notes.beside import beside_editor
from sessions.notes.forms import ALONE, AddendumForm, NoteForm, column_words, drawn_matrix
from sessions.notes.models import SessionNote
from sessions.notes.queries import (
    MuscleGroupName,
    addenda_of,
    groups_of,
)
from sessions.notes.rules import NoteData, NoteState, lacks, parts_done
from sessions.notes.safety import ASKS, safety_due
from sessions.notes.seen import seen_in_words
from sessions.notes.told_cells import told_cells
from sessions.notes.touching import touch_of
from sessions.notes.views.seen import seen_context, stands_in_page
from sessions.notes.wording import called, improved_words, line_words, release_words

PARTS = (
    ("words", gettext_lazy("Client’s words")),
    ("observed", gettext_lazy("Observed")),
    ("positions", gettext_lazy("Positions")),
    ("lesson", gettext_lazy("Lesson")),
    ("retest", gettext_lazy("Re-test")),
    ("felt", gettext_lazy("Felt change")),
    ("home", gettext_lazy("Home")),
    ("plan", gettext_lazy("Plan")),
)

MOST_PICTURED = 60  # values of a note, beyond which the matrix is told in words alone


def editor_context(
    request: SuppleRequest, note: SessionNote, form: NoteForm, data: NoteData
) -> dict[str, Any]:
    """What the editor shows."""
    done = parts_done(data)
    beside = beside_editor(request.actor, note)
    last = beside.last.looked_at if beside.last else ()
    too_low = has_tone_too_low(data.cells) or bool(data.low_tone_choice)
    return {
        "note": note,
        "form": form,
        "alone": " ".join(ALONE),
        "parts": [(anchor, word, ok) for (anchor, word), ok in zip(PARTS, done, strict=True)],
        "done": sum(done),
        "touched": touch_of(note),
        "improved": improved_words(data, dict(form.group_choices)),
        "told_today": note.session.held_on == today_in(request.actor.zone),
        "phrases": beside.phrased,
        "beside": beside,
        "seen_part": _seen_part(request, note, form, data),
        "offered": [group for group in form.to_add() if group.code in last],
        "safety_due": safety_due(request.actor, note, data),
        "asks": ASKS,
        "too_low": too_low,
        "blank_low_tone": not too_low and form.has_blank_low_tone,
    }


def _seen_part(
    request: SuppleRequest, note: SessionNote, form: NoteForm, data: NoteData
) -> dict[str, Any] | None:
    """What was seen and sensed, where the page shows it at once; None where it fetches that."""
    if not stands_in_page(form):
        return None
    return seen_context(request.actor, note, form, data, dict(form.group_choices or ()))


def show_editor(
    request: SuppleRequest, note: SessionNote, form: NoteForm, data: NoteData
) -> HttpResponse:
    """The editor, with what is stored or with what was typed."""
    context = editor_context(request, note, form, data)
    return page(request, "sessions/notes/note_edit.html", context, form)


def read_context(data: NoteData, groups: list[MuscleGroupName]) -> dict[str, Any]:
    """A note's content in words, for reading."""
    names = called(data, {group.code: group.name for group in groups})
    return {
        "data": data,
        "lines": [line_words(line, names) for line in data.lines],
        "releases": [release_words(data, names, one) for one in data.releases],
        "seen": seen_in_words(data, names),
        **_matrix(data, names),
    }


def _matrix(data: NoteData, names: Mapping[str, str]) -> dict[str, Any]:
    """The first muscle group as a picture, and everything that was looked at in words.

    Of a great many values the words alone: the page stays light, and nothing is left out.
    """
    main = [cell for cell in data.cells if cell.muscle_group == MATRIX_MUSCLE]
    pictured = len(data.cells) <= MOST_PICTURED and any(
        cell.place in MATRIX_COLUMNS for cell in main
    )
    return {
        "matrix": drawn_matrix(main) if pictured else [],
        "group": names.get(MATRIX_MUSCLE, MATRIX_MUSCLE),
        "columns": [column_words(place) for place in MATRIX_COLUMNS],
        "cells": told_cells(data.cells, names),
    }


def show_note(
    request: SuppleRequest,
    note: SessionNote,
    data: NoteData,
    *,
    form: AddendumForm | None = None,
) -> HttpResponse:
    """The note for reading: to review, to co-sign, signed."""
    actor = request.actor
    form = form or AddendumForm()
    co_signs = actor.role is not Role.TRAINEE
    waiting = note.state == NoteState.AWAITING_CO_SIGNATURE
    archived = note.client.state == ClientState.ARCHIVED
    may_write = actor.may("note.write") and (form.is_bound or not archived)
    signed = note.state == NoteState.SIGNED
    context = {
        "note": note,
        "archived": archived,
        "read": read_context(data, groups_of(note)),
        "touched": touch_of(note),
        "addenda": addenda_of(actor, note) if signed else [],
        "form": form,
        "another": OnceForm(auto_id=False),
        "lacks": [] if signed else lacks(data),
        "safety_due": [] if signed else safety_due(actor, note, data),
        "may_write": may_write,
        "may_sign": may_write and (co_signs or not waiting),
        "trainee": actor.role is Role.TRAINEE,
    }
    return page(request, "sessions/notes/note_read.html", context, form)
