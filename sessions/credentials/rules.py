"""What a credential is: how much of its day is known, and whether it still holds."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

NAME_LENGTH = 200
MOST = 24  # of one person: whoever chooses a teacher reads no more
YEAR_LEAST = 1940  # nobody who works now began sooner
SOON = timedelta(days=60)  # long enough ahead to take a course, or to send a form


class Standing(StrEnum):
    """Whether a credential holds on a day."""

    HOLDS = "holds"
    ENDS_SOON = "ends_soon"
    EXPIRED = "expired"


def standing(expires_on: date | None, today: date) -> Standing:
    """Whether it holds today; `expires_on` is the last day on which it does, None: for good."""
    if expires_on is None or expires_on > today + SOON:
        return Standing.HOLDS
    return Standing.EXPIRED if expires_on < today else Standing.ENDS_SOON


@dataclass(frozen=True)
class Awarded:
    """When it was awarded, as far as that is known: a year, a month of it, a day of that.

    As in ISO 8601 with less precision, what is not known is left out and nothing is made up for it.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def missing(self) -> str:
        """What has to be said too: "year" of a month, "month" of a day; "" for nothing."""
        if self.day is not None and self.month is None:
            return "month"
        if self.month is not None and self.year is None:
            return "year"
        return ""

    def finest(self) -> str:
        """How exactly it is known: "day", "month", "year", or "" for not at all."""
        known = (("day", self.day), ("month", self.month), ("year", self.year))
        return next((name for name, value in known if value is not None), "")

    def earliest(self) -> date | None:
        """The first day on which it can have been; None: not known. ValueError for no such day,
        OverflowError for one beyond counting."""
        if self.year is None:
            return None
        month, day = (1 if one is None else one for one in (self.month, self.day))
        return date(self.year, month, day)
