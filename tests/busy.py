"""Other calendars in tests: one of somebody's, and a time at which it says busy."""

from datetime import UTC, date, datetime, time, timedelta

from practice.core.actor import Actor, acting
from sessions.busy_times.models import BusyCalendar, BusyTime
from sessions.busy_times.services import add_calendar

ADDRESS = "https://calendar.example/secret-canary/basic.ics"


def put_busy(actor: Actor, day: date, hour: int = 10, hours: int = 2) -> BusyCalendar:
    """Somebody's other calendar says busy for some hours of a day, by UTC."""
    with acting(actor):
        calendar = add_calendar(actor=actor, name="Private", address=ADDRESS)
        begins = datetime.combine(day, time(hour), UTC)
        row = BusyTime(
            practice_id=actor.practice_id,
            calendar=calendar,
            practitioner_id=calendar.member_id,
            starts_at=begins,
            ends_at=begins + timedelta(hours=hours),
        )
        row.save(force_insert=True)
    return calendar
