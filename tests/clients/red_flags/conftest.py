"""Nora's intake, accepted with a yes at every level, and the first lesson's note."""

from typing import Any

import pytest

from clients.intake.models import IntakeSubmission, RedFlagAnswer
from clients.intake.rules import RED_FLAGS
from clients.intake.services import accept_intake
from clients.records.models import Client, Episode
from practice.core.actor import acting
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, start_lesson
from tests.cast import House
from tests.clients.intake.answers import complete_answers
from tests.clients.intake.walking import signed

YES = {
    "emergency": "both_legs",
    "refer": "night_or_rest_pain",
    "clearance": "blood_thinners",
    "adapt": "osteoporosis",
}


def told_yes(house: House, nora: Client) -> IntakeSubmission:
    """Nora's signed intake; she said yes to one question of each level."""
    flags = {flag.code: "yes" if flag.code in YES.values() else "no" for flag in RED_FLAGS}
    answers: dict[str, Any] = {**complete_answers(), "red_flags": flags, "signature": "Nora Ng"}
    answers["contact"] = {**answers["contact"], "given_name": "Nora", "family_name": "Ng"}
    return signed(house, nora, answers)


@pytest.fixture
def episode(linden: House, nora: Client) -> Episode:
    """The work that Nora's intake opened, with what she said yes to."""
    submission = told_yes(linden, nora)
    with acting(linden.boss) as boss:
        return accept_intake(actor=boss, submission_id=submission.pk)


@pytest.fixture
def answers(linden: House, episode: Episode) -> dict[str, RedFlagAnswer]:
    """Her yeses, by level."""
    with acting(linden.boss) as boss:
        rows = RedFlagAnswer.objects.visible_to(boss).filter(answer=True)
        return {row.level: row for row in rows}


@pytest.fixture
def note(linden: House, nora: Client, episode: Episode) -> SessionNote:
    """A draft of the first lesson, ready to be signed but for the gate."""
    with acting(linden.boss) as boss:
        note = start_lesson(actor=boss, client=nora, episode=episode)
        return save_draft(actor=boss, note=note, data=NoteData(observed="Seen."), version=1)
