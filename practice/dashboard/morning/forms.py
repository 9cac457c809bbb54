"""Whether Today comes by mail, when, and on which days."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from practice.core.forms import ClockField
from practice.dashboard.morning.models import MorningMail
from practice.dashboard.morning.rules import AT, WORKDAYS

DAYS = [(str(n + 1), word) for n, word in WEEKDAYS.items()]


class MorningForm(forms.Form):
    """One's own wish; off, what is said of time and days is kept."""

    comes = forms.BooleanField(label=_("Send me Today by mail"), required=False)
    at = ClockField(label=_("At"), help_text=_("By the practice’s clock, in the morning."))
    weekdays = forms.MultipleChoiceField(
        label=_("On"), choices=DAYS, required=False, widget=forms.CheckboxSelectMultiple
    )

    @property
    def wish(self) -> dict[str, Any]:
        """What was said."""
        typed = self.cleaned_data
        return {**typed, "weekdays": [int(day) for day in typed["weekdays"]]}


def as_typed(wish: MorningMail | None) -> dict[str, Any]:
    """A wish as its form begins; at first, at seven on working days."""
    days = wish.weekdays if wish and wish.weekdays else WORKDAYS
    return {
        "comes": wish is not None and wish.next_at is not None,
        "at": wish.at if wish else AT,
        "weekdays": [str(day) for day in days],
    }
