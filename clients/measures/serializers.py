"""Shapes of measures in the API: allow-lists."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from clients.measures.models import MeasureResponse
from clients.measures.rules import INSTRUMENTS, Mode, Rater, Stage, instrument_of, score
from practice.core.api import Words

MOST_ITEMS = 20
STAGES = Stage.choices()


class AnswerPair(serializers.Serializer[Any]):
    """One item and the number it was given; an item of activities is the activity."""

    item = Words(max_length=200)
    number = serializers.IntegerField(min_value=-100, max_value=100)


class MeasureOut(serializers.ModelSerializer):  # type: ignore[type-arg]
    """One response: the raw answers, and the score computed from them just now."""

    client = serializers.UUIDField(source="client_id", read_only=True)
    episode = serializers.UUIDField(source="episode_id", read_only=True)
    rater = serializers.ChoiceField(Rater.choices(), read_only=True)
    stage = serializers.ChoiceField(Stage.choices(), read_only=True)
    mode = serializers.ChoiceField(Mode.choices(), read_only=True)
    answers = serializers.SerializerMethodField()
    score = serializers.SerializerMethodField()

    class Meta:
        model = MeasureResponse
        fields = (
            "id",
            "client",
            "episode",
            "instrument",
            "version",
            "language",
            "rater",
            "stage",
            "asked_on",
            "answers",
            "score",
            "mode",
            "is_baseline",
            "answered_on",
            "answered_at",
            "withdrawn_at",
        )
        read_only_fields = fields

    @extend_schema_field(AnswerPair(many=True))
    def get_answers(self, response: MeasureResponse) -> list[dict[str, Any]]:
        """The raw answers."""
        return [{"item": item, "number": number} for item, number in response.answers]

    def get_score(self, response: MeasureResponse) -> float | None:
        """Null for a version that nobody scores any more."""
        instrument = instrument_of(response.instrument, response.version)
        if instrument is None:
            return None
        return score(instrument, ((item, number) for item, number in response.answers))


class MeasureIn(serializers.Serializer[Any]):
    """An answer given in person, for an occasion that is due (`measures/due/`)."""

    client = serializers.UUIDField()
    instrument = serializers.ChoiceField([(code, code) for code in INSTRUMENTS])
    version = Words(max_length=10, help_text="The version that was asked: another one is refused.")
    rater = serializers.ChoiceField(Rater.choices(), default=Rater.CLIENT.value)
    stage = serializers.ChoiceField(Stage.choices())
    asked_on = serializers.DateField()
    answers = AnswerPair(many=True, max_length=MOST_ITEMS)  # type: ignore[call-arg]
    episode = serializers.UUIDField(
        required=False,
        default=None,
        help_text="Of which course of work; without it, of the open one.",
    )


class MeasureFilters(serializers.Serializer[Any]):
    """What narrows the list of responses; the days are the client's own."""

    client = serializers.UUIDField(required=False)
    instrument = serializers.ChoiceField([(code, code) for code in INSTRUMENTS], required=False)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)


class DueItem(serializers.Serializer[Any]):
    """A question in words."""

    code = Words()
    text = Words()


class DueOut(serializers.Serializer[Any]):
    """What is to be answered today, by whom, and for which occasion."""

    instrument = Words()
    version = Words()
    name = Words()
    low = serializers.IntegerField()
    high = serializers.IntegerField()
    rater = serializers.ChoiceField(Rater.choices())
    episode = serializers.UUIDField()
    stage = serializers.ChoiceField(Stage.choices())
    asked_on = serializers.DateField()
    items = DueItem(many=True)


class DueFilters(serializers.Serializer[Any]):
    """Whose; and at which moment of a lesson, if one is held right now."""

    client = serializers.UUIDField()
    moment = serializers.ChoiceField(
        [(one.value, one.label) for one in (Stage.SESSION_START, Stage.SESSION_END)],
        required=False,
    )
