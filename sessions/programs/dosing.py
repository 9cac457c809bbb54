"""How much of an item is given, on which side, and how it is done: said alike everywhere."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.movements.queries import ShownMovement
from sessions.movements.rules import Dosed, Variant
from sessions.programs.models import ProgramItem


def variant_words(item: ProgramItem) -> str:
    """How the movement is done here, if that was chosen."""
    return _(Variant(item.variant).label) if item.variant else ""


def side_words(item: ProgramItem) -> str:
    """On which side it is given, if that was chosen."""
    return _(Dosed(item.side).label) if item.side else ""


def sides_of(item: ProgramItem, shown: ShownMovement) -> str:
    """On which side it was given, or how the movement is usually done."""
    return side_words(item) or shown.sides


def rounds_of(item: ProgramItem, shown: ShownMovement) -> int:
    """How often it was given, or how many rounds of the side given fill the minutes planned."""
    return item.repetitions or shown.rounds_in(item.minutes, item.side)


def rounds_words(rounds: int) -> str:
    """So many rounds, in words."""
    return ngettext("%(n)s round", "%(n)s rounds", rounds) % {"n": rounds}


def dose_words(item: ProgramItem) -> str:
    """How much of it a day: minutes, and how often where that was said; "" of a card."""
    if item.card_id:
        return ""
    told = [_("%(n)s min") % {"n": item.minutes}]
    if item.repetitions:
        words = ngettext("once", "%(n)s times", item.repetitions)
        told.append(words % {"n": item.repetitions})
    return ", ".join(told)


def how_words(item: ProgramItem) -> str:
    """Dose, side and variant in a line, as they were given."""
    return ", ".join(filter(None, (dose_words(item), side_words(item), variant_words(item))))
