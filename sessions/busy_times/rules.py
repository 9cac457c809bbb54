"""What an address of another calendar may be, how it is read, and what is said when it is not."""

from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

ADDRESS_LENGTH, NAME_LENGTH = 2000, 60
MOST_CALENDARS = 5  # of one person
PORTS = (443, 8443)
REDIRECTS_MOST = 3
BYTES_MOST = 5 * 1024 * 1024  # as sent, and again once unpacked
SECONDS_MOST = 15  # for all of it, from the first look-up to the last byte and its times
CPU_SECONDS_MOST = 10
MEMORY_MOST = 512 * 1024 * 1024
RANGES_MOST = 5000
STEPS_MOST = 50_000  # of one rule, from where it begins
AHEAD = timedelta(days=367)  # as far as a service may be booked ahead, with a day on each side
BACK = timedelta(days=1)
EVERY = timedelta(minutes=20)
WHOLE_EVERY = timedelta(hours=20)  # read though nothing changed there: what is ahead goes on
ASK_EVERY = timedelta(minutes=2)
LEASE = timedelta(minutes=5)  # of whoever reads it; nobody else does meanwhile
WAIT_MOST = timedelta(hours=24)


class Fault(StrEnum):
    """Why an address could not be read."""

    NOT_FOUND = "not_found"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    NOT_PUBLIC = "not_public"
    NOT_SECURE = "not_secure"
    REDIRECTS = "redirects"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    NOT_A_CALENDAR = "not_a_calendar"
    TOO_MUCH = "too_much"
    LOST = "lost"


class Unreadable(Exception):
    """It could not be read; it says why, and nothing of the address or of what stands there."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class Where(NamedTuple):
    """An address in its parts: `target` is what is asked for there."""

    host: str
    port: int
    target: str


def where_of(address: str) -> Where | None:
    """The parts of an address over https, webcal read as https; None for any other."""
    if len(address) > ADDRESS_LENGTH or not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS[0]
        host = (parts.hostname or "").encode("idna").decode()
        target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        target.encode("ascii")
    except ValueError:
        return None
    secure = parts.scheme.lower() in {"https", "webcal", "webcals"}
    if not secure or not host or "@" in parts.netloc or port not in PORTS:
        return None
    return Where(host, port, target)


def is_public(address: str) -> bool:
    """Whether a numeric address is anybody's on the internet: not this machine's, not of a private
    network, nor a group's or a reserved one, nor one that carries such inside."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved)


def next_at(tried_at: datetime, failures: int, spread: int) -> datetime:
    """When it is read next: longer after each failure in a row, a day at most.

    `spread`, of the calendar alone, keeps many from being read at one moment.
    """
    wait = min(WAIT_MOST, EVERY * (1 << min(failures, 10)))
    return tried_at + wait + timedelta(seconds=spread % 180)
