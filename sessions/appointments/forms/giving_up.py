"""Giving an appointment up, with a reason; and the small presses of its page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.appointments.models import WHY_WORDS
from sessions.appointments.rules import WORDS_MOST, Verb, Why

PRESSED = (Verb.CONFIRM, Verb.ARRIVE, Verb.FINISH, Verb.NO_SHOW)


class CancelForm(forms.Form):
    """Why, in a word that is counted, and in their own if they want."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.ChoiceField(
        label=_("Why"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes nearest.")},
    )
    words = forms.CharField(label=_("In a word"), required=False, max_length=WORDS_MOST)

    def __init__(self, *args: Any, in_portal: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [why for why in Why if not (in_portal and why is Why.PRACTICE)]
        self.fields["why"].choices = [(why.value, WHY_WORDS[why]) for why in offered]  # type: ignore[attr-defined]


class PutRightForm(forms.Form):
    """What was wrong, in one's own words."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What was wrong"),
        max_length=WORDS_MOST,
        help_text=_("For the practice alone, such as “pressed at the wrong name”."),
        error_messages={"required": _("Say in a word what was wrong.")},
    )


class StepForm(forms.Form):
    """One press on an appointment's page, with the version that was read."""

    version = forms.IntegerField()
    verb = forms.ChoiceField(choices=[(verb.value, verb.value) for verb in PRESSED])
