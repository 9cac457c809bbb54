"""Shape of a client's progress in the API: the same numbers as on the page, and its words."""

from typing import Any

from rest_framework import serializers

from practice.core.api import Words
from sessions.progress.course.parts import Progress, ProgressPart, Told


class ProgressFilters(serializers.Serializer[Any]):
    """What narrows it: the id of a course of work, or "all"; without it, the one that goes on."""

    period = Words(required=False, max_length=36)


class PointOut(serializers.Serializer[Any]):
    """A day of the client's and a number."""

    day = serializers.DateField()
    value = serializers.FloatField()


class TableOut(serializers.Serializer[Any]):
    """A table as it is read; `left_out` are older rows that are not in it."""

    caption = Words()
    names = serializers.ListField(child=Words())
    rows = serializers.ListField(child=serializers.ListField(child=Words()))
    left_out = serializers.IntegerField()


class AdherenceOut(serializers.Serializer[Any]):
    """Days that were planned, those of them with a log, and days with a log beside the plan."""

    planned = serializers.IntegerField()
    logged = serializers.IntegerField()
    beside = serializers.IntegerField()


class HeldOut(serializers.Serializer[Any]):
    """For how many days what was gained held since a day; while `came_back` is false, up to the
    last answer."""

    since = serializers.DateField()
    days = serializers.IntegerField()
    came_back = serializers.BooleanField()


class ProgressPartOut(serializers.Serializer[Any]):
    """One part in words and numbers; `lacks` says why there is nothing to tell.

    `points` are of the pain of seven days (0–10) and the habit (1–7); `adherence` is of practice at
    home, `held` of how long it holds; each is null elsewhere, or where nobody knows.
    """

    part = serializers.ChoiceField(choices=ProgressPart.choices())
    says = serializers.ListField(child=Words())
    lacks = Words()
    points = PointOut(many=True, allow_null=True)
    adherence = AdherenceOut(allow_null=True)
    held = HeldOut(allow_null=True)
    tables = TableOut(many=True)


class ProgressOut(serializers.Serializer[Any]):
    """A client's progress in a period, part by part, in the order of the page."""

    client = serializers.UUIDField()
    period = Words()
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)
    parts = ProgressPartOut(many=True)


def as_sent(found: Progress) -> dict[str, Any]:
    """What `ProgressOut` shows."""
    return {
        "client": found.client.pk,
        "period": found.period.key,
        "first": found.period.first,
        "last": found.period.last,
        "parts": [_part(told) for told in found.parts.values()],
    }


_TABLES = ("numbers", "happened", "symptoms", "curve_numbers")


def _part(told: Told) -> dict[str, Any]:
    points = getattr(told, "points", None)
    tables = (getattr(told, name, None) for name in _TABLES)
    places = [place.numbers for place in getattr(told, "places", ())]
    return {
        "part": told.part,
        "says": [*told.says, *getattr(told, "curve_says", ())],
        "lacks": told.lacks,
        "points": None if points is None else [{"day": d, "value": n} for d, n in points],
        "adherence": getattr(told, "adherence", None),
        "held": getattr(told, "held", None),
        "tables": [*(table for table in tables if table is not None), *places],
    }
