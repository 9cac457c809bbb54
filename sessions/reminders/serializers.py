"""Shapes of reminders in the API: allow-lists."""

from typing import Any

from rest_framework import serializers

from practice.core.api import ClockTime, Words
from sessions.programs.services import TIMES_MOST
from sessions.reminders.fading import Stage
from sessions.reminders.models import PlanState, ReminderPlan

STAGES = Stage.choices


class ReminderOut(serializers.ModelSerializer):  # type: ignore[type-arg]
    """When a client is reminded of one program; days and times are the program's.

    `stage`: 1 on each of these days, 2 on every other, 3 once a week, 4 once a month. `next_due_at`
    is when it is looked at next; a pause, quiet hours and the stage then decide.
    """

    client = serializers.UUIDField(source="client_id", read_only=True)
    home_program = serializers.UUIDField(source="home_program_id", read_only=True)
    on = serializers.SerializerMethodField()
    days = serializers.ListField(
        source="home_program.days",
        child=serializers.IntegerField(min_value=1, max_value=7),
        read_only=True,
    )
    times = serializers.ListField(source="home_program.times", child=ClockTime(), read_only=True)
    cue = Words(source="home_program.cue", read_only=True)
    quiet_from = ClockTime(read_only=True)
    quiet_until = ClockTime(read_only=True)
    version = serializers.IntegerField(
        source="home_program.version", read_only=True, help_text="The program's."
    )

    class Meta:
        model = ReminderPlan
        fields = (
            "id",
            "client",
            "home_program",
            "on",
            "days",
            "times",
            "cue",
            "version",
            "quiet_from",
            "quiet_until",
            "paused_until",
            "stage",
            "stage_since",
            "frozen",
            "asked_at",
            "detail",
            "next_due_at",
            "stopped_at",
            "changed_at",
        )
        read_only_fields = fields

    def get_on(self, plan: ReminderPlan) -> bool:
        """Whether it sends."""
        return plan.state == PlanState.ON


class ReminderChange(serializers.Serializer[Any]):
    """A change to a reminder: only what is sent."""

    on = serializers.BooleanField()
    days = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=7), max_length=7
    )
    times = serializers.ListField(child=ClockTime(), max_length=TIMES_MOST)
    detail = serializers.BooleanField()
    cue = Words(max_length=200, allow_blank=True)
    quiet_from = ClockTime(help_text="Begins as it ends: no quiet hours.")
    quiet_until = ClockTime()
    paused_until = serializers.DateField(
        allow_null=True, help_text="The day on which they come again; null ends a pause."
    )
    suggested_stage = serializers.ChoiceField(
        choices=Stage.choices,
        help_text="How often you would find right: the client takes it or leaves it.",
    )
    version = serializers.IntegerField(help_text="Of the program; other days or times need it.")


class ReminderFilters(serializers.Serializer[Any]):
    """What narrows the list of reminders."""

    client = serializers.UUIDField(required=False)
    on = serializers.BooleanField(required=False, allow_null=True, default=None)
