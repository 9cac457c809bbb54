"""A decision names what movements must not ask of a body; the client's page says it."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from clients.intake.models import RedFlagAnswer
from clients.intake.rules import RedFlagLevel
from clients.records.models import Client
from clients.red_flags.models import RedFlagDecision
from clients.red_flags.rules import DecisionData, lack_of
from clients.red_flags.services import decide
from practice.core.actor import acting
from practice.dashboard.client_page import client_page_of
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db
ADAPTED: dict[str, Any] = {
    "choice": "adapted",
    "decided_on": date(2026, 1, 5),
    "reason": "No curls under load.",
}


def left_out(house: House, client: Client) -> list[str]:
    with acting(house.boss) as boss:
        return [code.value for code in client_page_of(boss, client.pk).left_out]


def test_what_the_question_suggests_is_ticked_and_kept_as_chosen(
    linden: House, nora: Client, answers: dict[str, RedFlagAnswer]
) -> None:
    browser = sign_in("practitioner@linden.example")
    page = reverse("red_flag_page", args=[answers["adapt"].pk])
    body = browser.get(page).content.decode()
    ticked = [part for part in body.split("<input") if "checked" in part.partition(">")[0]]
    assert ["loaded_flexion" in part for part in ticked] == [True]  # nothing else is preset
    sent = ADAPTED | {"decided_on": "2026-01-05", "avoid": ["twist", "loaded_flexion"]}
    assert browser.post(page, sent).status_code == 302
    with acting(linden.boss) as boss:
        (row,) = RedFlagDecision.objects.visible_to(boss)
        assert row.avoid == ["loaded_flexion", "twist"]
    assert "Left out: Curls forward against weight, Turns the spine." in " ".join(
        browser.get(page).content.decode().split()
    )
    client = " ".join(browser.get(reverse("client_page", args=[nora.pk])).content.decode().split())
    assert "Movements leave out: Curls forward against weight, Turns the spine</p>" in client


def test_the_newest_decision_of_each_yes_holds(
    linden: House, nora: Client, answers: dict[str, RedFlagAnswer]
) -> None:
    assert left_out(linden, nora) == []
    said: list[tuple[str, dict[str, Any]]] = [
        ("adapt", {"avoid": ["loaded_flexion", "twist"]}),
        ("clearance", {"choice": "cleared", "to_whom": "Dr. Vale", "avoid": ["lying_prone"]}),
        ("adapt", {"avoid": ["loaded_flexion"]}),
    ]
    for level, part in said:
        with acting(linden.boss) as boss:
            decide(actor=boss, answer_id=answers[level].pk, said=DecisionData(**(ADAPTED | part)))
    assert left_out(linden, nora) == ["loaded_flexion", "lying_prone"]


def test_what_is_on_no_list_is_refused_beside_the_list(
    linden: House, answers: dict[str, RedFlagAnswer]
) -> None:
    page = reverse("red_flag_page", args=[answers["adapt"].pk])
    sent = ADAPTED | {"decided_on": "2026-01-05", "avoid": ["flying"]}
    answer = sign_in("practitioner@linden.example").post(page, sent)
    assert answer.status_code == 422
    assert "Choose from the list." in answer.content.decode()
    with acting(linden.boss) as boss:
        assert not RedFlagDecision.objects.visible_to(boss).exists()
    wrong = DecisionData(**(ADAPTED | {"avoid": ["flying"]}))
    lack = lack_of(RedFlagLevel.ADAPT, wrong, date(2026, 1, 5))
    assert lack is not None
    assert lack.field == "avoid"
