"""Input shape of services and hours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from practice.core.forms import WEEKDAYS, ClockField, DayField, WeekdaysField
from practice.core.models import Place
from practice.core.pages import OnceForm
from sessions.hours.models import WeeklyHours
from sessions.hours.rules import (
    AHEAD_DAYS_LEAST,
    AHEAD_DAYS_MOST,
    BUFFER_MOST,
    CANCELLATION_HOURS_MOST,
    LEAD_HOURS_MOST,
    MINUTES_LEAST,
    MINUTES_MOST,
    NAME_LENGTH,
    PLACES_MOST,
    REMINDER_HOURS_MOST,
    REMINDERS_MOST,
    Modality,
    ServiceKind,
    TimeOffReason,
)
from sessions.hours.services import DayData, TimeOffData, WeekRow
from sessions.hours.whose import mark_of

RANGES_A_DAY = 3
ONLINE = ""


def place_choices(places: Sequence[Place]) -> list[tuple[str, Any]]:
    """Places that are in use, and online."""
    return [*((str(place.pk), place.name) for place in places), (ONLINE, _("Online"))]


def _named(weekday: int) -> str:
    return str(WEEKDAYS[weekday][1])


@dataclass(frozen=True)
class Hours:
    """Two fields of the form: from and until."""

    begins: BoundField
    ends: BoundField


@dataclass(frozen=True)
class Weekday:
    """A day of the form with its ranges."""

    name: str
    hours: Sequence[Hours]


class WeekForm(forms.Form):
    """The hours of every week at one place: ranges a day, and a day to copy to others."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, rows: Sequence[WeeklyHours], **kwargs: Any) -> None:
        initial: dict[str, Any] = {"mark": mark_of(rows)}
        by_day: dict[int, list[WeeklyHours]] = {day: [] for day in range(7)}
        for row in rows:
            by_day[row.weekday].append(row)
        self.count = max(RANGES_A_DAY, *(len(those) for those in by_day.values()))
        for day, those in by_day.items():
            for number, row in enumerate(those):
                initial |= {
                    f"d{day}_begins_{number}": row.begins,
                    f"d{day}_ends_{number}": row.ends,
                }
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        for day in range(7):
            for number in range(self.count):
                said = {"day": _named(day), "n": number + 1}
                self.fields[f"d{day}_begins_{number}"] = ClockField(
                    label=gettext("%(day)s from (%(n)s)") % said, required=False
                )
                self.fields[f"d{day}_ends_{number}"] = ClockField(
                    label=gettext("%(day)s until (%(n)s)") % said, required=False
                )
        self.fields["copy_from"] = forms.ChoiceField(
            label=_("Copy a day"), required=False, choices=[("", _("none")), *WEEKDAYS]
        )
        self.fields["copy_to"] = WeekdaysField(label=_("to these days"), required=False)

    @property
    def days(self) -> Iterator[Weekday]:
        """What the page shows, Monday first."""
        for day in range(7):
            hours = [
                Hours(self[f"d{day}_begins_{number}"], self[f"d{day}_ends_{number}"])
                for number in range(self.count)
            ]
            yield Weekday(_named(day), hours)

    def clean(self) -> dict[str, Any]:
        """A day that is copied to nowhere, or to days from nowhere, is half a wish."""
        cleaned = super().clean() or {}
        if cleaned.get("copy_to") and not cleaned.get("copy_from"):
            self.add_error("copy_from", gettext("Choose the day to copy."))
        return cleaned

    def rows(self) -> list[WeekRow]:
        """What was typed, with the copies; empty ranges are left out."""
        said: dict[int, list[tuple[time | None, time | None, str]]] = {}
        for day in range(7):
            for number in range(self.count):
                name = f"d{day}_begins_{number}"
                begins = self.cleaned_data.get(name)
                ends = self.cleaned_data.get(f"d{day}_ends_{number}")
                if begins is not None or ends is not None:
                    said.setdefault(day, []).append((begins, ends, name))
        if source := self.cleaned_data.get("copy_from"):
            for day in self.cleaned_data["copy_to"]:
                said[day] = said.get(int(source), [])
        return [WeekRow(day, *one) for day, those in sorted(said.items()) for one in those]


class DayForm(OnceForm):
    """One day with hours of its own, or closed."""

    on = DayField(label=_("Day"))
    place = forms.ChoiceField(label=_("Where"), required=False)
    is_closed = forms.BooleanField(label=_("Closed that day"), required=False)
    begins = ClockField(label=_("From"), required=False)
    ends = ClockField(label=_("Until"), required=False)

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = place_choices(places)  # type: ignore[attr-defined]

    @property
    def day(self) -> DayData:
        """What was said."""
        said = self.cleaned_data
        place = UUID(said["place"]) if said["place"] else None
        names = ("on", "begins", "ends", "is_closed")
        return DayData(place_id=place, **{name: said[name] for name in names})


