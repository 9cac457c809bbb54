"""Shapes of home programs in the API: allow-lists."""

from typing import Any

from rest_framework import serializers

from clients.symptoms.rules import Phase
from practice.core.api import ClockTime, Words
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.programs.rules import BUDGETS, ITEMS_MOST, MINUTES_DEFAULT, Dosed, HomeProgramState
from sessions.programs.services import (
    MINUTES_MOST,
    PHASES,
    REASON_LENGTH,
    REPETITIONS_MOST,
    TIMES_MOST,
)

STATES = HomeProgramState.choices()


class HomeProgramOut(serializers.ModelSerializer):  # type: ignore[type-arg]
    """A home program: its state and its days and times, in the client's zone."""

    client = serializers.UUIDField(source="client_id", read_only=True)
    episode = serializers.UUIDField(source="episode_id", read_only=True)
    state = serializers.ChoiceField(STATES, read_only=True)
    days = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=7),
        read_only=True,
        help_text="ISO weekdays, 1 is Monday.",
    )
    times = serializers.ListField(
        child=ClockTime(), read_only=True, help_text="In the client's zone."
    )

    class Meta:
        model = HomeProgram
        fields: tuple[str, ...] = (
            "id",
            "client",
            "episode",
            "state",
            "days",
            "times",
            "cue",
            "note_to_client",
            "minutes_budget",
            "many_reason",
            "starts_on",
            "ends_on",
            "revision",
            "version",
            "started_on",
            "ended_on",
            "created_at",
        )
        read_only_fields = fields


class ProgramItemOut(serializers.ModelSerializer):  # type: ignore[type-arg]
    """One movement of a program, or one card to understand by."""

    movement = serializers.UUIDField(source="movement_id", read_only=True, allow_null=True)
    card = serializers.UUIDField(source="card_id", read_only=True, allow_null=True)
    name = Words(read_only=True)
    phase = serializers.ChoiceField(Phase.choices(), read_only=True)
    side = serializers.ChoiceField([("", ""), *Dosed.choices()], read_only=True)

    class Meta:
        model = ProgramItem
        fields = (
            "id",
            "movement",
            "card",
            "name",
            "phase",
            "minutes",
            "repetitions",
            "side",
            "variant",
            "note",
            "unlock_reason",
            "against_reason",
            "added_on",
        )
        read_only_fields = fields


class HomeProgramDetail(HomeProgramOut):
    """A home program with what is in it now."""

    items = ProgramItemOut(many=True, read_only=True)

    class Meta(HomeProgramOut.Meta):
        fields = (*HomeProgramOut.Meta.fields, "items")
        read_only_fields = fields


class ProgramItemIn(serializers.Serializer[Any]):
    """One movement to practise, or one card to understand by, which takes no minutes.

    Integrating waits for a release, maintaining for a habit, or for `unlock_reason`; a movement
    that asks for what a decision leaves out wants `against_reason`.
    """

    movement = serializers.UUIDField(allow_null=True, default=None)
    card = serializers.UUIDField(allow_null=True, default=None)
    phase = serializers.ChoiceField([(phase.value, phase.label) for phase in PHASES])
    minutes = serializers.IntegerField(min_value=0, max_value=MINUTES_MOST, default=0)
    repetitions = serializers.IntegerField(
        min_value=1, max_value=REPETITIONS_MOST, allow_null=True, default=None
    )
    side = serializers.ChoiceField(Dosed.choices(), allow_blank=True, default="")
    variant = Words(max_length=20, allow_blank=True, default="")
    note = Words(max_length=300, allow_blank=True, default="")
    unlock_reason = Words(max_length=REASON_LENGTH, allow_blank=True, default="")
    against_reason = Words(max_length=REASON_LENGTH, allow_blank=True, default="")


class HomeProgramIn(serializers.Serializer[Any]):
    """A program for a client's open course of work, as a draft."""

    client = serializers.UUIDField()
    items = ProgramItemIn(many=True, allow_empty=False, max_length=ITEMS_MOST)  # type: ignore[call-arg]
    days = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=7), allow_empty=False, max_length=7
    )
    times = serializers.ListField(child=ClockTime(), allow_empty=False, max_length=TIMES_MOST)
    cue = Words(max_length=200, allow_blank=True, default="")
    note_to_client = Words(max_length=5000, allow_blank=True, default="")
    minutes_budget = serializers.ChoiceField(
        [(n, str(n)) for n in BUDGETS], default=MINUTES_DEFAULT
    )
    many_reason = Words(max_length=REASON_LENGTH, allow_blank=True, default="")
    starts_on = serializers.DateField(allow_null=True, default=None, help_text="In their zone.")
    ends_on = serializers.DateField(allow_null=True, default=None, help_text="The last day.")


class HomeProgramFilters(serializers.Serializer[Any]):
    """What narrows the list of programs."""

    client = serializers.UUIDField(required=False)
    state = serializers.ChoiceField(STATES, required=False)
