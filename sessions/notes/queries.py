"""Reads of notes and releases. A note is read whole in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.http import Http404

from clients.intake.rules import RED_FLAGS_BY_CODE
from clients.red_flags.queries import HOLDS
from clients.symptoms.models import MuscleGroup
from practice.core.actor import Actor
from practice.core.beside import beside, planned_once
from practice.core.tenancy import TenantQuerySet
from sessions.evaluations.queries import looked_at, looked_at_beside
from sessions.notes.models import NoteAddendum, ReleaseEvent, SessionNote
from sessions.notes.rules import COLUMNS, LineData, NoteData, NoteState, ReleaseData
from sessions.notes.touching import touch_beside
from sessions.techniques.queries import catalogue_beside, catalogue_of

MOST_OUTSIDE = 20  # releases outside lessons that a page tells of
MOST_PRINTED = 200  # notes of one course of work

# What their work was begun with that nobody has decided on: a safety question answered yes. One
# that is signed and not accepted yet is of no work, as one is that was asked anew, and holds back
# each (`undecided_in`).
_WAITING = f"""
    SELECT json_build_object('id', yes.id, 'code', yes.code)
    FROM clients_redflaganswer yes
    LEFT JOIN clients_intakesubmission told ON told.id = yes.submission_id
    WHERE yes.practice_id = %s AND yes.client_id = care_sessions_sessionnote.client_id
        AND {HOLDS}
        AND (told.episode_id = care_sessions_session.episode_id OR told.episode_id IS NULL)
        AND NOT EXISTS (SELECT FROM clients_redflagdecision said
            WHERE said.practice_id = yes.practice_id
                AND said.answer_id = coalesce(yes.repeats_id, yes.id))
    ORDER BY yes.id"""  # noqa: S608 – constants
_RELATED = ("client", "session__episode", "session__place", "author", "signed_by")

# What was done in a lesson: its lines in their order, and what it released.
_TAUGHT = """
    SELECT json_build_object(
        'lines', ARRAY(
            SELECT json_build_object(
                'technique', line.technique, 'technique_name', line.technique_name,
                'muscle_group', coalesce(muscle.built_in_code, ''),
                'movement', coalesce(movement.built_in_code, ''),
                'movement_name', line.movement_name, 'side', line.side, 'place', line.place,
                'repetitions', line.repetitions, 'response', line.response)
            FROM care_sessions_techniqueapplication line
            LEFT JOIN clients_musclegroup muscle ON muscle.practice_id = line.practice_id
                AND muscle.id = line.muscle_group_id
            LEFT JOIN care_sessions_movement movement ON movement.practice_id = line.practice_id
                AND movement.id = line.movement_id
            WHERE line.practice_id = %s AND line.note_id = care_sessions_sessionnote.id
            ORDER BY line.position),
        'releases', ARRAY(
            SELECT json_build_object('muscle_group', muscle.built_in_code, 'side', freed.side,
                'method', freed.method, 'evidence', freed.evidence)
            FROM care_sessions_releaseevent freed
            JOIN clients_musclegroup muscle ON muscle.practice_id = freed.practice_id
                AND muscle.id = freed.muscle_group_id
            WHERE freed.practice_id = %s AND freed.note_id = care_sessions_sessionnote.id))"""


# The practice's muscle groups, core first, with those that are offered no more.
_GROUPS = """
    SELECT json_build_array(muscle.id, muscle.built_in_code, muscle.name, muscle.retired_at)
    FROM clients_musclegroup muscle WHERE muscle.practice_id = %s
    ORDER BY muscle.position, muscle.name"""


def whole_notes(actor: Actor, action: str = "note.read") -> TenantQuerySet[SessionNote]:
    """Notes with all their parts beside them, for `content_of`."""
    rows: Any = SessionNote.objects.visible_to(actor, action).select_related(*_RELATED)
    whole = rows.annotate(
        looked_at=looked_at_beside(actor, action),
        taught=beside(actor, action, _TAUGHT, actor.practice_id, actor.practice_id),
    )
    return cast(TenantQuerySet[SessionNote], whole)


def content_of(note: SessionNote) -> NoteData:
    """The content of a note that was read by `whole_notes`, as one value."""
    read: Any = note
    columns = {name: getattr(note, name) for name in COLUMNS}
    taught = read.taught[0]
    return NoteData(
        **columns,
        **looked_at(read.looked_at)._asdict(),
        lines=tuple(LineData(**row) for row in taught["lines"]),
        releases=tuple(sorted(ReleaseData(**row) for row in taught["releases"])),
        protocols=tuple(note.protocols),
        touch=note.touch,
        touch_at=note.touch_at.isoformat() if note.touch_at else "",
        muscle_names=tuple(sorted(note.muscle_names.items())),
    )


def about(note: SessionNote) -> dict[str, str]:
    """What a note is about, for its digest."""
    return {
        "note": str(note.pk),
        "practice": str(note.practice_id),
        "client": str(note.sealed_for or note.client_id),
        "author": str(note.author_id),
        "session": str(note.session_id),
        "number": str(note.session.number),
        "held_on": note.session.held_on.isoformat(),
    }


def get_note(actor: Actor, note_id: UUID, action: str = "note.read") -> SessionNote:
    """The one door to a note, whole, with its client and session.

    `waiting` of it are safety questions answered yes that hold its signature back; `catalogue`
    is what its lines can name; `groups` are the practice's muscle groups.
    """
    waiting = beside(actor, "red_flag.read", _WAITING, actor.practice_id)
    rows: Any = whole_notes(actor, action).annotate(
        waiting=waiting,
        touch_said=touch_beside(actor),
        known=catalogue_beside(actor),
        groups=beside(actor, "vocabulary.read", _GROUPS, actor.practice_id),
    )
    with planned_once():
        note: Any = rows.by_id(note_id)
    if note is None:
        raise Http404("note")
    note.waiting = [
        (UUID(one["id"]), RED_FLAGS_BY_CODE[one["code"]].question) for one in note.waiting
    ]
    note.catalogue = catalogue_of(note.known)
    note.groups = [_group(*one) for one in note.groups]
    return cast(SessionNote, note)


@dataclass(frozen=True)
class StandingPattern:
    """The habitual pattern as it was last put in words before a note, and in which lesson."""

    words: str
    number: int


def pattern_before(actor: Actor, note: SessionNote) -> StandingPattern | None:
    """What stands of a client's habitual pattern as a note begins. One statement."""
    rows = SessionNote.objects.visible_to(actor).exclude(pattern="")
    rows = rows.filter(client_id=note.client_id, session__held_on__lte=note.session.held_on)
    rows = rows.filter(pk__lt=note.pk).order_by("-session__held_on", "-pk")
    found = rows.values_list("pattern", "session__number").first()
    return StandingPattern(*found) if found else None


