"""Steps that read as questions with their answers: the same lines for the review and for print."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clients.intake.rules.answers import IntakeStep
from clients.intake.rules.moments import moment_words
from clients.intake.rules.own import own_words
from clients.symptoms.rules import (
    BODY_REGIONS,
    POSTURE_SIGNS,
    SYMPTOMS_BY_CODE,
    Breathing,
    InjuryKind,
    Onset,
    PostureGrade,
    SensationClarity,
    SensationQuality,
    Side,
)

type Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """What was asked, and the answer in words."""

    label: str
    words: str

    def __str__(self) -> str:
        return f"{self.label}{' ' if self.label.endswith('?') else ': '}{self.words}"


@dataclass(frozen=True, slots=True)
class Section:
    """One step as it was answered; without facts, all of it was left open.

    `version` is that of the practice's own questions, 0 for our own.
    """

    step: IntakeStep
    title: str
    facts: list[Fact]
    version: int = 0


def symptom_words(symptom: Answers) -> str:
    """What a symptom is called: a practice's own as it was when it was told."""
    known = SYMPTOMS_BY_CODE.get(symptom["code"])
    return known.label if known else symptom.get("label") or symptom["code"]


def side_words(symptom: Answers) -> str:
    """On which side it is, or ""."""
    side = symptom["side"]
    return Side(side).label if side else ""


def severity_words(symptom: Answers) -> str:
    """How strong it is, on the left and on the right where that was told apart, or ""."""
    severity, right = symptom["severity"], symptom.get("severity_right")
    if right is None:
        return "" if severity is None else f"{severity} of 10"
    left = "not answered" if severity is None else f"{severity} of 10"
    return f"left {left}, right {right} of 10"


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


def _injuries(answers: Answers) -> Iterator[Fact]:
    for injury in answers["injuries"]:
        kind, side, happened = (injury.get(name) for name in ("kind", "side", "happened"))
        words = (
            injury.get("what") or "",
            Side(side).label if side else "",
            moment_words(happened or ""),
        )
        label = InjuryKind(kind).label if kind else "Something"
        yield Fact(label, ", ".join(filter(None, words)) or "not said")


def _life(answers: Answers) -> Iterator[Fact]:
    life = answers["life"]
    for name, label in _LIFE_QUESTIONS.items():
        told = life.get(name)
        if told in (None, ""):
            continue
        is_rating = isinstance(told, int)
        words = Breathing(told).label if name == "breathing" else str(told)
        yield Fact(label, f"{words} of 10" if is_rating else words)


_LIFE_QUESTIONS: Mapping[str, str] = {
    "occupation": "All day",
    "habits": "Again and again",
    "stress": "Stress this month",
    "sleep": "Rested on waking",
    "breathing": "The breath moves",
    "breathing_where": "It stops or stays",
}


def _doctors(answers: Answers) -> Iterator[Fact]:
    told = answers["doctors"]
    for name, label in (("findings", "A doctor named"), ("medication", "Medicine")):
        if told.get(name):
            yield Fact(label, told[name])


def _own(answers: Answers) -> Iterator[Fact]:
    return (Fact(label, words) for label, words in own_words(answers))


# Each step that reads so, with what the practitioner's page calls it.
_SECTIONS: Mapping[IntakeStep, tuple[str, Callable[[Answers], Iterator[Fact]]]] = {
    IntakeStep.SENSING: ("How well they feel it", _sensing),
    IntakeStep.POSTURE: ("How they stand and move", _posture),
    IntakeStep.INJURIES: ("What their body went through", _injuries),
    IntakeStep.LIFE: ("Their days", _life),
    IntakeStep.DOCTORS: ("What doctors told them", _doctors),
    IntakeStep.OWN: ("What you ask besides", _own),
}
SECTION_STEPS = frozenset(_SECTIONS)


def facts_of(answers: Answers, step: IntakeStep) -> list[Fact]:
    """What one step says, however little of it is there."""
    return list(_SECTIONS[step][1](answers)) if answers.get(step.value) else []


def _version(answers: Answers, step: IntakeStep) -> int:
    return int(answers[step.value]["version"]) if step is IntakeStep.OWN else 0


def sections_of(answers: Answers) -> list[Section]:
    """The steps that were asked, in their order."""
    return [
        Section(step, title, facts_of(answers, step), _version(answers, step))
        for step, (title, _facts) in _SECTIONS.items()
        if step.value in answers
    ]
