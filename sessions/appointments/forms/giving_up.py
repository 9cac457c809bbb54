"""Giving an appointment up, with a reason; and the small presses of its page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.appointments.forms.reasons import ReasonForm
from sessions.appointments.rules import WORDS_MOST, Verb

PRESSED = (Verb.CONFIRM, Verb.ARRIVE, Verb.FINISH, Verb.NO_SHOW)


class CancelForm(ReasonForm):
    """Why time is given back."""


class MissedForm(ReasonForm):
    """Why somebody who was missed did not come."""

    verb = Verb.SAY_WHY


class PutRightForm(forms.Form):
    """What was wrong, in one's own words."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What was wrong"),
        max_length=WORDS_MOST,
        help_text=_("Read by who gives lessons here, such as “pressed at the wrong name”."),
        error_messages={"required": _("Say in a word what was wrong.")},
    )


class StepForm(forms.Form):
    """One press on an appointment's page, with the version that was read."""

    version = forms.IntegerField()
    verb = forms.ChoiceField(choices=[(verb.value, verb.value) for verb in PRESSED])
