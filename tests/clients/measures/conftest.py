"""Nora's work, begun with an intake that named three activities, and ways to answer."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from clients.intake.services import accept_intake
from clients.measures.models import MeasureResponse
from clients.measures.rules import INSTRUMENTS, Mode, Rater, Stage
from clients.measures.services import AnswerData, Way, answer_measure
from clients.records.models import Client, Episode
from practice.core.actor import Actor, acting
from practice.core.clock import today_in
from tests.cast import House
from tests.clients.intake.answers import complete_answers
from tests.clients.intake.walking import signed

ONE = {
    "nprs": [("average", 6)],
    "nprs_now": [("now", 4)],
    "grc": [("change", 3)],
    "pgic": [("change", 2)],
    "srbai": [("automatically", 3), ("remember", 4), ("thinking", 5), ("realize", 4)],
    "ease": [("ease", 5)],
    "open_core": [("core", 4)],
    "free_sleeve": [("sleeve", 3)],
}


def data(code: str = "nprs", **changed: Any) -> AnswerData:
    """An answer at the beginning, with whatever differs."""
    whole: dict[str, Any] = {
        "instrument": code,
        "version": INSTRUMENTS[code].version if code in INSTRUMENTS else "1",
        "rater": Rater.CLIENT,
        "stage": Stage.INTAKE,
        "asked_on": today_in("America/Denver"),
        "answers": ONE.get(code, []),
    }
    return AnswerData(**whole | changed)


def in_person(actor: Actor) -> Way:
    return Way(mode=Mode.IN_PERSON, entered_by_id=actor.membership_id)


PORTAL = Way(mode=Mode.PORTAL)


@pytest.fixture
def episode(linden: House, nora: Client) -> Episode:
    """The work that Nora's intake opened today."""
    answers: dict[str, Any] = {**complete_answers(), "signature": "Nora Ng"}
    answers["contact"] = {**answers["contact"], "given_name": "Nora", "family_name": "Ng"}
    submission = signed(linden, nora, answers)
    with acting(linden.boss) as boss:
        return accept_intake(actor=boss, submission_id=submission.pk)


@pytest.fixture
def begun(linden: House, episode: Episode) -> Callable[[int], date]:
    """Let the work have begun so many days ago."""

    def ago(days: int) -> date:
        with acting(linden.boss):
            episode.opened_on = today_in("America/Denver") - timedelta(days=days)
            episode.save(update_fields=["opened_on"])
        return episode.opened_on

    return ago


@pytest.fixture
def answer(linden: House, nora: Client, episode: Episode) -> Callable[..., MeasureResponse]:
    """Keep an answer, by the practitioner in person unless said otherwise."""

    def keep(code: str = "nprs", actor: Actor | None = None, **changed: Any) -> MeasureResponse:
        whose = actor or linden.actor(linden.practitioner)
        way = PORTAL if whose.in_portal else in_person(whose)
        with acting(whose):
            said = data(code, **changed)
            return answer_measure(actor=whose, client_id=nora.pk, data=said, way=way)

    return keep


def kept(house: House) -> list[dict[str, Any]]:
    """Every response as it is stored, past the door."""
    with acting(house.boss):
        rows = MeasureResponse._base_manager.order_by("id").values()
        return [dict(row) for row in rows]
