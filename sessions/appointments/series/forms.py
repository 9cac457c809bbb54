"""Input of a series: a booking that repeats, and which of it is moved or given back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.core.forms import DayField
from sessions.appointments.forms import BookingForm, CancelForm, MoveForm
from sessions.appointments.forms.reasons import WHY
from sessions.appointments.series.rules import EVERY_MOST, TIMES_LEAST, TIMES_MOST, Scope


class SeriesForm(BookingForm):
    """A booking, every so many weeks, so many times or until a day."""

    every_weeks = forms.IntegerField(
        label=_("Every how many weeks"), min_value=1, max_value=EVERY_MOST, initial=1
    )
    times = forms.IntegerField(
        label=_("How often"),
        required=False,
        min_value=TIMES_LEAST,
        max_value=TIMES_MOST,
        help_text=_("Or say below until when."),
    )
    until = DayField(label=_("Until"), required=False, help_text=_("This day included."))
    field_order = (
        *("key", "client", "service", "practitioner", "place", "day", "time"),
        *("every_weeks", "times", "until", "minutes"),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two ends it, and not both."""
        typed = super().clean()
        if not {"times", "until"} & set(self.errors):
            if typed.get("times") is None and typed.get("until") is None:
                self.add_error("times", _("Say how often, or until when."))
            elif typed.get("times") is not None and typed.get("until") is not None:
                self.add_error("until", _("Say how often or until when, not both."))
        return typed


class ScopeForm(forms.Form):
    """Which of a series are meant."""

    scope = forms.ChoiceField(
        label=_("Which"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which of them.")},
    )

    def __init__(self, *args: Any, counted: Sequence[tuple[Scope, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = [(scope.value, word) for scope, word in counted]  # type: ignore[attr-defined]


class SeriesCancelForm(ScopeForm, CancelForm):
    """Which of a series are given back, and why."""

    field_order = ("version", "scope", "why", "words")


class SeriesMoveForm(ScopeForm, MoveForm):
    """Which of a series are moved, and where to the one goes that was pressed."""

    field_order = ("key", "version", "scope", "day", "time", "practitioner", "place", *WHY)
