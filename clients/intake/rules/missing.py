"""What still stands between a draft and a signed submission."""

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import NamedTuple
from zoneinfo import available_timezones

from clients.intake.rules.answers import IntakeStep
from clients.intake.rules.consent import CONSENT_TEXTS, REQUIRED_CONSENTS
from clients.intake.rules.goals import GOALS_MAX, GOALS_MIN
from clients.intake.rules.red_flags import RED_FLAGS
from clients.symptoms.rules import (
    BODY_REGIONS_BY_CODE,
    INTAKE_SYMPTOMS,
    PLACES,
    ApproachType,
    BodyMark,
    ReliefExtent,
    Side,
)

SEVERITY_MIN, SEVERITY_MAX = 0, 10  # NPRS
GOAL_LENGTH = 200

_SYMPTOM_CODES = frozenset(s.code for s in INTAKE_SYMPTOMS)


class Missing(NamedTuple):
    """`field` is the dotted way into the answers, as "symptoms.0.side"."""

    step: IntakeStep
    field: str
    message: str


def missing_parts(answers: Mapping[str, object]) -> list[Missing]:
    """Everything that keeps a submission from being signed, in the order of the steps.

    Takes anything that JSON can hold: a wrong shape is reported like a missing answer.
    """
    return [part for check in _CHECKS for part in check(answers)]


@cache
def known_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def full_names(contact: Mapping[str, object]) -> frozenset[str]:
    """Names a signature may match, folded: given or preferred name, with the family name."""
    family = _text(contact.get("family_name"))
    firsts = (_text(contact.get("given_name")), _text(contact.get("preferred_name")))
    return frozenset(_folded(f"{first} {family}") for first in firsts if first)


def _contact(answers: Mapping[str, object]) -> Iterator[Missing]:
    contact = _mapping(answers.get("contact"))
    if not _text(contact.get("given_name")):
        yield Missing(IntakeStep.CONTACT, "contact.given_name", "Please tell us your name.")
    zone = _text(contact.get("timezone"))
    if zone not in known_zones():
        message = "Please choose your time zone." if not zone else "We do not know this time zone."
        yield Missing(IntakeStep.CONTACT, "contact.timezone", message)


def _concern(answers: Mapping[str, object]) -> Iterator[Missing]:
    if not _text(answers.get("concern")):
        message = "Please tell us in your own words what brings you."
        yield Missing(IntakeStep.CONCERN, "concern", message)


def _body(answers: Mapping[str, object]) -> Iterator[Missing]:
    """Marking nothing is an answer, once the step was kept; an older form did not have it."""
    step, body = IntakeStep.BODY, answers.get("body")
    if not isinstance(body, Mapping):
        yield Missing(step, "body", "Please look at this step. You may leave it unmarked.")
        return
    for mark in BodyMark:
        codes = body.get(mark.value, [])
        if not isinstance(codes, list):
            yield Missing(step, f"body.{mark.value}", "Please fill this in again.")
            continue
        for index, code in enumerate(codes):
            if not _is_one_of(code, BODY_REGIONS_BY_CODE):
                message = "We do not know this place on the body."
                yield Missing(step, f"body.{mark.value}.{index}", message)


def _symptoms(answers: Mapping[str, object]) -> Iterator[Missing]:
    step = IntakeStep.SYMPTOMS
    yield from _not_a_list(answers, step)
    for index, entry in enumerate(_list(answers.get("symptoms"))):
        symptom, at = _mapping(entry), f"symptoms.{index}"
        if not _is_one_of(symptom.get("code"), _SYMPTOM_CODES):
            yield Missing(step, f"{at}.code", "Please choose from the list.")
        if not _is_one_of(symptom.get("side"), set(Side)):
            yield Missing(step, f"{at}.side", "Please say on which side.")
        if not _is_number_or_none(symptom.get("severity"), SEVERITY_MIN, SEVERITY_MAX):
            message = f"Please choose {SEVERITY_MIN} to {SEVERITY_MAX}, or leave it open."
            yield Missing(step, f"{at}.severity", message)
        place = symptom.get("brought_on_by")
        if place is not None and not _is_one_of(place, PLACES):
            yield Missing(step, f"{at}.brought_on_by", "Please choose when it comes.")


