"""An intake in which everything is told, and a draft in which every cell is judged."""

from typing import Any

from clients.intake.rules import (
    CORE_STEPS,
    GOAL_PICKS,
    GOALS_MAX,
    RED_FLAGS,
    STEP_PARTS,
    IntakeStep,
)
from clients.intake.services import save_step
from clients.own_questions.queries import newest_form
from clients.own_questions.rules import (
    A_SCREEN,
    ANSWER_LENGTH,
    END_LENGTH,
    HELP_LENGTH,
    OPTION_LENGTH,
    OPTIONS_MOST,
    QUESTIONS_MOST,
    WORDING_LENGTH,
    Question,
)
from clients.symptoms.rules import (
    BODY_REGIONS,
    FINDINGS_AT,
    INTAKE_SYMPTOMS,
    MOVEMENT_QUALITIES,
    POSTURE_SIGNS,
    SENSED_REGIONS,
)
from practice.core.actor import Actor
from sessions.evaluations.amnesia import SMA_REGIONS, SmaData
from sessions.evaluations.findings import LOOKS, FindingData
from sessions.evaluations.rules import CELLS_MOST, CellData, Moment
from sessions.notes.forms.cells import all_names
from sessions.notes.models import SessionNote
from sessions.notes.rules import PHRASED, TEXTS, LineData, NoteData, ReleaseData
from sessions.notes.services import add_phrase, save_draft

HTML_MOST = 40_000  # bytes of a page, before it is compressed
LINE, STORY = "Since the move, more on the left. " * 3, "It pulls when I get up. " * 12
ROWS, LINES = 12, 8
WORDS = tuple(name for name in TEXTS if not name.startswith("low_tone"))


def full_answers() -> dict[str, Any]:
    """Everything that may be ticked is ticked, and said all there is to say of it."""
    return {
        "concern": STORY,
        "body": {mark: [region.code for region in BODY_REGIONS] for mark in ("hurts", "held")},
        "symptoms": [
            {
                "code": symptom.code,
                "side": "middle",
                "severity": 10,
                "brought_on_by": "standing_to_walking",
                "quality": "distorted",
                "onset": "after_event",
                "since": "2019-05",
            }
            for symptom in INTAKE_SYMPTOMS
        ],
        "sensing": dict.fromkeys(SENSED_REGIONS, "distorted"),
        "posture": {
            "signs": {sign.code: "cannot_tell" for sign in POSTURE_SIGNS},
            "qualities": [quality.code for quality in MOVEMENT_QUALITIES],
        },
        "earlier_treatments": [
            {
                "approach": "massage_manipulation",
                "what": LINE,
                "relief_extent": "partial",
                "relief_days": 30,
                "who": LINE,
                "happened": "2021-05",
            }
        ]
        * ROWS,
        "injuries": [{"kind": "surgery", "what": LINE, "side": "middle", "happened": "2004-11"}]
        * ROWS,
        "life": {
            "occupation": LINE,
            "habits": STORY[:900],
            "stress": 10,
            "sleep": 10,
            "breathing": "held",
            "breathing_where": LINE,
        },
        "doctors": {"findings": STORY, "medication": STORY},
        "goals": [{"activity": pick.code, "ability": 10} for pick in GOAL_PICKS[:GOALS_MAX]],
        "red_flags": {flag.code: "no" for flag in RED_FLAGS},
    }


def signed_answers(name: str) -> dict[str, Any]:
    """The same, with what signing asks for."""
    contact = {"given_name": name, "family_name": "", "preferred_name": "", "phone": ""}
    return {
        **full_answers(),
        "contact": {**contact, "timezone": "America/Denver"},
        "consents": {"scope": True, "privacy": True},
        "signature": name,
    }


def full_questions(letters: int = WORDING_LENGTH) -> list[Question]:
    """As many questions of a practice's own as there may be, each as long as it may be.

    `letters`: of the wording, where it shall be shorter.
    """
    long = "It pulls when I get up and when I sit. " * 8
    options = tuple(f"{n} {long}"[:OPTION_LENGTH].strip() for n in range(OPTIONS_MOST))
    asked: dict[str, dict[str, Any]] = {
        "choice": {"options": options},
        "text": {},
        "scale": {"low": long[:END_LENGTH].strip(), "high": long[:END_LENGTH].strip()},
    }
    kinds = ["choice", "choice", "choice", "scale", "text"] * (QUESTIONS_MOST // A_SCREEN)
    return [
        Question(
            "",
            kind,
            f"{n} {long}"[:letters].strip(),
            help=long[:HELP_LENGTH].strip(),
            **asked[kind],
        )
        for n, kind in enumerate(kinds)
    ]


def fill_own(actor: Actor, letters: int = ANSWER_LENGTH) -> None:
    """An answer to each question of the practice's own, as long as it may be, or `letters`."""
    form = newest_form(actor)
    assert form is not None
    words = (STORY * 4)[:letters].strip()
    told = {"text": lambda _: words, "scale": lambda _: 10, "choice": lambda q: q.options[-1]}
    answers = {question.code: told[question.kind](question) for question in form.questions}
    part = {"own": {"form": form.id, "answers": answers}}
    save_step(actor=actor, step=IntakeStep.OWN, part=part, seen=None)


def fill_intake(actor: Actor) -> None:
    """Keep all of it in the client's own draft."""
    answers = full_answers()
    for step in CORE_STEPS:
        part = {name: answers[name] for name in STEP_PARTS[step] if name in answers}
        if part:
            save_step(actor=actor, step=step, part=part, seen=None)


def fill_note(actor: Actor, note: SessionNote) -> SessionNote:
    """Every cell judged before and after, with pain, and a lesson of many lines."""
    cells = [
        CellData(
            side=side.value,
            place=place.value,
            moment=moment.value,
            muscle_group=group,
            tone=10,
            pain=10,
            effort=10,
            sensation="distorted",
            findings=tuple(one.code for one in FINDINGS_AT[place]),
        )
        for group in ("iliopsoas", "hamstrings")
        for _name, side, place in all_names(group)
        for moment in Moment
    ]
    words: dict[str, Any] = dict.fromkeys(WORDS, LINE * 3)
    data = NoteData(
        **words,
        cells=tuple(cells[:CELLS_MOST]),
        lines=tuple(
            LineData(technique="assisted_pandiculation", side="middle", response=LINE[:68])
            for _ in range(LINES)
        ),
        releases=(ReleaseData(side="left"), ReleaseData(side="right")),
        findings=everything_seen(),
        amnesia=tuple(
            SmaData(region=code, side="both", sense="absent", control="absent", release="none")
            for code in list(SMA_REGIONS)[:LINES]
        ),
    )
    return save_draft(actor=actor, note=note, data=data, version=note.version)


def everything_seen() -> tuple[FindingData, ...]:
    """Each side by itself, all as strong as can be; one height."""
    return tuple(
        FindingData(
            kind=look.kind.value,
            code=look.code,
            side=look.side,
            value=look.ends[1] if look.ends else None,
        )
        for look in LOOKS.values()
        if look.side != "both" and look.code != "in"
    )


def fill_phrases(boss: Actor) -> None:
    """Words to offer beside every part of a note."""
    for part in PHRASED:
        add_phrase(actor=boss, part=part, text=LINE)
