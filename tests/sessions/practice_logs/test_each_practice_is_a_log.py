"""The portal's log: many a day, a repeat is the same, another's program is not found."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.errors import DomainError
from sessions.practice_logs.models import LogSource, PracticeLog, PracticeLogItem
from sessions.practice_logs.queries import get_practice_log
from sessions.practice_logs.services import LogData, edit_log, log_practice
from sessions.programs.models import HomeProgram, ProgramItem
from tests.cast import House, sign_in
from tests.sessions.practice_logs.sending import sent
from tests.sessions.programs import building


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    with acting(linden.boss) as boss:
        return building.running(boss, nora)


def _logs(house: House) -> list[PracticeLog]:
    with acting(house.boss) as boss:
        return list(PracticeLog.objects.visible_to(boss).order_by("id"))


def test_twice_a_day_is_two_logs(linden: House, program: HomeProgram) -> None:
    browser = sign_in("nora@clients.example")
    for line in ("morning", "evening"):
        answer = browser.post(f"/portal/practice/{program.pk}/", sent(line=line))
        assert answer["Location"] == "/portal/?kept=done"
    assert [(log.line, log.source) for log in _logs(linden)] == [
        ("morning", "portal"),
        ("evening", "portal"),
    ]


def test_the_same_key_is_the_same_log(linden: House, program: HomeProgram) -> None:
    browser = sign_in("nora@clients.example")
    key = uuid4()
    for line in ("first", "again"):
        browser.post(f"/portal/practice/{program.pk}/", sent(key, line=line))
    assert [log.line for log in _logs(linden)] == ["first"]


def test_what_was_said_is_kept_and_what_was_not_stays_unanswered(
    linden: House, program: HomeProgram
) -> None:
    with acting(linden.boss) as boss:
        item = ProgramItem.objects.visible_to(boss).get()
    data = sent(attention="5", ease_after="8", minutes="7", items=[str(item.pk)], line=" Soft ")
    sign_in("nora@clients.example").post(f"/portal/practice/{program.pk}/", data)
    (log,) = _logs(linden)
    assert (log.attention, log.ease_after, log.minutes, log.line) == (5, 8, 7, "Soft")
    assert (log.slowness, log.effort, log.pain_during, log.soreness_hours) == (None,) * 4
    with acting(linden.boss) as boss:
        assert PracticeLogItem.objects.visible_to(boss).get().item_id == item.pk


def test_a_skipped_one_keeps_its_reason_and_no_ratings(linden: House, program: HomeProgram) -> None:
    data = sent(done="no", skip_reason="tired", slowness="8", minutes="9")
    sign_in("nora@clients.example").post(f"/portal/practice/{program.pk}/", data)
    (log,) = _logs(linden)
    assert (log.done, log.skip_reason, log.slowness, log.minutes) == (False, "tired", None, None)


def test_another_clients_program_is_not_found_and_nothing_is_written(
    harbour: House, omar: Client, linden: House, program: HomeProgram
) -> None:
    browser = sign_in("omar@clients.example")
    address = f"/portal/practice/{program.pk}/"
    assert browser.get(address).status_code == 404
    assert browser.post(address, sent()).status_code == 404
    assert _logs(linden) == []
    assert _logs(harbour) == []


def test_a_colleague_has_no_portal(linden: House, program: HomeProgram) -> None:
    browser = sign_in("practitioner@linden.example")
    assert browser.post(f"/portal/practice/{program.pk}/", sent()).status_code == 403
    assert _logs(linden) == []


NOT_IN_IT = ("Choose from what is in the program.", "items")


@pytest.fixture
def foreign(linden: House, nora: Client) -> ProgramItem:
    with acting(linden.boss) as boss:
        other = building.draft(boss, nora)
        return ProgramItem.objects.visible_to(boss).get(home_program=other)


def test_an_item_of_another_program_is_refused_in_words(
    linden: House, nora: Client, program: HomeProgram, foreign: ProgramItem
) -> None:
    with (
        acting(linden.as_client(nora)) as actor,
        pytest.raises(DomainError) as refused,
        transaction.atomic(),
    ):
        log_practice(
            actor=actor,
            home_program_id=program.pk,
            data=LogData(done=True, item_ids=[foreign.pk]),
            source=LogSource.API,
            client_key=uuid4(),
        )
    assert (str(refused.value.message), refused.value.field) == NOT_IN_IT
    assert _logs(linden) == []


def test_a_log_is_not_changed_into_one_of_another_program(
    linden: House, nora: Client, program: HomeProgram, foreign: ProgramItem
) -> None:
    browser = sign_in("nora@clients.example")
    browser.post(f"/portal/practice/{program.pk}/", sent(line="as it was"))
    (log,) = _logs(linden)
    with acting(linden.as_client(nora)) as actor:
        held = get_practice_log(actor, log.pk, "practice_log.write", hold=True)
        with pytest.raises(DomainError) as refused:
            edit_log(actor=actor, log=held, data=LogData(done=True, item_ids=[foreign.pk]))
    assert (str(refused.value.message), refused.value.field) == NOT_IN_IT
    assert [one.line for one in _logs(linden)] == ["as it was"]


def test_a_log_can_be_changed_for_a_day(linden: House, program: HomeProgram) -> None:
    wrote = datetime(2026, 12, 10, 15, tzinfo=UTC)
    with time_machine.travel(wrote, tick=False):
        browser = sign_in("nora@clients.example")
        browser.post(f"/portal/practice/{program.pk}/", sent(line="first", slowness="8"))
    (log,) = _logs(linden)
    address = f"/portal/logs/{log.pk}/"
    with time_machine.travel(wrote + timedelta(hours=23), tick=False):
        browser = sign_in("nora@clients.example")
        answer = browser.post(address, sent(log.client_key, line="better said"))
        assert answer["Location"] == "/portal/?kept=changed"
    with time_machine.travel(wrote + timedelta(hours=25), tick=False):
        browser = sign_in("nora@clients.example")
        assert browser.get(address)["Location"] == "/portal/"
        late = browser.post(address, sent(log.client_key, line="typed too late"))
        assert late.status_code == 422
        assert "typed too late" in late.content.decode()
        assert "A day has passed" in late.content.decode()
    (log,) = _logs(linden)
    assert (log.line, log.slowness, log.logged_at) == ("better said", None, wrote)


def test_another_clients_log_is_not_found(
    harbour: House, omar: Client, linden: House, program: HomeProgram
) -> None:
    sign_in("nora@clients.example").post(f"/portal/practice/{program.pk}/", sent(line="mine"))
    (log,) = _logs(linden)
    browser = sign_in("omar@clients.example")
    assert browser.get(f"/portal/logs/{log.pk}/").status_code == 404
    assert browser.post(f"/portal/logs/{log.pk}/", sent(line="yours")).status_code == 404
    assert _logs(linden)[0].line == "mine"
