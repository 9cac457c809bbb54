"""The radar in tests: verdicts as they are stored, without judging."""

from collections.abc import Callable
from datetime import date
from typing import Any

from practice.core.clock import now
from sessions.progress.radar.models import RadarSnapshot
from sessions.progress.radar.rules import Known, Level, RadarRules, judge, stored


def put_snapshot(
    put: Callable[..., Any], client: Any, day: date, level: Level = Level.UNKNOWN, **fields: Any
) -> RadarSnapshot:
    """One verdict of a day; its reasons know nothing unless they are given."""
    nothing = judge(Known(today=day), RadarRules())
    told: dict[str, Any] = {
        "points": 0,
        "leading": "",
        "reasons": stored(nothing.reasons),
        "level_since": day,
        "level_before": "",
        "rules_version": 1,
        "settings_version": 0,
        "judged_at": now(),
    }
    made: RadarSnapshot = put(
        RadarSnapshot, client=client, day=day, level=level.value, **(told | fields)
    )
    return made
