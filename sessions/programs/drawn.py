"""A row of the builder: the fields it has, and how the template draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clients.symptoms.rules import Contraindication, Phase
from practice.core.forms import ChoiceRadio
from sessions.movements.models import Movement
from sessions.movements.rules import Variant
from sessions.programs.rows import ROW_FIELDS
from sessions.programs.rules import GIVEN_ON
from sessions.programs.services import MINUTES_MOST, REASON_LENGTH, REPETITIONS_MOST
from sessions.understanding.models import UnderstandingCard

PHASE_WORDS = [
    (Phase.FREE.value, _("Free")),
    (Phase.INTEGRATE.value, _("Integrate")),
    (Phase.MAINTAIN.value, _("Maintain")),
]


@dataclass(frozen=True)
class DrawnRow:
    """One row as the template draws it; `fields` stand in order, `hidden` ones name what it is."""

    number: int
    what: Movement | UnderstandingCard
    is_card: bool
    hidden: Sequence[Any]
    fields: Sequence[Any]
    unlock: Any
    keeps_unlock: bool
    against: Any
    asks_against: Sequence[Contraindication]
    errors: Sequence[str]
    is_first: bool
    is_last: bool
    is_here: bool


def reason_field(label: Any) -> forms.CharField:
    """A field for a reason."""
    return forms.CharField(label=label, required=False, max_length=REASON_LENGTH)


def is_a_choice(field: Any) -> bool:
    """Not where there is one way alone, as with most movements; what was chosen is shown."""
    choices = getattr(field.field, "choices", ())
    return not 0 < len(choices) <= 2 or bool(field.value())


def row_fields(what: Movement | UnderstandingCard | None) -> dict[str, forms.Field]:
    """Of a movement what it can be given with; a row that names nothing is not judged."""
    if what is None:
        return {name: forms.CharField(required=False) for name in ROW_FIELDS}
    sides, variants = [], []
    if isinstance(what, Movement):
        sides = [(side.value, gettext(side.label)) for side in GIVEN_ON[what.sides]]
        variants = [(code, gettext(Variant(code).label)) for code in what.variants]
    hidden: Any = {"widget": forms.HiddenInput, "required": False, "max_length": 36}
    phases: Any = ChoiceRadio(label=_("Phase"), choices=PHASE_WORDS, required=False)
    if isinstance(what, UnderstandingCard):
        phases = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)
    return {
        "movement": forms.CharField(label=_("Movement"), **hidden),
        "card": forms.CharField(label=_("Card"), **hidden),
        "phase": phases,
        "minutes": forms.IntegerField(
            label=_("Minutes"), required=False, min_value=1, max_value=MINUTES_MOST
        ),
        "repetitions": forms.IntegerField(
            label=_("Times"), required=False, min_value=1, max_value=REPETITIONS_MOST
        ),
        "side": forms.ChoiceField(
            label=_("Side"), required=False, choices=[("", _("As it is usually done")), *sides]
        ),
        "variant": forms.ChoiceField(
            label=_("Variant"),
            required=False,
            choices=[("", _("As it is usually done")), *variants],
        ),
        "note": forms.CharField(label=_("How, in a few words"), required=False, max_length=300),
        "unlock_reason": reason_field(_("Why before it is open")),
        "against_reason": reason_field(_("Why all the same")),
    }
