"""Reads of calendars that somebody is busy by: one's own, and which of all are due."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404

from practice.core.actor import Actor
from practice.core.clock import now
from practice.outbox.sending.claims import across_practices
from sessions.busy_times.models import BusyCalendar

SOON = timedelta(weeks=4)
_DUE = "SELECT DISTINCT practice_id FROM care_sessions_busycalendar WHERE due_at <= %s"


def own_calendars(actor: Actor) -> Any:
    """Those of this very person."""
    return BusyCalendar.objects.visible_to(actor).filter(member_id=actor.membership_id)


def listed(actor: Actor) -> list[BusyCalendar]:
    """One's own in the order in which they were added, each with `soon`: how many times of the next
    four weeks are busy. One statement."""
    at = now()
    near = Q(busytime__ends_at__gt=at, busytime__starts_at__lt=at + SOON)
    rows = own_calendars(actor).annotate(soon=Count("busytime", filter=near))
    return list(rows.order_by("added_at", "id"))


def get_calendar(actor: Actor, busy_calendar_id: UUID) -> BusyCalendar:
    """The one door to one's own; Http404 for anybody else's."""
    found: BusyCalendar | None = own_calendars(actor).filter(pk=busy_calendar_id).first()
    if found is None:
        raise Http404("busy calendar")
    return found


def practices_due(at: datetime) -> list[UUID]:
    """Practices in which some calendar is to be read."""
    with across_practices() as cursor:
        cursor.execute(_DUE, [at])
        return [row[0] for row in cursor.fetchall()]
