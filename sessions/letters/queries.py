"""What a letter tells of a course of work, and the letters that were made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404

from clients.measures.models import MeasureResponse
from clients.measures.queries import Line, MeasuredClient, lines_of, told_works, works_beside
from clients.measures.rules import INSTRUMENTS, Rater, score
from clients.records.models import Episode
from clients.records.queries import get_client_and_invitation
from clients.red_flags.queries import RaisedFlag, flags_beside, told_flags
from practice.core.actor import Actor
from sessions.letters.models import DoctorLetter
from sessions.notes.models import SessionNote
from sessions.notes.queries import signed_notes_of

MOST = 50
MOST_POINTS = 200


@dataclass(frozen=True)
class Measured:
    """One instrument that the client answered, with its days and scores, the oldest first."""

    line: Line
    points: Sequence[tuple[date, float]]


@dataclass(frozen=True)
class Course:
    """Everything that a letter can tell of a course of work.

    `notes` are signed, and read by the practice: what an author keeps to themselves goes nowhere.
    """

    episode: Episode
    notes: Sequence[SessionNote]
    measured: Sequence[Measured]
    flags: Sequence[RaisedFlag]


def course_of(actor: Actor, episode: Episode) -> Course:
    """Read it, of an episode that came through its door. Four statements."""
    client, _invitation = get_client_and_invitation(
        actor,
        episode.client_id,
        told_works=works_beside(actor),
        told_flags=flags_beside(actor),
    )
    told: Any = client
    works = MeasuredClient(client, told_works(told.told_works))
    work = works.work_of(episode.pk)
    lines = lines_of(actor, work) if work else []
    return Course(
        episode=episode,
        notes=[note for note in signed_notes_of(actor, episode.pk) if not note.author_only],
        measured=_measured(actor, episode.pk, lines),
        flags=told_flags(told.told_flags, actor.zone),
    )


def _measured(actor: Actor, episode_id: UUID, lines: Sequence[Line]) -> list[Measured]:
    """What is validated and asks for a state, as the client judged it."""
    rows = MeasureResponse.objects.visible_to(actor).filter(
        episode_id=episode_id, withdrawn_at=None, rater=Rater.CLIENT
    )
    points: dict[str, list[tuple[date, float]]] = {code: [] for code in INSTRUMENTS}
    newest = rows.order_by("-answered_on", "-id").values_list(
        "instrument", "answered_on", "answers"
    )
    for code, day, answers in list(newest[:MOST_POINTS])[::-1]:
        points.setdefault(code, []).append((day, score([(i, n) for i, n in answers])))
    found = []
    for line in lines:
        instrument = line.instrument
        if line.rater is not Rater.CLIENT or instrument.judges_change or not instrument.validated:
            continue
        told, start = points[instrument.code], line.start
        if start is not None and start.id is None and start.score is not None:
            told = [(start.answered_on, start.score), *told]
        found.append(Measured(line, told))
    return found


def letters_of(actor: Actor, episode: Episode) -> list[DoctorLetter]:
    """The letters of a course of work, the newest first."""
    rows = DoctorLetter.objects.visible_to(actor).filter(episode_id=episode.pk)
    return list(rows.select_related("made_by").order_by("-id")[:MOST])


def get_letter(actor: Actor, letter_id: UUID) -> DoctorLetter:
    """The one door to a letter."""
    letter = DoctorLetter.objects.visible_to(actor).filter(pk=letter_id).first()
    if letter is None:
        raise Http404("letter")
    return letter
