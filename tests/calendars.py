"""Calendar addresses in tests: one of Nora's, one of the practitioner's, and their rows."""

from collections.abc import Callable
from datetime import UTC
from typing import Any

from vobject import icalendar

from clients.records.models import Client
from practice.core.actor import Actor, acting
from practice.core.clock import now
from practice.team.services import digest
from sessions.calendar_feeds.models import CalendarFeed
from sessions.calendar_feeds.services import make_feed
from tests.cast import House


def forget_zones() -> None:
    """Have vobject read the zones of what it reads next, not those that it read before."""
    icalendar.__dict__["__tzidMap"].clear()
    icalendar.registerTzid("UTC", UTC)


def put_feed(put: Callable[..., Any], client: Client, secret: str = "once") -> CalendarFeed:
    """Nora's as a row, under a secret that nobody has."""
    told = {"client": client, "digest": digest(secret + str(client.pk)), "made_at": now()}
    feed: CalendarFeed = put(CalendarFeed, **told)
    return feed


def feed_of(actor: Actor, names: str = "none") -> str:
    """Somebody makes their address; the path of it."""
    with acting(actor):
        _feed, secret = make_feed(actor=actor, names=names)
    return f"/l/calendar/{secret}.ics"


def token_of(house: House) -> str:
    """The secret of a practitioner's address."""
    path = feed_of(house.actor(house.practitioner))
    return path.removeprefix("/l/calendar/").removesuffix(".ics")
