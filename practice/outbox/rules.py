"""Rules of the outbox: states, outcomes, and what an attempt that ended unknown may do."""

from datetime import timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a message stands. Changed only by the outbox's services."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    SUPPRESSED = "suppressed"
    HELD = "held"


class Outcome(StrEnum):
    """How one attempt ended. NOT_SENT: before the 354, or refused. UNKNOWN: after it, no answer."""

    NOT_SENT = "not_sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNKNOWN = "unknown"


DUE_STATES = (State.PLANNED, State.RETRY)

# A lease outlives the longest wait of one SMTP conversation (reliability.md: 10 + 30 + 60 s).
LEASE = timedelta(seconds=150)
BATCH = 50
MOST_ATTEMPTS = 8
DAILY_CAP = 3  # mails a person and local day (reliability.md, "Brakes")

# Sent once more with the same Message-ID when its end is unknown; every other kind is held.
RESEND_WHEN_UNKNOWN = frozenset({"appointment_reminder"})
# What a person is waiting for: exempt from caps, breaker and restore hold.
WAITED_FOR = frozenset({"invitation", "account", "staff_invitation"})


def retry_after(attempt: int) -> timedelta:
    """How long to wait after attempt number `attempt` (1-based) was not sent: 30 s to 1 h."""
    return timedelta(seconds=min(30 * 2 ** (attempt - 1), 3600))


def state_after_unknown(kind: str, attempt: int) -> State:
    """What an unknown end leads to: one more sending for some kinds, otherwise shown and held."""
    if kind in RESEND_WHEN_UNKNOWN and attempt < 2:
        return State.RETRY
    return State.UNKNOWN
