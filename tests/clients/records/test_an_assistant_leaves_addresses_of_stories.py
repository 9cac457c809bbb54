"""Whoever may not read a story cannot lead its invitation to an address of their own."""

import pytest

from clients.records.models import Client, Episode
from clients.records.queries import get_client
from clients.records.rules import EpisodeOutcome
from clients.records.services import ClientData, close_episode, create_client, open_episode
from practice.core.actor import acting
from tests.cast import House, sign_in

THEIRS = {"given_name": "Lena", "email": "me@elsewhere.example", "timezone": "America/Denver"}
WORDS = "Ask somebody who gives lessons"


@pytest.fixture
def lena(linden: House) -> Client:
    with acting(linden.boss) as boss:
        return create_client(
            actor=boss, data=ClientData(given_name="Lena", email="lena@clients.example")
        )


def _email(house: House, client: Client) -> str:
    with acting(house.boss) as boss:
        return get_client(boss, client.pk).email


def _opened(house: House, client: Client) -> Episode:
    with acting(house.boss) as boss:
        return open_episode(actor=boss, client=client, concern="A stiff neck")


def test_of_an_enquiry_they_may_correct_it(linden: House, lena: Client) -> None:
    browser = sign_in("assistant@linden.example")
    answer = browser.post(f"/clients/{lena.pk}/edit/", THEIRS | {"version": "1"})
    assert answer.status_code == 302
    assert _email(linden, lena) == "me@elsewhere.example"


@pytest.mark.parametrize("closed", [False, True])
def test_of_whoever_has_told_their_story_they_may_not(
    linden: House, lena: Client, closed: bool
) -> None:
    episode = _opened(linden, lena)
    if closed:
        with acting(linden.boss) as boss:
            close_episode(
                actor=boss,
                episode=episode,
                outcome=EpisodeOutcome.MOVED_ON,
                reason="moved",
            )
    version = {"version": str(lena.version)}
    browser = sign_in("assistant@linden.example")
    answer = browser.post(f"/clients/{lena.pk}/edit/", THEIRS | version)
    assert answer.status_code == 422
    assert WORDS in answer.content.decode()
    assert _email(linden, lena) == "lena@clients.example"
    rest = THEIRS | version | {"email": "Lena@clients.example", "phone": "123 45"}
    assert browser.post(f"/clients/{lena.pk}/edit/", rest).status_code == 302


def test_of_whoever_signs_in_already_they_may_not(linden: House, nora: Client) -> None:
    data = THEIRS | {"given_name": "Nora", "version": str(nora.version)}
    answer = sign_in("assistant@linden.example").post(f"/clients/{nora.pk}/edit/", data)
    assert answer.status_code == 422
    assert _email(linden, nora) == "nora@clients.example"


def test_who_gives_lessons_may(linden: House, lena: Client) -> None:
    _opened(linden, lena)
    data = THEIRS | {"version": str(lena.version)}
    answer = sign_in("practitioner@linden.example").post(f"/clients/{lena.pk}/edit/", data)
    assert answer.status_code == 302
    assert _email(linden, lena) == "me@elsewhere.example"
