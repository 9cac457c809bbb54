"""Which cards a client was given with a program, told to the room of the cards."""

from typing import Any

from practice.core.actor import Actor
from sessions.programs.models import ProgramItem
from sessions.programs.rules import HomeProgramState


def cards_in_programs(actor: Actor) -> Any:
    """Ids of the cards in programs of the actor's own that were begun, ended ones too."""
    rows = ProgramItem.objects.visible_to(actor, "program.read")
    rows = rows.filter(removed_on=None, card__isnull=False)
    return rows.exclude(home_program__state=HomeProgramState.DRAFT.value).values("card_id")
