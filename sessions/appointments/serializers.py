"""Shapes of booked time and of what is free in the API: allow-lists."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from practice.core.api import ClockTime, Words
from sessions.appointments.models import Appointment
from sessions.appointments.models.booked import STATES, WHY_WORDS
from sessions.appointments.rules import (
    MINUTES_LEAST,
    MINUTES_MOST,
    SAYS_WHY,
    WHYS,
    WORDS_MOST,
    Broken,
    Verb,
    is_on_a_minute,
)

FREE_DAYS = 60  # that are looked at in one go
YEARS = (2000, 2100)


class WhereOut(serializers.Serializer[Any]):
    """Where a place is: `address` line by line, `country` ISO 3166-1; empty where it is not
    said."""

    name = serializers.CharField(read_only=True)
    address = serializers.CharField(read_only=True)
    town = serializers.CharField(read_only=True)
    region = serializers.CharField(read_only=True)
    country = serializers.CharField(read_only=True)


class AppointmentOut(serializers.ModelSerializer):  # type: ignore[type-arg]
    """One appointment. `local_date` and `local_time` are by the clock of the place, `zone`; without
    a place it is online. `booked_by` is null where the client booked it."""

    client = serializers.UUIDField(source="client_id", read_only=True)
    practitioner = serializers.UUIDField(source="practitioner_id", read_only=True)
    service = serializers.UUIDField(source="service_id", read_only=True)
    place = serializers.UUIDField(source="place_id", read_only=True, allow_null=True)
    where = WhereOut(source="place", read_only=True, allow_null=True)
    series = serializers.UUIDField(source="series_id", read_only=True, allow_null=True)
    booked_by = serializers.UUIDField(source="booked_by_id", read_only=True, allow_null=True)
    local_time = ClockTime(read_only=True)
    state = serializers.ChoiceField(STATES, read_only=True)

    class Meta:
        model = Appointment
        fields = (
            "id",
            "client",
            "practitioner",
            "service",
            "place",
            "where",
            "starts_at",
            "ends_at",
            "local_date",
            "local_time",
            "zone",
            "state",
            "series",
            "booked_by",
            "booked_at",
            "version",
        )
        read_only_fields = fields


class AppointmentFilters(serializers.Serializer[Any]):
    """What narrows the list of appointments; the days are those of the place, both included."""

    client = serializers.UUIDField(required=False)
    practitioner = serializers.UUIDField(required=False)
    state = serializers.ChoiceField(STATES, required=False)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)


class Instant(serializers.DateTimeField):
    """A moment with its offset, as a clock shows it: in whole minutes."""

    default_error_messages = {
        "naive": _("Say the offset too, such as Z or +01:00."),
        "between": _("Appointments begin at whole minutes."),
        "far": _("Choose a day nearer to today."),
    }

    def enforce_timezone(self, value: datetime) -> datetime:
        """Refuse what could mean several moments, or none that anybody works at."""
        if value.tzinfo is None:
            self.fail("naive")
        if not is_on_a_minute(value):
            self.fail("between")
        if not YEARS[0] <= value.year < YEARS[1]:
            self.fail("far")
        return value


def _confirm() -> serializers.ListField:
    """New each time, since a field belongs to one serializer."""
    return serializers.ListField(
        child=serializers.ChoiceField([one.value for one in Broken]),
        default=list,
        max_length=len(Broken),
        help_text="Rules of the practice that it may break: the codes of a 409 that you have read."
        " Two lessons at once can never be confirmed.",
    )


def _told(verb: Verb) -> list[tuple[str, Any]]:
    return [(why.value, WHY_WORDS[why]) for why in WHYS[verb]]


# The two lists, by the names that the schema gives them.
WHY_BEFORE, WHY_AFTER = _told(Verb.CANCEL), _told(Verb.NO_SHOW)


def _why(verb: Verb) -> serializers.ChoiceField:
    told = _told(verb)
    if verb in SAYS_WHY:
        return serializers.ChoiceField(told)
    return serializers.ChoiceField(told, allow_blank=True, default="")


def _words() -> Words:
    return Words(max_length=WORDS_MOST, allow_blank=True, default="")


class AppointmentNew(serializers.Serializer[Any]):
    """What is booked: for whom, what, with whom, where (null: online), from when."""

    client = serializers.UUIDField()
    service = serializers.UUIDField()
    practitioner = serializers.UUIDField()
    place = serializers.UUIDField(allow_null=True, default=None)
    starts_at = Instant()
    minutes = serializers.IntegerField(
        min_value=MINUTES_LEAST,
        max_value=MINUTES_MOST,
        required=False,
        help_text="Only if it takes another time than the service.",
    )
    confirm = _confirm()


class AppointmentMove(serializers.Serializer[Any]):
    """Another time, person or place, on the version that was read; what is not sent stays."""

    version = serializers.IntegerField(min_value=1)
    starts_at = Instant(required=False)
    practitioner = serializers.UUIDField(required=False)
    place = serializers.UUIDField(allow_null=True, required=False)
    why = _why(Verb.MOVE)
    words = _words()
    confirm = _confirm()


class AppointmentStep(serializers.Serializer[Any]):
    """The version that was read, if you want a 409 where somebody changed it since."""

    version = serializers.IntegerField(min_value=1, required=False)


class AppointmentCancel(AppointmentStep):
    """Why the time is given back."""

    why = _why(Verb.CANCEL)
    words = _words()


class AppointmentNoShow(AppointmentStep):
    """Why they did not come, if it is known by then."""

    why = _why(Verb.NO_SHOW)
    words = _words()


class AppointmentWhy(AppointmentStep):
    """Why they did not come, told afterwards."""

    why = _why(Verb.SAY_WHY)
    words = _words()


class AppointmentPutRight(AppointmentStep):
    """What was wrong, for the practice alone."""

    words = Words(max_length=WORDS_MOST)


class FreeSlotFilters(serializers.Serializer[Any]):
    """Of whom and of what free starts are asked, from one day to another, both included."""

    service = serializers.UUIDField()
    practitioner = serializers.UUIDField()
    client = serializers.UUIDField(required=False, help_text="Who is not to be booked twice.")
    place = serializers.UUIDField(required=False)
    first = serializers.DateField()
    last = serializers.DateField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """At most 60 days, in order, of years that have hours."""
        first, last = attrs["first"], attrs["last"]
        if not YEARS[0] <= first.year <= YEARS[1]:
            raise serializers.ValidationError({"first": [_("Choose a day nearer to today.")]})
        if last < first:
            raise serializers.ValidationError({"last": [_("It ends before it begins.")]})
        if last - first >= timedelta(days=FREE_DAYS) or last.year > YEARS[1]:
            words = _("Choose at most %(n)s days.") % {"n": FREE_DAYS}
            raise serializers.ValidationError({"last": [words]})
        return attrs


class FreeSlotOut(serializers.Serializer[Any]):
    """An instant at which the service can begin, and where; without a place it is online."""

    starts_at = serializers.DateTimeField(read_only=True)
    place = serializers.UUIDField(source="place_id", read_only=True, allow_null=True)
