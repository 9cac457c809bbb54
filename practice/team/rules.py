"""Rules of the team: what an API token may be allowed, and how tokens are written."""

import base64
import binascii
import secrets
from enum import StrEnum
from uuid import UUID

PREFIX = "supple_"
RANDOM_BYTES = 32


class Scope(StrEnum):
    """One thing that a program may do with a token."""

    CLIENTS_READ = "clients:read"
    CLIENTS_WRITE = "clients:write"
    PROGRAMS_READ = "home_programs:read"
    PROGRAMS_WRITE = "home_programs:write"
    LOGS_READ = "practice_logs:read"
    LOGS_WRITE = "practice_logs:write"
    REMINDERS_READ = "reminders:read"
    REMINDERS_WRITE = "reminders:write"


def new_token(practice_id: UUID) -> str:
    """A new secret that says which practice to look in, and 256 random bits."""
    packed = practice_id.bytes + secrets.token_bytes(RANDOM_BYTES)
    return PREFIX + base64.urlsafe_b64encode(packed).decode()


def practice_of_token(token: str) -> UUID | None:
    """The practice that a token names; None for what we never wrote."""
    try:
        packed = base64.b64decode(token.removeprefix(PREFIX), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if not token.startswith(PREFIX) or len(packed) != 16 + RANDOM_BYTES:
        return None
    return UUID(bytes=packed[:16])