class TimeOffForm(OnceForm):
    """Away from a day to another, whole days or from a time to a time."""

    first_day = DayField(label=_("First day off"))
    first_time = ClockField(label=_("from"), required=False, help_text=_("Empty: the whole day."))
    last_day = DayField(label=_("Last day off"))
    last_time = ClockField(label=_("until"), required=False, help_text=_("Empty: the whole day."))
    reason = forms.ChoiceField(
        label=_("Why"),
        choices=TimeOffReason.choices(),
        help_text=_("Clients never see it."),
    )

    @property
    def time_off(self) -> TimeOffData:
        """What was said."""
        return TimeOffData(**{n: v for n, v in self.cleaned_data.items() if n != "key"})


class OnlineRoomForm(forms.Form):
    """Under which address somebody is met online."""

    address = forms.CharField(
        label=_("Address of the online room"),
        required=False,
        widget=forms.URLInput,
        help_text=_(
            "Clients find it with each appointment online: in the portal, in their mails and"
            " calendars. Empty: you tell them yourself."
        ),
    )
    was = forms.CharField(widget=forms.HiddenInput, required=False)


class HolidayForm(forms.Form):
    """Whether public holidays are closed, and those of which country and region."""

    is_closed = forms.BooleanField(label=_("Closed on public holidays"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    region = forms.ChoiceField(
        label=_("Region"),
        required=False,
        help_text=_("Save the country first; its regions can be chosen then."),
    )

    def __init__(
        self, *args: Any, countries: Mapping[str, str], regions: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [("", _("as the time zone says")), *countries.items()]
        self.fields["country"].choices = named  # type: ignore[attr-defined]
        every = [("", _("the whole country")), *((code, code) for code in regions)]
        self.fields["region"].choices = every  # type: ignore[attr-defined]


def _number(label: Any, low: int, high: int, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=low, max_value=high, **more)


class ServiceForm(OnceForm):
    """What can be booked, how long, for how much, and when."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    kind = forms.ChoiceField(label=_("Kind"), choices=ServiceKind.choices(), initial="lesson")
    modality = forms.ChoiceField(
        label=_("Way of working"),
        required=False,
        choices=[("", _("not said")), *Modality.choices()],
        help_text=_("Stands beside its name where people choose, and on your public page."),
    )
    minutes = _number(_("Minutes"), MINUTES_LEAST, MINUTES_MOST)
    buffer_before_minutes = _number(_("Minutes kept free before"), 0, BUFFER_MOST, initial=0)
    buffer_after_minutes = _number(_("Minutes kept free after"), 0, BUFFER_MOST, initial=0)
    price = forms.DecimalField(
        label=_("Price"), required=False, max_digits=9, help_text=_("Empty: none is shown.")
    )
    places = _number(
        _("People at once"), 1, PLACES_MOST, initial=1, help_text=_("One, unless it is a class.")
    )
    is_online = forms.BooleanField(label=_("Held online"), required=False)
    is_client_bookable = forms.BooleanField(
        label=_("Clients can book it themselves"), required=False, initial=True
    )
    is_visitor_bookable = forms.BooleanField(
        label=_("New people can book it on your public page"), required=False
    )
    lead_hours = _number(_("Booked at least so many hours ahead"), 0, LEAD_HOURS_MOST, initial=24)
    ahead_days = _number(
        _("Booked at most so many days ahead"), AHEAD_DAYS_LEAST, AHEAD_DAYS_MOST, initial=60
    )
    cancellation_hours = _number(
        _("Cancelled freely until so many hours before"), 0, CANCELLATION_HOURS_MOST, initial=24
    )
    reminder_hours = forms.CharField(
        label=_("Reminded so many hours before"),
        required=False,
        initial="48, 3",
        help_text=_(
            "With commas between; empty: no reminder. It holds for what is booked from now on."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, currency: str, sub_unit: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sub_unit = sub_unit
        price: Any = self.fields["price"]
        price.label = gettext("Price in %(currency)s") % {"currency": currency}
        price.decimal_places = len(str(sub_unit)) - 1
        price.validators += [MinValueValidator(0), MaxValueValidator(Decimal(1_000_000))]

    def clean_price(self) -> int | None:
        """The price in minor units; None where none is said."""
        price = self.cleaned_data["price"]
        if price is None:
            return None
        minor = price * self.sub_unit
        if minor != int(minor):
            raise forms.ValidationError(gettext("This currency has no smaller coins."))
        return int(minor)

    def clean_reminder_hours(self) -> list[int]:
        """Hours before, the earliest reminder first, each once."""
        words = gettext("Whole hours from 1 to %(most)s, %(n)s at most, with commas between.")
        wrong = words % {"most": REMINDER_HOURS_MOST, "n": REMINDERS_MOST}
        parts = [part.strip() for part in self.cleaned_data["reminder_hours"].split(",")]
        parts = [part for part in parts if part]
        if not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
            raise forms.ValidationError(wrong)
        hours = sorted({int(part) for part in parts}, reverse=True)
        if len(hours) > REMINDERS_MOST or any(not 1 <= h <= REMINDER_HOURS_MOST for h in hours):
            raise forms.ValidationError(wrong)
        return hours
