"""Sore for longer than 36 hours, or worse: the program rests until it is talked over."""

from uuid import uuid4

import pytest

import sessions.practice_logs.services as log_services
from clients.records.models import Client
from practice.core.actor import acting
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram
from tests.cast import House, sign_in
from tests.sessions.practice_logs.sending import sent
from tests.sessions.programs import building


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    with acting(linden.boss) as boss:
        return building.running(boss, nora)


def _state(house: House) -> str:
    with acting(house.boss) as boss:
        return HomeProgram.objects.visible_to(boss).get().state


@pytest.mark.parametrize("said", [{"soreness_hours": "37"}, {"worse": "on"}])
def test_it_pauses_and_the_page_says_to_be_in_touch(
    linden: House, program: HomeProgram, said: dict[str, str]
) -> None:
    browser = sign_in("nora@clients.example")
    answer = browser.post(f"/portal/practice/{program.pk}/", sent(**said), follow=True)
    page = answer.content.decode()
    assert "Be in touch with us" in page
    assert "owner@linden.example" in page
    assert "/portal/practice/" not in page
    assert _state(linden) == "paused"


@pytest.mark.parametrize("said", [{"soreness_hours": "36"}, {"pain_during": "4"}, {}])
def test_less_than_that_does_not(linden: House, program: HomeProgram, said: dict[str, str]) -> None:
    sign_in("nora@clients.example").post(f"/portal/practice/{program.pk}/", sent(**said))
    assert _state(linden) == "active"


def test_the_rule_is_what_pauses(
    linden: House, program: HomeProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_services, "is_flare", lambda hours, worse: False)
    browser = sign_in("nora@clients.example")
    browser.post(f"/portal/practice/{program.pk}/", sent(worse="on"))
    assert _state(linden) == "active"


def test_the_press_repeated_after_the_pause_is_still_one_log(
    linden: House, program: HomeProgram
) -> None:
    browser = sign_in("nora@clients.example")
    data = sent(uuid4(), worse="on")
    answers = [browser.post(f"/portal/practice/{program.pk}/", data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert browser.post(f"/portal/practice/{program.pk}/", sent()).status_code == 422
    with acting(linden.boss) as boss:
        assert PracticeLog.objects.visible_to(boss).count() == 1


def test_only_the_practice_goes_on_with_it(linden: House, program: HomeProgram) -> None:
    client = sign_in("nora@clients.example")
    client.post(f"/portal/practice/{program.pk}/", sent(worse="on"))
    assert client.post(f"/programs/{program.pk}/resume/").status_code == 403
    assert _state(linden) == "paused"
    sign_in("practitioner@linden.example").post(f"/programs/{program.pk}/resume/")
    assert _state(linden) == "active"
