"""Moving several of a series: a single transaction, told in one mail, taken back as one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.errors import DomainError
from practice.core.queries import get_practice
from sessions.appointments.models import Appointment
from sessions.appointments.queries.booked import get_appointment
from sessions.appointments.rules import Verb
from sessions.appointments.series.moves import (
    Move,
    SeriesMoveData,
    in_order,
    may_go,
    moves_of,
    wanted_by,
)
from sessions.appointments.series.nearby import Nearby, nearest_together
from sessions.appointments.series.queries import still_ahead
from sessions.appointments.series.rules import Scope
from sessions.appointments.series.services import held_of_series, member_of
from sessions.appointments.series.telling import keep_together
from sessions.appointments.services.moving import put_there, where
from sessions.appointments.services.steps import reason
from sessions.appointments.services.taking import CLASHES, JustTaken, hold_practitioner, squeezed
from sessions.hours.rules import YEAR_MOST


class MoveHindered(DomainError):
    """Something is in the way of one that nobody let stay, or was until a moment ago: `moves` are
    all of them, `nearby` other starts at which less is, of a refusal that holds nothing any more.
    """

    def __init__(self, moves: Sequence[Move], nearby: Sequence[Nearby] = ()) -> None:
        hindered = sum(bool(one.seen.hindered) for one in moves)
        words = ngettext(
            "%(n)s of %(all)s cannot go there as asked. Nothing is moved yet.",
            "%(n)s of %(all)s cannot go there as asked. Nothing is moved yet.",
            hindered,
        )
        words = words if hindered else _("All can go there by now. Nothing is moved yet.")
        super().__init__(words % {"n": hindered, "all": len(moves)}, code="hindered")
        self.moves, self.nearby = list(moves), list(nearby)


def look_at_moves(
    actor: Actor,
    found: Appointment,
    rows: Sequence[Appointment],
    data: SeriesMoveData,
    anyway: Collection[date] = (),
) -> list[Move]:
    """What would become of each; DomainError for a day that none can go to."""
    _check(actor, data)
    return moves_of(actor, found, rows, data, anyway=anyway)


def nearby_moves(
    actor: Actor, moves: Sequence[Move], data: SeriesMoveData, *, was_taken: bool = False
) -> list[Nearby]:
    """Where the one that was pressed could go so that less is in the way of all; none where
    nothing is, unless they were taken just now."""
    hindered = sum(bool(one.seen.hindered) for one in moves)
    if not hindered and not was_taken:
        return []
    seen, rows = [one.seen for one in moves], [one.appointment for one in moves]
    return nearest_together(actor, seen, data.day, data.clock, hindered=hindered, but=rows)


def _check(actor: Actor, data: SeriesMoveData) -> None:
    if data.day.year > YEAR_MOST:
        raise DomainError(_("Choose a day nearer to today."), field="day")
    if data.day < today_in(data.place.timezone if data.place else actor.zone):
        raise DomainError(_("This day has passed. Choose one that is to come."), field="day")


def move_series(
    *,
    actor: Actor,
    appointment_id: UUID,
    scope: str,
    data: SeriesMoveData,
    stay: Collection[date] = (),
    anyway: Collection[date] = (),
    why: str = "",
    words: str = "",
    version: int | None = None,
) -> list[Appointment]:
    """Move this and the following ones, or all that are to come, or nothing.

    Those whose new day is in `stay` remain where they are. MoveHindered where something is in the
    way of another one, that is not wanted `anyway` as far as that can be; JustTaken where of the
    one who was quicker nothing can be read yet. What they are, how long they take and the policy
    shown stay. `why` is told of each, or left unsaid.
    """
    member_of(actor)
    told = {"why": why, "words": reason(actor, why, words, Verb.MOVE)}
    try:
        with transaction.atomic():
            return _move(
                actor, appointment_id, scope, data, set(stay) - set(anyway), anyway, version, told
            )
    except MoveHindered:
        was_hindered = True
    except DatabaseError as error:
        if not isinstance(error.__cause__, CLASHES):
            raise
        was_hindered = False
    found = get_appointment(actor, appointment_id, "appointment.write")
    rows = still_ahead(actor, found, Scope(scope))
    moves = look_at_moves(actor, found, rows, data, anyway)
    nearby = nearby_moves(actor, moves, data, was_taken=not was_hindered)
    if was_hindered or any(one.seen.hindered and not may_go(one, anyway) for one in moves):
        raise MoveHindered(moves, nearby)
    zone = data.place.timezone if data.place else get_practice(actor).timezone
    raise JustTaken([one.starts_at for one in nearby], zone, first=_("This time was just taken."))


def _move(
    actor: Actor,
    appointment_id: UUID,
    scope: str,
    data: SeriesMoveData,
    stay: Collection[date],
    anyway: Collection[date],
    version: int | None,
    told: Mapping[str, str],
) -> list[Appointment]:
    _check(actor, data)
    found = held_of_series(actor, appointment_id, version)
    if scope not in set(Scope):
        raise DomainError(_("Choose which of them."), field="scope")
    rows = still_ahead(actor, found, Scope(scope), hold=True)
    if not rows:
        raise DomainError(_("None of them is to come any more."), code="state")
    hold_practitioner(actor, data.practitioner_id)
    moves = moves_of(actor, found, rows, data, anyway=anyway, stay=stay)
    if any(one.goes and not may_go(one, anyway) for one in moves):
        raise MoveHindered(moves)
    going = in_order(moves)
    if not going:
        raise DomainError(_("Nothing is left to move. Choose another day or time."), field="day")
    before = {one.pk: one.state for one in rows}
    was = {one.pk: where(one) for one in rows}
    for one in going:
        _put(actor, one)
    moved = [one.appointment for one in going]
    keep_together(actor, found.client, moved, before, was, **told)
    return moved


def _put(actor: Actor, move: Move) -> None:
    wanted = wanted_by(move)
    put_there(actor, move.appointment, wanted, squeezed(actor, wanted.span, move.seen.crowded))
