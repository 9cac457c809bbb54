"""Verdicts of a day: of many clients in four statements, or of one who is looked at again."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from clients.records.queries import get_client, refuse_archived
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from sessions.progress.radar.evidence import known_of
from sessions.progress.radar.models import RadarSnapshot
from sessions.progress.radar.queries import JUDGED, InForce, in_force
from sessions.progress.radar.rules import RULES_VERSION, Level, Verdict, judge, silent_since, stored

_BEFORE = """
SELECT asked.id, before.level, before.level_since, before.level_before
FROM unnest(%(clients)s::uuid[]) asked(id), LATERAL (
  SELECT shot.level, shot.level_since, shot.level_before FROM care_sessions_radarsnapshot shot
  WHERE shot.practice_id = %(practice)s AND shot.client_id = asked.id AND shot.day < %(day)s
  ORDER BY shot.day DESC LIMIT 1) before
"""
WRITTEN_OVER = (
    *("level", "points", "leading", "reasons", "level_since", "level_before", "silent_since"),
    *("is_newest", "rules_version", "settings_version", "judged_at"),
)


class Before(NamedTuple):
    """The verdict before: its level, since when, and what was before that."""

    level: str
    since: date
    level_before: str


def judge_clients(actor: Actor, clients: Sequence[UUID], by: InForce, day: date) -> int:
    """Keep the verdicts of a day; written over where the day has one. Returns how many."""
    known = known_of(actor, clients, day, by.rules, by.zone)
    before = _before(actor, clients, day)
    rows = [
        _row(actor, client_id, judge(one, by.rules), before.get(client_id), by, day)
        for client_id, one in known.items()
    ]
    # Whatever day it is of: a practice that moves its zone may have one of tomorrow.
    earlier = RadarSnapshot._base_manager.filter(
        practice_id=actor.practice_id, client_id__in=known, is_newest=True
    )
    earlier.exclude(day=day).update(is_newest=False)
    RadarSnapshot._base_manager.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["practice", "client", "day"],
        update_fields=WRITTEN_OVER,
    )
    return len(rows)


def _before(actor: Actor, clients: Sequence[UUID], day: date) -> Mapping[UUID, Before]:
    values: dict[str, Any] = {"practice": actor.practice_id, "clients": list(clients), "day": day}
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, values)
        return {client_id: Before(*rest) for client_id, *rest in cursor.fetchall()}


def _row(
    actor: Actor,
    client_id: UUID,
    verdict: Verdict,
    before: Before | None,
    by: InForce,
    day: date,
) -> RadarSnapshot:
    since, level_before = day, before.level if before else ""
    if before is not None and before.level == verdict.level:
        since, level_before = before.since, before.level_before
    leading = verdict.leading
    return RadarSnapshot(
        practice_id=actor.practice_id,
        client_id=client_id,
        day=day,
        level=Level(verdict.level).value,
        points=verdict.points,
        leading=leading.signal.value if leading else "",
        reasons=stored(verdict.reasons),
        level_since=since,
        level_before=level_before,
        silent_since=silent_since(verdict.reasons),
        is_newest=True,
        rules_version=RULES_VERSION,
        settings_version=by.version,
        judged_at=now(),
    )


@transaction.atomic
def look_again(*, actor: Actor, client_id: UUID) -> None:
    """Judge one client at once, as things stand now; the day's verdict is written over."""
    actor.require("radar.write")
    client = get_client(actor, client_id, "radar.write", hold=True)
    refuse_archived(actor, client)
    if client.state not in JUDGED:
        raise DomainError(_("The radar looks at clients who are active or maintaining."))
    by = in_force(actor)
    judge_clients(actor, [client.pk], by, by.today)
