"""When a client wants to be reminded."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.core.forms import ClockField, WeekdaysField
from sessions.reminders.models import PlanState, ReminderPlan

TIMES = ("first", "second")


class ReminderForm(forms.Form):
    """Days and up to two times of the program's schedule, and what the mail may say."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = forms.BooleanField(label=_("Remind me by mail"), required=False)
    days = WeekdaysField(label=_("Days"), required=False)
    first = ClockField(label=_("Time"), required=False)
    second = ClockField(label=_("Second time, if you like"), required=False)
    detail = forms.BooleanField(
        label=_("Name the practice in the subject"),
        help_text=_("Off, a mail on a locked screen says only: a few minutes for yourself."),
        required=False,
    )

    def wanted(self) -> dict[str, Any]:
        """What the service takes; days counted from 1 as the program counts them."""
        data = self.cleaned_data
        return {
            "on": data["on"],
            "days": [day + 1 for day in data["days"]],
            "times": [data[name] for name in TIMES if data[name] is not None],
            "detail": data["detail"],
            "version": data["version"] or 0,
        }


def initial_of(plan: ReminderPlan) -> dict[str, Any]:
    """A plan as the form shows it."""
    program = plan.home_program
    times: list[time | None] = [*program.times, None, None]
    return {
        "on": plan.state == PlanState.ON and plan.client.mail_stopped_at is None,
        "days": [day - 1 for day in program.days],
        "detail": plan.detail,
        "version": program.version,
        **dict(zip(TIMES, times, strict=False)),
    }
