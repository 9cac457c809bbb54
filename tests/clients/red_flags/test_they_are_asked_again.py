"""A symptom that can come from elsewhere came up: the safety questions are due again."""

from typing import Any

import pytest

from clients.intake.models import IntakeSubmission
from clients.intake.rules import (
    LOOK_AGAIN,
    RED_FLAGS,
    IntakeStep,
    begun_again,
    given_anew,
    missing_parts,
)
from clients.intake.services import Incomplete, ask_back, save_step, sign_intake
from clients.records.models import Client
from practice.core.actor import Actor, acting
from tests.cast import House, sign_in
from tests.clients.intake.answers import complete_answers
from tests.clients.intake.walking import hidden, path, signed

pytestmark = pytest.mark.django_db
CALM = {flag.code: "no" for flag in RED_FLAGS}


def told(code: str) -> dict[str, Any]:
    one = {"code": code, "side": "left", "severity": 4, "brought_on_by": None}
    return {"symptoms": [one]}


def draft_of(actor: Actor, client: Client) -> IntakeSubmission:
    return IntakeSubmission.objects.visible_to(actor).get(client=client, state="draft")


@pytest.mark.parametrize(
    ("before", "after", "again"),
    [
        (told("groin_pull"), told("groin_pain"), True),
        ({}, told("deep_belly_ache"), True),
        (told("groin_pain"), told("groin_pain"), False),
        ({}, told("groin_pull"), False),
        ({}, told("groin_pull") | {"safety_told": ["groin_pain"]}, True),
    ],
)
def test_only_what_is_new_and_can_come_from_elsewhere(
    before: dict[str, Any], after: dict[str, Any], again: bool
) -> None:
    assert given_anew(before, after) is again
    due = missing_parts({**complete_answers(), **begun_again(before), **after})
    is_due = again and "safety_told" not in after
    assert any(part.message == LOOK_AGAIN for part in due) is is_due


@pytest.fixture
def anew(linden: House, nora: Client) -> dict[str, Any]:
    """Her intake was asked back on where it tells of symptoms; what she agrees to."""
    answers: dict[str, Any] = {**complete_answers()} | told("groin_pull") | {"signature": "Nora Ng"}
    answers["contact"] = {**answers["contact"], "given_name": "Nora", "family_name": "Ng"}
    intake = signed(linden, nora, answers)
    with acting(linden.boss) as boss:
        ask_back(actor=boss, submission_id=intake.pk, step="symptoms", question="Only there?")
    return {name: answers[name] for name in ("consents", "signature")}


def save(actor: Actor, step: IntakeStep, part: dict[str, Any]) -> None:
    save_step(actor=actor, step=step, part=part, seen=None)


def test_the_version_that_answers_is_not_signed_without(
    linden: House, nora: Client, anew: dict[str, Any]
) -> None:
    with acting(linden.as_client(nora)) as actor:
        save(actor, IntakeStep.SYMPTOMS, told("groin_pull"))
        save(actor, IntakeStep.CONSENT, anew)
        save(actor, IntakeStep.SYMPTOMS, told("groin_pain"))
        assert draft_of(actor, nora).answers["red_flags"] == CALM  # nothing typed is lost
        with pytest.raises(Incomplete) as lacks:
            sign_intake(actor=actor)
        assert {lack.step for lack in lacks.value.missing} == {IntakeStep.RED_FLAGS}
        save(actor, IntakeStep.RED_FLAGS, {"red_flags": CALM})
        save(actor, IntakeStep.SYMPTOMS, told("groin_pain"))
        assert sign_intake(actor=actor).state == "signed"


def test_what_was_ticked_by_mistake_asks_nothing_once_it_is_gone(
    linden: House, nora: Client, anew: dict[str, Any]
) -> None:
    with acting(linden.as_client(nora)) as actor:
        save(actor, IntakeStep.CONSENT, anew)
        save(actor, IntakeStep.SYMPTOMS, told("groin_pain"))
        save(actor, IntakeStep.SYMPTOMS, told("groin_pull"))
        assert draft_of(actor, nora).answers["red_flags"] == CALM
        assert sign_intake(actor=actor).state == "signed"


def test_the_page_says_why_they_stand_there_again_with_what_was_answered(
    linden: House, nora: Client, anew: dict[str, Any]
) -> None:
    browser = sign_in("nora@clients.example")
    assert browser.get(path("red_flags")).status_code == 302
    with acting(linden.as_client(nora)) as actor:
        save(actor, IntakeStep.SYMPTOMS, told("groin_pain"))
    page = browser.get(path("red_flags"))
    body = " ".join(page.content.decode().split())
    assert LOOK_AGAIN in body
    assert all(page.context["form"][code].value() == "no" for code in CALM)
    browser.post(path("red_flags"), {**CALM, **hidden(page), "cancer_history": "yes"})
    again = browser.get(path("red_flags"))  # what was answered again may still be corrected
    assert LOOK_AGAIN not in again.content.decode()
    assert again.context["form"]["cancer_history"].value() == "yes"
