"""The program builder: rows of movements, days, times, a word. Works without script."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from clients.symptoms.rules import Phase
from practice.core.forms import ChoiceRadio, ClockField, WeekdaysField
from practice.core.pages import OnceForm
from sessions.movements.models import Movement
from sessions.movements.queries import main_phase
from sessions.movements.rules import Variant
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.programs.services import ItemData, ProgramData

ROWS_FIRST, ROWS_MOST = 3, 10
ROW_FIELDS = ("movement", "phase", "minutes", "variant", "note", "unlock_reason")
PHASE_WORDS = [(Phase.FREE.value, _("Free")), (Phase.INTEGRATE.value, _("Integrate"))]


def _grouped(movements: Sequence[Movement]) -> list[Any]:
    """Choices by what a movement mainly does."""
    groups: dict[Any, list[tuple[str, str]]] = {word: [] for _code, word in PHASE_WORDS}
    words = dict(PHASE_WORDS)
    for movement in movements:
        groups[words[main_phase(movement).value]].append((str(movement.pk), movement.name))
    return [("", _("No movement")), *groups.items()]


def _row_fields(movements: Sequence[Movement]) -> dict[str, forms.Field]:
    return {
        "movement": forms.ChoiceField(
            label=_("Movement"), required=False, choices=_grouped(movements)
        ),
        "phase": ChoiceRadio(label=_("Phase"), choices=PHASE_WORDS, required=False),
        "minutes": forms.IntegerField(
            label=_("Minutes"),
            required=False,
            min_value=1,
            max_value=60,
        ),
        "variant": forms.ChoiceField(
            label=_("Variant"),
            required=False,
            choices=[("", _("As it is usually done")), *Variant.choices()],
        ),
        "note": forms.CharField(label=_("How, in a few words"), required=False, max_length=300),
        "unlock_reason": forms.CharField(
            label=_("Why integrate before a release"), required=False, max_length=300
        ),
    }


class ProgramForm(OnceForm):
    """A whole program. Fields of row n are called items-n-movement, items-n-phase …"""

    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    days = WeekdaysField(label=_("Days"), required=True)
    time_1 = ClockField(label=_("Time"), required=True)
    time_2 = ClockField(label=_("Second time"), required=False)
    cue = forms.CharField(
        label=_("What it follows in the day"),
        required=False,
        max_length=200,
        help_text=_("Such as: after waking, before coffee."),
    )
    note_to_client = forms.CharField(
        label=_("A word to the client"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, data: Any = None, *, movements: Sequence[Movement], rows: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.movements: Mapping[str, Movement] = {str(m.pk): m for m in movements}
        self.row_count = _row_count(data.get("rows")) if data is not None else rows or ROWS_FIRST
        self.initial["rows"] = self.row_count
        for number in range(self.row_count):
            for name, field in _row_fields(movements).items():
                self.fields[f"items-{number}-{name}"] = field

    def item_rows(self) -> Iterator[dict[str, Any]]:
        """The rows as the template draws them."""
        for number in range(self.row_count):
            fields = {name: self[f"items-{number}-{name}"] for name in ROW_FIELDS}
            chosen = self.movements.get(str(fields["movement"].value() or ""))
            yield {"number": number + 1, "chosen": chosen, **fields}

    @property
    def may_grow(self) -> bool:
        """Whether one more row can be asked for."""
        return self.row_count < ROWS_MOST

    def _row(self, number: int, name: str) -> Any:
        return self.cleaned_data.get(f"items-{number}-{name}")

    def clean(self) -> dict[str, Any]:
        """A row with a movement needs to say whether it frees or integrates."""
        cleaned = super().clean() or self.cleaned_data
        for number in range(self.row_count):
            if self._row(number, "movement") and not self._row(number, "phase"):
                self.add_error(f"items-{number}-phase", _("Say whether it frees or integrates."))
        return cleaned

    def program_data(self) -> ProgramData:
        """What was chosen. Rows keep their places, so that an error finds its row."""
        cleaned = self.cleaned_data
        times = [cleaned["time_1"], cleaned.get("time_2")]
        return ProgramData(
            items=[self._item(n) for n in self.used_rows()],
            days=[day + 1 for day in cleaned["days"]],
            times=[at for at in times if isinstance(at, time)],
            cue=cleaned["cue"],
            note_to_client=cleaned["note_to_client"],
        )

    def used_rows(self) -> list[int]:
        """Numbers of the rows that hold a movement."""
        return [n for n in range(self.row_count) if self._row(n, "movement")]

    def _item(self, number: int) -> ItemData:
        movement = self.movements[self._row(number, "movement")]
        return ItemData(
            movement=movement,
            phase=Phase(self._row(number, "phase")),
            minutes=self._row(number, "minutes") or movement.minutes,
            variant=self._row(number, "variant"),
            note=self._row(number, "note"),
            unlock_reason=self._row(number, "unlock_reason"),
        )

    def field_of(self, field: str) -> str:
        """Where a service's field stands on this form: empty rows in between move it."""
        prefix, _dash, rest = field.partition("-")
        number, _dash, name = rest.partition("-")
        used = self.used_rows()
        if prefix != "items" or not number.isdigit() or int(number) >= len(used):
            return field
        return f"items-{used[int(number)]}-{name}"


def _row_count(text: str | None) -> int:
    wanted = int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else 0
    return min(max(wanted, 1), ROWS_MOST)


def with_another_row(data: QueryDict, movements: Sequence[Movement]) -> ProgramForm:
    """The same form with all that was typed, one row longer, not judged yet."""
    typed: dict[str, Any] = {name: data.get(name) for name in data}
    typed["days"] = data.getlist("days")
    rows = min(_row_count(data.get("rows")) + 1, ROWS_MOST)
    return ProgramForm(movements=movements, rows=rows, initial=typed)


def with_movement(
    initial: dict[str, Any], number: int, wanted: str, movements: Sequence[Movement]
) -> dict[str, Any]:
    """Starting values with a movement of the library in row `number`, if there is such a one, it
    is in no row yet, and there is room."""
    movement = next((m for m in movements if str(m.pk) == wanted), None)
    there = {initial.get(f"items-{n}-movement") for n in range(number)}
    if movement is None or wanted in there or number >= ROWS_MOST:
        return initial
    row = f"items-{number}"
    return initial | {f"{row}-movement": wanted, f"{row}-phase": main_phase(movement).value}


def as_initial(home_program: HomeProgram, items: Sequence[ProgramItem]) -> dict[str, Any]:
    """A stored program as the form's first values."""
    times = [*home_program.times, None, None]
    initial: dict[str, Any] = {
        "version": home_program.version,
        "days": [str(day - 1) for day in home_program.days],
        "time_1": times[0],
        "time_2": times[1],
        "cue": home_program.cue,
        "note_to_client": home_program.note_to_client,
    }
    for number, item in enumerate(items):
        row = f"items-{number}"
        initial |= {f"{row}-{name}": getattr(item, name) for name in ROW_FIELDS[1:]}
        initial[f"{row}-movement"] = str(item.movement_id)
    return initial
