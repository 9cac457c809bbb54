"""When and where, by the clock of the place; and for a booking who and what."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.core.actor import Actor
from practice.core.forms import ClockField, DayField
from practice.core.models import Place
from practice.core.pages import OnceForm
from sessions.appointments.forms.reasons import WHY, own_words, why_field
from sessions.appointments.queries.choices import Choices
from sessions.appointments.rules import MINUTES_LEAST, MINUTES_MOST, Skipped, Verb, instant_of

ONLINE = ("", _("Online"))


class WhenForm(OnceForm):
    """With whom, where, on which day at what time. `starts_at` is what that means."""

    practitioner = forms.ChoiceField(label=_("Practitioner"))
    place = forms.ChoiceField(label=_("Place"), required=False)
    day = DayField(label=_("Day"))
    time = ClockField(label=_("Time"), help_text=_("By the clock of the place."))

    starts_at: datetime
    where: Place | None

    def __init__(self, *args: Any, choices: Choices, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices, self.actor = choices, actor
        self._offer("practitioner", [(str(one.pk), one.name) for one in choices.people])
        self._offer("place", [*((str(one.pk), one.name) for one in choices.places), ONLINE])

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def is_online(self, typed: dict[str, Any]) -> bool:
        """Whether it is given online, whatever place was left standing."""
        return not typed.get("place")

    def clean(self) -> dict[str, Any]:
        """Say what day and time mean there; a spring night has not every time."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        online = self.is_online(typed)
        self.where = None if online else self.choices.place(typed.get("place", ""))
        if not online and self.where is None and "place" not in self.errors:
            self.add_error("place", _("Choose where, or a service that is given online."))
        day, clock = typed.get("day"), typed.get("time")
        if day is None or clock is None:
            return typed
        try:
            self.starts_at = instant_of(day, clock, self.choices.zone_of(self.where, self.actor))
        except (Skipped, OverflowError):
            self.add_error(
                "time",
                _("There is no such time on this day: the clocks go forward. Choose another."),
            )
        return typed


class BookingForm(WhenForm):
    """A new appointment."""

    client = forms.ChoiceField(
        label=_("Client"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who comes."), "invalid_choice": _("Choose anew.")},
    )
    service = forms.ChoiceField(label=_("What for"))
    minutes = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=MINUTES_LEAST,
        max_value=MINUTES_MOST,
        help_text=_("Only if it takes another time than usual."),
    )
    field_order: Sequence[str] = (
        "key",
        "client",
        "service",
        "practitioner",
        "place",
        "day",
        "time",
        "minutes",
    )

    def __init__(self, *args: Any, clients: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("client", clients)
        services = self.choices.services
        self._offer(
            "service", [(str(one.pk), f"{one.name}, {one.minutes} min") for one in services]
        )

    def is_online(self, typed: dict[str, Any]) -> bool:
        """The service says so; another one needs its place."""
        service = self.choices.service(typed.get("service", ""))
        return service is not None and service.is_online


class MoveForm(WhenForm):
    """Where to an appointment is moved and why, with the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = why_field(Verb.MOVE)
    words = own_words()
    field_order: Sequence[str] = ("key", "version", "day", "time", "practitioner", "place", *WHY)
