"""When a client wants to be reminded."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.core.clock import today_in
from practice.core.forms import ClockField, DayField, WeekdaysField
from sessions.reminders.fading import Stage, stage_words
from sessions.reminders.models import PlanState, ReminderPlan
from sessions.reminders.rules import NO_QUIET, Quiet
from sessions.reminders.services import PlanData

TIMES = ("first", "second")


class ReminderForm(forms.Form):
    """Days, up to two times and cue of the program's schedule, and when and how they are mailed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = forms.BooleanField(label=_("Remind me by mail"), required=False)
    days = WeekdaysField(label=_("Days"), required=False)
    first = ClockField(label=_("Time"), required=False)
    second = ClockField(label=_("Second time, if you like"), required=False)
    cue = forms.CharField(
        label=_("After what in your day"),
        help_text=_("A habit grows onto something you do anyway: after the first cup of tea."),
        max_length=200,
        required=False,
    )
    quiet_from = ClockField(
        label=_("Quiet hours begin"),
        help_text=_("In them no reminder comes. Leave both empty for none."),
        required=False,
    )
    quiet_until = ClockField(label=_("Quiet hours end"), required=False)
    paused_until = DayField(
        label=_("Pause until"),
        help_text=_("On that day they come again by themselves. Empty: no pause."),
        required=False,
    )
    detail = forms.BooleanField(
        label=_("Name the practice in the subject"),
        help_text=_("Off, a mail on a locked screen says only: a few minutes for yourself."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Quiet hours have a beginning and an end."""
        data = super().clean() or {}
        one, other = "quiet_from", "quiet_until"
        for name, there in ((one, other), (other, one)):
            if name in data and data[name] is None and data.get(there) is not None:
                self.add_error(name, _("Quiet hours need a beginning and an end."))
        return data

    def _more(self) -> PlanData:
        """What was not sent at all stays as it is."""
        data, sent = self.cleaned_data, self.data
        quiet = Quiet(data["quiet_from"] or NO_QUIET.begins, data["quiet_until"] or NO_QUIET.ends)
        return PlanData(
            cue=data["cue"] if "cue" in sent else None,
            quiet=quiet if "quiet_from" in sent else None,
            paused_until=data["paused_until"],
            goes_on="paused_until" in sent and data["paused_until"] is None,
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
            "more": self._more(),
        }


class SuggestForm(forms.Form):
    """How often the practice would find right."""

    plan = forms.UUIDField(widget=forms.HiddenInput)
    stage = forms.TypedChoiceField(
        label=_("Suggest to them"),
        choices=lambda: [(stage.value, stage_words(stage, of_them=True)) for stage in Stage],
        coerce=lambda value: Stage(int(value)),
    )


def initial_of(plan: ReminderPlan) -> dict[str, Any]:
    """A plan as the form shows it."""
    program = plan.home_program
    times: list[time | None] = [*program.times, None, None]
    return {
        "on": plan.state == PlanState.ON and plan.client.mail_stopped_at is None,
        "days": [day - 1 for day in program.days],
        "detail": plan.detail,
        "version": program.version,
        "cue": program.cue,
        "quiet_from": plan.quiet_from if plan.quiet.are_kept else None,
        "quiet_until": plan.quiet_until if plan.quiet.are_kept else None,
        "paused_until": plan.pause_on(today_in(plan.client.timezone)),
        **dict(zip(TIMES, times, strict=False)),
    }
