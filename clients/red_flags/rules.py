"""What may follow a yes to a safety question, and what a decision must say. Never a diagnosis.

Levels: the domain notes, 2.8. A decision says who took it, when, who was asked, and how it ended.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from clients.intake.rules import RedFlagLevel
from clients.symptoms.rules import Contraindication, Word


class DecisionChoice(Word):
    """What follows a yes."""

    REFERRED = "referred", "Sent to a doctor; the answer is still out"
    CLEARED = "cleared", "A doctor looked at it: slow movement is all right"
    NOT_CLEARED = "not_cleared", "A doctor looked at it: not now"
    ADAPTED = "adapted", "The movements are chosen so that they suit"
    TALKED_OVER = "talked_over", "Talked over; nothing more is needed"


_ASKED = (DecisionChoice.REFERRED, DecisionChoice.CLEARED, DecisionChoice.NOT_CLEARED)

CHOICES: Mapping[RedFlagLevel, tuple[DecisionChoice, ...]] = MappingProxyType(
    {
        RedFlagLevel.EMERGENCY: (*_ASKED, DecisionChoice.TALKED_OVER),
        RedFlagLevel.REFER: (*_ASKED, DecisionChoice.TALKED_OVER),
        RedFlagLevel.CLEARANCE: (*_ASKED, DecisionChoice.TALKED_OVER),
        RedFlagLevel.ADAPT: (DecisionChoice.ADAPTED, *_ASKED, DecisionChoice.TALKED_OVER),
    }
)
LONGEST_AGO = 3653  # days, ten years: a year typed wrong; ours
NAMES_SOMEBODY = frozenset(_ASKED)
GIVES_A_REASON = frozenset(DecisionChoice) - NAMES_SOMEBODY


@dataclass(frozen=True, kw_only=True)
class DecisionData:
    """What a practitioner decided; `decided_on` is the day it happened, `to_whom` who was asked.

    `avoid` names what movements must not ask of this body: codes of contraindications.
    """

    choice: str
    decided_on: date | None
    to_whom: str = ""
    reason: str = ""
    avoid: Sequence[str] = ()


class Lack(NamedTuple):
    """A field of a decision, and what is wrong with it."""

    field: str
    message: str


def lack_of(level: RedFlagLevel, said: DecisionData, today: date) -> Lack | None:
    """The first thing that a decision on a flag of this level lacks; None when it is whole."""
    return next(_lacks(level, said, today), None)


def lack_of_day(day: date | None, today: date) -> str:
    """What is wrong with the day on which something was decided or asked, in words."""
    if day is None:
        return "Say when this was."
    if day > today:
        return "This is still to come. Say when it was."
    if (today - day).days > LONGEST_AGO:
        return "This is more than ten years ago. Look at the year."
    return ""


def _lacks(level: RedFlagLevel, said: DecisionData, today: date) -> Iterator[Lack]:
    if said.choice not in CHOICES[level]:
        yield Lack("choice", "Choose what follows.")
    if words := lack_of_day(said.decided_on, today):
        yield Lack("decided_on", words)
    if said.choice in NAMES_SOMEBODY and not said.to_whom.strip():
        yield Lack("to_whom", "Say who it was: a name, or a practice.")
    if said.choice in GIVES_A_REASON and not said.reason.strip():
        yield Lack("reason", "Say why, in a few words.")
    if not set(said.avoid) <= {code.value for code in Contraindication}:
        yield Lack("avoid", "Choose from the list.")
