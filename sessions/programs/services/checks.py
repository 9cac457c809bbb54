"""What the client's record says to a program: the gate, the caps, what a decision leaves out."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from clients.symptoms.rules import Phase
from practice.core.errors import DomainError
from sessions.program_templates.models import ProgramTemplate
from sessions.program_templates.rules import needs_reason
from sessions.programs.grounds import Grounds
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.programs.rules import Lock, is_many, serves, unanswered, wrong_days
from sessions.programs.services.data import ItemData, ProgramData, as_chosen
from sessions.programs.services.reasons import asks_against, in_all, locks_of


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
    reason, given_for = home_program.many_reason, home_program.many_for
    _check_many(ProgramData(items=items, many_reason=reason, many_for=given_for), grounds)


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
    if item.phase is Phase.MAINTAIN and stands:
        return
    waits = unanswered(locks_of(item, grounds), item.unlock_reason, item.unlock_for)
    if waits:
        words = lock_words(waits[0], grounds)
        if item.unlock_reason:
            told = _("The reason that stands here was given before, and not for this: say it anew.")
            words = f"{words} {told}"
        raise DomainError(words, field=f"{row}-unlock_reason", code="locked")


def lock_words(lock: Lock, grounds: Grounds) -> str:
    """Why integrating or maintaining waits."""
    if lock is Lock.RELEASE_TO_INTEGRATE:
        return str(_("First free, then integrate: record a release first, or say why now."))
    if lock is Lock.RELEASE_TO_MAINTAIN:
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


def maintain_words(grounds: Grounds) -> str:
    """Why maintaining waits; "" where it is open."""
    return next((lock_words(lock, grounds) for lock in grounds.locks_to_maintain), "")


def _check_left_out(row: str, item: ItemData, grounds: Grounds) -> None:
    against = unanswered(asks_against(item, grounds), item.against_reason, item.against_for)
    if against:
        asks = ", ".join(_(code.label).lower() for code in against)
        words = _("It was decided to leave this out: %(asks)s. Say why all the same.")
        if item.against_reason:
            words = _(
                "It was decided to leave this out, too: %(asks)s. The reason that stands here was"
                " given before, and not for this: say anew why all the same."
            )
        field = f"{row}-against_reason"
        raise DomainError(words % {"asks": asks}, field=field, code="contraindicated")


def _check_many(data: ProgramData, grounds: Grounds) -> None:
    movements = in_all(data)
    new = len(movements - grounds.known)
    if is_many(new, len(movements)) and not serves(data.many_reason, data.many_for, len(movements)):
        words = _(
            "%(new)s new movements, %(all)s in all: up to three new ones and four in all are kept"
            " more easily. Take some out, or say why so many."
        )
        words = words % {"new": new, "all": len(movements)}
        if data.many_reason:
            told = _("The reason that stands here was given for %(n)s: say it anew.")
            words = f"{words} {told % {'n': data.many_for}}"
        raise DomainError(words, field="many_reason", code="many")


def check_comes_first(first: ProgramTemplate | None, reason: str) -> None:
    """DomainError where something comes first that was not had, and no reason was given."""
    if needs_reason(first.pk if first else None, (), reason):
        words = _("“%(name)s” comes first. Say why without it.")
        told = words % {"name": first.name if first else ""}
        raise DomainError(told, field="early_reason", code="prerequisite")


def ended_words() -> str:
    """Why a program is changed no more."""
    return str(_("This program has ended. Make a new one."))


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
