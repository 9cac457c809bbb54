"""The form of a movement: what it is, and rows of steps, targets and other names. No script."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from clients.records.rules import fold
from clients.symptoms.models import MuscleGroup
from clients.symptoms.rules import PLACES, Contraindication, Position
from practice.core.forms import ChoiceRadio
from practice.core.pages import OnceForm
from sessions.movements.forms.rows import row_fields
from sessions.movements.models import Movement
from sessions.movements.rules import (
    ALIASES_MOST,
    CYCLES_MOST,
    MINUTES_MOST,
    NAME_LENGTH,
    STEPS_MOST,
    TARGETS_MOST,
    Sides,
    Variant,
)
from sessions.movements.services import MovementData, StepData

WEIGHTS = [(str(n), str(n)) for n in range(4)]
# Rows of a kind: its fields, how many stand there at first, and at most.
ROWS: Mapping[str, tuple[tuple[str, ...], int, int]] = {
    "steps": (("kind", "words", "seconds"), 4, STEPS_MOST),
    "targets": (("muscle", "place"), 2, TARGETS_MOST),
    "aliases": (("name", "lineage"), 1, ALIASES_MOST),
}
_PLACES = {fold(place.label): code for code, place in PLACES.items()}


class MovementForm(OnceForm):
    """A whole movement. Fields of row n are called steps-n-words, targets-n-muscle …"""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    copied_from = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Please name it.")},
    )
    summary = forms.CharField(
        label=_("In a sentence"),
        required=False,
        max_length=300,
        help_text=_("What moves, and how it feels: “The low back arches and settles again.”"),
    )
    start_position = forms.ChoiceField(
        label=_("Starts"), choices=[("", _("Choose")), *Position.choices()]
    )
    sides = forms.ChoiceField(label=_("Sides"), choices=[("", _("Choose")), *Sides.choices()])
    variants = forms.MultipleChoiceField(
        label=_("Done"),
        choices=Variant.choices(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say where it is done: choose at least one.")},
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=MINUTES_MOST)
    cycles = forms.IntegerField(
        label=_("Rounds"),
        min_value=1,
        max_value=CYCLES_MOST,
        initial=1,
        help_text=_("On each side, where sides follow each other."),
    )
    frees = ChoiceRadio(
        label=_("Frees"), choices=WEIGHTS, error_messages={"required": _("Say 0 to 3.")}
    )
    integrates = ChoiceRadio(
        label=_("Integrates"), choices=WEIGHTS, error_messages={"required": _("Say 0 to 3.")}
    )
    start = forms.CharField(
        label=_("How to begin"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    contraindications = forms.MultipleChoiceField(
        label=_("Take care: it"),
        required=False,
        choices=Contraindication.choices(),
        widget=forms.CheckboxSelectMultiple,
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=200,
        help_text=_("Left empty: the practice."),
    )
    rights = forms.CharField(
        label=_("Rights"),
        required=False,
        max_length=120,
        help_text=_("Left empty: own words. Never paste what is somebody else’s."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        muscles: Sequence[MuscleGroup],
        rows: Mapping[str, int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.muscles = muscles
        self._by_name = _names_of(muscles)
        self.counts: dict[str, int] = {}
        for kind, (_fields, first, most) in ROWS.items():
            counted = f"{kind}_rows"
            wanted = _number(data.get(counted)) if data is not None else (rows or {}).get(kind, 0)
            count = min(max(wanted, 1 if data is not None else first), most)
            self.counts[kind] = count
            self.initial[counted] = count
            self.fields[counted] = forms.IntegerField(widget=forms.HiddenInput, required=False)
            for number in range(count):
                for name, field in row_fields(kind).items():
                    self.fields[f"{kind}-{number}-{name}"] = field

    def _rows(self, kind: str) -> dict[str, Any]:
        names, _first, most = ROWS[kind]
        drawn = [
            [self[f"{kind}-{number}-{name}"] for name in names]
            for number in range(self.counts[kind])
        ]
        return {"count": self[f"{kind}_rows"], "drawn": drawn, "may_grow": len(drawn) < most}

    @property
    def step_rows(self) -> dict[str, Any]:
        """The steps as the template draws them."""
        return self._rows("steps")

    @property
    def target_rows(self) -> dict[str, Any]:
        """What it reaches, as the template draws it."""
        return self._rows("targets")

    @property
    def alias_rows(self) -> dict[str, Any]:
        """Other names, as the template draws them."""
        return self._rows("aliases")

    @property
    def place_names(self) -> list[str]:
        """Places that can be chosen."""
        return [place.label for place in PLACES.values()]

    def _row(self, kind: str, number: int, name: str) -> Any:
        return self.cleaned_data.get(f"{kind}-{number}-{name}")

    def used_rows(self, kind: str) -> list[int]:
        """Numbers of the rows in which something is said, rightly or not."""
        names = [f"{kind}-{{}}-{name}" for name in ROWS[kind][0]]
        return [
            number
            for number in range(self.counts[kind])
            if any(
                self.cleaned_data.get(name.format(number)) or name.format(number) in self.errors
                for name in names
            )
        ]

    def clean(self) -> dict[str, Any]:
        """A row in which something is said says all of it."""
        cleaned = super().clean() or self.cleaned_data
        missing = {
            "steps": {
                "kind": _("Say what is done in it."),
                "words": _("Say how."),
                "seconds": _("Say for how many seconds."),
            },
            "targets": {"muscle": _("Say which muscle group."), "place": _("Say where.")},
            "aliases": {"name": _("Say the name."), "lineage": _("Say who calls it so.")},
        }
        for kind, words in missing.items():
            for number in self.used_rows(kind):
                for name, said in words.items():
                    field = f"{kind}-{number}-{name}"
                    if not self._row(kind, number, name) and field not in self.errors:
                        self.add_error(field, said)
        self._look_up_targets()
        return cleaned

    def _look_up_targets(self) -> None:
        """Turn names into codes; say beside the field which is none."""
        kinds = (
            ("muscle", self._by_name, _("There is no such muscle group. Choose one of the list.")),
            ("place", _PLACES, _("There is no such place. Choose one of the list.")),
        )
        for number in self.used_rows("targets"):
            for name, known, words in kinds:
                field = f"targets-{number}-{name}"
                said = self.cleaned_data.get(field)
                if said and fold(said) not in known:
                    self.add_error(field, words)
                elif said:
                    self.cleaned_data[field] = known[fold(said)]

    def movement_data(self) -> MovementData:
        """What was said. Empty rows are left out; `field_of` finds the way back."""
        cleaned = self.cleaned_data
        plain = ("name", "start_position", "sides", "minutes", "cycles", "variants")
        more = ("contraindications", "summary", "start", "source", "rights")

        def told(kind: str) -> Iterator[tuple[Any, ...]]:
            for number in self.used_rows(kind):
                yield tuple(self._row(kind, number, name) for name in ROWS[kind][0])

        return MovementData(
            **{name: cleaned[name] for name in (*plain, *more)},
            frees=int(cleaned["frees"]),
            integrates=int(cleaned["integrates"]),
            steps=[StepData(*step) for step in told("steps")],
            targets=[(muscle, place) for muscle, place in told("targets")],
            aliases=[(name, lineage) for name, lineage in told("aliases")],
        )

    def field_of(self, field: str) -> str:
        """Where a service's field stands on this form: empty rows in between move it."""
        kind, _dash, rest = field.partition("-")
        number, _dash, name = rest.partition("-")
        if kind not in ROWS or not number.isdigit():
            return field
        used = self.used_rows(kind) or [0]
        return f"{kind}-{used[min(int(number), len(used) - 1)]}-{name}"


