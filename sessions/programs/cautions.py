"""What a program's page says to the practitioner, and never in the way of saving."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from clients.symptoms.rules import Phase
from sessions.movements.queries import muscle_codes
from sessions.programs.grounds import Grounds
from sessions.programs.models import HomeProgram, HomeProgramRevision, ProgramItem
from sessions.programs.rules import (
    PlannedItem,
    ProgramWarning,
    ProgramWarningCode,
    left_out_warning,
    program_warnings,
    unanswered,
)
from sessions.programs.services.checks import lock_words
from sessions.programs.services.data import as_chosen
from sessions.programs.services.reasons import asks_against, locks_of


def warnings_for(
    home_program: HomeProgram,
    items: Sequence[ProgramItem],
    revisions: Sequence[HomeProgramRevision],
    grounds: Grounds,
) -> list[ProgramWarning]:
    """`revisions` the newest first."""
    newest = revisions[0].items if revisions else []
    new = {row["movement"] for row in newest if row.get("is_new")}
    practised = [item for item in items if item.movement_id]
    plain = program_warnings(
        [
            PlannedItem(
                phase=Phase(item.phase),
                minutes=item.minutes,
                muscle_groups=muscle_codes(item.movement),
                is_new=str(item.movement_id) in new,
            )
            for item in practised
        ],
        home_program.minutes_budget,
    )
    unreasoned = [warning for item in practised for warning in _unreasoned(item, grounds)]
    told = [*unreasoned, *plain]
    return [replace(one, message=_(one.message) % one.values) for one in told]


def _unreasoned(item: ProgramItem, grounds: Grounds) -> Iterator[ProgramWarning]:
    """What is asked of an item now and no reason of it answers."""
    chosen = as_chosen(item)
    waits = unanswered(locks_of(chosen, grounds), item.unlock_reason, item.unlock_for)
    if waits:
        told = {"name": item.name, "words": lock_words(waits[0], grounds)}
        yield ProgramWarning(ProgramWarningCode.LOCKED, "%(name)s: %(words)s", told)
    against = unanswered(asks_against(chosen, grounds), item.against_reason, item.against_for)
    if against:
        asks = ", ".join(_(code.label).lower() for code in against)
        yield left_out_warning(item.name, asks)
