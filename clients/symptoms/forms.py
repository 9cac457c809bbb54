"""Input shape of a symptom and of a muscle group of the practice's own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.symptoms.rules import (
    MUSCLE_GROUP_LENGTH,
    OWN_CATEGORIES,
    OWN_LENGTH,
    BodyLayer,
)


class SymptomForm(forms.Form):
    """Its name, where it belongs, and whether it has a left and a right."""

    label = forms.CharField(
        label=_("What clients read"),
        help_text=_("As somebody would say it: “My jaw is tight in the morning”."),
        max_length=OWN_LENGTH,
    )
    category = forms.ChoiceField(
        label=_("Belongs to"), choices=[(word.value, word.label) for word in OWN_CATEGORIES]
    )
    sided = forms.BooleanField(
        label=_("Can be on one side"),
        help_text=_("With the tick, it asks for left, right, both or the middle."),
        required=False,
        initial=True,
    )


class MuscleGroupForm(forms.Form):
    """Its name, and where it lies."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("As it stands before a row: “Jaw”."),
        max_length=MUSCLE_GROUP_LENGTH,
    )
    layer = forms.ChoiceField(label=_("Lies in the"), choices=BodyLayer.choices())
