"""What an address of a calendar tells, and for how long back."""

from datetime import timedelta
from enum import StrEnum

BACK = timedelta(days=60)  # what is older is not written: the calendar does not grow with it


class Names(StrEnum):
    """How a practitioner's calendar names clients, by the practitioner's own choice."""

    NONE = "none"
    INITIALS = "initials"
    FULL = "full"


def initials(given: str, family: str) -> str:
    """Of a name: "N. N."."""
    return " ".join(f"{name.strip()[0].upper()}." for name in (given, family) if name.strip())
