"""What a letter tells of a course of work, and the letters that were made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.http import Http404

from clients.measures.models import MeasureResponse
from clients.measures.queries import MeasuredClient, Work, told_works, works_beside
from clients.measures.rules import (
    INSTRUMENTS,
    Change,
    Instrument,
    Rater,
    change_of,
    instrument_of,
    score,
)
from clients.records.models import Episode
from clients.records.queries import get_client_and_invitation
from clients.red_flags.queries import RaisedFlag, flags_beside, told_flags
from practice.core.actor import Actor
from practice.core.beside import beside
from sessions.letters.models import DoctorLetter
from sessions.notes.models import SessionNote
from sessions.notes.queries import signed_notes_of

MOST = 50
MOST_POINTS = 200


@dataclass(frozen=True)
class Measured:
    """One instrument that the client answered, with its days and scores, the oldest first, and
    what changed from the first of them to the last."""

    instrument: Instrument
    points: Sequence[tuple[date, float]]
    change: Change | None


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
    """Read it, of an episode that came through its door. Three statements."""
    client, _invitation = get_client_and_invitation(
        actor,
        episode.client_id,
        told_works=works_beside(actor),
        told_flags=flags_beside(actor),
    )
    told: Any = client
    works = MeasuredClient(client, told_works(told.told_works))
    work = works.work_of(episode.pk)
    return Course(
        episode=episode,
        notes=[note for note in signed_notes_of(actor, episode.pk) if not note.author_only],
        measured=_measured(actor, episode.pk, work),
        flags=told_flags(told.told_flags, actor.zone),
    )


def _measured(actor: Actor, episode_id: UUID, work: Work | None) -> list[Measured]:
    """What is validated and asks for a state, as the client judged it, in its newest version."""
    rows = MeasureResponse.objects.visible_to(actor).filter(
        episode_id=episode_id, withdrawn_at=None, rater=Rater.CLIENT
    )
    newest = rows.order_by("-answered_on", "-id").values_list(
        "instrument", "version", "answered_on", "answers"
    )
    told = [(c, v, day, [(i, n) for i, n in given]) for c, v, day, given in newest[:MOST_POINTS]]
    intake = work.told_in_intake if work else None
    if intake is not None:
        told.append(
            (intake.instrument_code, intake.version, intake.answered_on, list(intake.answers))
        )
    found = []
    for code in INSTRUMENTS:
        answered = [one for one in told if one[0] == code]
        instrument = instrument_of(code, answered[0][1]) if answered else None
        if instrument is None or instrument.judges_change or not instrument.validated:
            continue
        same = [(day, given) for _c, v, day, given in answered[::-1] if v == instrument.version]
        points = [(day, score(instrument, given)) for day, given in same]
        change = change_of(instrument, same[0][1], same[-1][1]) if len(same) > 1 else None
        drawn = [(day, number) for day, number in points if number is not None]
        if drawn:
            found.append(Measured(instrument, drawn, change))
    return found


def letters_of(actor: Actor, episode: Episode) -> list[DoctorLetter]:
    """The letters of a course of work, the newest first."""
    rows = DoctorLetter.objects.visible_to(actor).filter(episode_id=episode.pk)
    return list(rows.select_related("made_by").order_by("-id")[:MOST])


def get_letter(actor: Actor, letter_id: UUID) -> DoctorLetter:
    """The one door to a letter."""
    letter = DoctorLetter.objects.visible_to(actor).by_id(letter_id)
    if letter is None:
        raise Http404("letter")
    return letter


_TOLD = """
    SELECT json_build_array(letter.id, letter.addressee, letter.made_at)
    FROM care_sessions_doctorletter letter
    WHERE letter.practice_id = %s AND letter.client_id = clients_client.id
    ORDER BY letter.id DESC LIMIT %s"""


class ToldLetter(NamedTuple):
    """What a client's page says of a letter to a doctor."""

    letter_id: UUID
    addressee: str
    made_at: datetime


def letters_beside(actor: Actor, most: int) -> Any:
    """Of clients: the newest letters that were made, for `told_letters`."""
    return beside(actor, f"{DoctorLetter.subject}.read", _TOLD, actor.practice_id, most)


def told_letters(found: Sequence[Sequence[Any]]) -> list[ToldLetter]:
    """What `letters_beside` read."""
    return [ToldLetter(UUID(pk), to, datetime.fromisoformat(at)) for pk, to, at in found]
