"""Shape of a verdict in the API: an allow-list."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from practice.core.api import Words
from sessions.progress.radar.models import RadarSnapshot
from sessions.progress.radar.rules import Level, Signal, State
from sessions.progress.radar.wording import told_verdict


class RadarReasonOut(serializers.Serializer[Any]):
    """One signal: whether it speaks, what it counts, and why in words with its numbers."""

    signal = serializers.ChoiceField(choices=Signal.choices())
    state = serializers.ChoiceField(choices=State.choices())
    points = serializers.IntegerField()
    words = Words()
    since = serializers.DateField(allow_null=True)


class RadarOut(serializers.ModelSerializer):  # type: ignore[type-arg]
    """What the radar says of a client, on which day of the practice, and why.

    `unknown` is never `steady`: nobody said lately how they are. `settings_version` is 0 where the
    practice counts as the house does.
    """

    client = serializers.UUIDField(source="client_id", read_only=True)
    level = serializers.ChoiceField(choices=Level.choices(), read_only=True)
    leading = Words(
        read_only=True, help_text="The signal that speaks most, or empty where none does."
    )
    reasons = serializers.SerializerMethodField()

    class Meta:
        model = RadarSnapshot
        fields = (
            "client",
            "day",
            "level",
            "level_since",
            "points",
            "leading",
            "reasons",
            "rules_version",
            "settings_version",
            "judged_at",
        )
        read_only_fields = fields

    @extend_schema_field(RadarReasonOut(many=True))
    def get_reasons(self, shot: RadarSnapshot) -> list[dict[str, Any]]:
        """Every signal, those that speak first."""
        told = told_verdict(shot).reasons
        return list(RadarReasonOut(told, many=True).data)
