"""The program builder: a row each of what was chosen, days, times, a word. Works without script."""

from collections.abc import Iterator, Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.symptoms.rules import Contraindication, Phase
from practice.core.forms import ClockField, DayField, WeekdaysField
from practice.core.pages import OnceForm
from sessions.movements.models import Movement
from sessions.programs.drawn import DrawnRow, is_a_choice, row_fields
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.programs.rows import ROW_FIELDS, ROWS_MOST, WHAT, Chosen, row_count
from sessions.programs.rules import (
    BUDGETS,
    MINUTES_DEFAULT,
    TOTAL_SOFT_CAP,
    asked_against,
)
from sessions.programs.services import (
    REASON_LENGTH,
    ItemData,
    ProgramData,
)
from sessions.understanding.models import UnderstandingCard

GIVEN = ("phase", "minutes", "repetitions", "side", "variant", "note")
KEPT = (
    "version",
    "cue",
    "note_to_client",
    "minutes_budget",
    "many_reason",
    "starts_on",
    "ends_on",
)


class ProgramForm(OnceForm):
    """A whole program. Fields of row n are called items-n-movement, items-n-phase …"""

    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    minutes_budget = forms.TypedChoiceField(
        label=_("Minutes there are a day"),
        choices=[(n, str(n)) for n in BUDGETS],
        coerce=int,
        empty_value=None,
        required=False,
        initial=MINUTES_DEFAULT,
    )
    many_reason = forms.CharField(
        label=_("Why so many"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=_("Up to three new ones and four in all are kept more easily."),
    )
    days = WeekdaysField(label=_("Days"), required=True)
    time_1 = ClockField(label=_("Time"), required=True)
    time_2 = ClockField(label=_("Second time"), required=False)
    starts_on = DayField(label=_("First day"), required=False)
    ends_on = DayField(label=_("Last day"), required=False)
    cue = forms.CharField(
        label=_("What it follows in the day"),
        required=False,
        max_length=200,
        help_text=_("In their own words, such as: after I wake, before coffee."),
    )
    note_to_client = forms.CharField(
        label=_("A word to the client"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        chosen: Chosen,
        rows: int = 0,
        here: int | None = None,
        **kwargs: Any,
    ) -> None:
        """`chosen`: what the rows name; `here`: the row that somebody goes on with."""
        super().__init__(data, **kwargs)
        self.chosen, self.here = chosen, here
        self.row_count = row_count(data.get("rows")) if data is not None else rows
        self.initial["rows"] = self.row_count
        for number in range(self.row_count):
            for name, field in row_fields(self._what(number)).items():
                self.fields[f"items-{number}-{name}"] = field

    def _what(self, number: int) -> Movement | UnderstandingCard | None:
        values = self.data if self.is_bound else self.initial
        return self.chosen.of({name: values.get(f"items-{number}-{name}") for name in WHAT})

    def item_rows(self, avoided: Sequence[Contraindication] = ()) -> Iterator[DrawnRow]:
        """The rows as the template draws them."""
        drawn = [n for n in range(self.row_count) if self._what(n)]
        for number in drawn:
            what = self._what(number)
            if what is not None:
                ends = (number == drawn[0], number == drawn[-1])
                yield self._drawn(number, what, avoided, ends)

    def _drawn(
        self,
        number: int,
        what: Movement | UnderstandingCard,
        avoided: Sequence[Contraindication],
        ends: tuple[bool, bool],
    ) -> DrawnRow:
        of = {name: self[f"items-{number}-{name}"] for name in ROW_FIELDS}
        is_card = isinstance(what, UnderstandingCard)
        asks = asked_against(what.contraindications, avoided) if isinstance(what, Movement) else []
        names = ("note",) if is_card else GIVEN
        unlock, against = of["unlock_reason"], of["against_reason"]
        return DrawnRow(
            number=number,
            what=what,
            is_card=is_card,
            hidden=[of[name] for name in ((*WHAT, "phase") if is_card else WHAT)],
            fields=[of[name] for name in names if is_a_choice(of[name])],
            unlock=None if is_card else unlock,
            keeps_unlock=bool(unlock.errors or unlock.value()),
            against=against if asks or against.value() or against.errors else None,
            asks_against=asks,
            errors=[
                str(e) for e in (*of["movement"].errors, *(of["phase"].errors if is_card else ()))
            ],
            is_first=ends[0],
            is_last=ends[1],
            is_here=number == self.here,
        )

    @property
    def lacks_items(self) -> list[str]:
        """What is said where a row is missing, or names nothing that there is."""
        return [
            str(error)
            for n in range(self.row_count)
            if self._what(n) is None
            for error in self[f"items-{n}-movement"].errors
        ]

    @property
    def may_grow(self) -> bool:
        """Whether there is room for one more."""
        return self.row_count < ROWS_MOST

    @property
    def asks_why_many(self) -> bool:
        """Whether to ask for a reason."""
        field = self["many_reason"]
        return self.row_count >= TOTAL_SOFT_CAP or bool(field.value() or field.errors)

    def _row(self, number: int, name: str) -> Any:
        return self.cleaned_data.get(f"items-{number}-{name}")

    def clean_minutes_budget(self) -> int:
        """As many as usual where nothing was said."""
        return self.cleaned_data["minutes_budget"] or MINUTES_DEFAULT

    def clean(self) -> dict[str, Any]:
        """A row names something that there is, and a movement says what it is for."""
        cleaned = super().clean() or self.cleaned_data
        for number in range(self.row_count):
            named = self._row(number, "movement") or self._row(number, "card")
            what = self._what(number)
            if named and what is None:
                words = _("This one is not in the library. Choose another one.")
                self.add_error(f"items-{number}-movement", words)
            elif isinstance(what, Movement) and not self._row(number, "phase"):
                words = _("Say whether it frees, integrates or maintains.")
                self.add_error(f"items-{number}-phase", words)
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
            minutes_budget=cleaned["minutes_budget"],
            many_reason=cleaned["many_reason"],
            starts_on=cleaned["starts_on"],
            ends_on=cleaned["ends_on"],
        )

    def used_rows(self) -> list[int]:
        """Numbers of the rows that hold something."""
        return [n for n in range(self.row_count) if self._what(n)]

    def _item(self, number: int) -> ItemData:
        what = self._what(number)
        if isinstance(what, UnderstandingCard):
            return ItemData(card=what, phase=Phase.UNDERSTAND, note=self._row(number, "note"))
        names = ("side", "variant", "note", "unlock_reason", "against_reason")
        return ItemData(
            movement=what,
            phase=Phase(self._row(number, "phase")),
            minutes=self._row(number, "minutes") or (what.minutes if what else 0),
            repetitions=self._row(number, "repetitions"),
            **{name: self._row(number, name) for name in names},
        )

    def field_of(self, field: str) -> str:
        """Where a service's field stands on this form: empty rows in between move it."""
        prefix, _dash, rest = field.partition("-")
        number, _dash, name = rest.partition("-")
        used = self.used_rows()
        if prefix != "items" or not number.isdigit() or int(number) >= len(used):
            return field
        return f"items-{used[int(number)]}-{name}"


def as_initial(home_program: HomeProgram, items: Sequence[ProgramItem]) -> dict[str, Any]:
    """A stored program as the form's first values."""
    times = [*home_program.times, None, None]
    initial: dict[str, Any] = {
        **{name: getattr(home_program, name) for name in KEPT},
        "days": [str(day - 1) for day in home_program.days],
        "time_1": times[0],
        "time_2": times[1],
    }
    for number, item in enumerate(items):
        row = f"items-{number}"
        initial |= {f"{row}-{name}": getattr(item, name) for name in ROW_FIELDS[len(WHAT) :]}
        initial[f"{row}-movement"] = str(item.movement_id or "")
        initial[f"{row}-card"] = str(item.card_id or "")
    return initial
