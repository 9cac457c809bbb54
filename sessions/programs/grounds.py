"""What decides on a program beside itself: releases, habit, decisions, what is known; the matrix.

All of one client, in one statement.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F
from django.http import Http404

from clients.measures.rules import SRBAI, instrument_of, score
from clients.records.models import Client
from clients.red_flags.queries import flags_beside, left_out, told_flags
from clients.symptoms.rules import PLACES, Contraindication, Side, ToneFit
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import now
from sessions.appointments.authors import OPEN, open_values
from sessions.evaluations.rules import CellData, Moment
from sessions.programs.rules import Lock, integrate_locks, maintain_locks

RECENT = 20  # notes of a client that may be the last one: a lesson can be written down late

_RELEASED = """
    SELECT released.released_on FROM care_sessions_releaseevent released
    WHERE released.practice_id = %s AND released.episode_id = %s
    ORDER BY released.released_on LIMIT 1"""
# The newest answers of this course of work: what was true before may not be so now.
_HABIT = """
    SELECT json_build_array(response.version, response.answers)
    FROM clients_measureresponse response
    WHERE response.practice_id = %s AND response.client_id = clients_client.id
        AND response.episode_id = %s AND response.instrument = %s AND response.rater = 'client'
        AND response.withdrawn_at IS NULL
    ORDER BY response.answered_on DESC, response.id DESC LIMIT 1"""
# Movements of programs that were begun, also those that were taken out since.
_KNOWN = """
    SELECT DISTINCT item.movement_id FROM care_sessions_homeprogram program
    JOIN care_sessions_programitem item ON item.practice_id = program.practice_id
        AND item.home_program_id = program.id
    WHERE program.practice_id = %s AND program.client_id = clients_client.id
        AND program.started_on <= supple_day_there(%s, clients_client.timezone)
        AND (program.ended_on IS NULL OR program.ended_on >= program.started_on)
        AND item.movement_id IS NOT NULL"""
# Cells of the newest note that anything was looked at in.
_CELLS = f"""
    SELECT json_build_array(muscle.built_in_code, muscle.name, cell.side, cell.place, cell.moment,
        cell.tone, cell.tone_fit, cell.pain)
    FROM (SELECT note.practice_id, note.assessment_id
        FROM (SELECT * FROM care_sessions_sessionnote note
            WHERE note.practice_id = %s AND note.client_id = clients_client.id AND {OPEN}
            ORDER BY note.id DESC LIMIT {RECENT}) note
        JOIN care_sessions_session held ON held.practice_id = note.practice_id
            AND held.id = note.session_id
        WHERE EXISTS (SELECT FROM care_sessions_assessmentcell looked
            WHERE looked.practice_id = note.practice_id
                AND looked.assessment_id = note.assessment_id)
        ORDER BY held.held_on DESC, note.id DESC LIMIT 1) newest
    JOIN care_sessions_assessmentcell cell ON cell.practice_id = newest.practice_id
        AND cell.assessment_id = newest.assessment_id
    JOIN clients_musclegroup muscle ON muscle.practice_id = cell.practice_id
        AND muscle.id = cell.muscle_group_id
    ORDER BY muscle.position, muscle.name, cell.side, cell.moment"""  # noqa: S608 – constants

_CARDS = """
    SELECT json_build_array(card.id, card.title) FROM care_sessions_understandingcard card
    WHERE card.practice_id = %s AND card.retired_at IS NULL
    ORDER BY card.position, card.title, card.id LIMIT 300"""


class SeenCell(NamedTuple):
    """A place of a muscle group as it was last found."""

    muscle: str
    muscle_name: str
    side: str
    place: str
    found: CellData

    @property
    def side_words(self) -> str:
        """Its side."""
        return Side(self.side).label

    @property
    def place_words(self) -> str:
        """Where it was looked at."""
        return PLACES[self.place].label

    @property
    def asks_for_work(self) -> bool:
        """Whether it stands too high or too low, or hurts."""
        return self.found.fit in (ToneFit.TOO_HIGH, ToneFit.TOO_LOW) or bool(self.found.pain)


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """What decides on a client's program. `habit` is the mean of the last answers to the habit
    questions in this course of work; `known` are movements of programs that were begun; `cells`
    and `cards` (id, title) are for the builder alone."""

    timezone: str
    released_on: date | None
    habit: float | None
    maintain_from: float
    avoided: Sequence[Contraindication]
    known: frozenset[UUID]
    cells: Sequence[SeenCell] = ()
    cards: Sequence[tuple[str, str]] = ()

    @property
    def is_released(self) -> bool:
        """Whether integrating is open."""
        return self.released_on is not None

    @property
    def maintains(self) -> bool:
        """Whether maintaining is open."""
        return not self.locks_to_maintain

    @property
    def locks_to_integrate(self) -> list[Lock]:
        """What integrating waits for."""
        return integrate_locks(is_released=self.is_released)

    @property
    def locks_to_maintain(self) -> list[Lock]:
        """What maintaining waits for."""
        return maintain_locks(
            is_released=self.is_released, habit=self.habit, opens_at=self.maintain_from
        )

    @property
    def tight(self) -> list[SeenCell]:
        """Cells that ask for work."""
        return [cell for cell in self.cells if cell.asks_for_work]


def _habit(found: Iterable[Sequence[Any]]) -> float | None:
    for version, answers in found:
        instrument = instrument_of(SRBAI.code, version)
        return score(instrument, [(i, n) for i, n in answers]) if instrument else None
    return None


def _cells(found: Iterable[Sequence[Any]]) -> list[SeenCell]:
    """Each place once: what was found after the lesson before what was found at its beginning."""
    cells: dict[tuple[str, str, str], SeenCell] = {}
    for muscle, name, side, place, moment, tone, fit, pain in found:
        cell = CellData(side=side, place=place, moment=moment, tone=tone, fit=fit, pain=pain)
        if moment == Moment.AFTER or (muscle, side, place) not in cells:
            cells[muscle, side, place] = SeenCell(muscle, name, side, place, cell)
    columns = list(PLACES)
    return sorted(cells.values(), key=lambda cell: (cell.side, columns.index(cell.place)))


def grounds_of(
    actor: Actor, client_id: UUID, episode_id: UUID, *, with_cells: bool = False
) -> Grounds:
    """All of it in one statement. Client and episode have come through a door."""
    of = actor.practice_id
    read = {
        "found_releases": beside(actor, "program.read", _RELEASED, of, episode_id),
        "found_habit": beside(actor, "measure.read", _HABIT, of, episode_id, SRBAI.code),
        "found_known": beside(actor, "program.read", _KNOWN, of, now()),
        "found_flags": flags_beside(actor),
    }
    if with_cells:
        read["found_cells"] = beside(actor, "note.read", _CELLS, of, *open_values(actor))
        read["found_cards"] = beside(actor, "understanding.read", _CARDS, of)
    rows: Any = Client.objects.visible_to(actor, "program.read").filter(pk=client_id)
    rows = rows.annotate(maintain_from=F("practice__maintain_from"), **read)
    row: Mapping[str, Any] | None = rows.values("timezone", "maintain_from", *read).first()
    if row is None:
        raise Http404("client")
    days = [date.fromisoformat(day) for day in row["found_releases"]]
    return Grounds(
        timezone=row["timezone"],
        released_on=next(iter(days), None),
        habit=_habit(row["found_habit"]),
        maintain_from=float(row["maintain_from"]),
        avoided=left_out(told_flags(row["found_flags"], actor.zone)),
        known=frozenset(UUID(pk) for pk in row["found_known"]),
        cells=_cells(row.get("found_cells", ())),
        cards=[(pk, title) for pk, title in row.get("found_cards", ())],
    )
