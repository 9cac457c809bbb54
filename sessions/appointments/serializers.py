"""Shapes of booked time and of what is free in the API: allow-lists."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from practice.core.api import ClockTime
from sessions.appointments.models import Appointment
from sessions.appointments.models.booked import STATES

FREE_DAYS = 60  # that are looked at in one go
YEARS = (2000, 2100)


class AppointmentOut(serializers.ModelSerializer):  # type: ignore[type-arg]
    """One appointment. `local_date` and `local_time` are by the clock of the place, `zone`; without
    a place it is online. `booked_by` is null where the client booked it."""

    client = serializers.UUIDField(source="client_id", read_only=True)
    practitioner = serializers.UUIDField(source="practitioner_id", read_only=True)
    service = serializers.UUIDField(source="service_id", read_only=True)
    place = serializers.UUIDField(source="place_id", read_only=True, allow_null=True)
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
