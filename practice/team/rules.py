"""Rules of the team: what an API token may be allowed, invitations, and how both are written."""

import base64
import binascii
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from practice.core.rules import Role

PREFIX = "supple_"
RANDOM_BYTES = 32
RETENTION_MOST = 100  # years
# From the youngest age at which a country lets somebody decide on their own care to the oldest age
# of majority: docs/decisions/0019.
CONSENT_AGE_LEAST, CONSENT_AGE_MOST = 14, 21
INTEGRATE_WITHIN_MOST = 60  # days
OFFER_HOURS_MOST = 48
HABIT_LEAST, HABIT_MOST = 1, 7  # the span of the habit questions (SRBAI)
# The currencies of ISO 4217 that most small practices are paid in; a stored one stays choosable.
CURRENCIES = (
    *("AUD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF"),
    *("IDR", "ILS", "INR", "ISK", "JPY", "KRW", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RON"),
    *("SEK", "SGD", "THB", "TRY", "TWD", "UAH", "USD", "ZAR"),
)


class Scope(StrEnum):
    """One thing that a program may do with a token."""

    CLIENTS_READ = "clients:read"
    CLIENTS_WRITE = "clients:write"
    PROGRAMS_READ = "home_programs:read"
    PROGRAMS_WRITE = "home_programs:write"
    LOGS_READ = "practice_logs:read"
    LOGS_WRITE = "practice_logs:write"
    MEASURES_READ = "measures:read"
    MEASURES_WRITE = "measures:write"
    SENSATIONS_READ = "sensations:read"
    RADAR_READ = "radar:read"
    PROGRESS_READ = "progress:read"
    APPOINTMENTS_READ = "appointments:read"
    APPOINTMENTS_WRITE = "appointments:write"
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


class InvitationState(StrEnum):
    """Where an invitation stands. Only an open one opens anything."""

    OPEN = "open"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


# Source: design/security-checklist.md 16.
INVITATION_LASTS = timedelta(hours=72)


def invitation_state(
    *, accepted: bool, withdrawn: bool, expires_at: datetime, at: datetime
) -> InvitationState:
    """What an invitation is worth at an instant."""
    if accepted:
        return InvitationState.ACCEPTED
    if withdrawn:
        return InvitationState.WITHDRAWN
    return InvitationState.OPEN if at < expires_at else InvitationState.EXPIRED


class InvitationToken(NamedTuple):
    """What the mailed address carries: where to look, and the secret that proves it."""

    practice_id: UUID
    invitation_id: UUID
    secret: str

    def packed(self) -> str:
        """As one word for an address."""
        secret = base64.urlsafe_b64decode(self.secret + "=")
        packed = self.practice_id.bytes + self.invitation_id.bytes + secret
        return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def new_secret() -> str:
    """256 random bits, as text."""
    return secrets.token_urlsafe(RANDOM_BYTES)


def read_invitation_token(token: str) -> InvitationToken | None:
    """Take a mailed word apart; None if it cannot be one of ours."""
    try:
        packed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (ValueError, binascii.Error):
        return None
    if len(packed) != 32 + RANDOM_BYTES:
        return None
    secret = base64.urlsafe_b64encode(packed[32:]).rstrip(b"=").decode()
    return InvitationToken(UUID(bytes=packed[:16]), UUID(bytes=packed[16:32]), secret)


def may_supervise(role: Role) -> bool:
    """Whether somebody in this role can answer for a trainee's notes."""
    return role in {Role.OWNER, Role.PRACTITIONER}
