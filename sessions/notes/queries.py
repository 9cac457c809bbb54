"""Reads of notes and releases. A note is read whole in one statement."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, Max, Min, OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404

from clients.records.rules import EpisodeState
from clients.symptoms.models import MuscleGroup
from practice.core.actor import Actor
from practice.core.tenancy import TenantQuerySet
from sessions.evaluations.queries import cells_as_json, cells_from_json
from sessions.notes.models import NoteAddendum, ReleaseEvent, SessionNote, TechniqueApplication
from sessions.notes.rules import TEXTS, LineData, NoteData, NoteState, ReleaseData

_RELATED = ("client", "session__episode", "session__place", "author", "signed_by")


def whole_notes(actor: Actor, action: str = "note.read") -> TenantQuerySet[SessionNote]:
    """Notes with their cells, lines and releases beside them, for `content_of`."""
    lines = TechniqueApplication.objects.visible_to(actor, action).filter(note_id=OuterRef("pk"))
    line = JSONObject(
        technique="technique",
        muscle_group="muscle_group__built_in_code",
        side="side",
        response="response",
    )
    releases = ReleaseEvent.objects.visible_to(actor, action).filter(note_id=OuterRef("pk"))
    release = JSONObject(muscle_group="muscle_group__built_in_code", side="side", method="method")
    whole: Any = (
        SessionNote.objects.visible_to(actor, action)
        .select_related(*_RELATED)
        .annotate(
            cells_json=cells_as_json(actor, action, "assessment_id"),
            lines_json=ArraySubquery(lines.order_by("position").values(line=line)),
            releases_json=ArraySubquery(releases.order_by("id").values(release=release)),
        )
    )
    return cast(TenantQuerySet[SessionNote], whole)


def content_of(note: SessionNote) -> NoteData:
    """The content of a note that was read by `whole_notes`, as one value."""
    read: Any = note
    texts = {name: getattr(note, name) for name in TEXTS}
    return NoteData(
        **texts,
        cells=cells_from_json(read.cells_json),
        lines=tuple(LineData(**row) for row in read.lines_json),
        releases=tuple(sorted(ReleaseData(**row) for row in read.releases_json)),
    )


def about(note: SessionNote) -> dict[str, str]:
    """What a note is about, for its digest."""
    return {
        "note": str(note.pk),
        "practice": str(note.practice_id),
        "client": str(note.client_id),
        "author": str(note.author_id),
        "session": str(note.session_id),
        "number": str(note.session.number),
        "held_on": note.session.held_on.isoformat(),
    }


def get_note(actor: Actor, note_id: UUID, action: str = "note.read") -> SessionNote:
    """The one door to a note, whole, with its client and session."""
    note = whole_notes(actor, action).filter(pk=note_id).first()
    if note is None:
        raise Http404("note")
    return note


def note_before(actor: Actor, note: SessionNote) -> SessionNote | None:
    """The client's note before this one, whole: what was found last time."""
    rows = whole_notes(actor).filter(
        client_id=note.client_id, session__held_on__lte=note.session.held_on
    )
    return (
        rows.exclude(pk=note.pk).filter(pk__lt=note.pk).order_by("-session__held_on", "-pk").first()
    )


def addenda_of(actor: Actor, note: SessionNote) -> list[NoteAddendum]:
    """What was added to a signed note, oldest first."""
    rows = NoteAddendum.objects.visible_to(actor).filter(note_id=note.pk)
    return list(rows.select_related("author").order_by("id"))


@dataclass(frozen=True)
class MuscleGroupName:
    """A muscle group of the practice: stored id, code, and name to read."""

    id: UUID
    code: str
    name: str


def muscle_groups(actor: Actor) -> list[MuscleGroupName]:
    """The practice's muscle groups, core first."""
    rows = MuscleGroup.objects.visible_to(actor).order_by("position", "name")
    return [MuscleGroupName(*row) for row in rows.values_list("id", "built_in_code", "name")]


@dataclass(frozen=True)
class NoteLine:
    """A note as a line in a list."""

    id: UUID
    client_id: UUID
    client_name: str
    episode_id: UUID
    number: int
    held_on: date
    state: NoteState
    author: str
    saved_at: datetime
    signed_at: datetime | None
    clients_words: str
    has_release: bool


def _as_lines(rows: TenantQuerySet[SessionNote], actor: Actor) -> list[NoteLine]:
    releases = ReleaseEvent.objects.visible_to(actor).filter(note_id=OuterRef("pk"))
    found: Any = rows.select_related("client", "session", "author").annotate(has=Exists(releases))
    return [
        NoteLine(
            id=row.pk,
            client_id=row.client_id,
            client_name=row.client.full_name,
            episode_id=row.session.episode_id,
            number=row.session.number,
            held_on=row.session.held_on,
            state=NoteState(row.state),
            author=row.author.name,
            saved_at=row.saved_at,
            signed_at=row.signed_at,
            clients_words=row.clients_words,
            has_release=row.has,
        )
        for row in found
    ]


def notes_of_client(actor: Actor, client_id: UUID, limit: int = 100) -> list[NoteLine]:
    """A client's notes, newest lesson first."""
    rows = SessionNote.objects.visible_to(actor).filter(client_id=client_id)
    return _as_lines(rows.order_by("-session__held_on", "-id")[:limit], actor)


def unsigned_notes(actor: Actor, limit: int = 20) -> list[NoteLine]:
    """Notes that still wait for a signature, longest waiting first."""
    rows = SessionNote.objects.visible_to(actor).exclude(state=NoteState.SIGNED)
    return _as_lines(rows.order_by("saved_at", "id")[:limit], actor)


@dataclass(frozen=True)
class Release:
    """One release as a line in a list."""

    id: UUID
    released_on: date
    muscle_group: str
    muscle_group_code: str
    side: str
    method: str
    note_id: UUID | None


def releases_of(actor: Actor, episode_id: UUID) -> list[Release]:
    """Releases recorded in a course of work, newest first."""
    rows = ReleaseEvent.objects.visible_to(actor).filter(episode_id=episode_id)
    rows = rows.select_related("muscle_group").order_by("-released_on", "-id")
    return [
        Release(
            id=row.pk,
            released_on=row.released_on,
            muscle_group=row.muscle_group.name,
            muscle_group_code=row.muscle_group.built_in_code,
            side=row.side,
            method=row.method,
            note_id=row.note_id,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class EpisodeRelease:
    """An open course of work in which something let go: since when, last when, how often."""

    episode_id: UUID
    client_id: UUID
    client_name: str
    first_on: date
    last_on: date
    count: int


def standing_releases(actor: Actor) -> list[EpisodeRelease]:
    """Open courses of work with a release, longest standing first.

    Whether integration follows is the programs' to say.
    """
    rows = ReleaseEvent.objects.visible_to(actor).filter(episode__state=EpisodeState.OPEN)
    names = ("client__given_name", "client__family_name")
    found = rows.values("episode_id", "client_id", *names).annotate(
        first=Min("released_on"), last=Max("released_on"), times=Count("id")
    )
    return [
        EpisodeRelease(
            episode_id=row["episode_id"],
            client_id=row["client_id"],
            client_name=f"{row['client__given_name']} {row['client__family_name']}".strip(),
            first_on=row["first"],
            last_on=row["last"],
            count=row["times"],
        )
        for row in found.order_by("last", "episode_id")
    ]
