"""The built-in templates: made of built-in movements, in our own words, under our own names.

What each holds, in which order and for how long is our first version: first free, then integrate
(seed rows 84 to 90); a gentler and a livelier one beside the basic one, a short set to come back to
(hanna.md 2.10); four minutes (seed row 92).
"""

from dataclasses import dataclass

from clients.symptoms.rules import Phase
from sessions.program_templates.rules import OWN_WORDS, MadeFor, Tier

VERSION = 1
_SOURCE = "own composition of the library’s movements"
_FREE, _JOIN = Phase.FREE, Phase.INTEGRATE


@dataclass(frozen=True, slots=True)
class BuiltInItem:
    """One movement by its code."""

    phase: Phase
    movement: str
    minutes: int
    note: str = ""
    variant: str = ""


@dataclass(frozen=True, slots=True)
class BuiltInTemplate:
    """`prerequisite` and `refresher` are codes of others, "" where there is none."""

    code: str
    name: str
    summary: str
    made_for: MadeFor
    tier: Tier
    weeks: int
    items: tuple[BuiltInItem, ...]
    prerequisite: str = ""
    refresher: str = ""
    source: str = _SOURCE
    rights: str = OWN_WORDS


TEMPLATES: tuple[BuiltInTemplate, ...] = (
    BuiltInTemplate(
        code="freer_centre",
        name="A Freer Centre",
        summary="Lets the deep muscles at the front of the spine rest, then walks with them.",
        made_for=MadeFor.STANDARD,
        tier=Tier.FULL,
        weeks=6,
        items=(
            BuiltInItem(_FREE, "arch_and_flatten", 3),
            BuiltInItem(_FREE, "four_minute_release", 4),
            BuiltInItem(_JOIN, "alternating_thigh_slides", 3),
        ),
        refresher="small_refresher",
    ),
    BuiltInTemplate(
        code="freer_centre_gently",
        name="A Freer Centre, Gently",
        summary="The same in small, for a back that answers to little; half the effort is enough.",
        made_for=MadeFor.DELICATE,
        tier=Tier.FULL,
        weeks=9,
        items=(
            BuiltInItem(_FREE, "arch_and_flatten", 2, "Half as far as you could."),
            BuiltInItem(_FREE, "seated_awareness", 2, "So small that nobody sees it."),
            BuiltInItem(_JOIN, "standing_somatics", 2, "With a hand on a table."),
        ),
        refresher="small_refresher",
    ),
    BuiltInTemplate(
        code="freer_centre_in_motion",
        name="A Freer Centre, in Motion",
        summary="Weaves what is free into turning, shifting weight and walking at a pace.",
        made_for=MadeFor.ATHLETIC,
        tier=Tier.FULL,
        weeks=6,
        items=(
            BuiltInItem(_FREE, "diagonal_arch_and_curl", 3),
            BuiltInItem(_JOIN, "shift_to_walk", 4),
            BuiltInItem(_JOIN, "easy_walking", 5),
        ),
        prerequisite="freer_centre",
        refresher="small_refresher",
    ),
    BuiltInTemplate(
        code="four_minutes",
        name="Four Minutes for the Centre",
        summary="One movement, four minutes: enough to feel what letting go is.",
        made_for=MadeFor.STANDARD,
        tier=Tier.SAMPLE,
        weeks=2,
        items=(BuiltInItem(_FREE, "four_minute_release", 4),),
    ),
    BuiltInTemplate(
        code="small_refresher",
        name="A Small Refresher",
        summary="Two movements to come back to when the old hold calls again.",
        made_for=MadeFor.STANDARD,
        tier=Tier.FULL,
        weeks=2,
        items=(
            BuiltInItem(_FREE, "four_minute_release", 4),
            BuiltInItem(_JOIN, "alternating_thigh_slides", 3),
        ),
    ),
)
