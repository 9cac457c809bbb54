"""“Send me one now”: a mail marked as a test, through the outbox, a few a day."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import clock_at
from practice.core.errors import DomainError
from practice.outbox.kinds import NotWanted, render_for
from practice.outbox.models import Message
from sessions.programs.models import HomeProgram
from sessions.reminders.models import ReminderPlan
from sessions.reminders.rules import TEST
from sessions.reminders.services import send_test, stop_reminders
from tests.cast import House, sign_in
from tests.practice.outbox.live import add_program, all_messages, plan_for

URL = "/portal/reminders/"
NIGHT = datetime(2026, 6, 1, 23, tzinfo=ZoneInfo("America/Denver"))


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    """Nora practises at seven each day."""
    with acting(linden.boss) as boss:
        return add_program(boss, nora, [time(7)])


def test_it_is_marked_and_says_where_it_went(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    plan, browser = plan_for(linden, program), sign_in(nora.email)
    assert "Send me one now" in browser.get(URL).content.decode()
    answer = browser.post(URL, {"test": "1", "plan": plan.pk}, follow=True)
    assert f"A test is on its way to {nora.email}." in answer.content.decode()
    [message] = all_messages(linden)
    assert (message.kind, message.slot, message.urgent) == (TEST, "test 1", True)
    assert (message.person_id, message.recipient_id) == (nora.pk, None)
    with acting(linden.boss) as boss:
        mail = render_for(TEST)(boss, message)
    assert mail.subject == "Test: A few minutes for yourself"
    assert "A test that you asked for" in mail.text
    assert "A test that you asked for" in mail.html
    assert "/l/unsubscribe/" in mail.unsubscribe_url


def test_three_a_day_and_each_is_a_row_of_its_own(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    plan, actor = plan_for(linden, program), linden.as_client(nora)
    with clock_at(NIGHT), acting(actor):  # whoever asks at night is awake
        for _number in range(3):
            assert send_test(actor=actor, plan_id=plan.pk) == nora.email
        with pytest.raises(DomainError, match="3 tests a day"):
            send_test(actor=actor, plan_id=plan.pk)
    assert [m.slot for m in all_messages(linden)] == ["test 1", "test 2", "test 3"]
    tomorrow = NIGHT.replace(day=2)
    with clock_at(tomorrow), acting(actor):
        send_test(actor=actor, plan_id=plan.pk)


@pytest.mark.parametrize("why", ["stopped", "off", "paused", "no address"])
def test_what_keeps_reminders_from_coming_keeps_the_test(
    linden: House, nora: Client, program: HomeProgram, why: str
) -> None:
    plan, actor = plan_for(linden, program), linden.as_client(nora)
    with acting(linden.boss) as boss:
        if why == "stopped":
            stop_reminders(actor=boss, client_id=nora.pk)
        elif why == "off":
            ReminderPlan.objects.visible_to(boss).update(state="off")
        elif why == "paused":
            HomeProgram.objects.visible_to(boss).update(state="paused")
        else:
            Client.objects.visible_to(boss).filter(pk=nora.pk).update(email="")
    with acting(actor), pytest.raises(DomainError):
        send_test(actor=actor, plan_id=plan.pk)
    assert all_messages(linden) == []


def test_a_test_that_waits_goes_with_an_opt_out(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    plan, actor = plan_for(linden, program), linden.as_client(nora)
    with acting(actor):
        send_test(actor=actor, plan_id=plan.pk)
        stop_reminders(actor=actor, client_id=nora.pk)
    [message] = all_messages(linden)
    assert message.state == "cancelled"
    with acting(linden.boss) as boss, pytest.raises(NotWanted):
        render_for(TEST)(boss, message)


@pytest.mark.parametrize("named", ["x", "0197f000-0000-7000-8000-000000000000"])
def test_nobody_tries_what_is_not_theirs(
    linden: House, nora: Client, harbour: House, omar: Client, program: HomeProgram, named: str
) -> None:
    plan = plan_for(linden, program)
    for test in (named, str(plan.pk)):
        assert sign_in(omar.email).post(URL, {"test": "1", "plan": test}).status_code == 404
    with acting(linden.boss) as boss:
        assert not Message.objects.visible_to(boss).exists()