def _names_of(muscles: Sequence[MuscleGroup]) -> dict[str, str]:
    """Muscle groups by name and by what else they are called."""
    found: dict[str, str] = {}
    for muscle in muscles:
        for name in (muscle.name, *muscle.aliases):
            found.setdefault(fold(name), muscle.built_in_code)
    return found


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else 0


def with_another_row(data: QueryDict, muscles: Sequence[MuscleGroup]) -> MovementForm:
    """The same form with all that was typed, longer by a row of one kind, not judged yet."""
    typed: dict[str, Any] = {name: data.get(name) for name in data}
    for name in ("variants", "contraindications"):
        typed[name] = data.getlist(name)
    rows = {kind: _number(data.get(f"{kind}_rows")) for kind in ROWS}
    if (wanted := data.get("more", "")) in rows:
        rows[wanted] += 1
    return MovementForm(muscles=muscles, rows=rows, initial=typed)


_PLAIN = ("name", "summary", "start_position", "sides", "variants", "minutes", "cycles", "start")
_FURTHER = ("contraindications", "source", "rights")


def as_initial(movement: Movement, muscles: Sequence[MuscleGroup]) -> dict[str, Any]:
    """A stored movement as the form's first values, with how many rows each kind has."""
    names = {muscle.built_in_code: muscle.name for muscle in muscles}
    initial: dict[str, Any] = {
        **{name: getattr(movement, name) for name in (*_PLAIN, *_FURTHER)},
        "version": movement.version,
        "frees": str(movement.frees),
        "integrates": str(movement.integrates),
    }
    for number, target in enumerate(movement.targets):
        row = f"targets-{number}"
        code = target["muscle_group"]
        initial |= {f"{row}-muscle": names.get(code, code)}
        initial |= {f"{row}-place": PLACES[target["place"]].label}
    for kind, rows in (("steps", movement.steps), ("aliases", movement.aliases)):
        for number, row in enumerate(rows):
            initial |= {f"{kind}-{number}-{name}": value for name, value in row.items()}
    return initial


def rows_of(movement: Movement) -> dict[str, int]:
    """How many rows a stored movement needs, one more of each kind."""
    return {
        "steps": len(movement.steps) + 1,
        "targets": len(movement.targets) + 1,
        "aliases": len(movement.aliases) + 1,
    }
