"""A birth date says whether guardians sign: who may not end their part does not do so by it."""

from datetime import date

import pytest

from clients.guardians.services import end_guardian
from clients.records.models import Client
from practice.core.actor import acting
from practice.core.models import Membership
from tests.api.calling import caller, send, token_for
from tests.cast import House, sign_in
from tests.clients.guardians.cast import BORN, child, guarded

pytestmark = pytest.mark.django_db
EARLIER, OF_AGE = date(2013, 5, 3), date(1990, 5, 3)
WORDS = "By this date guardians no longer sign, or sign again"


@pytest.fixture
def mika(linden: House) -> Client:
    return child(linden)


def change(who: str, client: Client, born: date | None) -> tuple[int, bool]:
    """By the page: the status, and whether the words stand beside the birth date."""
    sent = {"given_name": "Mika", "family_name": "Moor", "timezone": "America/Denver"}
    told = {"birth_date": born.isoformat() if born else "", "version": client.version}
    browser = sign_in(f"{who}@linden.example")
    answer = browser.post(f"/clients/{client.pk}/edit/", sent | told)
    if answer.status_code == 302:
        return 302, False
    return answer.status_code, WORDS in str(answer.context["form"].errors["birth_date"])


def call(house: House, member: Membership, client: Client, born: date | None) -> tuple[int, bool]:
    """The same by the API."""
    told = {"birth_date": born.isoformat() if born else None, "version": client.version}
    answer = send(caller(token_for(house, member)), "patch", f"clients/{client.pk}/", told)
    said = [one["detail"] for one in answer.json().get("errors", []) if one["attr"] == "birth_date"]
    return answer.status_code, any(WORDS in one for one in said)


def born(house: House, client: Client) -> date | None:
    with acting(house.boss) as boss:
        return Client.objects.visible_to(boss).get(pk=client.pk).birth_date


@pytest.mark.parametrize("wanted", [OF_AGE, None])
def test_an_assistant_makes_nobody_of_age(linden: House, mika: Client, wanted: date | None) -> None:
    guarded(linden, mika)
    assert change("assistant", mika, wanted) == (422, True)
    assert call(linden, linden.assistant, mika, wanted) == (422, True)
    assert born(linden, mika) == BORN


def test_nor_under_age_again(linden: House, mika: Client) -> None:
    guarded(linden, mika)
    with acting(linden.boss) as boss:
        Client.objects.visible_to(boss).filter(pk=mika.pk).update(birth_date=OF_AGE)
    assert change("assistant", mika, BORN) == (422, True)
    assert born(linden, mika) == OF_AGE


def test_another_day_that_changes_nothing_of_it_is_corrected(linden: House, mika: Client) -> None:
    guarded(linden, mika)
    assert change("assistant", mika, EARLIER) == (302, False)
    assert born(linden, mika) == EARLIER


@pytest.mark.parametrize("was", ["never", "ended"])
def test_without_a_guardian_it_is_corrected(linden: House, mika: Client, was: str) -> None:
    if was == "ended":
        guardian = guarded(linden, mika)
        with acting(linden.boss) as boss:
            end_guardian(actor=boss, guardian=guardian)
    assert call(linden, linden.assistant, mika, OF_AGE) == (200, False)
    assert born(linden, mika) == OF_AGE


def test_who_may_end_their_part_may(linden: House, mika: Client) -> None:
    guarded(linden, mika)
    assert call(linden, linden.practitioner, mika, OF_AGE) == (200, False)
    with acting(linden.boss) as boss:
        mika = Client.objects.visible_to(boss).get(pk=mika.pk)
    assert change("practitioner", mika, BORN) == (302, False)
    assert born(linden, mika) == BORN
    mika.version += 1
    assert change("practitioner", mika, OF_AGE) == (302, False)
    assert born(linden, mika) == OF_AGE
