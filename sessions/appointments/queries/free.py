"""What is taken, whoever asks: its times alone, so that the portal learns no more of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from practice.core.actor import Actor
from practice.core.beside import quoted
from sessions.appointments.rules import LIVE, SPACING_LEAST, AppointmentState, Span
from sessions.hours.kept import KEPT, Kept
from sessions.hours.models import Service
from sessions.hours.queries import Hours, hours_of, kept_values
from sessions.hours.rules import ServiceKind

_BUSY = """SELECT id, practitioner_id, client_id, place_id, holds_place,
    starts_at, ends_at, blocked_from, blocked_until
    FROM supple_busy(%(practice)s, %(practitioner)s, %(client)s, %(since)s, %(until)s)"""
# Between two of these the method wants days of practice at home.
LESSONS = (ServiceKind.FIRST_LESSON, ServiceKind.LESSON)
# Said the other way round: PostgreSQL takes live states for the index that has these alone, which
# knows no order of a client's times.
_NOT_LIVE = quoted(state for state in AppointmentState if state not in LIVE)
BOOKED_LIVE = f"booked.state NOT IN ({_NOT_LIVE})"
_LESSONS = f"""SELECT booked.local_date AS day
    FROM care_sessions_appointment booked
    JOIN care_sessions_service service
        ON service.practice_id = booked.practice_id AND service.id = booked.service_id
    WHERE booked.practice_id = %(practice)s AND booked.client_id = %(client)s
        AND {BOOKED_LIVE} AND service.kind IN ({quoted(LESSONS)})
        AND booked.local_date BETWEEN %(near_first)s AND %(near_last)s
        -- What its index knows: a day of any zone lies within these.
        AND booked.starts_at > (%(near_first)s::date - 1)::timestamp AT TIME ZONE 'UTC'
        AND booked.starts_at < (%(near_last)s::date + 2)::timestamp AT TIME ZONE 'UTC'
        AND booked.id <> ALL(%(but)s::uuid[])
    UNION SELECT held_on FROM care_sessions_session
    WHERE practice_id = %(practice)s AND client_id = %(client)s
        AND held_on BETWEEN %(near_first)s AND %(near_last)s"""  # noqa: S608 - constants
_BUSY_AND_LESSONS = f"""SELECT busy.*, NULL::date FROM ({_BUSY}) busy
    UNION ALL
    SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, lesson.day
    FROM ({_LESSONS}) lesson"""  # noqa: S608 - constants
# What is kept of hours as its own rows have it; of what is taken, and of days, in the same columns
# and four more.
_WIDTH = len(Kept._fields)
_ALL = f"""SELECT hours.*, NULL::uuid, NULL::uuid, NULL::timestamptz, NULL::timestamptz
    FROM ({KEPT}) hours
    UNION ALL
    SELECT 'taken', busy.practitioner_id, busy.place_id, NULL, NULL, busy.holds_place::int, NULL,
        NULL, busy.starts_at, busy.ends_at, '', '', '', busy.id, busy.client_id, busy.blocked_from,
        busy.blocked_until
    FROM ({_BUSY}) busy
    UNION ALL
    SELECT 'lesson', NULL, NULL, lesson.day, NULL, NULL, NULL, NULL, NULL, NULL, '', '', '', NULL,
        NULL, NULL, NULL
    FROM ({_LESSONS}) lesson"""  # noqa: S608 - constants


@dataclass(frozen=True)
class Taken:
    """Somebody's live appointment as far as others need to know it.

    `client_id` is set for the client who was asked about, `place_id` for a place that takes one;
    `practitioner_id` is none for a place in a class, whose own row takes the practitioner's time.
    """

    id: UUID
    practitioner_id: UUID | None
    client_id: UUID | None
    place_id: UUID | None
    span: Span


def taken_between(
    actor: Actor, practitioner_id: UUID, client_id: UUID | None, since: datetime, until: datetime
) -> list[Taken]:
    """What takes time of somebody, of a client, or of a place that takes one lesson at a time.

    One statement, in the reach of the whole practice; it tells times, and nobody's name.
    """
    asked = _asked(actor, practitioner_id, client_id, since, until)
    with connection.cursor() as cursor:
        cursor.execute(_BUSY, asked)
        return [_taken(row) for row in cursor.fetchall()]


def taken_and_lessons(
    actor: Actor,
    practitioner_id: UUID,
    client_id: UUID | None,
    span: Span,
    day: date,
    but: UUID | None = None,
) -> tuple[list[Taken], list[date]]:
    """Both for one time that is wanted: what is taken of it, and `lesson_days` near to its day.
    One statement."""
    asked = _asked(actor, practitioner_id, client_id, span.blocked_from, span.blocked_until)
    with connection.cursor() as cursor:
        cursor.execute(_BUSY_AND_LESSONS, asked | _near(client_id, day, day, [but] if but else []))
        rows = cursor.fetchall()
    taken = [_taken(row[:-1]) for row in rows if row[-1] is None]
    return taken, [row[-1] for row in rows if row[-1] is not None]


@dataclass(frozen=True)
class Around:
    """What stands around one time that is wanted: what is taken of it, days of the client's other
    lessons nearby, and when whoever gives it works on its day."""

    taken: Sequence[Taken]
    lessons: Sequence[date]
    hours: Hours


def around(
    actor: Actor,
    practitioner_id: UUID,
    client_id: UUID | None,
    span: Span,
    day: date,
    but: UUID | None = None,
) -> Around:
    """As `taken_and_lessons` and `hours_between` tell of one day. One statement."""
    asked = kept_values(actor, [practitioner_id], day, day)
    asked |= _asked(actor, practitioner_id, client_id, span.blocked_from, span.blocked_until)
    with connection.cursor() as cursor:
        cursor.execute(_ALL, asked | _near(client_id, day, day, [but] if but else []))
        rows = cursor.fetchall()
    taken = [
        _taken((row[13], row[1], row[14], row[2], row[5], row[8], row[9], row[15], row[16]))
        for row in rows
        if row[0] == "taken"
    ]
    lessons = [row[3] for row in rows if row[0] == "lesson"]
    kept = (row[:_WIDTH] for row in rows if row[0] not in {"taken", "lesson"})
    return Around(taken, lessons, hours_of(kept, day, day))


def _asked(
    actor: Actor, practitioner_id: UUID, client_id: UUID | None, since: datetime, until: datetime
) -> dict[str, Any]:
    return {
        "practice": actor.practice_id,
        "practitioner": practitioner_id,
        "client": client_id,
        "since": since,
        "until": until,
    }


def _taken(row: Sequence[Any]) -> Taken:
    pk, whose, client, place, holds, *span = row
    return Taken(pk, whose, client, place if holds else None, Span(*span))


def in_the_way(
    taken: Sequence[Taken], *, practitioner_id: UUID, client_id: UUID | None
) -> list[tuple[datetime, datetime]]:
    """The stretches in which nothing else fits: of the practitioner with what is kept free around
    it, of the client the lesson itself."""
    found = []
    for one in taken:
        if one.practitioner_id == practitioner_id:
            found.append((one.span.blocked_from, one.span.blocked_until))
        elif client_id and one.client_id == client_id:
            found.append((one.span.starts_at, one.span.ends_at))
    return found


def lesson_days(
    actor: Actor, client_id: UUID, around: date, last: date, but: Sequence[UUID] = ()
) -> list[date]:
    """Days of a client's lessons, given or booked, that are near to days. One statement.

    `but` leaves out appointments that are to be moved. A lesson without a booking counts too.
    """
    asked = {"practice": actor.practice_id} | _near(client_id, around, last, but)
    with connection.cursor() as cursor:
        cursor.execute(_LESSONS, asked)
        return [day for (day,) in cursor.fetchall()]


def _near(client_id: UUID | None, first: date, last: date, but: Sequence[UUID]) -> dict[str, Any]:
    return {
        "client": client_id,
        "near_first": first - timedelta(days=SPACING_LEAST),
        "near_last": last + timedelta(days=SPACING_LEAST),
        "but": list(but),
    }


def wants_spacing(service: Service) -> bool:
    """Whether days are to lie between this and another lesson."""
    return service.kind in LESSONS
