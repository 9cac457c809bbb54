"""Where a story takes place: who gives lessons, what day it is, and what chance brings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from clients.records.models import Client
from practice.core.actor import Actor
from practice.core.clock import clock_at
from practice.core.rules import Role
from practice.data.demo.people import Person, Teacher


@dataclass
class Staff:
    """Who gives the lessons in a demo practice."""

    owner: Actor
    practitioner: Actor
    trainee: Actor | None = None


class Scene:
    """One practice up to `now`; nothing happens after it. The same `seed`, the same story."""

    def __init__(self, staff: Staff, now: datetime, seed: str) -> None:
        self.staff = staff
        self.now = now
        self.rng = Random(seed)  # noqa: S311 - a story, no secret

    def instant(self, days_ago: int, at: time, zone: str = "") -> datetime:
        """An hour of a day in a zone, the practice's unless said; it may lie after now."""
        where = ZoneInfo(zone or self.staff.owner.zone)
        day = self.now.astimezone(where).date() - timedelta(days=days_ago)
        return datetime.combine(day, at, where)

    @contextmanager
    def at(self, days_ago: int, hour: int = 10, minute: int = 0) -> Iterator[datetime]:
        """Set the clock to an hour of the practice's day, never later than now."""
        instant = min(self.instant(days_ago, time(hour, minute)), self.now)
        with clock_at(instant):
            yield instant

    def workday(self, days_ago: int) -> int:
        """That day, or the Monday after it when it falls on a weekend."""
        weekday = self.instant(days_ago, time(12)).weekday()
        return max(days_ago - max(0, 7 - weekday), 0) if weekday >= 5 else days_ago

    def teacher(self, person: Person) -> Actor:
        """Who works with this person."""
        if person.teacher is Teacher.OWNER:
            return self.staff.owner
        if person.teacher is Teacher.TRAINEE and self.staff.trainee:
            return self.staff.trainee
        return self.staff.practitioner

    @staticmethod
    def as_client(client: Client) -> Actor:
        """The person, in the portal."""
        return Actor(
            practice_id=client.practice_id,
            role=Role.CLIENT,
            user_id=client.user_id,
            client_id=client.pk,
            name=client.called,
            zone=client.timezone,
        )
