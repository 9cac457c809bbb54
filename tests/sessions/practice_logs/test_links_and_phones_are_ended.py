"""Links of mails and phones are ended by the client or the practice, and say so in words."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import now, today_in
from sessions.practice_logs.models import EndedLinks, PracticeLog
from sessions.programs.models import HomeProgram
from tests.cast import House, sign_in
from tests.sessions.practice_logs.phones import submit, token_of, waited
from tests.sessions.practice_logs.sending import link_for, sent
from tests.sessions.programs import building

NORA = "nora@clients.example"
MINE = "/portal/reminders/"
END = {"end_links": "1"}


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def program(clock: Any, linden: House, nora: Client) -> HomeProgram:
    with acting(linden.boss) as boss:
        return building.running(boss, nora)


def _ended(house: House) -> list[EndedLinks]:
    with acting(house.boss) as boss:
        return list(EndedLinks.objects.visible_to(boss).order_by("ended_at"))


def _logs(house: House) -> int:
    with acting(house.boss) as boss:
        return PracticeLog.objects.visible_to(boss).count()


def _link(nora: Client, program: HomeProgram) -> str:
    return link_for(program, today_in(nora.timezone).isoformat())


def test_a_link_that_was_ended_says_so_and_logs_nothing(
    clock: Any, linden: House, nora: Client, program: HomeProgram
) -> None:
    link = _link(nora, program)
    assert Browser().get(link).status_code == 200
    clock.shift(timedelta(minutes=1))
    assert sign_in(NORA).post(MINE, END)["Location"] == MINE
    (ended,) = _ended(linden)
    assert (ended.client_id, ended.ended_by_id, ended.guardian_id) == (nora.pk, None, None)
    for answer in (Browser().get(link), Browser().post(link, sent(line="typed all the same"))):
        assert answer.status_code == 410
        assert "This link was ended" in answer.content.decode()
    assert "typed all the same" in answer.content.decode()  # to be copied
    assert _logs(linden) == 0


def test_a_mail_that_goes_afterwards_opens_as_ever(
    clock: Any, linden: House, nora: Client, program: HomeProgram
) -> None:
    sign_in(NORA).post(MINE, END)
    clock.shift(timedelta(seconds=1))
    assert Browser().post(_link(nora, program), sent()).status_code == 200
    assert _logs(linden) == 1


def test_a_phone_that_was_ended_is_told_and_goes_on_after_signing_in(
    clock: Any, linden: House, nora: Client, program: HomeProgram
) -> None:
    token, today = token_of(linden, nora, program), today_in(nora.timezone).isoformat()
    clock.shift(timedelta(minutes=1))
    sign_in(NORA).post(MINE, END)
    answer = submit(token, waited(today))
    assert (answer.status_code, answer.json()["code"]) == (401, "revoked")
    assert "Sign in and open your practice" in answer.json()["words"]
    assert _logs(linden) == 0
    clock.shift(timedelta(seconds=1))
    assert submit(token_of(linden, nora, program), waited(today)).status_code == 201
    assert _logs(linden) == 1


def test_the_practice_ends_them_and_who_reads_no_story_does_not(
    clock: Any, linden: House, nora: Client, program: HomeProgram
) -> None:
    link, page = _link(nora, program), f"/clients/{nora.pk}/mails/"
    clock.shift(timedelta(minutes=1))
    assistant = sign_in("assistant@linden.example")
    assert "Links and phones" not in assistant.get(page).content.decode()
    assert assistant.post(page, END).status_code == 403
    assert _ended(linden) == []
    practitioner = sign_in("practitioner@linden.example")
    assert practitioner.post(page, END)["Location"] == page
    assert "Ended last on" in practitioner.get(page).content.decode()
    assert [one.ended_by_id for one in _ended(linden)] == [linden.practitioner.pk]
    assert Browser().get(link).status_code == 410


def test_of_another_client_nothing_is_ended(
    clock: Any, harbour: House, omar: Client, linden: House, nora: Client, program: HomeProgram
) -> None:
    link = _link(nora, program)
    clock.shift(timedelta(minutes=1))
    sign_in("omar@clients.example").post(MINE, END)
    assert (
        sign_in("owner@harbour.example").post(f"/clients/{nora.pk}/mails/", END).status_code == 404
    )
    assert Browser().get(link).status_code == 200
    assert _ended(linden) == []


def test_what_was_ended_stays_ended(linden: House, nora: Client, program: HomeProgram) -> None:
    sign_in(NORA).post(MINE, END)
    (ended,) = _ended(linden)
    rows = EndedLinks._base_manager.filter(pk=ended.pk)
    for change in (rows.delete, lambda: rows.update(ended_at=now() - timedelta(days=9))):
        with acting(linden.boss), pytest.raises(DatabaseError), transaction.atomic():
            change()
