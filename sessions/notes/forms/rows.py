"""What the editor shows in words until it is opened, folded into one field: rows, and cells.

A row or a moment of a cell that is not open is sent as one value, its parts with a / between them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

LINE = ("technique", "muscle_group", "side", "place", "repetitions", "response")
RELEASE = ("side", "muscle_group", "method", "evidence")
SMA = ("region", "side", "sense", "control", "release")
MOMENT = ("tone", "fit", "pain")
PARTS = {"line": LINE, "release": RELEASE, "sma": SMA, "cell": MOMENT}
_BESIDE = ("muscle_group", "method", "evidence", "gone")  # they say nothing alone
FOLDED = re.compile(r"(line|release|sma)-\d{1,2}|(cell)-\w+-\w+-(?:before|after)")


def fold(*values: Any) -> str:
    """One value of the parts; only the last may hold a / itself."""
    return "/".join("" if value is None else str(value) for value in values)


def unfolded(data: Any) -> Any:
    """What was sent, with a field for each part of what was folded."""
    found = {key: FOLDED.fullmatch(key) for key in data}
    if not any(found.values()):
        return data
    whole = data.copy()
    for key, match in found.items():
        if match:
            parts = PARTS[match[1] or match[2]]
            for part, value in zip(parts, data[key].split("/", len(parts) - 1), strict=False):
                whole.setdefault(f"{key}-{part}", value)
    return whole


@dataclass(frozen=True)
class RowView:
    """One row; `fields` by their names within the row. `closed`: it stays as it is.

    `blank`: nobody has typed anything in it, so it is drawn alike for whoever has these choices.
    """

    key: str
    fields: Mapping[str, forms.BoundField]
    wanted: bool
    closed: bool = False
    blank: bool = False

    @property
    def offers(self) -> str:
        """All that a blank row is drawn from: its key, and what can be chosen in it."""
        choices = [getattr(field.field, "choices", ()) for field in self.fields.values()]
        told = (f"{code}={word}" for one in choices for code, word in _flat(one))
        return "\x1f".join((self.key, *told))

    @property
    def is_open(self) -> bool:
        """Whether its fields are on the page: wanted, wrong, or nothing said in it yet."""
        if self.closed:
            return False
        wrong = any(field.errors for field in self.fields.values())
        gone = "gone" in self.fields and bool(self.fields["gone"].value())
        return self.wanted or wrong or gone or not self.said

    @property
    def folded(self) -> str:
        """What a closed row carries along."""
        parts = PARTS[self.key.partition("-")[0]]
        return fold(*(self.fields[part].value() for part in parts))

    @property
    def said(self) -> list[forms.BoundField]:
        """What somebody said in it: a muscle group alone stands there by itself."""
        given = [name for name in self.fields if name not in _BESIDE]
        return [self.fields[name] for name in given if self.fields[name].value()]

    @property
    def words(self) -> str:
        """The row in a line."""
        told = [field for name, field in self.fields.items() if name != "gone" and field.value()]
        return " · ".join(_in_words(field) for field in told)


def _in_words(field: forms.BoundField) -> str:
    value = str(field.value())
    if isinstance(field.field, forms.IntegerField):
        return f"{value} ×"
    if not isinstance(field.field, forms.ChoiceField):
        return value
    return str(dict(_flat(field.field.choices)).get(value, value))


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    """Choices without the groups they stand in."""
    for key, word in choices:
        if isinstance(word, list | tuple):
            yield from _flat(word)
        else:
            yield str(key), word
