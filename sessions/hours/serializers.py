"""Shapes of services in the API: allow-lists."""

from typing import Any

from rest_framework import serializers

from sessions.hours.models import Service
from sessions.hours.rules import ServiceKind


class ServiceOut(serializers.ModelSerializer):  # type: ignore[type-arg]
    """One service. `price` counts the minor unit of the practice's currency (cents)."""

    kind = serializers.ChoiceField(ServiceKind.choices(), read_only=True)
    price = serializers.IntegerField(allow_null=True, read_only=True)
    reminder_hours = serializers.ListField(child=serializers.IntegerField(), read_only=True)

    class Meta:
        model = Service
        fields = (
            "id",
            "name",
            "kind",
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
            "retired_at",
            "version",
        )
        read_only_fields = fields


class ServiceFilters(serializers.Serializer[Any]):
    """What narrows the list of services."""

    kind = serializers.ChoiceField(ServiceKind.choices(), required=False)
