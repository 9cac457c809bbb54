"""A template as a form: what it is, and rows of movements. Works without script."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clients.symptoms.rules import Phase
from practice.core.elsewhere import LONGEST_ADDRESS
from practice.core.pages import OnceForm
from sessions.movements.models import Movement
from sessions.movements.rules import Dosed, Variant
from sessions.program_templates.models import ProgramTemplate, TemplateItem
from sessions.program_templates.rules import (
    ITEMS_MOST,
    MINUTES_MOST,
    NAME_LENGTH,
    PHASES,
    RIGHTS_LENGTH,
    SOURCE_LENGTH,
    SUMMARY_LENGTH,
    WEEKS_MOST,
    MadeFor,
    Tier,
)
from sessions.program_templates.services import TemplateData, TemplateItemData

ROWS_FIRST = 3
ROW_FIELDS = ("movement", "phase", "minutes", "side", "variant", "note")
_PHASES = [(phase.value, phase.label) for phase in PHASES]
NAMED = (
    *("name", "summary", "made_for", "tier", "link", "weeks", "source", "rights"),
    *("prerequisite_id", "refresher_id"),
)


def _called(movement: Movement) -> str:
    if movement.retired_at is None:
        return movement.name
    return gettext("%(name)s (no longer in the library)") % {"name": movement.name}


def _row_fields(movements: Sequence[Movement]) -> dict[str, forms.Field]:
    names = [("", _("No movement")), *((str(m.pk), _called(m)) for m in movements)]
    usual = ("", _("As it is usually done"))
    return {
        "movement": forms.ChoiceField(label=_("Movement"), required=False, choices=names),
        "phase": forms.ChoiceField(
            label=_("Phase"), required=False, choices=_PHASES, initial=Phase.FREE.value
        ),
        "minutes": forms.IntegerField(
            label=_("Minutes"), required=False, min_value=1, max_value=MINUTES_MOST
        ),
        "side": forms.ChoiceField(
            label=_("Side"), required=False, choices=[usual, *Dosed.choices()]
        ),
        "variant": forms.ChoiceField(
            label=_("Variant"), required=False, choices=[usual, *Variant.choices()]
        ),
        "note": forms.CharField(label=_("How, in a few words"), required=False, max_length=300),
    }


class TemplateForm(OnceForm):
    """A whole template. Fields of row n are called items-n-movement, items-n-phase …"""

    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    summary = forms.CharField(label=_("In a sentence"), required=False, max_length=SUMMARY_LENGTH)
    made_for = forms.ChoiceField(label=_("Made for"), choices=MadeFor.choices())
    weeks = forms.IntegerField(
        label=_("Weeks it usually takes"), required=False, min_value=1, max_value=WEEKS_MOST
    )
    prerequisite_id = forms.ChoiceField(
        label=_("What comes first"),
        required=False,
        help_text=_("Without it, a program from this one asks for a reason."),
    )
    refresher_id = forms.ChoiceField(label=_("What refreshes it later"), required=False)
    tier = forms.ChoiceField(
        label=_("How much of it this is"),
        choices=Tier.choices(),
        help_text=_("A sample leads on: the client finds the link below in the portal."),
    )
    link = forms.CharField(
        label=_("Where the full program is"),
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text=_("An address that begins with https://, for what the client gets elsewhere."),
    )
    source = forms.CharField(label=_("Source"), required=False, max_length=SOURCE_LENGTH)
    rights = forms.CharField(label=_("Rights"), required=False, max_length=RIGHTS_LENGTH)

    def __init__(
        self,
        data: Any = None,
        *,
        movements: Sequence[Movement],
        others: Sequence[ProgramTemplate],
        rows: int = 0,
        **kwargs: Any,
    ) -> None:
        """`others`: templates that can come first or refresh."""
        super().__init__(data, **kwargs)
        self.movements: Mapping[str, Movement] = {str(m.pk): m for m in movements}
        self.row_count = _row_count(data.get("rows")) if data is not None else rows or ROWS_FIRST
        self.initial["rows"] = self.row_count
        known = [("", _("None")), *((str(one.pk), one.name) for one in others)]
        for name in ("prerequisite_id", "refresher_id"):
            self.fields[name].choices = known  # type: ignore[attr-defined]
        for number in range(self.row_count):
            for name, field in _row_fields(movements).items():
                self.fields[f"items-{number}-{name}"] = field

    def item_rows(self) -> Iterator[dict[str, Any]]:
        """The rows as the template draws them."""
        for number in range(self.row_count):
            fields = {name: self[f"items-{number}-{name}"] for name in ROW_FIELDS}
            yield {"number": number + 1, **fields}

    @property
    def retired(self) -> list[str]:
        """Names of what is in it and has left the library."""
        return [one.name for one in self.movements.values() if one.retired_at is not None]

    @property
    def may_grow(self) -> bool:
        """Whether one more row can be asked for."""
        return self.row_count < ITEMS_MOST

    def _row(self, number: int, name: str) -> Any:
        return self.cleaned_data.get(f"items-{number}-{name}")

    def used_rows(self) -> list[int]:
        """Numbers of the rows that hold a movement."""
        return [n for n in range(self.row_count) if self._row(n, "movement")]

    def _item(self, number: int) -> TemplateItemData:
        movement = self.movements[self._row(number, "movement")]
        return TemplateItemData(
            movement=movement,
            phase=Phase(self._row(number, "phase") or Phase.FREE),
            minutes=self._row(number, "minutes") or movement.minutes,
            side=self._row(number, "side"),
            variant=self._row(number, "variant"),
            note=self._row(number, "note"),
        )

    def template_data(self) -> TemplateData:
        """What was chosen."""
        said = {name: self.cleaned_data[name] for name in NAMED}
        for name in ("prerequisite", "refresher"):
            chosen = said.pop(f"{name}_id")
            said[name] = UUID(chosen) if chosen else None
        return TemplateData(**said, items=[self._item(n) for n in self.used_rows()])

    def field_of(self, field: str) -> str:
        """Where a service's field stands on this form: empty rows in between move it."""
        if field in ("prerequisite", "refresher"):
            return f"{field}_id"
        prefix, _dash, rest = field.partition("-")
        number, _dash, name = rest.partition("-")
        used = self.used_rows()
        if prefix != "items" or not number.isdigit() or int(number) >= len(used):
            return field
        return f"items-{used[int(number)]}-{name}"


def _row_count(text: str | None) -> int:
    wanted = int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else 0
    return min(max(wanted, 1), ITEMS_MOST)


def with_another_row(data: QueryDict, **known: Any) -> TemplateForm:
    """The same form with all that was typed, one row longer, not judged yet."""
    typed: dict[str, Any] = {name: data.get(name) for name in data}
    rows = min(_row_count(data.get("rows")) + 1, ITEMS_MOST)
    return TemplateForm(rows=rows, initial=typed, **known)


def rows_initial(items: Sequence[Any]) -> dict[str, Any]:
    """Items of a template or of a program as the rows' first values."""
    initial: dict[str, Any] = {}
    for number, item in enumerate(items):
        row = f"items-{number}"
        initial |= {f"{row}-{name}": getattr(item, name) for name in ROW_FIELDS[1:]}
        initial[f"{row}-movement"] = str(item.movement_id)
    return initial


def as_initial(template: ProgramTemplate, items: Sequence[TemplateItem]) -> dict[str, Any]:
    """A stored template as the form's first values."""
    said = {name: getattr(template, name) for name in (*NAMED, "version")}
    return {**said, **rows_initial(items)}
