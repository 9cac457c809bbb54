"""What a phone sends of what waited on it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client as Browser

from clients.records.models import Client
from practice.core.clock import now
from sessions.practice_logs.phone import phone_token
from sessions.programs.models import HomeProgram
from tests.cast import House

ADDRESS = "/l/logs/"


def milliseconds(at: datetime) -> int:
    """A phone's clock."""
    return round(at.timestamp() * 1000)


def waited(
    day: str, ago: timedelta = timedelta(0), off: timedelta = timedelta(0), **more: Any
) -> dict[str, Any]:
    """Done so long ago, by a phone whose clock is `off`, on what it took for its local `day`."""
    sent = now() + off
    told = {"client_key": str(uuid4()), "revision": 1, "done": True, "day": day}
    return {**told, "at": milliseconds(sent - ago), "sent": milliseconds(sent), **more}


def token_of(house: House, client: Client, program: HomeProgram) -> str:
    """What their own phone has."""
    assert client.user is not None
    return phone_token(house.as_client(client), client.user, program.pk)


def submit(token: str, log: dict[str, Any], browser: Browser | None = None) -> Any:
    """Send it, without any cookie."""
    data = {"token": token, "log": log}
    sender = browser or Browser(enforce_csrf_checks=True)
    return sender.post(ADDRESS, data, content_type="application/json")
