"""A yes names no condition: somebody decides what follows, with who, when and to whom."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.urls import reverse

from clients.intake.models import RedFlagAnswer
from clients.intake.rules import RedFlagLevel
from clients.records.models import Client
from clients.red_flags.models import RedFlagDecision
from clients.red_flags.rules import CHOICES, DecisionChoice, DecisionData, lack_of
from clients.red_flags.services import decide
from practice.core.actor import NotAllowed, acting
from practice.core.clock import today_in
from practice.core.errors import DomainError
from practice.core.services import AlreadyDone
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 5)
WHOLE: dict[str, Any] = {"choice": "cleared", "decided_on": TODAY, "to_whom": "Dr. Vale"}


def kept(house: House) -> list[dict[str, Any]]:
    with acting(house.boss) as boss:
        rows = RedFlagDecision.objects.visible_to(boss).order_by("id")
        return [dict(row) for row in rows.values()]


@pytest.mark.parametrize("level", RedFlagLevel)
def test_each_level_has_its_choices(level: RedFlagLevel) -> None:
    whole = DecisionData(
        choice=CHOICES[level][0].value, decided_on=TODAY, to_whom="Dr. Vale", reason="Talked."
    )
    assert lack_of(level, whole, TODAY) is None
    adapted = DecisionData(choice="adapted", decided_on=TODAY, reason="No bending under load.")
    lack = lack_of(level, adapted, TODAY)
    assert (lack is None) is (level is RedFlagLevel.ADAPT)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"choice": ""}, "choice"),
        ({"choice": "diagnosed"}, "choice"),
        ({"decided_on": None}, "decided_on"),
        ({"decided_on": TODAY + timedelta(days=1)}, "decided_on"),
        ({"decided_on": TODAY - timedelta(days=3654)}, "decided_on"),
        ({"to_whom": " "}, "to_whom"),
        ({"choice": "referred", "to_whom": ""}, "to_whom"),
        ({"choice": "not_cleared", "to_whom": ""}, "to_whom"),
        ({"choice": "talked_over", "reason": " "}, "reason"),
    ],
)
def test_what_it_lacks_is_named(wrong: dict[str, Any], field: str) -> None:
    lack = lack_of(RedFlagLevel.REFER, DecisionData(**WHOLE | wrong), TODAY)
    assert lack is not None
    assert lack.field == field


def test_a_decision_is_kept_with_who_and_when(
    linden: House, answers: dict[str, RedFlagAnswer]
) -> None:
    answer, key = answers["refer"], uuid4()
    with acting(linden.actor(linden.practitioner)) as actor:
        said = DecisionData(**WHOLE | {"decided_on": today_in(actor.zone), "reason": " Her GP. "})
        decide(actor=actor, answer_id=answer.pk, said=said, key=key)
    with acting(linden.actor(linden.practitioner)) as actor, pytest.raises(AlreadyDone):
        decide(actor=actor, answer_id=answer.pk, said=said, key=key)
    (row,) = kept(linden)
    assert row["answer_id"] == answer.pk
    assert (row["choice"], row["to_whom"], row["reason"]) == ("cleared", "Dr. Vale", "Her GP.")
    assert row["decided_by_id"] == linden.practitioner.pk
    assert row["decided_at"].date() - said.decided_on < timedelta(days=2)


def test_what_is_wrong_writes_nothing(linden: House, answers: dict[str, RedFlagAnswer]) -> None:
    yes = answers["refer"].pk
    with acting(linden.boss) as boss:
        no = RedFlagAnswer.objects.visible_to(boss).filter(answer=False)[0].pk
    said = DecisionData(choice="cleared", decided_on=None, to_whom="Dr. Vale")
    with acting(linden.boss) as boss, pytest.raises(DomainError), transaction.atomic():
        decide(actor=boss, answer_id=yes, said=said)
    said = DecisionData(**WHOLE)
    for whose in (no, uuid4()):
        with acting(linden.boss) as boss, pytest.raises(Http404), transaction.atomic():
            decide(actor=boss, answer_id=whose, said=said)
    refused = (linden.actor(linden.assistant), NotAllowed)
    with acting(refused[0]) as actor, pytest.raises(refused[1]), transaction.atomic():
        decide(actor=actor, answer_id=yes, said=said)
    with acting(linden.actor(linden.trainee)) as actor, pytest.raises(Http404):
        decide(actor=actor, answer_id=yes, said=said)  # not one of theirs
    assert kept(linden) == []


def test_the_database_keeps_it_as_it_is(
    linden: House, nora: Client, answers: dict[str, RedFlagAnswer]
) -> None:
    with acting(linden.boss) as boss:
        decide(actor=boss, answer_id=answers["adapt"].pk, said=DecisionData(**WHOLE))
    before = kept(linden)
    for statement in (
        "UPDATE clients_redflagdecision SET choice = 'cleared'",
        "DELETE FROM clients_redflagdecision",
    ):
        with acting(linden.boss), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement)
    assert kept(linden) == before
    with acting(linden.as_client(nora)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM clients_redflagdecision")
        assert cursor.fetchone() == (0,)  # what was decided is told in person


def test_the_page_says_it_beside_the_field_and_keeps_what_was_typed(
    linden: House, nora: Client, answers: dict[str, RedFlagAnswer]
) -> None:
    browser = sign_in("practitioner@linden.example")
    page = reverse("red_flag_page", args=[answers["clearance"].pk])
    assert "Nobody has decided yet" in browser.get(page).content.decode()
    answer = browser.post(page, {"choice": "referred", "decided_on": "2026-01-05", "reason": "Ok"})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Say who it was" in body
    assert "Ok</textarea>" in body
    assert kept(linden) == []
    sent = {"choice": "referred", "decided_on": "2026-01-05", "to_whom": "Dr. Vale, 555 0100"}
    assert browser.post(page, sent).status_code == 302
    shown = browser.get(page).content.decode()
    assert "Dr. Vale, 555 0100" in shown
    assert "Decide anew" in shown
    client = " ".join(browser.get(reverse("client_page", args=[nora.pk])).content.decode().split())
    assert "Sent to a doctor; the answer is still out, Dr. Vale, 555 0100" in client
    assert "Safety: sent to a doctor" in client
    assert client.count("to decide") == 3


def test_the_newest_holds_and_the_earlier_stay(
    linden: House, answers: dict[str, RedFlagAnswer]
) -> None:
    with acting(linden.boss) as boss:
        for choice in (DecisionChoice.REFERRED, DecisionChoice.CLEARED):
            said = DecisionData(**WHOLE | {"choice": choice.value})
            decide(actor=boss, answer_id=answers["refer"].pk, said=said)
    page = reverse("red_flag_page", args=[answers["refer"].pk])
    body = sign_in("owner@linden.example").get(page).content.decode().partition("h-decided")[2]
    assert body.index("slow movement is all right") < body.index("the answer is still out")
    assert [row["choice"] for row in kept(linden)] == ["referred", "cleared"]
