"""However much somebody has told, the page that shows it stays light."""

import pytest
from django.urls import reverse

from clients.intake.rules import CORE_STEPS, IntakeStep
from clients.intake.services import save_step
from clients.own_questions.rules import A_SCREEN
from clients.records.models import Client
from clients.symptoms.rules import BODY_REGIONS, OWN_LENGTH, SENSED_REGIONS
from clients.symptoms.services import add_symptom
from practice.core.actor import acting
from tests.cast import House, sign_in
from tests.clients.intake.walking import path, signed
from tests.clients.own_questions.asking import asks
from tests.full import (
    HTML_MOST,
    fill_intake,
    fill_own,
    full_answers,
    full_questions,
    signed_answers,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("step", CORE_STEPS)
def test_a_step_of_which_all_is_told(linden: House, nora: Client, step: IntakeStep) -> None:
    with acting(linden.as_client(nora)) as actor:
        fill_intake(actor)
    answer = sign_in("nora@clients.example").get(path(step.value))
    assert answer.status_code == 200
    assert len(answer.content) <= HTML_MOST


@pytest.mark.parametrize("screen", ["own", "own-2", "own-3", "own-4"])
def test_a_screen_of_the_practices_own_questions(linden: House, nora: Client, screen: str) -> None:
    """Twenty of them, each as long as it may be; a step of it may not lead away unweighed."""
    asks(linden, *full_questions())
    with acting(linden.as_client(nora)) as actor:
        fill_own(actor)
    answer = sign_in("nora@clients.example").get(path(screen))
    assert answer.status_code == 200
    assert answer.content.count(b"checked") >= A_SCREEN - 2
    assert len(answer.content) <= HTML_MOST


def test_symptoms_of_the_practices_own_weigh_little(linden: House, nora: Client) -> None:
    """Ours and twenty more, each with a name as long as it may be, and all told of each."""
    with acting(linden.boss) as boss:
        own = [
            add_symptom(
                actor=boss,
                label=f"{n:02} {'a longer name ' * 9}"[:OWN_LENGTH],
                category="pain",
                sided=True,
            )
            for n in range(20)
        ]
    told = full_answers()["symptoms"]
    more = [{**told[0], "code": symptom.built_in_code} for symptom in own]
    with acting(linden.as_client(nora)) as actor:
        part = {"symptoms": [*told, *more]}
        save_step(actor=actor, step=IntakeStep.SYMPTOMS, part=part, seen=None)
    answer = sign_in("nora@clients.example").get(path("symptoms"))
    assert answer.content.count(b"checked") >= len(told) + len(own)
    assert len(answer.content) <= HTML_MOST


def test_the_review_of_an_intake_that_tells_everything(linden: House, nora: Client) -> None:
    intake = signed(linden, nora, signed_answers("Nora Ng"))
    answer = sign_in("practitioner@linden.example").get(reverse("intake_review", args=[intake.pk]))
    assert answer.status_code == 200
    assert len(answer.content) <= HTML_MOST


def test_marks_that_moved_ask_for_no_more_places(linden: House, nora: Client) -> None:
    """What was answered stays asked; of what is marked since, as much as there is room for."""
    regions = [region.code for region in BODY_REGIONS]
    with acting(linden.as_client(nora)) as actor:
        for step, part in (
            (IntakeStep.BODY, {"body": {"hurts": regions, "held": []}}),
            (IntakeStep.SENSING, {"sensing": dict.fromkeys(regions[:15], "clear")}),
        ):
            save_step(actor=actor, step=step, part=part, seen=None)
    form = sign_in("nora@clients.example").get(path("sensing")).context["form"]
    assert set(form.codes) == {*regions[:15], *SENSED_REGIONS}
