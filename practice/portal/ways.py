"""Floor, chair or standing: how a movement can be practised today."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sessions.movements.rules import Variant

WORDS: Mapping[str, Promise] = MappingProxyType(
    {
        Variant.FLOOR: _("On the floor, with something soft under you."),
        Variant.SEATED: _(
            "Towards the front of a firm chair, both feet on the floor. Do the same, as far as it"
            " goes."
        ),
        Variant.STANDING: _(
            "Feet under your hips, something near to hold on to. Do the same, as far as it goes."
        ),
    }
)


class Way(NamedTuple):
    """One way, with the words that a tap shows; `is_given`: what the program says."""

    label: str | Promise
    words: str | Promise
    is_given: bool


def ways_of(variants: Sequence[str], given: str) -> list[Way]:
    """Those that the library has for a movement; none to choose where there is one alone."""
    if len(variants) < 2:
        return []
    ours = given or variants[0]
    return [Way(_(Variant(one).label), WORDS[one], one == ours) for one in variants]
