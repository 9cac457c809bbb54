"""Findings of one kind as one field of a form, and as the editor shows them.

A finding is sent under a name of its own ("reflex-trauma-left"), or with all of its kind in one
value ("reflex": "trauma-left=1 green_light-both=2"): what stays closed in the editor is folded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.evaluations.findings import (
    LOOKS,
    Breath,
    FindingData,
    FindingKind,
    Look,
    Misfit,
    Wrong,
    looks_of,
    sound,
)
from sessions.evaluations.telling import in_words, tenths

TICK = "1"
type Pairs = list[tuple[str, str]]  # what of, and what was typed of it

_HINTS = {
    FindingKind.REFLEX: gettext_lazy("0 not there, 3 strongly. Several may stand side by side."),
    FindingKind.POSTURE: gettext_lazy("0 not there, 3 strongly."),
    FindingKind.ALTERNATION: gettext_lazy("0 not at all, 3 freely, on each side."),
    FindingKind.HEIGHT: gettext_lazy("In one of the two."),
    FindingKind.FULL_STATURE: gettext_lazy("How tall they feel: 0 not at all, 10 fully."),
}


def name_of(one: Look | FindingData) -> str:
    """What of, within its kind: "trauma-left", "heavy"."""
    return f"{one.code}-{one.side}" if one.side else one.code


def _typed_as(one: FindingData) -> str:
    if one.value is None:
        return TICK
    return tenths(one.value) if one.kind == FindingKind.HEIGHT else str(one.value)


def folded(findings: Iterable[FindingData]) -> str:
    """All of one kind in one value."""
    return " ".join(f"{name_of(one)}={_typed_as(one)}" for one in findings)


def _pairs(value: Any) -> Pairs:
    if isinstance(value, str):
        return [(name, said) for name, _is, said in (x.partition("=") for x in value.split())]
    return list(value or ())


class _Gathered(forms.Widget):
    """Takes what was sent of one kind; None if nothing of it was, not even that it is empty."""

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> Any:
        """Pairs of what was folded and of what stood open."""
        start = f"{name}-"
        own = [key for key in data if key.startswith(start)]
        if name not in data and not own:
            return None
        pairs = _pairs(data.get(name, ""))
        for key in own:
            sent = data.getlist(key) if hasattr(data, "getlist") else [data[key]]
            pairs += [(key.removeprefix(start), said) for said in sent]
        return [(of, said.strip()) for of, said in pairs if said.strip()]


class SeenField(forms.Field):
    """All findings of one kind. Cleaned: a tuple of them, or None where nothing was sent."""

    widget = _Gathered

    def __init__(self, kind: FindingKind) -> None:
        super().__init__(required=False, label=kind.label)
        self.kind = kind

    def clean(self, value: Pairs | None) -> tuple[FindingData, ...] | None:
        """Each on its scale, once, on a side that it has."""
        if value is None:
            return None
        found = [self._read(name, said) for name, said in value]
        try:
            return sound(found)
        except Misfit as misfit:
            raise forms.ValidationError(_said_of(misfit.key, misfit.wrong)) from misfit

    def _read(self, name: str, said: str) -> FindingData:
        code, _dash, side = name.partition("-")
        if self.kind is FindingKind.QUALITY and said == TICK:
            return FindingData(kind=self.kind.value, code=code, side=side)
        number = _number(said, tenths=self.kind is FindingKind.HEIGHT)
        if number is None:
            raise forms.ValidationError(_said_of((self.kind.value, code, side), Wrong.SCALE))
        return FindingData(kind=self.kind.value, code=code, side=side, value=number)


def _number(said: str, *, tenths: bool) -> int | None:
    """A whole number, or one with at most one digit after the point as tenths; None if it is none.

    Five digits at most: a longer one is on no scale.
    """
    whole, _point, part = said.replace(",", ".").partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) < 5):
        return None
    if not tenths:
        return None if "." in said or "," in said else int(whole)
    if part and not (part.isascii() and part.isdigit() and len(part) == 1):
        return None
    return int(whole) * 10 + int(part or 0)


def _said_of(key: tuple[str, str, str], wrong: Wrong) -> str:
    """The words for it, after what it is said of."""
    look = LOOKS.get(key)
    words = _(wrong.label)
    return f"{_(look.label)}: {words}" if look else words


@dataclass(frozen=True)
class LookView:
    """One thing to look at, as the editor shows it."""

    name: str
    label: str
    look: Look
    said: str

    @property
    def shape(self) -> str:
        """How it is answered: tick, number, or steps to choose from."""
        if self.look.ends is None:
            return "tick"
        numbers = (FindingKind.HEIGHT, FindingKind.FULL_STATURE)
        if self.look.kind in numbers:
            return "tenths" if self.look.kind is FindingKind.HEIGHT else "number"
        return "breath" if self.look.kind is FindingKind.BREATHING else "degree"

    @property
    def steps(self) -> list[tuple[str, str]]:
        """What is chosen from, each with its word."""
        if self.shape == "breath":
            return [(str(n), _(breath.label)) for n, breath in enumerate(Breath)]
        low, high = self.look.ends or (0, 0)
        return [(str(n), str(n)) for n in range(low, high + 1)]


@dataclass(frozen=True)
class GroupView:
    """All that can be looked at of one kind; in a line until it is opened."""

    kind: FindingKind
    bound: forms.BoundField
    wanted: bool

    @property
    def is_open(self) -> bool:
        """Whether its fields are on the page."""
        return self.wanted or bool(self.bound.errors)

    @property
    def title(self) -> str:
        """What is looked at."""
        return _(self.kind.label)

    @property
    def hint(self) -> str:
        """What the numbers say."""
        return str(_HINTS.get(self.kind, ""))

    @property
    def looks(self) -> list[LookView]:
        """Each thing with what was said of it."""
        said = dict(_pairs(self.bound.value()))
        return [
            LookView(
                f"{self.kind.value}-{name_of(look)}",
                _(look.label),
                look,
                said.get(name_of(look), ""),
            )
            for look in looks_of(self.kind)
        ]

    @property
    def folded(self) -> str:
        """What it carries along while it is closed."""
        return " ".join(f"{name}={said}" for name, said in _pairs(self.bound.value()))

    @property
    def words(self) -> str:
        """What was seen, in a line."""
        field: Any = self.bound.field
        try:
            told = field.clean(_pairs(self.bound.value()))
        except forms.ValidationError:
            return ""
        return " · ".join(in_words(one) for one in told)
