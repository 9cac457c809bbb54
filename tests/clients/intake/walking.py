"""Walks through the intake as the portal's pages do."""

from typing import Any
from uuid import UUID

from django.test import Client as Browser

from clients.intake.models import IntakeSubmission
from clients.intake.rules import CORE_STEPS, RED_FLAGS, STEP_PARTS, IntakeStep, mark_of
from clients.intake.services import save_step, sign_intake
from clients.own_questions.queries import newest_form
from clients.records.models import Client
from practice.core.actor import Actor, acting, enter_as
from tests.cast import House

STRONG = "groin_pull"
FORMS: dict[str, dict[str, Any]] = {
    "contact": {
        "given_name": "Nora",
        "family_name": "Ng",
        "preferred_name": "No",
        "phone": "+1 303 555 0101",
        "timezone": "America/Chicago",
    },
    "concern": {"concern": "It pulls when I get up."},
    "body": {
        "hurts": ["side_hip_left_core", "front_groin_left_core"],
        "held": ["side_hip_left_core"],
    },
    "symptoms": {
        "chosen": [STRONG, "groin_pain"],
        f"side_{STRONG}": "left",
        f"severity_{STRONG}": "7",
        f"place_{STRONG}": "lying_to_sitting",
        f"quality_{STRONG}": "distorted",
        f"onset_{STRONG}": "gradual",
        f"since_{STRONG}": "May 2019",
        "side_groin_pain": "middle",
    },
    "sensing": {
        "sensed_front_groin_left_core": "absent",
        "sensed_side_hip_left_core": "unclear",
    },
    "posture": {
        "sign_belly_protrudes": "clearly",
        "sign_pubes_back": "cannot_tell",
        "qualities": ["heavy", "graceful"],
    },
    "earlier_treatments": {
        "approach_0": "massage_manipulation",
        "what_0": "Massage, six times",
        "relief_0": "partial",
        "who_0": "Ida in the village",
        "when_0": "2021",
        "days_0": "2",
        "approach_1": "",
        "what_1": "",
    },
    "injuries": {
        "kind_0": "surgery",
        "what_0": "Appendix",
        "side_0": "right",
        "when_0": "11/2004",
        "what_1": "",
    },
    "life": {
        "occupation": "Cabinet maker",
        "habits": "Standing on the right leg",
        "stress": "0",
        "breathing": "held",
        "breathing_where": "Under the ribs",
    },
    "doctors": {"findings": "A worn hip", "medication": ""},
    "goals": {
        "picks": ["walk_freely", "easy_balance"],
        "ability_walk_freely": "4",
        "ability_sit_with_ease": "9",
        "own_0": "Carry my daughter",
        "ability_own_0": "0",
    },
    "red_flags": {flag.code: "no" for flag in RED_FLAGS},
    "consent": {"given_scope": "on", "given_privacy": "on", "signature": "Nora Ng"},
}


def path(step: str) -> str:
    return f"/portal/intake/{step}/"


def hidden(answer: Any) -> dict[str, str]:
    """The hidden fields of a step's page."""
    form = answer.context["form"]
    return {field.html_name: str(field.value() or "") for field in form.hidden_fields()}


def send(browser: Browser, step: str, **changes: Any) -> Any:
    """Open a step and send it filled in."""
    page = browser.get(path(step))
    assert page.status_code == 200, page.content.decode()[:2000]
    return browser.post(path(step), {**FORMS[step], **hidden(page), **changes})


def stored(house: House) -> list[dict[str, Any]]:
    """Every intake of the practice as it is stored."""
    enter_as(house.boss)
    rows = IntakeSubmission.objects.visible_to(house.boss).order_by("id").values()
    return [dict(row) for row in rows]


def signed(house: House, client: Client, answers: dict[str, Any]) -> IntakeSubmission:
    """A signed intake, made by the services a client uses."""
    with acting(house.as_client(client)) as actor:
        for step in CORE_STEPS:
            part = {name: answers[name] for name in STEP_PARTS[step] if name in answers}
            save_step(actor=actor, step=step, part=part, seen=mark_of({}, step))
        answer_own(actor)
        return sign_intake(actor=actor)


def answer_own(actor: Actor, client_id: UUID | None = None) -> None:
    """Words for each question of the practice's own that asks for words, and the rest left open."""
    form = newest_form(actor)
    if form is not None:
        told = {q.code: "Nothing else." if q.kind == "text" else None for q in form.questions}
        part = {"own": {"form": form.id, "answers": told}}
        save_step(actor=actor, step=IntakeStep.OWN, part=part, seen=None, client_id=client_id)


__all__ = ["FORMS", "STRONG", "Actor", "hidden", "path", "send", "signed", "stored"]
