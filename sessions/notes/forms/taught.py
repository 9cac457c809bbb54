"""What was done in a lesson, as rows of a form: its lines, and what it released."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.symptoms.rules import Position, Side
from sessions.notes.forms.rows import LINE, RELEASE, RowView, fold
from sessions.notes.forms.texts import NoteTexts
from sessions.notes.models import ReleaseMethod, SessionNote
from sessions.notes.queries import MuscleGroupName
from sessions.notes.rules import LINES_MOST, Evidence, LineData, NoteData, ReleaseData
from sessions.notes.touching import touch_of
from sessions.techniques.queries import Catalogue
from sessions.techniques.rules import MOVEMENT, REPETITIONS_MAX, REPETITIONS_MIN

ROWS_MAX = LINES_MOST
EMPTY_ROWS = 1  # another is a press away; on a phone each is a screen high
ROW = re.compile(r"(line|release)-(\d{1,2})-")


class _AnyChoice(forms.ChoiceField):
    """A code; which there are, the service knows."""

    def valid_value(self, value: str) -> bool:
        """Leave it to the service, which holds the practice's own."""
        return True


class TaughtForm(NoteTexts):
    """Rows of lines and releases. `strict` minds doubled releases; an autosave keeps one of them.

    Without `groups` it takes what was typed and cannot be shown. `closed` are hands-on lines, as
    they fold, that stay as they are since hands-on work was taken back; None: it was not.
    """

    def __init__(
        self,
        *args: Any,
        groups: Iterable[MuscleGroupName] | None = None,
        catalogue: Catalogue | None = None,
        closed: Collection[str] | None = None,
        strict: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.groups = None if groups is None else list(groups)
        self.catalogue = catalogue
        self.closed = closed
        self.strict = strict
        self.wanted = ""  # a cell or a row that is to stand open
        self._add_rows()
        protocols = catalogue.protocols if catalogue else ()
        blank = ("", _("choose"))
        self.fields["protocol"] = _AnyChoice(
            label=_("Protocol"),
            required=False,
            choices=[blank, *((str(one.id), one.name) for one in protocols)],
        )
        self.fields["protocols_gone"] = forms.BooleanField(
            label=_("It was another lesson"), required=False
        )

    @property
    def group_choices(self) -> list[tuple[str, str]]:
        """Every muscle group by code and name, also of those that are offered no more."""
        return [(one.code, one.name) for one in self.groups or ()]

    def _add_rows(self) -> None:
        keys = self.data if self.is_bound else self.initial
        counts = {"line": 0, "release": 0}
        for key in keys:
            if found := ROW.match(key):
                counts[found[1]] = max(counts[found[1]], int(found[2]) + 1)
        self.rows_told = counts
        more = 0 if self.is_bound else EMPTY_ROWS
        self.too_many = max(counts.values()) > ROWS_MAX
        self.line_count = min(counts["line"] + more, ROWS_MAX)
        # A release is rare: where one is told, another row is asked for, and the page stays light.
        another = 0 if self.is_bound or counts["release"] else 1
        self.release_count = min(counts["release"] + another, ROWS_MAX)
        for n in range(self.line_count):
            self._add_line(f"line-{n}-")
        for n in range(self.release_count):
            self._add_release(f"release-{n}-")
        for name in self.fields:
            if ROW.match(name):  # its label lies around it
                self.fields[name].widget.attrs["id"] = False

    def _choice(self, label: Any, choices: Iterable[tuple[str, Any]]) -> forms.ChoiceField:
        return forms.ChoiceField(label=label, required=False, choices=list(choices))

    def _group(self, now: str) -> forms.ChoiceField:
        """The muscle groups that are offered, and the one that stands there."""
        if self.groups is None:
            return _AnyChoice(required=False)
        return self._choice(_("Muscle group"), self._named_groups(now))

    def _named_groups(self, now: str) -> list[tuple[str, str]]:
        groups = self.groups or ()
        return [(one.code, one.name) for one in groups if not one.retired_at or one.code == now]

    def _value(self, name: str) -> str:
        given = self.data if self.is_bound else self.initial
        return str(given.get(name) or "")

    def _techniques(self, now: str) -> forms.ChoiceField:
        """The techniques that are offered, and the one that stands there."""
        if self.catalogue is None:
            return _AnyChoice(required=False)
        offered = [
            (code, one.name)
            for code, one in self.catalogue.techniques.items()
            if code == now or not (one.retired or (self.closed is not None and one.hands_on))
        ]
        return self._choice(_("Technique"), [("", _("choose")), *offered])

    def _where(self, now: str) -> forms.ChoiceField:
        """A muscle group, or a movement of the library."""
        if self.catalogue is None or self.groups is None:
            return _AnyChoice(required=False)
        movements = [
            (MOVEMENT + code, one.name)
            for code, one in self.catalogue.movements.items()
            if not one.retired or MOVEMENT + code == now
        ]
        choices: list[Any] = [
            (_("Muscle groups"), self._named_groups(now)),
            (_("Movements"), movements),
        ]
        label = _("Muscle group or movement")
        return forms.ChoiceField(label=label, required=False, choices=choices)

    def _add_line(self, row: str) -> None:
        blank, open_ = ("", _("choose")), ("", _("not said"))
        self.fields[row + "technique"] = self._techniques(self._value(row + "technique"))
        self.fields[row + "side"] = self._choice(_("Side"), [blank, *Side.choices()])
        self.fields[row + "muscle_group"] = self._where(self._value(row + "muscle_group"))
        self.fields[row + "place"] = self._choice(_("Position"), [open_, *Position.choices()])
        self.fields[row + "repetitions"] = forms.IntegerField(
            label=_("How often"),
            required=False,
            min_value=REPETITIONS_MIN,
            max_value=REPETITIONS_MAX,
        )
        self.fields[row + "response"] = forms.CharField(
            label=_("How it answered"), required=False, max_length=300
        )
        self.fields[row + "gone"] = forms.BooleanField(label=_("Take out"), required=False)

    def _add_release(self, row: str) -> None:
        blank, open_ = ("", _("none recorded")), ("", _("not said"))
        self.fields[row + "side"] = self._choice(_("Side"), [blank, *Side.choices()])
        self.fields[row + "muscle_group"] = self._group(self._value(row + "muscle_group"))
        self.fields[row + "method"] = self._choice(_("How it came"), ReleaseMethod.choices)
        self.fields[row + "evidence"] = self._choice(_("Known by"), [open_, *Evidence.choices()])

    def lines(self) -> list[RowView]:
        """Rows of the lesson."""
        return self._rows("line", self.line_count, (*LINE, "gone"))

    def releases(self) -> list[RowView]:
        """Rows of releases."""
        return self._rows("release", self.release_count, RELEASE)

    @property
    def release_more(self) -> str:
        """The row that is asked for to tell another release; "" where the last one stands open."""
        rows = self.releases()
        return "" if rows and rows[-1].is_open else f"release-{self.release_count}"

    def _rows(self, kind: str, count: int, names: Iterable[str]) -> list[RowView]:
        rows = []
        for n in range(count):
            key = f"{kind}-{n}"
            fields = {name: self[f"{key}-{name}"] for name in names}
            # The last one is what a script makes another of.
            row = RowView(key, fields, self.wanted == key or (n == count - 1 and kind == "line"))
            is_closed = kind == "line" and row.folded in (self.closed or ())
            is_blank = not self.is_bound and n >= self.rows_told[kind]
            rows.append(replace(row, closed=is_closed, blank=is_blank))
        return rows

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

    def _typed_lines(self) -> Iterator[LineData]:
        typed = self.cleaned_data
        for n in range(self.line_count):
            row = f"line-{n}-"
            if typed[row + "gone"]:
                continue
            where = typed[row + "muscle_group"] or LineData().muscle_group
            movement = where.removeprefix(MOVEMENT) if where.startswith(MOVEMENT) else ""
            yield LineData(
                technique=typed[row + "technique"],
                muscle_group="" if movement else where,
                movement=movement,
                side=typed[row + "side"],
                place=typed[row + "place"],
                repetitions=typed[row + "repetitions"],
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
                    side=side,
                    muscle_group=group or LineData().muscle_group,
                    method=method,
                    evidence=typed[row + "evidence"],
                )
                found[side, group] = release
        yield from found.values()


def initial_rows(data: NoteData) -> dict[str, Any]:
    """Lines and releases as the form's starting values."""
    initial: dict[str, Any] = {}
    for n, line in enumerate(data.lines):
        initial |= {f"line-{n}-{name}": value for name, value in _parts(line).items()}
    for n, release in enumerate(data.releases):
        initial |= {f"release-{n}-{name}": getattr(release, name) for name in RELEASE}
    return initial


def _parts(line: LineData) -> dict[str, Any]:
    where = MOVEMENT + line.movement if line.movement else line.muscle_group
    return {name: getattr(line, name) for name in LINE} | {"muscle_group": where}


def closed_lines(note: SessionNote, data: NoteData) -> frozenset[str] | None:
    """Hands-on lines as they fold, once hands-on work was taken back; else None."""
    if not touch_of(note).is_closed:
        return None
    catalogue: Catalogue = note.catalogue  # type: ignore[attr-defined]
    hands_on = (line for line in data.lines if catalogue.is_hands_on(line.technique))
    return frozenset(fold(*_parts(line).values()) for line in hands_on)
