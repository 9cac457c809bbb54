"""Whether reminders still help: asked by day, beside other mails, and told if it did not arrive."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from clients.records.models import Client
from practice.core.actor import Actor, enter_as
from practice.core.clock import clock_at
from practice.outbox.kinds import NotWanted, render_for
from practice.outbox.models import Message
from practice.outbox.rules import UNCAPPED
from sessions.reminders.rules import NIGHT, NO_QUIET, QUESTION, Quiet, first_moment
from tests.cast import House, sign_in
from tests.sessions.reminders.test_steps_are_taken_and_told import SEVEN, running, sent, tick

DENVER = ZoneInfo("America/Denver")
QUIET_AT_SEVEN = {"quiet_from": time(21), "quiet_until": time(8)}


@pytest.fixture
def boss(linden: House, nora: Client) -> Actor:
    """Linden's owner, acting."""
    enter_as(linden.boss)
    return linden.boss


def _question(boss: Actor, nora: Client, **of_plan: time) -> Message:
    program = running(boss, nora, **of_plan)
    sent(boss, program, range(1, 11))
    assert tick(boss) == 1
    return Message.objects.visible_to(boss).get(kind=QUESTION)


@pytest.mark.parametrize(
    ("hour", "quiet", "day", "goes"),
    [
        (8, NIGHT, 1, 8),
        (6, NIGHT, 1, 7),
        (22, NIGHT, 2, 7),
        (7, NIGHT, 1, 7),
        (13, Quiet(time(12), time(14)), 1, 14),
        (3, NO_QUIET, 1, 3),
    ],
)
def test_a_mail_waits_for_the_end_of_quiet_hours(
    hour: int, quiet: Quiet, day: int, goes: int
) -> None:
    at = datetime(2026, 6, 1, hour, tzinfo=DENVER)
    assert first_moment(at, DENVER, quiet) == datetime(2026, 6, day, goes, tzinfo=DENVER)


def test_it_is_asked_by_day(boss: Actor, nora: Client) -> None:
    question = _question(boss, nora, **QUIET_AT_SEVEN)
    assert question.due_at == SEVEN + timedelta(hours=1)
    assert question.expires_at == SEVEN + timedelta(hours=14)
    with clock_at(SEVEN), pytest.raises(NotWanted, match="quiet hours"):
        render_for(QUESTION)(boss, question)
    with clock_at(question.due_at):
        assert render_for(QUESTION)(boss, question).to_address == nora.email


def test_without_quiet_hours_it_may_leave_for_a_week(boss: Actor, nora: Client) -> None:
    question = _question(boss, nora)
    assert (question.due_at, question.expires_at) == (SEVEN, SEVEN + timedelta(days=7))


def test_other_mails_of_a_day_do_not_keep_it_back() -> None:
    assert QUESTION in UNCAPPED


@pytest.mark.parametrize(
    ("state", "is_lost"), [("planned", False), ("sent", False), ("expired", True), ("failed", True)]
)
def test_the_practice_reads_that_it_did_not_go(
    boss: Actor, nora: Client, state: str, is_lost: bool
) -> None:
    _question(boss, nora)
    Message.objects.visible_to(boss).filter(kind=QUESTION).update(state=state)
    browser = sign_in("practitioner@linden.example")
    page = browser.get(f"/clients/{nora.pk}/reminders/").content.decode()
    assert "None go until they say so." in page
    assert ("did not go out" in page) is is_lost
