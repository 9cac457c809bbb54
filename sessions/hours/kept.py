"""What is kept of when people work and are away, as one statement reads it."""

from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID

KEPT = """
    SELECT kept.kind, kept.practitioner_id, kept.place_id, kept.since, kept.until, kept.weekday,
        kept.begins, kept.ends, NULL::timestamptz, NULL::timestamptz,
        coalesce(place.timezone, practice.timezone), coalesce(place.name, ''), ''
    FROM (
        SELECT 'week' AS kind, practice_id, practitioner_id, place_id, since, until, weekday,
            begins, ends
        FROM care_sessions_weeklyhours
        WHERE practice_id = %(practice)s AND practitioner_id = ANY(%(whose)s)
            AND (since IS NULL OR since <= %(last)s) AND (until IS NULL OR until >= %(first)s)
        UNION ALL
        SELECT 'day', practice_id, practitioner_id, place_id, "on", "on", NULL, begins, ends
        FROM care_sessions_dayhours
        WHERE practice_id = %(practice)s AND practitioner_id = ANY(%(whose)s)
            AND "on" BETWEEN %(first)s AND %(last)s
    ) kept
        JOIN practice_practice practice ON practice.id = kept.practice_id
        JOIN practice_membership member ON member.practice_id = kept.practice_id
            AND member.id = kept.practitioner_id AND member.is_active
        LEFT JOIN practice_place place ON place.practice_id = kept.practice_id
            AND place.id = kept.place_id
    WHERE place.retired_at IS NULL
    UNION ALL
    SELECT 'off', kept.practitioner_id, NULL, NULL, NULL, NULL, NULL, NULL, lower(kept.during),
        upper(kept.during), '', CASE WHEN %(tells)s THEN kept.reason ELSE '' END, ''
    FROM care_sessions_timeoff kept
    WHERE kept.practice_id = %(practice)s AND kept.practitioner_id = ANY(%(whose)s)
        AND kept.first_day <= %(off_last)s AND kept.last_day >= %(off_first)s
    UNION ALL
    SELECT 'busy', kept.practitioner_id, NULL, NULL, NULL, NULL, NULL, NULL, kept.starts_at,
        kept.ends_at, '', '', ''
    FROM care_sessions_busytime kept
        JOIN practice_membership member ON member.practice_id = kept.practice_id
            AND member.id = kept.practitioner_id AND member.is_active
    WHERE kept.practice_id = %(practice)s AND kept.practitioner_id = ANY(%(whose)s)
        AND kept.starts_at < %(off_last)s::date + 1 AND kept.ends_at > %(off_first)s
    UNION ALL
    SELECT 'holiday', NULL, kept.place_id, NULL, NULL, kept.is_closed::int, NULL, NULL, NULL, NULL,
        '', kept.country, kept.region
    FROM care_sessions_holidaysetting kept WHERE kept.practice_id = %(practice)s"""


class Kept(NamedTuple):
    """A row of `KEPT`: hours of a week or a day, time off, or what was said of holidays.

    `name` is the place's; of time off its reason, where the statement `tells` it.
    """

    kind: str
    practitioner_id: UUID
    place_id: UUID | None
    since: date | None
    until: date | None
    weekday: int
    begins: time | None
    ends: time | None
    off_from: datetime
    off_until: datetime
    zone: str
    name: str
    region: str
