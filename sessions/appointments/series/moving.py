"""Moving several of a series: a single transaction, told in one mail, taken back as one."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from psycopg import errors

from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.errors import DomainError
from sessions.appointments.models import Appointment
from sessions.appointments.series.moves import (
    Move,
    SeriesMoveData,
    in_order,
    may_go,
    moves_of,
    wanted_by,
)
from sessions.appointments.series.queries import still_ahead
from sessions.appointments.series.rules import Scope
from sessions.appointments.series.services import held_of_series, member_of
from sessions.appointments.series.telling import keep_together
from sessions.appointments.services.moving import put_there, where
from sessions.appointments.services.taking import hold_practitioner, in_turn, squeezed
from sessions.hours.rules import YEAR_MOST


class MoveHindered(DomainError):
    """Something is in the way of one that nobody let stay: `moves` are all of them."""

    def __init__(self, moves: Sequence[Move]) -> None:
        hindered = sum(bool(one.seen.hindered) for one in moves)
        words = ngettext(
            "%(n)s of %(all)s cannot go there as asked. Nothing is moved yet.",
            "%(n)s of %(all)s cannot go there as asked. Nothing is moved yet.",
            hindered,
        )
        super().__init__(words % {"n": hindered, "all": len(moves)}, code="hindered")
        self.moves = list(moves)


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


def _check(actor: Actor, data: SeriesMoveData) -> None:
    if data.day.year > YEAR_MOST:
        raise DomainError(_("Choose a day nearer to today."), field="day")
    if data.day < today_in(data.place.timezone if data.place else actor.zone):
        raise DomainError(_("This day has passed. Choose one that is to come."), field="day")


@in_turn()
@transaction.atomic
def move_series(
    *,
    actor: Actor,
    appointment_id: UUID,
    scope: str,
    data: SeriesMoveData,
    stay: Collection[date] = (),
    anyway: Collection[date] = (),
    version: int | None = None,
) -> list[Appointment]:
    """Move this and the following ones, or all that are to come, or nothing.

    Those whose new day is in `stay` remain where they are. MoveHindered where something is in the
    way of another one, that is not wanted `anyway` as far as that can be. What they are, how long
    they take and the policy shown stay.
    """
    member_of(actor)
    _check(actor, data)
    found = held_of_series(actor, appointment_id, version)
    if scope not in set(Scope):
        raise DomainError(_("Choose which of them."), field="scope")
    rows = still_ahead(actor, found, Scope(scope), hold=True)
    if not rows:
        raise DomainError(_("None of them is to come any more."), code="state")
    hold_practitioner(actor, data.practitioner_id)
    staying = set(stay) - set(anyway)
    moves = moves_of(actor, found, rows, data, anyway=anyway, stay=staying)
    if any(one.goes and not may_go(one, anyway) for one in moves):
        raise MoveHindered(look_at_moves(actor, found, rows, data, anyway))
    going = in_order(moves)
    if not going:
        raise DomainError(_("Nothing is left to move. Choose another day or time."), field="day")
    before = {one.pk: one.state for one in rows}
    was = {one.pk: where(one) for one in rows}
    try:
        with transaction.atomic():
            for one in going:
                _put(actor, one)
    except DatabaseError as error:
        if not isinstance(error.__cause__, errors.ExclusionViolation):
            raise  # of a deadlock nothing can be read that is in the way
        again = still_ahead(actor, found, Scope(scope))
        raise MoveHindered(look_at_moves(actor, found, again, data, anyway)) from None
    moved = [one.appointment for one in going]
    keep_together(actor, found.client, moved, before, was)
    return moved


def _put(actor: Actor, move: Move) -> None:
    wanted = wanted_by(move)
    put_there(actor, move.appointment, wanted, squeezed(actor, wanted.span, move.seen.crowded))
