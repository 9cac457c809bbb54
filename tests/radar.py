"""The radar in tests: verdicts as they are stored, without judging."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import now
from sessions.progress.radar.models import RadarSnapshot
from sessions.progress.radar.queries import in_force
from sessions.progress.radar.rules import Known, Level, RadarRules, judge, stored
from sessions.progress.radar.services import judge_clients


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


def many_snapshots(client: Any, number: int) -> Iterator[dict[str, Any]]:
    """As many days as are asked for, before the one that Nora's world has."""
    nothing = stored(judge(Known(today=date(2026, 11, 23)), RadarRules()).reasons)
    for n in range(number):
        day = date(2026, 11, 22) - timedelta(days=n)
        yield {
            "client": client,
            "day": day,
            "level": list(Level)[n % 4].value,
            "points": n % 7,
            "leading": "",
            "reasons": nothing,
            "level_since": day,
            "level_before": "",
            "is_newest": False,
            "rules_version": 1,
            "settings_version": 0,
            "judged_at": now(),
        }


def judged(scene: Any) -> None:
    """Nora is active and was judged, so that there is much to say of her."""
    with acting(scene.house.boss) as boss:
        rows = Client.objects.visible_to(boss).filter(pk=scene.nora.pk)
        rows.update(state="active")
        by = in_force(boss)
        judge_clients(boss, [scene.nora.pk], by, by.today)
