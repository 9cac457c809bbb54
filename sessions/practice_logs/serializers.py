"""Shapes of practice logs in the API: allow-lists."""

from typing import Any

from rest_framework import serializers

from practice.core.api import Words
from sessions.practice_logs.models import LogSource, PracticeLog
from sessions.practice_logs.rules import RANGES, SkipReason


class PracticeLogOut(serializers.ModelSerializer):  # type: ignore[type-arg]
    """One practice, done or skipped, on the client's own day."""

    client = serializers.UUIDField(source="client_id", read_only=True)
    home_program = serializers.UUIDField(source="home_program_id", read_only=True)
    source = serializers.ChoiceField(  # type: ignore[assignment]
        LogSource.choices, read_only=True
    )
    revision = serializers.IntegerField(
        read_only=True, help_text="Of the program: what was practised of it then."
    )
    skip_reason = serializers.ChoiceField(
        SkipReason.choices(), allow_blank=True, read_only=True, help_text="Empty when it was done."
    )

    class Meta:
        model = PracticeLog
        fields = (
            "id",
            "client",
            "home_program",
            "revision",
            "local_date",
            "logged_at",
            "client_key",
            "source",
            "done",
            "skip_reason",
            *RANGES,
            "worse",
            "line",
        )
        read_only_fields = fields


def _number(name: str) -> serializers.IntegerField:
    allowed = RANGES[name]
    return serializers.IntegerField(
        min_value=allowed.low, max_value=allowed.high, allow_null=True, default=None
    )


class PracticeLogIn(serializers.Serializer[Any]):
    """A new log. `client_key` is your own key: the same key is the same log."""

    home_program = serializers.UUIDField()
    client_key = serializers.UUIDField(required=False)
    done = serializers.BooleanField()
    skip_reason = serializers.ChoiceField(SkipReason.choices(), allow_blank=True, default="")
    minutes = _number("minutes")
    slowness = _number("slowness")
    attention = _number("attention")
    effort = _number("effort")
    ease_after = _number("ease_after")
    pain_during = _number("pain_during")
    soreness_hours = _number("soreness_hours")
    worse = serializers.BooleanField(default=False)
    line = Words(max_length=500, allow_blank=True, default="")
    items = serializers.ListField(
        child=serializers.UUIDField(), default=list, max_length=50, help_text="Items practised."
    )


class PracticeLogFilters(serializers.Serializer[Any]):
    """What narrows the list of logs; the days are the client's own."""

    client = serializers.UUIDField(required=False)
    home_program = serializers.UUIDField(required=False)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)
