"""What a check-in asks beside the measures: soreness after practising, as a log does."""

from datetime import timedelta
from hashlib import blake2s
from uuid import UUID

KEPT = ("soreness_hours", "worse")
A_WEEK = timedelta(days=7)  # with the day that has the same name, on which the last was taken


def asks_soreness(*, has_program: bool, practised: bool) -> bool:
    """Whether somebody is asked how sore they were: a program of theirs has begun and is not over,
    resting or not, or they practised within the week, whatever became of the program."""
    return has_program or practised


def name_of(episode: UUID | None, instrument: str, version: str, item: str) -> str:
    """The name of a question's field: it says what was asked, of which work, in which version.

    An answer to what is not asked any more then has no place, and cannot be taken for another.
    """
    asked = f"{episode}/{instrument}/{version}/{item}"
    return f"q_{blake2s(asked.encode(), digest_size=8).hexdigest()}"
