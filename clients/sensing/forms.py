"""Input of what is felt: a place, a word for how clearly, and their own words."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.sensing.rules import FELT, MOST_WORDS, STEPS
from clients.sensing.services import SensationData
from clients.symptoms.rules import BODY_REGIONS, BodyLayer
from practice.core.forms import ChoiceRadio, DayField, RatingField
from practice.core.pages import OnceForm


def _places() -> Iterator[Any]:
    """The body map as a list: by view and layer, from head to foot."""
    yield ("", _("Choose"))
    for (view, layer), regions in groupby(BODY_REGIONS, key=lambda one: (one.view, one.layer)):
        deep = _("deep") if layer is BodyLayer.CORE else _("surface")
        named = [(region.code, _(region.label)) for region in regions]
        yield (f"{_(view.label)}, {deep}", named)


class SensationForm(OnceForm):
    """How clearly a place is felt. Nothing is preset; the number and the words are optional."""

    region = forms.ChoiceField(
        label=gettext_lazy("Where"),
        choices=_places,
        error_messages={"required": gettext_lazy("Choose a place of the body.")},
    )
    clarity = ChoiceRadio(
        label=gettext_lazy("How do you feel it from the inside?"),
        choices=[(step.value, step.label) for step in STEPS],
        error_messages={"required": gettext_lazy("Say how clearly you feel it.")},
    )
    felt = RatingField(
        label=gettext_lazy("How clearly, as a number"),
        span=FELT,
        ends=(gettext_lazy("hardly at all"), gettext_lazy("as clearly as can be")),
    )
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_discovery = forms.BooleanField(
        label=gettext_lazy("I now feel this, and did not before"), required=False
    )
    felt_on = DayField(
        label=gettext_lazy("The day it speaks of"),
        required=False,
        help_text=gettext_lazy(
            "Leave it empty for today. An earlier day looks back: what you said then stays beside."
        ),
    )

    def data_said(self) -> SensationData:
        """What was said."""
        cleaned = self.cleaned_data
        return SensationData(
            region=cleaned["region"],
            clarity=cleaned["clarity"],
            felt=cleaned["felt"],
            words=cleaned["words"],
            is_discovery=cleaned["is_discovery"],
            felt_on=cleaned["felt_on"],
        )
