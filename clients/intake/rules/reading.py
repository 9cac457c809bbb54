"""A signed intake as a practitioner reads it: words instead of codes, the urgent first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from clients.intake.rules.answers import IntakeAnswers, IntakeStep
from clients.intake.rules.goals import Goal, goals_of, mean_ability
from clients.intake.rules.moments import moment_words
from clients.intake.rules.red_flags import RED_FLAGS, RedFlag, raised, symptoms_to_look_at
from clients.intake.rules.sections import (
    SECTION_STEPS,
    Section,
    began_words,
    facts_of,
    quality_words,
    sections_of,
    severity_words,
    side_words,
    symptom_words,
)
from clients.symptoms.rules import (
    BODY_REGIONS_BY_CODE,
    PLACES,
    ApproachType,
    BodyFigure,
    BodyMark,
    ReliefExtent,
    body_figures,
)
from clients.texts.rules import CONSENT_TEXTS


@dataclass(frozen=True, slots=True)
class ReadSymptom:
    """`severity` None: not answered. `look_first`: can come from organs or the hip.

    `severity_right` is told where both sides differ; `severity` is the left's then. `quality` and
    `began` are "" where nothing was said.
    """

    label: str
    side: str
    severity: int | None
    severity_right: int | None
    quality: str
    began: str
    brought_on_by: str
    look_first: bool


@dataclass(frozen=True, slots=True)
class ReadTreatment:
    """`relief_days` None: there was none, or they do not know. `who` and `happened` may be ""."""

    approach: str
    what: str
    relief: str
    relief_days: int | None
    who: str
    happened: str


@dataclass(frozen=True, slots=True)
class ReadBody:
    """`figures`: those with a mark; `marks`: each mark, or both, in words with its regions."""

    figures: list[BodyFigure]
    marks: list[tuple[str, str, list[str]]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole intake on one page; `body` None: signed before the body map was asked for.

    `ability` is the mean of what was answered to the goals. `sections` are the steps that read as
    questions with their answers; a step that an older form did not have is not among them.
    """

    contact: Mapping[str, Any]
    concern: str
    body: ReadBody | None
    symptoms: list[ReadSymptom]
    sections: list[Section]
    treatments: list[ReadTreatment]
    goals: list[Goal]
    ability: float | None
    raised: list[RedFlag]
    said_no: int
    consents: Mapping[str, bool]
    signature: str


def read_answers(answers: IntakeAnswers) -> Reading:
    """Read what was signed; expects answers that lack nothing."""
    severities = sorted(answers.get("symptoms", []), key=_strongest)
    flags = answers["red_flags"]
    return Reading(
        contact=answers["contact"],
        concern=answers["concern"],
        body=_read_body(answers["body"]) if "body" in answers else None,
        symptoms=[
            ReadSymptom(
                label=symptom_words(symptom),
                side=side_words(symptom),
                severity=symptom["severity"],
                severity_right=symptom.get("severity_right"),
                quality=quality_words(symptom),
                began=began_words(symptom),
                brought_on_by=PLACES[place].label if (place := symptom["brought_on_by"]) else "",
                look_first=bool(symptoms_to_look_at([symptom["code"]])),
            )
            for symptom in severities
        ],
        sections=sections_of(answers),
        treatments=[
            ReadTreatment(
                approach=ApproachType(treatment["approach"]).label,
                what=treatment["what"],
                relief=ReliefExtent(treatment["relief_extent"]).label,
                relief_days=treatment["relief_days"],
                who=treatment.get("who") or "",
                happened=moment_words(treatment.get("happened") or ""),
            )
            for treatment in answers.get("earlier_treatments", [])
        ],
        goals=goals_of(answers),
        ability=mean_ability(goals_of(answers)),
        raised=raised(flags),
        said_no=sum(flags.get(flag.code) == "no" for flag in RED_FLAGS),
        consents=answers["consents"],
        signature=answers["signature"],
    )


def _strongest(symptom: Mapping[str, Any]) -> int:
    told = (symptom["severity"], symptom.get("severity_right"))
    return -max((number for number in told if number), default=-1)


def _read_body(body: Mapping[str, Any]) -> ReadBody:
    figures = [figure for figure in body_figures(body) if figure.is_marked]
    hurts, held = (_region_names(body, mark) for mark in BodyMark)
    both = [name for name in hurts if name in held]
    groups = [
        ("hurts", BodyMark.HURTS.label, [name for name in hurts if name not in both]),
        ("held", BodyMark.HELD.label, [name for name in held if name not in both]),
        ("both", "Both at once", both),
    ]
    return ReadBody(figures, [group for group in groups if group[2]])


def _region_names(body: Mapping[str, Any], mark: BodyMark) -> list[str]:
    return [BODY_REGIONS_BY_CODE[code].name for code in body.get(mark.value, [])]


def words_of(answers: Mapping[str, Any], step: IntakeStep) -> list[str]:
    """One step of a draft in plain lines, however little of it is there."""
    if step in SECTION_STEPS:
        return [str(fact) for fact in facts_of(answers, step)]
    return [line for line in _LINES[step](answers) if line]


def _body_lines(answers: Mapping[str, Any]) -> list[str]:
    body = answers.get("body", {})
    named = [(mark.label, _region_names(body, mark)) for mark in BodyMark]
    return [f"{label}: {'; '.join(names)}" for label, names in named if names]


def _symptom_line(symptom: Mapping[str, Any]) -> str:
    place = symptom["brought_on_by"]
    words = [
        symptom_words(symptom),
        side_words(symptom),
        severity_words(symptom),
        quality_words(symptom),
        began_words(symptom),
        PLACES[place].label if place else "",
    ]
    return ", ".join(filter(None, words))


def _treatment_line(treatment: Mapping[str, Any]) -> str:
    approach, relief = treatment["approach"], treatment["relief_extent"]
    days = treatment["relief_days"]
    words = [
        ApproachType(approach).label if approach else "",
        treatment["what"],
        ReliefExtent(relief).label if relief else "",
        "" if days is None else f"{days} days",
        treatment.get("who") or "",
        moment_words(treatment.get("happened") or ""),
    ]
    return ", ".join(filter(None, words))


def _goal_line(goal: Goal) -> str:
    return goal.words if goal.ability is None else f"{goal.words}, {goal.ability} of 10"


def _flag_lines(answers: Mapping[str, Any]) -> list[str]:
    given = answers.get("red_flags", {})
    return [f"{flag.question} {given[flag.code]}" for flag in RED_FLAGS if flag.code in given]


def _consent_lines(answers: Mapping[str, Any]) -> list[str]:
    given = answers.get("consents", {})
    texts = [text.statement for kind, text in CONSENT_TEXTS.items() if given.get(kind)]
    return [*texts, answers.get("signature", "")]


_LINES: Mapping[IntakeStep, Callable[[Mapping[str, Any]], list[str]]] = {
    IntakeStep.CONTACT: lambda a: list(a.get("contact", {}).values()),
    IntakeStep.CONCERN: lambda a: [a.get("concern", "")],
    IntakeStep.BODY: _body_lines,
    IntakeStep.SYMPTOMS: lambda a: [_symptom_line(s) for s in a.get("symptoms", [])],
    IntakeStep.EARLIER_TREATMENTS: lambda a: [
        _treatment_line(t) for t in a.get("earlier_treatments", [])
    ],
    IntakeStep.GOALS: lambda a: [_goal_line(goal) for goal in goals_of(a)],
    IntakeStep.RED_FLAGS: _flag_lines,
    IntakeStep.CONSENT: _consent_lines,
}
