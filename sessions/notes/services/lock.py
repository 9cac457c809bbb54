"""Hold a note while it is written, so that two people never write at once: client first."""

from collections.abc import Collection
from typing import Any, cast
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.translation import gettext as _

from clients.records.queries import refuse_archived
from clients.symptoms.models import MuscleGroup
from practice.core.actor import Actor
from practice.core.beside import planned_once
from practice.core.errors import Stale
from sessions.notes.models import SessionNote
from sessions.notes.queries import whole_notes
from sessions.notes.touching import touch_beside
from sessions.techniques.queries import catalogue_beside, catalogue_of


def locked(actor: Actor, note_id: UUID) -> SessionNote:
    """The note, whole, locked until the transaction ends; Http404 out of reach of writing,
    ReadOnly once its client is archived.

    `groups` of it are the practice's muscle groups, id by code; `called` are their names, `retired`
    those of the ones that are offered no more; `catalogue` is what its lines can name.
    """
    groups = MuscleGroup.objects.visible_to(actor).order_by()
    pair = JSONObject(code="built_in_code", id="id", name="name", retired_at="retired_at")
    rows: Any = whole_notes(actor, "note.write").select_for_update(of=("client", "self"))
    rows = rows.annotate(
        groups=ArraySubquery(groups.values(pair=pair)),
        touch_said=touch_beside(actor),
        known=catalogue_beside(actor),
    )
    with planned_once():
        note = rows.by_id(note_id)
    if note is None:
        raise Http404("note")
    refuse_archived(actor, note.client)
    note.called = {row["code"]: row["name"] for row in note.groups}
    note.retired = {row["code"]: row["name"] for row in note.groups if row["retired_at"]}
    note.groups = {row["code"]: UUID(row["id"]) for row in note.groups}
    note.catalogue = catalogue_of(note.known)
    return cast(SessionNote, note)


def locked_alone(actor: Actor, note_id: UUID, columns: Collection[str] = ()) -> SessionNote:
    """The note's own row, or these columns of it, locked until the transaction ends; Http404 out
    of reach of writing, ReadOnly once its client is archived."""
    rows = SessionNote.objects.visible_to(actor, "note.write").select_related("client")
    rows = rows.select_for_update(of=("client", "self"))
    if columns:
        rows = rows.only(*columns, "state", "version", "saved_at", "client__state")
    note = rows.by_id(note_id)
    if note is None:
        raise Http404("note")
    refuse_archived(actor, note.client)
    return note


def require_version(note: SessionNote, version: int) -> None:
    """Raise Stale unless a writer has read what is stored."""
    if note.version != version:
        raise Stale(_("Somebody saved another version in between."), current=note)
