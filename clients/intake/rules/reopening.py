"""A signed intake that was asked back on: what may be answered anew, and what is still open."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from clients.intake.rules.answers import IntakeStep
from clients.intake.rules.draft import STEP_PARTS, asked_steps, is_done
from clients.intake.rules.missing import looked_at
from clients.intake.rules.parts import Missing

WHOLE = ""  # stands in the place of a step: the whole intake is asked about


class Asked(NamedTuple):
    """A question on one step (or WHOLE), and whether that step was kept since."""

    step: str
    is_answered: bool


def reopened_steps(before: Mapping[str, Any], asked: Collection[str]) -> frozenset[IntakeStep]:
    """What may change in the version that follows `before`.

    The steps that were asked about, the agreement (it is signed anew), and whatever a newer form
    asks for that `before` could not have answered. `before` is brought over to what is asked now.
    """
    steps = frozenset(asked_steps(before))
    if WHOLE in asked:
        return steps
    newer = {step for step in steps if not is_done(before, step)}
    return steps & ({IntakeStep(step) for step in asked} | newer | {IntakeStep.CONSENT})


def given_anew(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether a version's safety questions are asked again, or were: a symptom that can come from
    elsewhere is told in it, or was told when they were answered, and not in the one before."""
    told = {*looked_at(after), *after.get("safety_told", [])}
    return not told <= set(looked_at(before))


def begun_again(before: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that a new version begins with: all of them, but nothing of the agreement.

    What was agreed to may have been taken back since: the page begins with what stands then. The
    safety answers were given with the symptoms of `before` in sight.
    """
    anew = STEP_PARTS[IntakeStep.CONSENT]
    kept = {name: value for name, value in before.items() if name not in anew}
    return {**kept, "safety_told": looked_at(before)}


def unanswered(asked: Iterable[Asked], steps: Collection[IntakeStep]) -> list[Missing]:
    """Questions whose step was not kept since they were asked; one of `steps`, those there are."""
    words = "Your practitioner asks about this. Please look at it, and save it."
    return [
        Missing(IntakeStep(one.step), one.step, words)
        for one in asked
        if one.step in steps and not one.is_answered
    ]
