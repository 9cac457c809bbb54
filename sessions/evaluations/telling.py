"""What was seen and sensed, in words: the same in the editor, for reading and on paper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clients.symptoms.rules import Side
from sessions.evaluations.amnesia import SMA_REGIONS, Control, LettingGo, Sense, SmaData
from sessions.evaluations.findings import (
    Alternation,
    Breath,
    FindingData,
    FindingKind,
    alternation,
    is_dark_vise,
)
from sessions.evaluations.looking_again import LookAgain

_OF_THREE = (FindingKind.REFLEX, FindingKind.POSTURE, FindingKind.ALTERNATION)


@dataclass(frozen=True)
class ToldKind:
    """All that was seen of one kind; `follows` is what follows from it and is nowhere stored."""

    kind: FindingKind
    title: str
    lines: Sequence[str]
    follows: str = ""


def value_in_words(one: FindingData) -> str:
    """What was found, without what of; "" of what is only ticked."""
    if one.value is None:
        return ""
    if one.kind in _OF_THREE:
        return _("%(n)s of 3") % {"n": one.value}
    if one.kind == FindingKind.BREATHING:
        return _(list(Breath)[one.value].label)
    if one.kind == FindingKind.HEIGHT:
        return f"{tenths(one.value)} {one.code}"
    return _("%(n)s of 10") % {"n": one.value}


def tenths(value: int) -> str:
    """A number of tenths as people write it: 1715 is 171.5, 1700 is 170."""
    whole, part = divmod(value, 10)
    return f"{whole}.{part}" if part else str(whole)


def in_words(one: FindingData) -> str:
    """One finding in a line of its kind: "Trauma, left: 2 of 3"."""
    value = value_in_words(one)
    if one.kind in (FindingKind.HEIGHT, FindingKind.FULL_STATURE):
        return value
    label = _(one.look.label)
    return f"{label}: {value}" if value else label


def findings_told(findings: Iterable[FindingData]) -> list[ToldKind]:
    """By kind, in the order in which they are looked at."""
    told = tuple(findings)
    found = []
    for kind in FindingKind:
        mine = [one for one in told if one.kind == kind]
        if mine:
            lines = [in_words(one) for one in mine]
            found.append(ToldKind(kind, _(kind.label), lines, _follows(kind, mine)))
    return found


def _follows(kind: FindingKind, mine: Sequence[FindingData]) -> str:
    if kind is FindingKind.REFLEX and is_dark_vise(mine):
        return _("Dark Vise: Green Light and Red Light are both high")
    both = alternation(mine)
    return alternation_in_words(both) if both else ""


def alternation_in_words(both: Alternation) -> str:
    """How even the two sides are."""
    index = both.index
    if index is None:
        return _("Index: none, neither side alternates")
    if index == 0:
        return _("Index 0: even")
    side = _("the left is freer") if index > 0 else _("the right is freer")
    return _("Index %(n)s of 100: %(side)s") % {"n": f"{index:+d}", "side": side}


def sma_in_words(one: SmaData) -> str:
    """One finding in a line: "Groin, front, deep, left: sensed unclearly, moves in jerks"."""
    region = SMA_REGIONS.get(one.region)
    where = [_(region.name) if region else one.region]
    if one.side:
        where.append(_(Side(one.side).label).lower())
    said = (
        _(Sense(one.sense).label) if one.sense else "",
        _(Control(one.control).label) if one.control else "",
        _(LettingGo(one.release).label) if one.release else "",
    )
    return f"{', '.join(where)}: {', '.join(filter(None, said))}"


def again_in_words(one: LookAgain, names: Mapping[str, str]) -> str:
    """One linked group: "Hamstrings: tends to tighten when Iliopsoas is held"; `names` by code."""
    link = one.link
    return _("%(group)s: %(does)s when %(held)s is held") % {
        "group": names.get(link.secondary, link.secondary),
        "does": _(link.direction.label),
        "held": names.get(link.primary, link.primary),
    }
