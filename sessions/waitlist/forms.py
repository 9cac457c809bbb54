"""What suits somebody who waits, and why somebody is taken off."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.core.forms import WEEKDAYS, DayField, WeekdaysField
from practice.core.pages import OnceForm
from sessions.appointments.queries.choices import Choices
from sessions.hours.models import Service
from sessions.waitlist.models import PART_WORDS, WaitlistWish
from sessions.waitlist.rules import WORDS_MOST, Part
from sessions.waitlist.services import WishData

ANYBODY = ("", _("anybody"))


class WishForm(OnceForm):
    """For what (a new one), with whom, where, and when it suits."""

    service = forms.ChoiceField(label=_("Waiting for"))
    practitioner = forms.ChoiceField(label=_("With"), required=False)
    places = forms.MultipleChoiceField(
        label=_("Where"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: wherever it is. What is given online needs no place."),
    )
    weekdays = WeekdaysField(
        label=_("On which days"), error_messages={"required": _("Choose at least one day.")}
    )
    parts = forms.MultipleChoiceField(
        label=_("At what time of day"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(part.value, PART_WORDS[part]) for part in Part],
        error_messages={"required": _("Choose at least one time of day.")},
    )
    first_day = DayField(label=_("From"))
    last_day = DayField(
        label=_("Until"), required=False, help_text=_("Empty: until something is booked.")
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, choices: Choices, wish: WaitlistWish | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        self._offer("practitioner", [ANYBODY, *((str(one.pk), one.name) for one in choices.people)])
        self._offer("places", [(str(one.pk), one.name) for one in choices.places])
        if len(choices.places) < 2 or (wish is not None and wish.service.is_online):
            del self.fields["places"]
        if wish is not None:
            del self.fields["service"]
            return
        offered = [one for one in choices.services if one.is_client_bookable]
        self._offer("service", [(str(one.pk), f"{one.name}, {one.minutes} min") for one in offered])

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def asked_service(self) -> Service:
        """For what somebody waits."""
        found = self.choices.service(self.cleaned_data["service"])
        assert found is not None  # noqa: S101 - a choice of the form
        return found

    @property
    def data_asked(self) -> WishData:
        """What was said, as the service takes it."""
        said = self.cleaned_data
        whom = said["practitioner"]
        return WishData(
            practitioner_id=UUID(whom) if whom else None,
            place_ids=[UUID(pk) for pk in said.get("places", [])],
            weekdays=said["weekdays"],
            parts=said["parts"],
            first_day=said["first_day"],
            last_day=said["last_day"],
        )


def usual(today: Any, **more: Any) -> dict[str, Any]:
    """Where nothing is said: every day, at any time, from today on."""
    every = {"weekdays": [day for day, _word in WEEKDAYS], "parts": [part.value for part in Part]}
    return {**every, "first_day": today, **more}


def as_said(wish: WaitlistWish) -> dict[str, Any]:
    """A wish as its form shows it."""
    return {
        "practitioner": wish.practitioner_id or "",
        "places": wish.place_ids,
        "weekdays": wish.weekdays,
        "parts": wish.parts,
        "first_day": wish.first_day,
        "last_day": wish.last_day,
        "version": wish.version,
    }


class TakeOffForm(forms.Form):
    """Why somebody is taken off; they read it."""

    why = forms.CharField(
        label=_("Why"), max_length=WORDS_MOST, help_text=_("They read it in their portal.")
    )
