"""Shapes of services in the API: allow-lists."""

from typing import Any

from rest_framework import serializers

from practice.core.api import ClockTime, Words
from sessions.hours.models import REMINDERS, Service, TimeOff
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
    PRICE_MOST,
    REMINDER_HOURS_MOST,
    REMINDERS_MOST,
    Modality,
    ServiceKind,
    TimeOffReason,
)

KINDS = ServiceKind.choices()
MODALITIES = Modality.choices()
HOURS_MOST = 50  # ranges of a week at one place


class ServiceOut(serializers.ModelSerializer):  # type: ignore[type-arg]
    """One service. `price` counts the minor unit of the practice's currency (cents); `modality` is
    the way of working, "" where it is not said."""

    kind = serializers.ChoiceField(KINDS, read_only=True)
    modality = serializers.ChoiceField([("", "Not said"), *MODALITIES], read_only=True)
    price = serializers.IntegerField(allow_null=True, read_only=True)
    reminder_hours = serializers.ListField(child=serializers.IntegerField(), read_only=True)

    class Meta:
        model = Service
        fields = (
            "id",
            "name",
            "kind",
            "modality",
            "minutes",
            "buffer_before_minutes",
            "buffer_after_minutes",
            "price",
            "places",
            "is_online",
            "lead_hours",
            "ahead_days",
            "cancellation_hours",
            "reminder_hours",
            "is_client_bookable",
            "is_visitor_bookable",
            "retired_at",
            "version",
        )
        read_only_fields = fields


class ServiceFilters(serializers.Serializer[Any]):
    """What narrows the list of services."""

    kind = serializers.ChoiceField(KINDS, required=False)
    modality = serializers.ChoiceField(MODALITIES, required=False)


class ServiceIn(serializers.Serializer[Any]):
    """All that is said of a service. `price` counts the minor unit of the practice's currency."""

    name = Words(max_length=NAME_LENGTH)
    kind = serializers.ChoiceField(KINDS)
    modality = serializers.ChoiceField(
        MODALITIES, allow_blank=True, default="", help_text="The way of working; empty: not said."
    )
    minutes = serializers.IntegerField(min_value=MINUTES_LEAST, max_value=MINUTES_MOST)
    buffer_before_minutes = serializers.IntegerField(min_value=0, max_value=BUFFER_MOST, default=0)
    buffer_after_minutes = serializers.IntegerField(min_value=0, max_value=BUFFER_MOST, default=0)
    price = serializers.IntegerField(
        min_value=0, max_value=PRICE_MOST, allow_null=True, default=None
    )
    places = serializers.IntegerField(
        min_value=1, max_value=PLACES_MOST, default=1, help_text="One, unless it is a class."
    )
    is_online = serializers.BooleanField(default=False)
    is_client_bookable = serializers.BooleanField(default=True)
    is_visitor_bookable = serializers.BooleanField(default=False)
    lead_hours = serializers.IntegerField(min_value=0, max_value=LEAD_HOURS_MOST, default=24)
    ahead_days = serializers.IntegerField(
        min_value=AHEAD_DAYS_LEAST, max_value=AHEAD_DAYS_MOST, default=60
    )
    cancellation_hours = serializers.IntegerField(
        min_value=0, max_value=CANCELLATION_HOURS_MOST, default=24
    )
    reminder_hours = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=REMINDER_HOURS_MOST),
        max_length=REMINDERS_MOST,
        default=lambda: list(REMINDERS),
    )


class ServiceChange(ServiceIn):
    """A change to a service: only what is sent, on the version that was read."""

    version = serializers.IntegerField(min_value=1)


class WeekFilters(serializers.Serializer[Any]):
    """Whose hours, and at which place; without a place those online."""

    practitioner = serializers.UUIDField()
    place = serializers.UUIDField(required=False)


class HoursOfDay(serializers.Serializer[Any]):
    """Hours of a weekday, 0 Monday to 6 Sunday, by the clock of the place."""

    weekday = serializers.IntegerField(min_value=0, max_value=6)
    begins = ClockTime()
    ends = ClockTime()


class WeekOut(serializers.Serializer[Any]):
    """Hours of every week of somebody at a place; without a place they are online. `mark` says as
    which you read them."""

    practitioner = serializers.UUIDField()
    place = serializers.UUIDField(allow_null=True)
    hours = HoursOfDay(many=True)
    mark = Words()


class WeekIn(serializers.Serializer[Any]):
    """All hours of every week of somebody at a place, in place of those with that `mark`; none
    ends them."""

    practitioner = serializers.UUIDField()
    place = serializers.UUIDField(allow_null=True, default=None)
    hours = HoursOfDay(many=True, max_length=HOURS_MOST)  # type: ignore[call-arg]
    mark = Words(max_length=40)


class TimeOffFilters(serializers.Serializer[Any]):
    """What narrows the list of time off."""

    practitioner = serializers.UUIDField(required=False)


class TimeOffOut(serializers.ModelSerializer):  # type: ignore[type-arg]
    """Somebody is away, wherever they work. Without times these are whole days, in `zone`."""

    practitioner = serializers.UUIDField(source="practitioner_id", read_only=True)
    first_time = ClockTime(read_only=True, allow_null=True)
    last_time = ClockTime(read_only=True, allow_null=True)
    reason = serializers.ChoiceField(TimeOffReason.choices(), read_only=True)

    class Meta:
        model = TimeOff
        fields = (
            "id",
            "practitioner",
            "first_day",
            "first_time",
            "last_day",
            "last_time",
            "zone",
            "reason",
        )
        read_only_fields = fields


class TimeOffChange(serializers.Serializer[Any]):
    """From a day, or a time on it, to the last day, or a time on it; in the practice's zone."""

    first_day = serializers.DateField()
    first_time = ClockTime(allow_null=True, default=None)
    last_day = serializers.DateField()
    last_time = ClockTime(allow_null=True, default=None)
    reason = serializers.ChoiceField(TimeOffReason.choices())


class TimeOffNew(TimeOffChange):
    """Who is away, and when."""

    practitioner = serializers.UUIDField()
