"""The fields of a row: of a step, of what a movement reaches, of another name of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.movements.rules import (
    NAME_LENGTH,
    SECONDS_MOST,
    WORDS_LENGTH,
    Lineage,
    StepKind,
)


def row_fields(kind: str) -> dict[str, forms.Field]:
    """Of a kind: "steps", "targets", and of "aliases" otherwise."""
    if kind == "steps":
        return {
            "kind": forms.ChoiceField(
                label=_("What"), required=False, choices=[("", _("No step")), *StepKind.choices()]
            ),
            "words": forms.CharField(label=_("How"), required=False, max_length=WORDS_LENGTH),
            "seconds": forms.IntegerField(
                label=_("Seconds"), required=False, min_value=1, max_value=SECONDS_MOST
            ),
        }
    if kind == "targets":
        offered = {"list": "muscle-groups", "autocomplete": "off"}
        places = {"list": "places", "autocomplete": "off"}
        return {
            "muscle": forms.CharField(
                label=_("Muscle group"),
                required=False,
                max_length=80,
                widget=forms.TextInput(attrs=offered),
            ),
            "place": forms.CharField(
                label=_("Where"),
                required=False,
                max_length=80,
                widget=forms.TextInput(attrs=places),
            ),
        }
    return {
        "name": forms.CharField(label=_("Other name"), required=False, max_length=NAME_LENGTH),
        "lineage": forms.ChoiceField(
            label=_("Who calls it so"),
            required=False,
            choices=[("", _("Choose")), *Lineage.choices()],
        ),
    }
