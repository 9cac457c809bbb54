"""Rules of the outbox: states, outcomes, and what an attempt that ended unknown may do."""

from datetime import datetime, timedelta
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
# Nothing more happens by itself; one-time secrets are wiped.
OVER = frozenset(
    {State.SENT, State.FAILED, State.UNKNOWN, State.EXPIRED, State.CANCELLED, State.SUPPRESSED}
)
MAY_GO_AGAIN = frozenset({State.UNKNOWN, State.FAILED, State.HELD})
MAY_BE_CANCELLED = frozenset({State.PLANNED, State.RETRY, State.HELD})

BATCH = 100  # messages a claim
CHUNK = 20  # messages of one practice decided in one transaction
ROUND = 10.0  # seconds in which each practice has its turn, where mails leave fast enough
STILL_DECIDED = 5.0  # seconds a decision holds before it is made again
BUDGET = 30.0  # seconds a task sends before it makes room
MOST_REFUSALS = 8  # temporary refusals by the server before a mail fails
MAILS_A_MINUTE_MOST = 6000  # what a practice may set for itself
# The breaker (docs/decisions/0050). A mail was planned if it was known so long before it was due.
KNOWN_BEFORE = timedelta(minutes=10)
WITHIN = timedelta(hours=1)
UNPLANNED_MOST = 200  # mails a practice and hour that nobody planned, beside half of the planned
UNPLANNED_ALL = 1000  # in all practices together, and for each of them
UNPLANNED_EACH = 20
# Why mails are held, as it is stored; the pages say it in their own language.
CROWD = "far more mails were due than were planned for this hour"
RESTORED = "the database was put back from a copy: some may have left already"
BY_HAND = "held by hand"
BY_SETTING = f"{BY_HAND}: SUPPLE_HOLD_MAIL is set"
DAILY_CAP = 3  # mails a person and local day (reliability.md, "Brakes")

# Sent once more with the same Message-ID when its end is unknown; every other kind is held.
RESEND_WHEN_UNKNOWN = frozenset({"appointment_reminder"})
# These carry a one-time secret that is wiped once they are over: such a mail is made anew.
WITH_SECRETS = frozenset({"invitation", "account", "staff_invitation", "guardian_invitation"})
# What a person is waiting for, or must know at once: exempt from caps, breaker and restore hold.
WAITED_FOR = WITH_SECRETS | {"safety_answer", "program_paused"} | {"visitor_booking"}
WAITED_FOR |= {"reminder_test"}
# What somebody booked, moved or cancelled has to be known, however much else was mailed that day;
# so has what they asked for by right.
UNCAPPED = WAITED_FOR | {
    *("appointment_word", "appointment_series", "appointment_by_client"),
    "appointment_reminder",
    *("deletion_request", "deletion_answer"),
    "waitlist_offer",  # its time runs, and nobody has two of them before them
    "reminder_question",  # reminders wait for its answer
}


def is_expected(due_at: datetime, known_at: datetime) -> bool:
    """Whether a mail was planned: known well before it was due."""
    return due_at - known_at >= KNOWN_BEFORE


def retry_after(attempt: int) -> timedelta:
    """How long to wait after attempt number `attempt` (1-based) was not sent: 30 s to 1 h."""
    return timedelta(seconds=min(30 * 2 ** (attempt - 1), 3600))


def retry_after_crash(attempt: int) -> timedelta:
    """A sender that died says nothing about the mail, unless it dies again and again."""
    return timedelta(0) if attempt <= 3 else retry_after(attempt - 3)


def state_after_unknown(kind: str, attempt: int) -> State:
    """What an unknown end leads to: one more sending for some kinds, otherwise shown and held."""
    if kind in RESEND_WHEN_UNKNOWN and attempt < 2:
        return State.RETRY
    return State.UNKNOWN
