"""The radar in the API: read with its reasons, by whom it is for, and never written."""

import pytest

from practice.team.rules import Scope
from tests.api.calling import caller, send, token_for
from tests.cast import House
from tests.sessions.progress.radar.telling import Teller

pytestmark = pytest.mark.django_db


def test_the_newest_verdict_with_every_signal(teller: Teller) -> None:
    work = teller.work()
    for days, number in ((90, 7), (40, 4), (2, 7)):
        teller.answer(work, days, number)
    there = f"/api/v1/clients/{teller.client.pk}/radar/"
    browser = caller(token_for(teller.house, teller.house.practitioner))
    assert browser.get(there).status_code == 404
    teller.judge()
    said = browser.get(there).json()
    assert (said["level"], said["points"], said["leading"]) == ("watch", 3, "pain")
    assert (said["day"], said["settings_version"]) == (teller.ago(0).isoformat(), 0)
    assert said["reasons"][0] == {
        "signal": "pain",
        "state": "speaks",
        "points": 3,
        "words": "Pain is at 7. It began at 7 and had fallen to 4 (of 10).",
        "since": teller.ago(2).isoformat(),
    }
    assert len(said["reasons"]) == 10
    assert send(browser, "post", f"clients/{teller.client.pk}/radar/").status_code == 403


def test_who_it_is_not_for(teller: Teller, harbour: House) -> None:
    teller.judge()
    there = f"/api/v1/clients/{teller.client.pk}/radar/"
    house = teller.house
    answers = {
        "assistant": caller(token_for(house, house.assistant)).get(there).status_code,
        "trainee": caller(token_for(house, house.trainee)).get(there).status_code,
        "scope": caller(token_for(house, house.owner, Scope.MEASURES_READ)).get(there).status_code,
        "elsewhere": caller(token_for(harbour, harbour.owner)).get(there).status_code,
    }
    assert answers == {"assistant": 403, "trainee": 404, "scope": 403, "elsewhere": 404}