def releases_outside(actor: Actor, client_id: UUID) -> list[ReleaseEvent]:
    """A client's releases that no note tells, the newest first, each with its muscle group."""
    rows = ReleaseEvent.objects.visible_to(actor, "note.write").filter(client=client_id, note=None)
    return list(rows.select_related("muscle_group").order_by("-released_on", "-id")[:MOST_OUTSIDE])


def signed_notes_of(actor: Actor, episode_id: UUID) -> list[SessionNote]:
    """The signed notes of a course of work, whole, the first lesson first; of a great many the
    newest, and one more than MOST_PRINTED, which says so."""
    rows = whole_notes(actor).filter(session__episode_id=episode_id, state=NoteState.SIGNED)
    return list(rows.order_by("-session__held_on", "-id")[: MOST_PRINTED + 1])[::-1]


def addenda_by_note(
    actor: Actor, notes: Iterable[SessionNote]
) -> Mapping[UUID, Sequence[NoteAddendum]]:
    """What was added to each of these notes, oldest first."""
    rows = NoteAddendum.objects.of_a_note(actor).filter(note_id__in=[note.pk for note in notes])
    found = defaultdict(list)
    for addendum in rows.select_related("author").order_by("id"):
        found[addendum.note_id].append(addendum)
    return found


def addenda_of(actor: Actor, note: SessionNote) -> list[NoteAddendum]:
    """What was added to a signed note, oldest first."""
    rows = NoteAddendum.objects.of_a_note(actor).filter(note_id=note.pk)
    return list(rows.select_related("author").order_by("id"))


@dataclass(frozen=True)
class MuscleGroupName:
    """A muscle group of the practice: stored id, code, and name to read."""

    id: UUID
    code: str
    name: str
    retired_at: datetime | None = None


def _group(key: str, code: str, name: str, retired_at: str | None) -> MuscleGroupName:
    retired = datetime.fromisoformat(retired_at) if retired_at else None
    return MuscleGroupName(UUID(key), code, name, retired)


def groups_of(note: SessionNote) -> list[MuscleGroupName]:
    """The practice's muscle groups, as `get_note` read them along with a note."""
    read: Any = note
    return cast(list[MuscleGroupName], read.groups)


def muscle_groups(actor: Actor) -> list[MuscleGroupName]:
    """The practice's muscle groups, core first, with those that are offered no more."""
    rows = MuscleGroup.objects.visible_to(actor).order_by("position", "name")
    told = rows.values_list("id", "built_in_code", "name", "retired_at")
    return [MuscleGroupName(*one) for one in told]
