"""The editor: the whole content of a note as one form."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.symptoms.rules import Place, Side
from practice.core.forms import ChoiceRadio
from sessions.evaluations.rules import MATRIX_COLUMNS, MATRIX_MUSCLE, MATRIX_SIDES, CellData, Moment
from sessions.notes.forms.lesson import LONGEST, VersionForm
from sessions.notes.forms.matrix import (
    CellView,
    MomentView,
    TrayPattern,
    cell_names,
    mark_of,
    moment_fields,
    tray_pattern,
)
from sessions.notes.forms.rows import LINE, RELEASE, RowView, unfolded
from sessions.notes.models import ReleaseMethod, SessionNote
from sessions.notes.queries import MuscleGroupName
from sessions.notes.rules import (
    TEXTS,
    LineData,
    LowToneChoice,
    NoteData,
    ReleaseData,
    Technique,
)

ROWS_MAX = 40
EMPTY_ROWS = 2
ROW = re.compile(r"(line|release)-(\d{1,2})-")


def _text(label: Any, rows: int = 3) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=area)


class NoteTexts(VersionForm):
    """The parts of a note that are written in words."""

    clients_words = _text(_("In their words"), 4)
    observed = _text(_("What you saw"), 4)
    sensed_by_hand = _text(_("What you sensed by hand"), 4)
    retest = _text(_("What the same positions show now"))
    felt_change = _text(_("What the client feels has changed"))
    home_movements = _text(_("Movements for home"))
    plan = _text(_("Plan, cautions, referral"))


class AloneForm(NoteTexts):
    """Only what was sent of a note's words: an autosave while somebody types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ALONE:
            if name not in self.data:
                del self.fields[name]

    @property
    def texts(self) -> dict[str, str]:
        """What was sent, by the name of its part."""
        return {name: self.cleaned_data[name] for name in ALONE if name in self.cleaned_data}


ALONE = tuple(name for name in NoteTexts.base_fields if name in TEXTS)


class _AnyGroup(forms.ChoiceField):
    """A muscle group by its code; which there are, the service knows."""

    def valid_value(self, value: str) -> bool:
        """Leave it to the service, which holds the practice's own."""
        return True


