"""A draft between its first and last step: what belongs to a step, what is done, what is wrong."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from clients.intake.rules.answers import IntakeStep, empty_answers
from clients.intake.rules.missing import missing_parts
from clients.intake.rules.moments import is_later, is_moment, moments_in
from clients.intake.rules.own import told_of
from clients.intake.rules.parts import Missing

STEP_PARTS: Mapping[IntakeStep, tuple[str, ...]] = {step: (step.value,) for step in IntakeStep} | {
    IntakeStep.RED_FLAGS: ("red_flags", "safety_told"),
    IntakeStep.CONSENT: (
        "consents",
        "consent_documents",
        "consent_required",
        "signers",
        "signature",
    ),
}

LATER = "This is still to come. Please write when it was."

_UNANSWERED: tuple[object, ...] = (None, "", False, [], {})
_OF_WORDS = {"contact", "red_flags", "consent_documents", "sensing", "doctors"}
# What the server adds: which texts are needed, which guardians may sign, and which symptoms that
# can come from elsewhere were told when the safety questions of a later version were answered.
_NAMED: Mapping[str, list[str]] = {"consent_required": [], "signers": [], "safety_told": []}
_WITH_KEYS = {"body", "posture", "life", "doctors"}
# What an entry of a list must have, and what it may have besides.
_ENTRIES: Mapping[str, tuple[set[str], set[str]]] = {
    "symptoms": (
        {"code", "side", "severity", "brought_on_by"},
        {"quality", "onset", "since", "severity_right", "label", "sided"},
    ),
    "earlier_treatments": (
        {"approach", "what", "relief_extent", "relief_days"},
        {"who", "happened"},
    ),
    "injuries": ({"kind", "what", "side", "happened"}, set()),
    "goals": ({"activity", "ability"}, set()),
}


def part_of(answers: Mapping[str, Any], step: IntakeStep) -> dict[str, Any]:
    """What one step has put into the answers so far."""
    return {name: answers[name] for name in STEP_PARTS[step] if name in answers}


def mark_of(answers: Mapping[str, Any], step: IntakeStep) -> str:
    """A fingerprint of one step, so that two devices never overwrite each other unseen."""
    text = json.dumps(part_of(answers, step), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def missing_in(answers: Mapping[str, Any], step: IntakeStep) -> list[Missing]:
    """What one step still lacks."""
    return [part for part in missing_parts(answers) if part.step is step]


def is_done(answers: Mapping[str, Any], step: IntakeStep) -> bool:
    """Whether a step was kept and lacks nothing; an empty list is an answer once it was kept."""
    return bool(part_of(answers, step)) and not missing_in(answers, step)


def is_begun(answers: Mapping[str, Any], step: IntakeStep) -> bool:
    """Whether something of a step was kept."""
    return bool(told_of(answers) if step is IntakeStep.OWN else part_of(answers, step))


def asked_steps(answers: Mapping[str, Any]) -> list[IntakeStep]:
    """The steps of an intake: ours, and that of the practice's own questions if it has some."""
    return [step for step in IntakeStep if step is not IntakeStep.OWN or step.value in answers]


def first_open(answers: Mapping[str, Any]) -> IntakeStep | None:
    """Where to go on; None when every step is done."""
    return next((step for step in asked_steps(answers) if not is_done(answers, step)), None)


def wrong_in(part: Mapping[str, Any], step: IntakeStep) -> list[Missing]:
    """Values that no form of ours would send; what is merely unanswered is not among them."""
    strange = [
        Missing(step, name, "This does not belong here.")
        for name, value in part.items()
        if name not in STEP_PARTS[step] or not _has_shape(name, value)
    ]
    found = missing_in(part, step)
    return strange + [m for m in found if _value_at(part, m.field) not in _UNANSWERED]


def still_to_come(part: Mapping[str, Any], step: IntakeStep, today: date) -> list[Missing]:
    """Moments in the future: nothing that was can lie there."""
    moments = ((field, moment) for field, moment in moments_in(part) if is_moment(moment))
    return [Missing(step, field, LATER) for field, moment in moments if is_later(moment, today)]


def _has_shape(name: str, value: object) -> bool:
    shapes: dict[str, Any] = {**empty_answers(), "consent_documents": {}, **_NAMED}
    if type(value) is not type(shapes[name]):
        return False
    if isinstance(value, dict):
        return _are_keyed(name, value, set(shapes[name]))
    if isinstance(value, list):
        return _is_words(value) if name in _NAMED else _are_entries(name, value)
    return True


def _are_keyed(name: str, value: dict[str, Any], keys: set[str]) -> bool:
    if name in _OF_WORDS and not all(isinstance(word, str) for word in value.values()):
        return False
    if name in _WITH_KEYS and not set(value) <= keys:
        return False
    if name == "body":
        return all(map(_is_words, value.values()))
    return name != "life" or all(map(_is_single, value.values()))


def _are_entries(name: str, entries: list[object]) -> bool:
    must, may = _ENTRIES[name]
    return all(
        isinstance(entry, dict)
        and must <= set(entry) <= must | may
        and all(map(_is_single, entry.values()))
        for entry in entries
    )


def _is_single(value: object) -> bool:
    """A word, a number or nothing."""
    return value is None or isinstance(value, str | int)


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _value_at(part: Mapping[str, Any], field: str) -> object:
    found: Any = part
    for key in field.split("."):
        if isinstance(found, Mapping):
            found = found.get(key)
        elif isinstance(found, list) and key.isdigit() and int(key) < len(found):
            found = found[int(key)]
        else:
            return None
    return found
