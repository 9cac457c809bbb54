"""Steps that read as questions with their answers: the same lines for the review and for print."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clients.intake.rules.answers import IntakeStep
from clients.intake.rules.moments import moment_words
from clients.symptoms.rules import (
    BODY_REGIONS,
    POSTURE_SIGNS,
    SYMPTOMS_BY_CODE,
    Onset,
    PostureGrade,
    SensationClarity,
    SensationQuality,
)

type Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """What was asked, and the answer in words."""

    label: str
    words: str

    def __str__(self) -> str:
        return f"{self.label}: {self.words}"


@dataclass(frozen=True, slots=True)
class Section:
    """One step as it was answered; without facts, all of it was left open."""

    step: IntakeStep
    title: str
    facts: list[Fact]


def quality_words(symptom: Answers) -> str:
    """How a symptom feels, or ""."""
    quality = symptom.get("quality")
    return SensationQuality(quality).label if quality else ""


def began_words(symptom: Answers) -> str:
    """How and when a symptom began, or ""."""
    onset, since = symptom.get("onset"), symptom.get("since")
    parts = (Onset(onset).label if onset else "", f"since {moment_words(since)}" if since else "")
    return ", ".join(filter(None, parts))


def _sensing(answers: Answers) -> Iterator[Fact]:
    told = answers["sensing"]
    for region in BODY_REGIONS:
        if region.code in told:
            yield Fact(region.name, SensationClarity(told[region.code]).label)


def _posture(answers: Answers) -> Iterator[Fact]:
    posture = answers["posture"]
    signs = posture.get("signs", {})
    for sign in POSTURE_SIGNS:
        if sign.code in signs:
            yield Fact(sign.label, PostureGrade(signs[sign.code]).label)
    qualities = posture.get("qualities", [])
    if qualities:
        labels = (SYMPTOMS_BY_CODE[code].label for code in qualities)
        yield Fact("Moving feels", ", ".join(labels))


# Each step that reads so, with what the practitioner's page calls it.
_SECTIONS: Mapping[IntakeStep, tuple[str, Callable[[Answers], Iterator[Fact]]]] = {
    IntakeStep.SENSING: ("How well they feel it", _sensing),
    IntakeStep.POSTURE: ("How they stand and move", _posture),
}
SECTION_STEPS = frozenset(_SECTIONS)


def facts_of(answers: Answers, step: IntakeStep) -> list[Fact]:
    """What one step says, however little of it is there."""
    return list(_SECTIONS[step][1](answers)) if answers.get(step.value) else []


def sections_of(answers: Answers) -> list[Section]:
    """The steps that were asked, in their order."""
    return [
        Section(step, title, facts_of(answers, step))
        for step, (title, _facts) in _SECTIONS.items()
        if step.value in answers
    ]
