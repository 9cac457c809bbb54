"""What the client's record says to a program: the gate, the caps, what a decision leaves out."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from clients.symptoms.rules import Phase
from practice.core.errors import DomainError
from sessions.programs.grounds import Grounds
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.programs.rules import (
    asked_against,
    integrate_locked,
    is_many,
    maintain_locked,
    wrong_days,
)
from sessions.programs.services.data import ItemData, ProgramData, as_chosen, asks_the_gate


def check_against_record(
    data: ProgramData, grounds: Grounds, stored: Sequence[ProgramItem] = ()
) -> None:
    """DomainError for the first thing that wants a reason and has none, or that is retired.

    What stands in `stored` already keeps working: it may be retired, and maintains on.
    """
    standing = {(item.movement_id or item.card_id, item.phase) for item in stored}
    there = {pk for pk, _phase in standing}
    for number, item in enumerate(data.items):
        row = f"items-{number}"
        stands = (item.movement_id or item.card_id, item.phase.value) in standing
        _check_row(row, item, grounds, there, stands=stands)
    _check_many(data, grounds)


def check_stored(
    home_program: HomeProgram, stored: Sequence[ProgramItem], grounds: Grounds
) -> None:
    """The same of what is stored, before they are given it: nothing stands already.

    What was true as it was planned may not be so now. The words name the row.
    """
    items = [as_chosen(item) for item in stored]
    for number, item in enumerate(items):
        try:
            _check_row(f"items-{number}", item, grounds)
        except DomainError as error:
            if error.code != "retired":  # that one names it
                error.message = f"{item.name}: {error.message}"
            raise
    _check_many(ProgramData(items=items, many_reason=home_program.many_reason), grounds)


def _check_row(
    row: str,
    item: ItemData,
    grounds: Grounds,
    there: Collection[UUID | None] = (),
    *,
    stands: bool = False,
) -> None:
    _check_retired(row, item, there)
    _check_gate(row, item, grounds, stands=stands)
    _check_left_out(row, item, grounds)


def _check_retired(row: str, item: ItemData, standing: Collection[UUID | None]) -> None:
    what = item.movement or item.card
    if what and what.retired_at and what.pk not in standing:
        words = _("%(name)s is no longer in the library. Choose another one.")
        raise DomainError(words % {"name": item.name}, field=f"{row}-movement", code="retired")


def _check_gate(row: str, item: ItemData, grounds: Grounds, *, stands: bool) -> None:
    field = f"{row}-unlock_reason"
    releases = [grounds.released_on] if grounds.released_on else []
    if asks_the_gate(item) and integrate_locked(releases, item.unlock_reason):
        words = _("First free, then integrate: record a release first, or say why now.")
        raise DomainError(words, field=field, code="locked")
    if item.phase is not Phase.MAINTAIN or stands:
        return
    if maintain_locked(releases, grounds.habit, grounds.maintain_from, item.unlock_reason):
        raise DomainError(maintain_words(grounds), field=field, code="locked")


def maintain_words(grounds: Grounds) -> str:
    """Why maintaining waits."""
    if not grounds.is_released:
        return str(_("First free, then maintain: record a release first, or say why now."))
    if grounds.habit is None:
        words = _(
            "Maintaining waits until it is a habit: they have not answered yet how automatic it"
            " is. Let them answer, or say why now."
        )
        return str(words)
    words = _(
        "Maintaining waits until it is a habit: their last answers come to %(habit)s, and it opens"
        " from %(opens)s. Go on, or say why now."
    )
    return str(words % {"habit": f"{grounds.habit:.1f}", "opens": f"{grounds.maintain_from:.1f}"})


def _check_left_out(row: str, item: ItemData, grounds: Grounds) -> None:
    asks = item.movement.contraindications if item.movement else []
    against = asked_against(asks, grounds.avoided)
    if against and not item.against_reason:
        words = _("It was decided to leave this out: %(asks)s. Say why all the same.") % {
            "asks": ", ".join(_(code.label).lower() for code in against)
        }
        raise DomainError(words, field=f"{row}-against_reason", code="contraindicated")


def _check_many(data: ProgramData, grounds: Grounds) -> None:
    movements = {item.movement_id for item in data.items if item.movement_id}
    new, in_all = len(movements - grounds.known), len(movements)
    if is_many(new, in_all) and not data.many_reason:
        words = _(
            "%(new)s new movements, %(all)s in all: up to three new ones and four in all are kept"
            " more easily. Take some out, or say why so many."
        )
        words = words % {"new": new, "all": in_all}
        raise DomainError(words, field="many_reason", code="many")


def check_days(data: ProgramData, today: date, home_program: HomeProgram | None = None) -> None:
    """DomainError for a first or last day that cannot be."""
    stood = (home_program.starts_on, home_program.ends_on) if home_program else (None, None)
    wrong = wrong_days(data.starts_on, data.ends_on, today, stood)
    if wrong:
        field, late = wrong
        raise DomainError(_(late.label), field=field, code=late.value)
    begun = home_program.started_on if home_program else None
    if begun and begun <= today and data.starts_on != stood[0]:
        raise DomainError(_("It has begun already."), field="starts_on", code="begun")
