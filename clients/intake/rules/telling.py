"""What is checked of what was before, of their days, and of their goals."""

from collections.abc import Iterator, Mapping

from clients.intake.rules.answers import IntakeStep
from clients.intake.rules.goals import ABILITY_MAX, ABILITY_MIN, GOALS_MAX, GOALS_MIN
from clients.intake.rules.moments import is_moment
from clients.intake.rules.noticing import WHEN
from clients.intake.rules.parts import (
    AGAIN,
    Missing,
    is_number_or_none,
    is_one_of,
    is_one_or_none,
    listed,
    mapping,
    not_a_list,
    text_of,
    unseen,
)
from clients.symptoms.rules import ApproachType, Breathing, InjuryKind, ReliefExtent, Side

GOAL_LENGTH = 200
RATING_MIN, RATING_MAX = 0, 10
_LIFE_WORDS = ("occupation", "habits", "breathing_where")
_DOCTORS_WORDS = ("findings", "medication")


def missing_treatments(answers: Mapping[str, object]) -> Iterator[Missing]:
    """What was tried: a kind and how much it helped; with whom, when and for how long may lack."""
    step = IntakeStep.EARLIER_TREATMENTS
    yield from not_a_list(answers, step)
    for index, entry in enumerate(listed(answers.get("earlier_treatments"))):
        treatment, at = mapping(entry), f"earlier_treatments.{index}"
        if not is_one_of(treatment.get("approach"), set(ApproachType)):
            yield Missing(step, f"{at}.approach", "Please say what kind of help it was.")
        if not is_one_of(treatment.get("relief_extent"), set(ReliefExtent)):
            yield Missing(step, f"{at}.relief_extent", "Please say how much relief it gave.")
        if not is_number_or_none(treatment.get("relief_days"), 0, None):
            message = "Please give the days as a whole number, or leave it open."
            yield Missing(step, f"{at}.relief_days", message)
        yield from _words(treatment, at, ("who",), step)
        yield from _happened(treatment, at, step)


def missing_injuries(answers: Mapping[str, object]) -> Iterator[Missing]:
    """What happened: its kind; the words, the side and the time may lack."""
    step = IntakeStep.INJURIES
    yield from unseen(answers, step, list)
    for index, entry in enumerate(listed(answers.get("injuries"))):
        injury, at = mapping(entry), f"injuries.{index}"
        if not is_one_of(injury.get("kind"), set(InjuryKind)):
            yield Missing(step, f"{at}.kind", "Please say what kind it was.")
        if not is_one_or_none(injury.get("side"), set(Side)):
            yield Missing(step, f"{at}.side", "Please say on which side.")
        yield from _words(injury, at, ("what",), step)
        yield from _happened(injury, at, step)


def missing_life(answers: Mapping[str, object]) -> Iterator[Missing]:
    """Their days: all of it may be left open."""
    step, life = IntakeStep.LIFE, mapping(answers.get("life"))
    yield from unseen(answers, step, dict)
    for name in ("stress", "sleep"):
        if not is_number_or_none(life.get(name), RATING_MIN, RATING_MAX):
            message = f"Please choose {RATING_MIN} to {RATING_MAX}, or leave it open."
            yield Missing(step, f"life.{name}", message)
    if not is_one_or_none(life.get("breathing"), set(Breathing)):
        yield Missing(step, "life.breathing", "Please choose how your breath moves.")
    yield from _words(life, "life", _LIFE_WORDS, step)


def missing_doctors(answers: Mapping[str, object]) -> Iterator[Missing]:
    """What doctors said and what is taken: all of it may be left open."""
    step = IntakeStep.DOCTORS
    yield from unseen(answers, step, dict)
    yield from _words(mapping(answers.get("doctors")), "doctors", _DOCTORS_WORDS, step)


def missing_goals(answers: Mapping[str, object]) -> Iterator[Missing]:
    """Three to five activities; the number of each may stay open, and is never preset.

    Goals told to version 2 were words alone: they are looked at again.
    """
    step, entries = IntakeStep.GOALS, listed(answers.get("goals"))
    goals = {text_of(mapping(goal).get("activity")) for goal in entries} - {""}
    words = f"Please choose {GOALS_MIN} to {GOALS_MAX} things you would like to do."
    if len(goals) > GOALS_MAX or not isinstance(answers.get("goals", []), list):
        yield Missing(step, "goals", words)
        return
    for index, entry in enumerate(entries):
        goal, at = mapping(entry), f"goals.{index}"
        if not isinstance(entry, Mapping):
            yield Missing(step, at, "Please say how well you can do this today.")
        elif len(text_of(goal.get("activity"))) > GOAL_LENGTH:
            yield Missing(
                step, f"{at}.activity", f"Please keep a goal under {GOAL_LENGTH} letters."
            )
        elif not is_number_or_none(goal.get("ability"), ABILITY_MIN, ABILITY_MAX):
            message = f"Please choose {ABILITY_MIN} to {ABILITY_MAX}, or leave it open."
            yield Missing(step, f"{at}.ability", message)
    if len(goals) < GOALS_MIN and all(isinstance(entry, Mapping) for entry in entries):
        yield Missing(step, f"goals.{len(entries)}", words)


def _words(
    entry: Mapping[str, object], at: str, names: tuple[str, ...], step: IntakeStep
) -> Iterator[Missing]:
    for name in names:
        if not isinstance(entry.get(name, ""), str):
            yield Missing(step, f"{at}.{name}", AGAIN)


def _happened(entry: Mapping[str, object], at: str, step: IntakeStep) -> Iterator[Missing]:
    happened = entry.get("happened")
    if happened not in (None, "") and not is_moment(happened):
        yield Missing(step, f"{at}.happened", WHEN)
