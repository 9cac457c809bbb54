"""What the checks of the intake share: what is missing, and reading whatever JSON holds."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from clients.intake.rules.answers import IntakeStep

LOOK = "Please look at this step. You may leave it open."
AGAIN = "Please fill this in again."


class Missing(NamedTuple):
    """`field` is the dotted way into the answers, as "symptoms.0.side"."""

    step: IntakeStep
    field: str
    message: str


def unseen(answers: Mapping[str, object], step: IntakeStep, kind: type) -> Iterator[Missing]:
    """A step that an older form did not have, or that nobody has opened yet."""
    if not isinstance(answers.get(step.value), kind):
        yield Missing(step, step.value, LOOK)


def not_a_list(answers: Mapping[str, object], step: IntakeStep) -> Iterator[Missing]:
    """An empty list is an answer; something else in its place is not."""
    if not isinstance(answers.get(step.value, []), list):
        yield Missing(step, step.value, AGAIN)


def text_of(value: object) -> str:
    """The words without spaces around them; "" for what is no text."""
    return value.strip() if isinstance(value, str) else ""


def mapping(value: object) -> Mapping[str, object]:
    """The mapping, or an empty one."""
    return value if isinstance(value, Mapping) else {}


def listed(value: object) -> list[object]:
    """The list, or an empty one."""
    return value if isinstance(value, list) else []


def is_one_of(value: object, allowed: Collection[str]) -> bool:
    """Whether this is one of the words."""
    return isinstance(value, str) and value in allowed


def is_one_or_none(value: object, allowed: Collection[str]) -> bool:
    """Whether this is one of the words, or was left open."""
    return value in (None, "") or is_one_of(value, allowed)


def is_number_or_none(value: object, low: int, high: int | None) -> bool:
    """Whether this is a whole number within the ends, or was left open."""
    if value is None:
        return True
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    return value >= low and (high is None or value <= high)
