"""Rules of guardians: who is under age, from which day on not, and what a guardian may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clients.records.rules import fold

NOT_ALONE = (
    "You are not of age yet, so somebody who may act for you signs here. What you filled in stays."
)
NOBODY_SIGNS = "The client is under age, and no guardian is written down yet. Add one first."
ANOTHER_NAME = "Please type the name of a guardian as the practice has written it down."


def comes_of_age(birth_date: date, age: int) -> date:
    """The first day on which somebody is `age`; born on 29 February, that may be 1 March."""
    try:
        return birth_date.replace(year=birth_date.year + age)
    except ValueError:
        return date(birth_date.year + age, 3, 1)


def is_minor(birth_date: date | None, today: date, age: int) -> bool:
    """Whether somebody is under age on a day. Without a birth date nobody is."""
    return birth_date is not None and today < comes_of_age(birth_date, age)


def is_same_name(one: str, others: Iterable[str]) -> bool:
    """Whether a name is among others, however it is written."""
    return fold(one) in {fold(other) for other in others}


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs here and now. `names` are guardians; None: the client signs for themself.

    `is_alone`: the client under age, with nobody beside them.
    """

    names: Sequence[str] | None = None
    is_alone: bool = False

    def refuses(self, typed: str) -> str:
        """Why a name that was typed signs nothing, or ""; for a client of age judged elsewhere."""
        if self.names is None or is_same_name(typed, self.names):
            return ""
        if self.is_alone:
            return NOT_ALONE
        return ANOTHER_NAME if self.names else NOBODY_SIGNS
