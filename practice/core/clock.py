"""The only clock. Tests and the demo set it with time-machine or `clock_at`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils import timezone

TICKS_LATE = 3
_set_to: ContextVar[datetime | None] = ContextVar("supple_clock", default=None)


def now() -> datetime:
    """This instant in UTC, or the instant the clock was set to."""
    return _set_to.get() or timezone.now()


def today_in(zone: str) -> date:
    """The local date in an IANA zone."""
    return now().astimezone(ZoneInfo(zone)).date()


def late_after() -> timedelta:
    """How long what is due may wait before it is late, on every page and for /readyz."""
    return timedelta(seconds=settings.SUPPLE_TICK_SECONDS * TICKS_LATE)


def is_zone(name: str) -> bool:
    """Whether `name` is an IANA zone that this machine's tzdata knows."""
    try:
        return bool(name) and ZoneInfo(name).key == name
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


class UnknownZone(str):
    """Stands for UTC where a zone was stored that tzdata does not know, or not any more.

    `stored` is its name. So pages live, and whoever plans by it can say so.
    """

    stored: str

    def __new__(cls, stored: str) -> Self:
        """Always the same word."""
        zone = super().__new__(cls, "UTC")
        zone.stored = stored
        return zone


def known_zone(stored: str) -> str:
    """The zone that is stored, or what stands for it."""
    return stored if is_zone(stored) else UnknownZone(stored)


@cache
def zone_choices() -> list[tuple[str, str]]:
    """Zones people live in, by name, for a select: one for each that IANA lists by country.

    Older names of the same zones are known (`is_zone`), and left out here.
    """
    table = files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    zones = {line.split("\t")[2] for line in table.splitlines() if line[:1].isalpha()}
    return [(zone, zone.replace("_", " ")) for zone in sorted(zones)]


@contextmanager
def clock_at(instant: datetime) -> Iterator[None]:
    """Set the clock for this thread: how the demo lives its months."""
    token = _set_to.set(instant)
    try:
        yield
    finally:
        _set_to.reset(token)
