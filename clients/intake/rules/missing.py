"""What still stands between a draft and a signed submission."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from zoneinfo import available_timezones

from clients.intake.rules.answers import IntakeStep
from clients.intake.rules.noticing import missing_posture, missing_sensing, missing_symptoms
from clients.intake.rules.own import missing_own
from clients.intake.rules.parts import (
    Missing,
    is_one_of,
    listed,
    mapping,
    text_of,
)
from clients.intake.rules.red_flags import RED_FLAGS, symptoms_to_look_at
from clients.intake.rules.signing import signers_in, unsigned
from clients.intake.rules.telling import (
    missing_doctors,
    missing_goals,
    missing_injuries,
    missing_life,
    missing_treatments,
)
from clients.symptoms.rules import (
    BODY_REGIONS_BY_CODE,
    BodyMark,
)
from clients.texts.rules import CONSENT_TEXTS, REQUIRED_CONSENTS, folded, signing_names

LOOK_AGAIN = (
    "You told us of something that can come from elsewhere. What you answered stands here: please "
    "look through these questions again, and save them."
)


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
    family = text_of(contact.get("family_name"))
    firsts = (text_of(contact.get("given_name")), text_of(contact.get("preferred_name")))
    return signing_names(firsts, family)


def _contact(answers: Mapping[str, object]) -> Iterator[Missing]:
    contact = mapping(answers.get("contact"))
    if not text_of(contact.get("given_name")):
        yield Missing(IntakeStep.CONTACT, "contact.given_name", "Please tell us your name.")
    zone = text_of(contact.get("timezone"))
    if zone not in known_zones():
        message = "Please choose your time zone." if not zone else "We do not know this time zone."
        yield Missing(IntakeStep.CONTACT, "contact.timezone", message)


def _concern(answers: Mapping[str, object]) -> Iterator[Missing]:
    if not text_of(answers.get("concern")):
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
            if not is_one_of(code, BODY_REGIONS_BY_CODE):
                message = "We do not know this place on the body."
                yield Missing(step, f"body.{mark.value}.{index}", message)


def looked_at(answers: Mapping[str, object]) -> list[str]:
    """Symptoms told that can come from elsewhere: with a new one the safety questions are due.

    Source: the domain notes, 2.8 (pain in the groin, deep in the pelvis or belly, constipation).
    """
    told = (mapping(one).get("code") for one in listed(answers.get("symptoms")))
    return sorted(set(symptoms_to_look_at(code for code in told if isinstance(code, str))))


def _red_flags(answers: Mapping[str, object]) -> Iterator[Missing]:
    given = mapping(answers.get("red_flags"))
    known = answers.get("safety_told")
    if isinstance(known, list) and not set(looked_at(answers)) <= {*map(str, known)}:
        yield Missing(IntakeStep.RED_FLAGS, "red_flags", LOOK_AGAIN)
    for flag in RED_FLAGS:
        if not is_one_of(given.get(flag.code), {"yes", "no"}):
            message = "Please answer yes or no."
            yield Missing(IntakeStep.RED_FLAGS, f"red_flags.{flag.code}", message)


def _required(answers: Mapping[str, object]) -> Collection[object]:
    """Texts that must be agreed to: as the versions that were shown say, or the built-in ones."""
    told = answers.get("consent_required")
    return told if isinstance(told, list) else REQUIRED_CONSENTS


def _consent(answers: Mapping[str, object]) -> Iterator[Missing]:
    step, given = IntakeStep.CONSENT, mapping(answers.get("consents"))
    required = _required(answers)
    for kind, text in CONSENT_TEXTS.items():
        answer = given.get(kind.value)
        if kind in required and answer is not True:
            message = "We need your agreement to this before we can begin."
            yield Missing(step, f"consents.{kind.value}", message)
        elif answer is not None and not isinstance(answer, bool):
            yield Missing(step, f"consents.{kind.value}", f"Yes or no: {text.statement}")
    signature, signers = folded(text_of(answers.get("signature"))), signers_in(answers)
    if signers is not None:
        if words := unsigned(signature, signers):
            yield Missing(step, "signature", words)
        return
    if not signature:
        yield Missing(step, "signature", "Please type your name to sign.")
        return
    names = full_names(mapping(answers.get("contact")))
    if names and signature not in names:
        yield Missing(step, "signature", "Please type your name as in the first step.")


_CHECKS: tuple[Callable[[Mapping[str, object]], Iterator[Missing]], ...] = (
    _contact,
    _concern,
    _body,
    missing_symptoms,
    missing_sensing,
    missing_posture,
    missing_treatments,
    missing_injuries,
    missing_life,
    missing_doctors,
    missing_goals,
    _red_flags,
    missing_own,
    _consent,
)
