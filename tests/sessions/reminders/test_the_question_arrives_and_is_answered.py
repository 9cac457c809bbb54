"""Whether reminders still help: asked by day, beside other mails, and told if it did not arrive."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import Actor, acting, enter_as
from practice.core.clock import clock_at, now
from practice.outbox.kinds import NotWanted, render_for
from practice.outbox.models import Message
from practice.outbox.rules import UNCAPPED
from sessions.practice_logs.ending import end_links
from sessions.programs.models import HomeProgram
from sessions.reminders.rules import NIGHT, NO_QUIET, QUESTION, Quiet, first_moment
from sessions.reminders.services import change_reminders
from tests.cast import House, sign_in
from tests.practice.outbox.live import plan_for
from tests.sessions.reminders.test_steps_are_taken_and_told import (
    SEVEN,
    asked,
    running,
    sent,
    steps,
    tick,
    verbs,
)

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


def _ten(boss: Actor, nora: Client) -> HomeProgram:
    program = running(boss, nora, stage=2, stage_since=(SEVEN - timedelta(days=3)).date())
    sent(boss, program, range(1, 11))
    return program


@pytest.mark.parametrize("verb", ["more", "less", "freeze"])
def test_who_presses_a_button_was_heard(
    linden: House, boss: Actor, nora: Client, verb: str
) -> None:
    verbs(linden, nora, _ten(boss, nora), verb)
    enter_as(boss)
    tick(boss)
    assert "asked" not in [kind for kind, _from, _to in steps(boss)]


@pytest.mark.parametrize("is_theirs", [True, False])
def test_only_who_saves_their_own_was_heard(
    linden: House, boss: Actor, nora: Client, is_theirs: bool
) -> None:
    program = _ten(boss, nora)
    plan = plan_for(linden, program)
    actor = linden.as_client(nora) if is_theirs else linden.boss
    with clock_at(SEVEN - timedelta(minutes=1)), acting(actor):
        change_reminders(
            actor=actor,
            plan=plan,
            on=True,
            days=program.days,
            times=program.times,
            detail=True,
            version=program.version,
        )
    enter_as(boss)
    tick(boss)
    assert ("asked" in [kind for kind, _from, _to in steps(boss)]) is not is_theirs


def test_what_was_answered_first_stands_and_is_said(
    linden: House, boss: Actor, nora: Client
) -> None:
    program, _link = asked(boss, nora)
    plan = plan_for(linden, program)
    browser, told = sign_in(nora.email), []
    for answer in ("no", "no", "yes"):
        post = {"plan": plan.pk, "answer": answer}
        page = browser.post("/portal/reminders/", post, follow=True).content.decode()
        told.append(("They stay away" in page, "They go on" in page, "reminders are off" in page))
    assert told == [(True, False, False), (True, False, False), (False, False, True)]
    assert plan_for(linden, program).state == "off"


def test_its_link_ends_with_those_of_earlier_mails(
    linden: House, boss: Actor, nora: Client
) -> None:
    program, link = asked(boss, nora)
    client, browser = linden.as_client(nora), Browser()
    for ended, status in ((timedelta(hours=1), 200), (timedelta(0), 410)):
        with clock_at(now() - ended), acting(client):
            end_links(actor=client, client_id=nora.pk)
        assert browser.get(link).status_code == status
    assert browser.post(link, {"answer": "yes"}).status_code == 410
    assert "This link was ended" in browser.get(link).content.decode()
    assert plan_for(linden, program).asked_at is not None