class NoteForm(NoteTexts):
    """The whole editor. `strict` minds doubled releases; an autosave keeps one of them.

    Without `groups` it takes what was typed and cannot be shown.
    """

    low_tone_choice = ChoiceRadio(
        label=_("Tone too low: what follows"), choices=LowToneChoice.choices(), required=False
    )
    low_tone_reason = _text(_("To whom and when, or why"), 2)

    def __init__(
        self,
        data: Any = None,
        *,
        groups: Iterable[MuscleGroupName] | None = None,
        strict: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(unfolded(data) if data is not None else None, **kwargs)
        named = None if groups is None else [(group.code, group.name) for group in groups]
        self.group_choices = named
        self.strict = strict
        self.wanted = ""  # a cell or a row that is to stand open
        self._add_cells()
        self._add_rows()

    @classmethod
    def of(
        cls,
        note: SessionNote,
        data: NoteData,
        groups: Iterable[MuscleGroupName],
        *,
        bound: bool = False,
    ) -> "NoteForm":
        """The editor filled with what is stored; `bound` to carry errors."""
        content = initial_of(data) | {"version": note.version}
        if not bound:
            return cls(initial=content, groups=groups)
        for n in range(EMPTY_ROWS):
            content[f"line-{len(data.lines) + n}-technique"] = ""
        content[f"release-{len(data.releases)}-side"] = ""
        return cls(content, groups=groups)

    def _add_cells(self) -> None:
        for name, *_cell in cell_names():
            self.fields.update(moment_fields(name))

    def _add_rows(self) -> None:
        keys = self.data if self.is_bound else self.initial
        counts = {"line": 0, "release": 0}
        for key in keys:
            if found := ROW.match(key):
                counts[found[1]] = max(counts[found[1]], int(found[2]) + 1)
        more = 0 if self.is_bound else 1 if counts["line"] else EMPTY_ROWS
        self.too_many = max(counts.values()) > ROWS_MAX
        self.line_count = min(counts["line"] + more, ROWS_MAX)
        self.release_count = min(counts["release"] + min(more, 1), ROWS_MAX)
        for n in range(self.line_count):
            self._add_line(f"line-{n}-")
        for n in range(self.release_count):
            self._add_release(f"release-{n}-")

    def _choice(self, label: Any, choices: Iterable[tuple[str, Any]]) -> forms.ChoiceField:
        return forms.ChoiceField(label=label, required=False, choices=list(choices))

    def _group(self) -> forms.ChoiceField:
        if self.group_choices is None:
            return _AnyGroup(required=False)
        return self._choice(_("Muscle group"), self.group_choices)

    def _add_line(self, row: str) -> None:
        blank = ("", _("choose"))
        self.fields[row + "technique"] = self._choice(_("Technique"), [blank, *Technique.choices()])
        self.fields[row + "side"] = self._choice(_("Side"), [blank, *Side.choices()])
        self.fields[row + "muscle_group"] = self._group()
        self.fields[row + "response"] = forms.CharField(
            label=_("How it answered"), required=False, max_length=300
        )
        self.fields[row + "gone"] = forms.BooleanField(label=_("Take out"), required=False)

    def _add_release(self, row: str) -> None:
        blank = ("", _("none recorded"))
        self.fields[row + "side"] = self._choice(_("Side"), [blank, *Side.choices()])
        self.fields[row + "muscle_group"] = self._group()
        self.fields[row + "method"] = self._choice(_("How it came"), ReleaseMethod.choices)

    def lines(self) -> list[RowView]:
        """Rows of the lesson."""
        return self._rows("line", self.line_count, (*LINE, "gone"))

    def releases(self) -> list[RowView]:
        """Rows of releases."""
        return self._rows("release", self.release_count, RELEASE)

    def _rows(self, kind: str, count: int, names: Iterable[str]) -> list[RowView]:
        rows = []
        for n in range(count):
            key = f"{kind}-{n}"
            fields = {name: self[f"{key}-{name}"] for name in names}
            # The last one is what a script makes another of.
            rows.append(RowView(key, fields, self.wanted == key or n == count - 1))
        return rows

    def matrix(self) -> list[tuple[Side, list[CellView]]]:
        """The matrix by side, column by column."""
        return [
            (side, [self._cell(side, place) for place in MATRIX_COLUMNS]) for side in MATRIX_SIDES
        ]

    def _cell(self, side: Side, place: Place) -> CellView:
        key = f"{side.value}-{place.value}"
        before, after = (self._moment(key, moment, place) for moment in Moment)
        return CellView(key, place, side, before, after, wanted=self.wanted == key)

    def tray_pattern(self) -> TrayPattern:
        """An empty tray, for a script."""
        return tray_pattern()

    def _moment(self, key: str, moment: Moment, place: Place) -> MomentView:
        name = f"cell-{key}-{moment.value}"
        tone, fit = self[f"{name}-tone"], self[f"{name}-fit"]
        mark = mark_of(place.value, tone.value(), str(fit.value() or ""))
        return MomentView(moment.label, tone, fit, self[f"{name}-pain"], mark)

    def clean(self) -> dict[str, Any]:
        """Mind each release: a side, and once."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.too_many:
            self.add_error(None, _("There are more lines than a note can hold."))
        seen: set[tuple[str, str]] = set()
        for n in range(self.release_count if self.strict else 0):
            side, group = (
                cleaned.get(f"release-{n}-{name}", "") for name in ("side", "muscle_group")
            )
            if side and (side, group) in seen:
                self.add_error(f"release-{n}-side", _("This release is there twice."))
            seen.add((side, group))
        return cleaned

    def content(self, stored: NoteData) -> NoteData:
        """What was typed, as one value, with stored cells that this form has no place for."""
        typed = self.cleaned_data
        return NoteData(
            **{name: typed[name] for name in TEXTS},
            cells=(*self._typed_cells(), *_elsewhere(stored.cells)),
            lines=tuple(self._typed_lines()),
            releases=tuple(self._typed_releases()),
        )

    def _typed_cells(self) -> Iterator[CellData]:
        typed = self.cleaned_data
        for name, side, place, moment in cell_names():
            yield CellData(
                side=side.value,
                place=place.value,
                moment=moment.value,
                tone=typed[f"{name}-tone"],
                fit=typed[f"{name}-fit"],
                pain=typed[f"{name}-pain"],
            )

    def _typed_lines(self) -> Iterator[LineData]:
        typed = self.cleaned_data
        for n in range(self.line_count):
            row = f"line-{n}-"
            if typed[row + "gone"]:
                continue
            yield LineData(
                technique=typed[row + "technique"],
                muscle_group=typed[row + "muscle_group"] or LineData().muscle_group,
                side=typed[row + "side"],
                response=typed[row + "response"],
            )

    def _typed_releases(self) -> Iterator[ReleaseData]:
        typed = self.cleaned_data
        found: dict[tuple[str, str], ReleaseData] = {}
        for n in range(self.release_count):
            row = f"release-{n}-"
            side, group = typed[row + "side"], typed[row + "muscle_group"]
            if side:
                method = typed[row + "method"] or ReleaseMethod.IN_SESSION.value
                release = ReleaseData(
                    side=side, muscle_group=group or LineData().muscle_group, method=method
                )
                found[side, group] = release
        yield from found.values()


def _elsewhere(cells: Iterable[CellData]) -> Iterator[CellData]:
    for cell in cells:
        here = cell.side in MATRIX_SIDES and cell.place in MATRIX_COLUMNS
        if not here or cell.muscle_group != MATRIX_MUSCLE:
            yield cell


def initial_of(data: NoteData) -> dict[str, Any]:
    """A note's content as the form's starting values."""
    initial: dict[str, Any] = {name: getattr(data, name) for name in TEXTS}
    for cell in (cell for cell in data.cells if cell.muscle_group == MATRIX_MUSCLE):
        name = f"cell-{cell.side}-{cell.place}-{cell.moment}"
        initial |= {f"{name}-tone": cell.tone, f"{name}-fit": cell.fit, f"{name}-pain": cell.pain}
    for n, line in enumerate(data.lines):
        initial |= {f"line-{n}-{name}": getattr(line, name) for name in LINE}
    for n, release in enumerate(data.releases):
        row = f"release-{n}-"
        initial |= {row + name: getattr(release, name) for name in RELEASE}
    return initial
