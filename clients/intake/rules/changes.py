"""What changed between two intakes of one person, answer by answer, in the words of the reading."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from clients.intake.rules.answers import IntakeStep
from clients.intake.rules.own import own_lines
from clients.intake.rules.reading import words_of

type Told = Mapping[str, tuple[Any, str]]


class Change(NamedTuple):
    """One answer: `was` "" when it is new, `now` "" when it is no longer told."""

    was: str
    now: str

    @property
    def is_new(self) -> bool:
        """Whether nothing of it was told before."""
        return not self.was

    @property
    def is_gone(self) -> bool:
        """Whether nothing of it is told any more."""
        return not self.now


def changes_between(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[tuple[IntakeStep, list[Change]]]:
    """The steps in which something changed, with what; the signature is no answer."""
    found = [(step, _in_step(before, after, step)) for step in IntakeStep]
    return [(step, changes) for step, changes in found if changes]


def _in_step(before: Mapping[str, Any], after: Mapping[str, Any], step: IntakeStep) -> list[Change]:
    if step is IntakeStep.CONTACT:
        return _by_name(before.get(step.value, {}), after.get(step.value, {}))
    if step is IntakeStep.OWN:
        return _by_code(own_lines(before), own_lines(after))
    gone, new = _unmatched(_lines(before, step), _lines(after, step))
    told = before.get(step.value), after.get(step.value)
    if all(isinstance(words, str) for words in told) and gone and new:
        return [Change(gone[0], new[0])]  # in their own words, as a whole
    return _paired(gone, new)


def _lines(answers: Mapping[str, Any], step: IntakeStep) -> list[str]:
    unsigned = {name: value for name, value in answers.items() if name != "signature"}
    return words_of(unsigned, step)


def _by_name(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    names = dict.fromkeys([*before, *after])
    both = [Change(before.get(name) or "", after.get(name) or "") for name in names]
    return [change for change in both if change.was != change.now]


def _by_code(before: Told, after: Told) -> list[Change]:
    """Answers to the practice's own questions: a question that reads otherwise is no change."""
    nothing = (None, "")
    both = [
        (before.get(code, nothing), after.get(code, nothing))
        for code in dict.fromkeys([*after, *before])
    ]
    return [Change(was, now) for (old, was), (new, now) in both if old != new]


def _unmatched(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """What each side alone says, a line that stands twice counted twice."""
    gone, new = list(before), []
    for line in after:
        if line in gone:
            gone.remove(line)
        else:
            new.append(line)
    return gone, new


def _subject(line: str) -> str:
    """What a line is about: its question, or what stands before the first comma or colon."""
    return re.split(r"(?<=\?) |: |, ", line, maxsplit=1)[0]


def _paired(gone: list[str], new: list[str]) -> list[Change]:
    """Lines about the same thing are one change."""
    changes = []
    for line in new:
        was = next((old for old in gone if _subject(old) == _subject(line)), "")
        if was:
            gone.remove(was)
        changes.append(Change(was, line))
    return [*changes, *(Change(line, "") for line in gone)]
