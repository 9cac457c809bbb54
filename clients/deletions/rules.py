"""What holds of a request for deletion: how much is said, and where it stands."""

from datetime import datetime
from enum import StrEnum

LONGEST = 2_000  # a word with it, or an answer: half a page


class RequestState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"


class Outcome(StrEnum):
    """How a practice answers: it was done, outside of Supple; or it is not, and why."""

    DONE = "done"
    REFUSED = "refused"


def state_of(withdrawn_at: datetime | None, answered_at: datetime | None) -> RequestState:
    """A request is open until the client takes it back or the practice answers it."""
    if withdrawn_at is not None:
        return RequestState.WITHDRAWN
    return RequestState.OPEN if answered_at is None else RequestState.ANSWERED


def tidy(said: str) -> str:
    """Words as they are kept: one kind of line's end, and no blank around them."""
    return said.replace("\r\n", "\n").replace("\r", "\n").strip()
