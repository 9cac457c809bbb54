"""What becomes of each appointment of a series where several are moved at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from uuid import UUID

from practice.core.actor import Actor
from practice.core.models import Place
from practice.core.queries import get_practice
from sessions.appointments.models import Appointment
from sessions.appointments.queries.offers import Wanted
from sessions.appointments.rules import Skipped, instant_of
from sessions.appointments.series.queries import Around, Occurrence, taken_by
from sessions.appointments.series.rules import Hindrance
from sessions.appointments.services.moving import MoveData, is_there, wanted_at
from sessions.appointments.services.taking import is_beside


@dataclass(frozen=True, kw_only=True)
class SeriesMoveData:
    """Where the one that was pressed goes, by the clock of the place (None: online).

    The others follow by as many days, counted from the day that each was first meant for: one that
    was moved for itself comes back into the row.
    """

    day: date
    clock: time
    practitioner_id: UUID
    place: Place | None


@dataclass(frozen=True)
class Move:
    """One of them: what is in the way of where it would go, and whether it goes."""

    appointment: Appointment
    seen: Occurrence
    is_there: bool = False
    goes: bool = False

    @property
    def day(self) -> date:
        """The day it would go to; each has its own."""
        return self.seen.day


def moves_of(
    actor: Actor,
    found: Appointment,
    rows: Sequence[Appointment],
    data: SeriesMoveData,
    *,
    anyway: Collection[date] = (),
    stay: Collection[date] | None = None,
) -> list[Move]:
    """Say of each where it would go and what is in its way. At most nine statements.

    Those that stay are in the way of the others. Without `stay` all go that can, or that are
    wanted `anyway`; with it those of the days named stay, and what hinders another is said.
    """
    zone = data.place.timezone if data.place else get_practice(actor).timezone
    asked = [_asked(one, found, data, zone) for one in rows]
    wanted = [one.seen.wanted for one in asked if one.seen.wanted is not None]
    if not wanted:
        return asked
    goes = {
        one.appointment.pk
        for one in asked
        if not one.is_there and one.day not in (stay or ()) and one.seen.wanted is not None
    }
    near = Around(actor, wanted, but=rows)
    for one in rows:
        if one.pk not in goes:
            near.stays(one)
    while True:
        seen = [_looked(one, near, goes) for one in asked]
        stuck = {move.appointment.pk for move in seen if move.goes and not may_go(move, anyway)}
        stuck = stuck or {move.appointment.pk for move in _in_order(seen)[1]}
        if not stuck or stay is not None:
            return [_in_the_way(one) if one.appointment.pk in stuck else one for one in seen]
        for one in rows:
            if one.pk in stuck:
                near.stays(one)
        goes -= stuck


def in_order(moves: Sequence[Move]) -> list[Move]:
    """Those that go, none to where another still stands that goes after it."""
    return _in_order(moves)[0]


def _asked(one: Appointment, found: Appointment, data: SeriesMoveData, zone: str) -> Move:
    assert one.series_day is not None  # noqa: S101 - each of a series has its day
    assert found.series_day is not None  # noqa: S101
    day = one.series_day + (data.day - found.series_day)
    try:
        starts_at = instant_of(day, data.clock, zone)
    except Skipped:
        return Move(one, Occurrence(day, None, [Hindrance.SKIPPED]))
    there = MoveData(starts_at=starts_at, practitioner_id=data.practitioner_id, place=data.place)
    return Move(one, Occurrence(day, wanted_at(one, there, zone)), is_there(one, there))


def _looked(move: Move, near: Around, goes: Collection[UUID]) -> Move:
    if move.is_there or move.seen.wanted is None:
        return move
    seen = near.look(move.day, move.seen.wanted)
    return replace(move, seen=seen, goes=move.appointment.pk in goes)


def may_go(move: Move, anyway: Collection[date]) -> bool:
    """Whether nothing is in its way but what the practice wants all the same."""
    return not move.seen.hindered or (not move.seen.is_impossible and move.day in anyway)


def _in_the_way(move: Move) -> Move:
    if move.seen.hindered:
        return move
    return replace(move, seen=replace(move.seen, hindered=[Hindrance.TAKEN]))


def _in_order(moves: Sequence[Move]) -> tuple[list[Move], list[Move]]:
    """Those that can go one after another, and those that wait for each other."""
    left, order = [one for one in moves if one.goes], list[Move]()
    while True:
        free = next((one for one in left if not _steps_on(one, left)), None)
        if free is None:
            return order, left
        left.remove(free)
        order.append(free)


def _steps_on(move: Move, others: Sequence[Move]) -> bool:
    wanted = wanted_by(move)
    held = [taken_by(one.appointment) for one in others if one is not move]
    return any(
        one.span.meets(wanted.span) or (is_beside(one, wanted) and one.span.crowds(wanted.span))
        for one in held
    )


def wanted_by(move: Move) -> Wanted:
    """Where one that goes will stand."""
    assert move.seen.wanted is not None  # noqa: S101
    return move.seen.wanted
