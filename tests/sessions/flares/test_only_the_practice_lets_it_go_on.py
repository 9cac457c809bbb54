"""A program that rests after a flare goes on when the practice says so, and only then."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import NotAllowed, acting
from practice.outbox.models import Message
from sessions.flares.models import Flare
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram
from sessions.programs.queries import get_home_program
from sessions.programs.services import pause_program, resume_program
from tests.cast import House, sign_in
from tests.sessions.flares.telling import flares, go_on, mails, say, state
from tests.sessions.practice_logs.sending import link_for, sent

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 12, 11, 3, 30, tzinfo=UTC)


def log_of(house: House) -> PracticeLog:
    with acting(house.boss) as boss:
        return PracticeLog.objects.visible_to(boss).get()


@pytest.mark.parametrize("who", ["nora@clients.example", "assistant@linden.example"])
def test_neither_the_client_nor_who_gives_no_lessons(
    linden: House, program: HomeProgram, who: str
) -> None:
    say(program)
    assert sign_in(who).post(f"/programs/{program.pk}/resume/").status_code == 403
    assert state(linden) == "paused"
    assert flares(linden)[0].settled_at is None


def test_no_call_in_the_name_of_the_client_either(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    say(program)
    with acting(linden.as_client(nora)) as actor:
        found = get_home_program(actor, program.pk)
        with pytest.raises(NotAllowed):
            resume_program(actor=actor, home_program=found)
    assert state(linden) == "paused"


def test_the_database_settles_nothing_in_the_portal(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    say(program)
    table = Flare._meta.db_table
    with acting(linden.as_client(nora)), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET settled_at = now()")  # noqa: S608
        assert cursor.rowcount == 0
    with acting(linden.boss), connection.cursor() as cursor, transaction.atomic():
        cursor.execute(f"UPDATE {table} SET settled_at = now()")  # noqa: S608
        assert cursor.rowcount == 1


def test_the_practitioner_does_and_it_is_told_who(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    say(program)
    browser = sign_in("practitioner@linden.example")
    page = browser.get(f"/clients/{nora.pk}/").content.decode()
    assert "Practice was too much: the program rests" in page
    assert "Worse than before: the program rests" in page
    browser.post(f"/programs/{program.pk}/resume/")
    assert state(linden) == "active"
    (flare,) = flares(linden)
    assert flare.settled_by == linden.practitioner
    page = browser.get(f"/clients/{nora.pk}/").content.decode()
    assert "Practice was too much: the program rests" not in page
    assert "Talked over: no longer resting" in page
    assert ", by Practitioner" in page


def test_today_shows_it_first(linden: House, nora: Client, program: HomeProgram) -> None:
    say(program)
    page = sign_in("practitioner@linden.example").get("/").content.decode()
    needs = page.split('<ol class="needs">')[1]
    assert "Nora Ng" in needs.split("</li>")[0]
    assert "practice was too much, the program rests" in needs.split("</h3>")[0]
    assert f"/programs/{program.pk}/" in needs.split("</a>")[0]
    assert "too much" not in sign_in("assistant@linden.example").get("/").content.decode()
    go_on(linden, program)
    assert "too much" not in sign_in("practitioner@linden.example").get("/").content.decode()


@time_machine.travel(EVENING, tick=False)
def test_from_the_mails_link_too(linden: House, program: HomeProgram) -> None:
    browser, address = Browser(), link_for(program, "2026-12-10")
    assert 'name="worse"' in browser.get(address).content.decode()
    page = browser.post(address, sent(soreness_hours="40")).content.decode()
    assert "Be in touch with us" in page
    assert "owner@linden.example" in page
    assert "Another one" not in page
    assert state(linden) == "paused"
    assert [(one.source, one.soreness_hours) for one in flares(linden)] == [("mail_link", 40)]
    assert len(mails(linden)) == 1


def test_a_word_that_is_corrected_pauses_and_is_told(linden: House, program: HomeProgram) -> None:
    say(program, soreness_hours="3")
    browser, path = sign_in("nora@clients.example"), f"/portal/logs/{log_of(linden).pk}/"
    page = browser.post(path, sent(soreness_hours="60"), follow=True).content.decode()
    assert "Your practice is resting" in page
    assert (state(linden), len(mails(linden))) == ("paused", 1)


def test_what_was_talked_over_does_not_pause_again_by_another_word(
    linden: House, program: HomeProgram
) -> None:
    say(program, soreness_hours="40")
    go_on(linden, program)
    browser, path = sign_in("nora@clients.example"), f"/portal/logs/{log_of(linden).pk}/"
    browser.post(path, sent(soreness_hours="40", line="It was the garden"))
    assert state(linden) == "active"
    browser.post(path, sent(soreness_hours="41"))
    assert state(linden) == "paused"


def test_the_practice_hears_of_it_too_when_it_rests_already(
    linden: House, program: HomeProgram
) -> None:
    say(program, soreness_hours="3")
    with acting(linden.boss) as boss:
        found = get_home_program(boss, program.pk, "program.write", hold=True)
        pause_program(actor=boss, home_program=found)
    browser, path = sign_in("nora@clients.example"), f"/portal/logs/{log_of(linden).pk}/"
    browser.post(path, sent(worse="on"))
    assert (state(linden), len(flares(linden)), len(mails(linden))) == ("paused", 1, 1)


def test_reminders_rest_with_it(linden: House, nora: Client, program: HomeProgram) -> None:
    with acting(linden.boss) as boss:
        planned = Message(
            practice_id=boss.practice_id,
            kind="practice_reminder",
            person_id=nora.pk,
            subject_id=program.pk,
            local_date=datetime(2026, 12, 11, tzinfo=UTC).date(),
            due_at=EVENING,
        )
        planned.save(force_insert=True)
    say(program)
    with acting(linden.boss) as boss:
        assert Message.objects.visible_to(boss).get(pk=planned.pk).state == "cancelled"
