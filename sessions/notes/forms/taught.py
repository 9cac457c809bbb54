"""What was done in a lesson, as rows of a form: its lines, and what it released."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.symptoms.rules import Side
from sessions.notes.forms.rows import LINE, RELEASE, RowView
from sessions.notes.forms.texts import NoteTexts
from sessions.notes.models import ReleaseMethod
from sessions.notes.queries import MuscleGroupName
from sessions.notes.rules import LineData, NoteData, ReleaseData
from sessions.techniques.rules import Technique

ROWS_MAX = 40
EMPTY_ROWS = 2
ROW = re.compile(r"(line|release)-(\d{1,2})-")


class _AnyGroup(forms.ChoiceField):
    """A muscle group by its code; which there are, the service knows."""

    def valid_value(self, value: str) -> bool:
        """Leave it to the service, which holds the practice's own."""
        return True


class TaughtForm(NoteTexts):
    """Rows of lines and releases. `strict` minds doubled releases; an autosave keeps one of them.

    Without `groups` it takes what was typed and cannot be shown.
    """

    def __init__(
        self,
        *args: Any,
        groups: Iterable[MuscleGroupName] | None = None,
        strict: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        named = None if groups is None else [(group.code, group.name) for group in groups]
        self.group_choices = named
        self.strict = strict
        self.wanted = ""  # a cell or a row that is to stand open
        self._add_rows()

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


def initial_rows(data: NoteData) -> dict[str, Any]:
    """Lines and releases as the form's starting values."""
    initial: dict[str, Any] = {}
    for n, line in enumerate(data.lines):
        initial |= {f"line-{n}-{name}": getattr(line, name) for name in LINE}
    for n, release in enumerate(data.releases):
        initial |= {f"release-{n}-{name}": getattr(release, name) for name in RELEASE}
    return initial
