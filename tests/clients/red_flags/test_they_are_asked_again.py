"""A symptom that can come from elsewhere came up: the safety questions are due again."""

from typing import Any

import pytest

from clients.intake.models import IntakeSubmission
from clients.intake.rules import RED_FLAGS, IntakeStep, asks_again
from clients.intake.services import Incomplete, ask_back, save_step, sign_intake
from clients.records.models import Client
from practice.core.actor import Actor, acting
from tests.cast import House
from tests.clients.intake.answers import complete_answers
from tests.clients.intake.walking import signed

pytestmark = pytest.mark.django_db
CALM = {flag.code: "no" for flag in RED_FLAGS}


def told(code: str) -> dict[str, Any]:
    one = {"code": code, "side": "left", "severity": 4, "brought_on_by": None}
    return {"symptoms": [one]}


def test_only_what_is_new_and_can_come_from_elsewhere() -> None:
    assert asks_again(told("groin_pull"), told("groin_pain"))
    assert asks_again({}, told("deep_belly_ache"))
    assert not asks_again(told("groin_pain"), told("groin_pain"))
    assert not asks_again({}, told("groin_pull"))


def draft_of(actor: Actor, client: Client) -> IntakeSubmission:
    return IntakeSubmission.objects.visible_to(actor).get(client=client, state="draft")


def test_the_version_that_answers_is_not_signed_without(linden: House, nora: Client) -> None:
    answers: dict[str, Any] = {**complete_answers()} | told("groin_pull") | {"signature": "Nora Ng"}
    answers["contact"] = {**answers["contact"], "given_name": "Nora", "family_name": "Ng"}
    intake = signed(linden, nora, answers)
    with acting(linden.boss) as boss:
        ask_back(actor=boss, submission_id=intake.pk, step="symptoms", question="Only there?")
    agreed = {name: answers[name] for name in ("consents", "signature")}
    with acting(linden.as_client(nora)) as actor:
        save_step(actor=actor, step=IntakeStep.SYMPTOMS, part=told("groin_pull"), seen=None)
        assert draft_of(actor, nora).answers["red_flags"] == CALM  # nothing new, nothing asked
        save_step(actor=actor, step=IntakeStep.SYMPTOMS, part=told("groin_pain"), seen=None)
        assert "red_flags" not in draft_of(actor, nora).answers
        save_step(actor=actor, step=IntakeStep.CONSENT, part=agreed, seen=None)
        with pytest.raises(Incomplete) as lacks:
            sign_intake(actor=actor)
        assert {lack.step for lack in lacks.value.missing} == {IntakeStep.RED_FLAGS}
        flags = {"red_flags": CALM}
        save_step(actor=actor, step=IntakeStep.RED_FLAGS, part=flags, seen=None)
        save_step(actor=actor, step=IntakeStep.SYMPTOMS, part=told("groin_pain"), seen=None)
        assert sign_intake(actor=actor).state == "signed"