def _earlier_treatments(answers: Mapping[str, object]) -> Iterator[Missing]:
    step = IntakeStep.EARLIER_TREATMENTS
    yield from _not_a_list(answers, step)
    for index, entry in enumerate(_list(answers.get("earlier_treatments"))):
        treatment, at = _mapping(entry), f"earlier_treatments.{index}"
        if not _is_one_of(treatment.get("approach"), set(ApproachType)):
            yield Missing(step, f"{at}.approach", "Please say what kind of help it was.")
        if not _is_one_of(treatment.get("relief_extent"), set(ReliefExtent)):
            yield Missing(step, f"{at}.relief_extent", "Please say how much relief it gave.")
        if not _is_number_or_none(treatment.get("relief_days"), 0, None):
            message = "Please give the days as a whole number, or leave it open."
            yield Missing(step, f"{at}.relief_days", message)


def _goals(answers: Mapping[str, object]) -> Iterator[Missing]:
    entries = _list(answers.get("goals"))
    goals = {_text(goal) for goal in entries} - {""}
    if not GOALS_MIN <= len(goals) <= GOALS_MAX:
        message = f"Please choose {GOALS_MIN} to {GOALS_MAX} goals."
        yield Missing(IntakeStep.GOALS, "goals", message)
    for index, goal in enumerate(entries):
        if len(_text(goal)) > GOAL_LENGTH:
            message = f"Please keep a goal under {GOAL_LENGTH} letters."
            yield Missing(IntakeStep.GOALS, f"goals.{index}", message)


def _red_flags(answers: Mapping[str, object]) -> Iterator[Missing]:
    given = _mapping(answers.get("red_flags"))
    for flag in RED_FLAGS:
        if not _is_one_of(given.get(flag.code), {"yes", "no"}):
            message = "Please answer yes or no."
            yield Missing(IntakeStep.RED_FLAGS, f"red_flags.{flag.code}", message)


def _required(answers: Mapping[str, object]) -> Collection[object]:
    """Texts that must be agreed to: as the versions that were shown say, or the built-in ones."""
    told = answers.get("consent_required")
    return told if isinstance(told, list) else REQUIRED_CONSENTS


def _consent(answers: Mapping[str, object]) -> Iterator[Missing]:
    step, given = IntakeStep.CONSENT, _mapping(answers.get("consents"))
    required = _required(answers)
    for kind, text in CONSENT_TEXTS.items():
        answer = given.get(kind.value)
        if kind in required and answer is not True:
            message = "We need your agreement to this before we can begin."
            yield Missing(step, f"consents.{kind.value}", message)
        elif answer is not None and not isinstance(answer, bool):
            yield Missing(step, f"consents.{kind.value}", f"Yes or no: {text.statement}")
    signature = _folded(_text(answers.get("signature")))
    if not signature:
        yield Missing(step, "signature", "Please type your name to sign.")
        return
    names = full_names(_mapping(answers.get("contact")))
    if names and signature not in names:
        yield Missing(step, "signature", "Please type your name as in the first step.")


_CHECKS: tuple[Callable[[Mapping[str, object]], Iterator[Missing]], ...] = (
    _contact,
    _concern,
    _body,
    _symptoms,
    _earlier_treatments,
    _goals,
    _red_flags,
    _consent,
)


def _not_a_list(answers: Mapping[str, object], step: IntakeStep) -> Iterator[Missing]:
    """An empty list is an answer; something else in its place is not."""
    if not isinstance(answers.get(step.value, []), list):
        yield Missing(step, step.value, "Please fill this in again.")


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _is_one_of(value: object, allowed: Collection[str]) -> bool:
    return isinstance(value, str) and value in allowed


def _is_number_or_none(value: object, low: int, high: int | None) -> bool:
    if value is None:
        return True
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    return value >= low and (high is None or value <= high)
