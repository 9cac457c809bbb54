"""What was seen and sensed, on the form: a field for each kind of finding, rows for amnesia."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.symptoms.rules import Side
from sessions.evaluations.amnesia import SMA_REGIONS, Control, LettingGo, Sense, SmaData, sma_wrong
from sessions.evaluations.findings import FindingData, FindingKind
from sessions.notes.forms.looks import GroupView, SeenField, folded
from sessions.notes.forms.rows import SMA, RowView
from sessions.notes.forms.texts import NoteTexts
from sessions.notes.rules import NoteData

SMA_MOST = 40
_SMA_ROW = re.compile(r"sma-(\d{1,2})(?:-|$)", re.ASCII)
_BLANK = ("", gettext_lazy("choose"))
_SMA_CHOICES: Mapping[str, tuple[Any, list[tuple[str, Any]]]] = {
    "region": (
        gettext_lazy("Region"),
        [_BLANK, *((region.code, region.name) for region in SMA_REGIONS.values())],
    ),
    "side": (gettext_lazy("Side"), [_BLANK, *Side.choices()]),
    "sense": (gettext_lazy("Sense"), [_BLANK, *Sense.choices()]),
    "control": (gettext_lazy("Control"), [_BLANK, *Control.choices()]),
    "release": (gettext_lazy("Release"), [_BLANK, *LettingGo.choices()]),
}


class SeenForm(NoteTexts):
    """Findings by kind, and rows of sensory-motor amnesia."""

    strict = True
    wanted = ""  # a kind or a row that is to stand open

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in FindingKind:
            self.fields[kind.value] = SeenField(kind)
        keys = self.data if self.is_bound else self.initial
        numbers = [int(found[1]) for key in keys if (found := _SMA_ROW.match(key))]
        # One more than there are, for who wants another.
        self.sma_count = min(max(numbers, default=-1) + 2, SMA_MOST)
        for n in range(self.sma_count):
            for name, (label, choices) in _SMA_CHOICES.items():
                self.fields[f"sma-{n}-{name}"] = forms.ChoiceField(
                    label=label, required=False, choices=choices
                )
            gone = forms.BooleanField(label=gettext_lazy("Take out"), required=False)
            self.fields[f"sma-{n}-gone"] = gone

    @classmethod
    def told(cls, data: NoteData) -> "SeenForm":
        """This part alone, with what is stored."""
        return cls(initial=initial_seen(data) | {"pattern": data.pattern})

    @property
    def wants_seen(self) -> bool:
        """Whether something of this part is to stand open."""
        return self.wanted in {"seen", *FindingKind} or self.wanted.startswith("sma-")

    def seen(self) -> list[GroupView]:
        """What can be looked at, kind by kind."""
        return [GroupView(kind, self[kind.value], self.opens(kind.value)) for kind in FindingKind]

    def opens(self, key: str) -> bool:
        """Whether something is to stand open."""
        return self.wanted == key

    def amnesia(self) -> list[RowView]:
        """Rows of sensory-motor amnesia: those that say something, and another that is wanted."""
        shown: list[RowView] = []
        for n in range(self.sma_count):
            key = f"sma-{n}"
            fields = {name: self[f"{key}-{name}"] for name in (*SMA, "gone")}
            row = RowView(key, fields, self.opens(key))
            if row.said or (n == self.sma_count - 1 and self.wanted[:4] == "sma-"):
                shown.append(row)
        return shown

    @property
    def sma_more(self) -> str:
        """The row that comes next."""
        shown = self.amnesia()
        return f"sma-{int(shown[-1].key[4:]) + 1 if shown else 0}"

    def clean(self) -> dict[str, Any]:
        """Mind each row: a region, a side that it has, and once."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[tuple[str, str]] = set()
        for n, one in self._sma_rows(cleaned):
            if not (one.region or self.strict):
                continue
            if wrong := sma_wrong(one):
                self.add_error(f"sma-{n}-{wrong.at}", _(wrong.label))
            elif self.strict and (one.region, one.side) in seen:
                self.add_error(f"sma-{n}-region", _("This region is there twice on that side."))
            seen.add((one.region, one.side))
        return cleaned

    def _sma_rows(self, cleaned: Mapping[str, Any]) -> Iterator[tuple[int, SmaData]]:
        for n in range(self.sma_count):
            said = {name: cleaned.get(f"sma-{n}-{name}", "") for name in SMA}
            one = SmaData(**said)
            if one.says_something and not cleaned.get(f"sma-{n}-gone"):
                yield n, one

    def typed_amnesia(self, stored: NoteData) -> tuple[SmaData, ...]:
        """What was typed; of a region and side that is there twice, the last. What is stored, if
        this part was not on the page."""
        if "amnesia" not in self.data and not any(map(_SMA_ROW.match, self.data)):
            return stored.amnesia
        rows = self._sma_rows(self.cleaned_data)
        return tuple({(x.region, x.side): x for _n, x in rows if x.region}.values())

    def typed_findings(self, stored: NoteData) -> tuple[FindingData, ...]:
        """What was typed, with what is stored of kinds that were not sent."""
        found: list[FindingData] = []
        for kind in FindingKind:
            typed = self.cleaned_data.get(kind.value)
            kept = tuple(one for one in stored.findings if one.kind == kind)
            found += kept if typed is None else typed
        return tuple(found)


def initial_seen(data: NoteData) -> dict[str, Any]:
    """Findings and amnesia as the form's starting values."""
    initial: dict[str, Any] = {}
    for kind in FindingKind:
        initial[kind.value] = folded(one for one in data.findings if one.kind == kind)
    for n, one in enumerate(data.amnesia):
        initial |= {f"sma-{n}-{name}": getattr(one, name) for name in SMA}
    return initial


class SeenPieces(SeenForm):
    """All that can be opened, with nothing in it: what a script draws from."""

    wanted = "sma-0"

    def opens(self, key: str) -> bool:
        """All of it."""
        return True
