"""Steps of a plan: taken by the planner in few statements, kept for good, told to both sides."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.records.models import Client
from practice.core.actor import Actor, acting, enter_as
from practice.core.clock import clock_at
from practice.core.errors import DomainError
from practice.core.links import Link, link_token
from practice.outbox.kinds import NotWanted, render_for
from practice.outbox.models import Message
from practice.outbox.services import Planned, plan_messages
from sessions.practice_logs.models import LogSource, PracticeLog
from sessions.programs.models import HomeProgram
from sessions.reminders.fading import Stage, StepKind
from sessions.reminders.models import ReminderPlan, ReminderStep
from sessions.reminders.rules import KIND, QUESTION
from sessions.reminders.services import (
    change_stage,
    follow_program,
    plan_due_reminders,
    suggest_stage,
)
from tests.cast import House, sign_in
from tests.practice.outbox.live import add_client, add_program, plan_for

DENVER = ZoneInfo("America/Denver")
TODAY = date(2026, 6, 29)  # a Monday
SEVEN = datetime(2026, 6, 29, 7, tzinfo=DENVER)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def boss(linden: House, nora: Client) -> Actor:
    """Linden's owner, acting."""
    enter_as(linden.boss)
    return linden.boss


def running(boss: Actor, client: Client, **of_plan: Any) -> HomeProgram:
    """A program of every day at seven, for forty days; its plan is due today."""
    program = add_program(boss, client, [time(7)])
    program.started_on = ago(40)
    program.save(update_fields=["started_on"])
    plans = ReminderPlan.objects.visible_to(boss).filter(home_program=program)
    plans.update(**({"next_due_at": SEVEN, "changed_at": SEVEN - timedelta(days=1)} | of_plan))
    return program


def logged(boss: Actor, program: HomeProgram, days: Iterable[int], *, done: bool = True) -> None:
    for n in days:
        PracticeLog(
            practice_id=boss.practice_id,
            client_id=program.client_id,
            home_program=program,
            local_date=ago(n),
            logged_at=SEVEN - timedelta(days=n),
            client_key=uuid4(),
            source=LogSource.PORTAL,
            done=done,
            skip_reason="" if done else "no_time",
        ).save(force_insert=True)


def sent(boss: Actor, program: HomeProgram, days: Iterable[int]) -> None:
    planned = [
        Planned(
            kind=KIND,
            person_id=program.client_id,
            subject_id=program.pk,
            local_date=ago(n),
            slot="0700",
        )
        for n in days
    ]
    made = plan_messages(actor=boss, planned=planned)
    Message.objects.visible_to(boss).filter(pk__in=made).update(state="sent")


def tick(boss: Actor, days: int = 0) -> int:
    with clock_at(SEVEN + timedelta(days=days)):
        return plan_due_reminders(actor=boss)


def steps(boss: Actor) -> list[tuple[str, int, int]]:
    rows = ReminderStep.objects.visible_to(boss).order_by("id")
    return list(rows.values_list("kind", "from_stage", "to_stage"))


def test_they_grow_fewer_and_the_mail_says_so(linden: House, boss: Actor, nora: Client) -> None:
    program = running(boss, nora)
    logged(boss, program, range(1, 12))
    assert [tick(boss, n) for n in range(5)] == [1, 0, 1, 0, 1]
    assert steps(boss) == [("faded", 1, 2)]
    step = ReminderStep.objects.visible_to(boss).get()
    assert step.why == {"practised": 11, "planned": 14, "days": 14}
    assert (step.local_date, step.by_client, step.said_by_id) == (TODAY, False, None)
    plan = plan_for(linden, program)
    assert (plan.stage, plan.stage_since) == (2, TODAY)
    enter_as(boss)
    expected = Message.objects.visible_to(boss).values_list("expected", flat=True)
    assert set(expected) == {True}  # a step makes no mail a surprise to the breaker
    first, second = Message.objects.visible_to(boss).order_by("local_date")[:2]
    with clock_at(SEVEN):
        assert "come on every other of your days" in render_for(KIND)(boss, first).text
    with clock_at(SEVEN + timedelta(days=2)):
        assert "on every other of your days" not in render_for(KIND)(boss, second).text


def test_what_was_planned_is_asked_again_as_it_leaves(
    linden: House, boss: Actor, nora: Client
) -> None:
    program = running(boss, nora)
    assert tick(boss) == 1
    message = Message.objects.visible_to(boss).get()
    plans = ReminderPlan.objects.visible_to(boss).filter(home_program=program)
    plans.update(stage=2, stage_since=ago(1))
    with clock_at(SEVEN), pytest.raises(NotWanted, match="less often"):
        render_for(KIND)(boss, message)


def test_a_lapse_brings_them_back_with_kinder_words(
    linden: House, boss: Actor, nora: Client
) -> None:
    program = running(boss, nora, stage=3, stage_since=ago(12))
    logged(boss, program, [6, 7, 8])
    logged(boss, program, [1, 2], done=False)  # a skip is an answer, and no practice
    assert tick(boss) == 1
    assert steps(boss) == [("returned", 3, 2)]
    message = Message.objects.visible_to(boss).get()
    with clock_at(SEVEN):
        assert "nothing is lost" in render_for(KIND)(boss, message).text
    with clock_at(SEVEN + timedelta(days=8)):
        message.local_date = TODAY + timedelta(days=8)
        assert "nothing is lost" not in render_for(KIND)(boss, message).text


@pytest.mark.parametrize("held", ["frozen", "paused", "rested"])
def test_nothing_steps_in_a_pause_or_when_it_is_kept(
    linden: House, boss: Actor, nora: Client, held: str
) -> None:
    values: dict[str, Any] = {"stage": 2, "stage_since": ago(20)}
    if held == "frozen":
        values["frozen"] = True
    elif held == "paused":
        values |= {"paused_until": TODAY + timedelta(days=3)}
    program = running(boss, nora, **values)
    if held == "rested":
        plans = ReminderPlan.objects.visible_to(boss).filter(home_program=program)
        plans.update(next_due_at=None)
        with clock_at(SEVEN - timedelta(hours=1)):
            follow_program(boss, program)  # it goes on after a rest, which is no lapse
    logged(boss, program, [6])
    tick(boss)
    assert steps(boss) == []


def test_ten_without_an_answer_are_asked_about_once(
    linden: House, boss: Actor, nora: Client
) -> None:
    program = running(boss, nora)
    logged(boss, program, [11])
    sent(boss, program, range(1, 11))
    assert tick(boss) == 1
    [question] = Message.objects.visible_to(boss).filter(kind=QUESTION)
    assert (question.person_id, question.local_date, question.slot) == (nora.pk, TODAY, "asked")
    plan = plan_for(linden, program)
    assert (plan.state, plan.asked_at, plan.next_due_at) == ("off", SEVEN, None)
    enter_as(boss)
    assert steps(boss) == [("asked", 1, 1)]
    assert [tick(boss, n) for n in (0, 1, 2)] == [0, 0, 0]
    with clock_at(SEVEN):
        mail = render_for(QUESTION)(boss, question)
    assert "Do they still help?" in mail.text
    assert mail.unsubscribe_url


@pytest.mark.parametrize(
    ("logs", "kept", "asks"),
    [([], 10, True), ([], 9, False), ([1], 10, False), ([5], 10, False), ([11], 10, True)],
)
def test_unanswered_counts_since_the_last_log(
    boss: Actor, nora: Client, logs: list[int], kept: int, asks: bool
) -> None:
    program = running(boss, nora)
    logged(boss, program, logs, done=False)
    sent(boss, program, range(1, kept + 1))
    tick(boss)
    assert (steps(boss) == [("asked", 1, 1)]) is asks


def asked(boss: Actor, nora: Client) -> tuple[HomeProgram, str]:
    """The question was asked; its link."""
    program = running(boss, nora)
    sent(boss, program, range(1, 11))
    tick(boss)
    plan = ReminderPlan.objects.visible_to(boss).get(home_program=program)
    token = link_token(Link("reminders_help", boss.practice_id, plan.pk))
    return program, reverse("reminders_help_link", kwargs={"token": token})


@pytest.mark.parametrize(
    ("answer", "state", "kind"), [("yes", "on", "goes_on"), ("no", "off", "stopped")]
)
def test_the_link_asks_and_a_post_answers(
    linden: House, boss: Actor, nora: Client, answer: str, state: str, kind: str
) -> None:
    program, link = asked(boss, nora)
    browser = Browser()
    for _look in range(2):
        assert "Yes, go on" in browser.get(link).content.decode()
    assert plan_for(linden, program).asked_at is not None
    with clock_at(SEVEN):
        for _again in range(2):
            assert browser.post(link, {"answer": answer}).status_code == 302
    enter_as(boss)
    assert steps(boss) == [("asked", 1, 1), (kind, 1, 1)]
    plan = plan_for(linden, program)
    assert (plan.state, plan.asked_at) == (state, None)
    enter_as(boss)
    said = "They go on" if answer == "yes" else "stay away"
    assert said in browser.get(link).content.decode()
    enter_as(boss)
    assert [tick(boss, n) for n in (1, 2)] == ([1, 1] if answer == "yes" else [0, 0])
    question = Message.objects.visible_to(boss).get(kind=QUESTION)
    assert question.state == "cancelled"
    with clock_at(SEVEN), pytest.raises(NotWanted, match="have answered"):
        render_for(QUESTION)(boss, question)


def test_a_link_of_another_purpose_answers_nothing(
    linden: House, boss: Actor, nora: Client
) -> None:
    program, _link = asked(boss, nora)
    plan = plan_for(linden, program)
    enter_as(boss)
    for link in (
        Link("practice", boss.practice_id, plan.pk),
        Link("reminders_help", boss.practice_id, uuid4()),
    ):
        url = reverse("reminders_help_link", kwargs={"token": link_token(link)})
        assert Browser().post(url, {"answer": "yes"}).status_code == 404
        assert Browser().get(url[:-4] + "/").status_code == 404
    assert plan_for(linden, program).asked_at is not None


def test_the_practice_is_told(linden: House, boss: Actor, nora: Client) -> None:
    now_ish = datetime.now(DENVER)
    program = running(boss, nora)
    rows = ReminderPlan.objects.visible_to(boss).filter(home_program=program)
    rows.update(state="off", asked_at=now_ish)
    browser = sign_in("practitioner@linden.example")
    today = browser.get("/").content.decode()
    assert "no answer to ten reminders" in today
    assert f"/clients/{nora.pk}/reminders/" in today
    assert "Ten reminders had no answer" in browser.get(f"/clients/{nora.pk}/").content.decode()
    page = browser.get(f"/clients/{nora.pk}/reminders/").content.decode()
    assert "None go until they say so." in page


def test_many_take_as_many_statements_as_one(linden: House, boss: Actor, nora: Client) -> None:
    taken = []
    for number in (1, 12):
        for _one in range(number):
            client = add_client(linden)
            enter_as(boss)
            program = running(boss, client)
            logged(boss, program, range(1, 12))
        with CaptureQueriesContext(connection) as seen:
            assert tick(boss) == number
        taken.append(len([q for q in seen if "SAVEPOINT" not in q["sql"]]))
    assert taken[0] == taken[1] <= 7


def test_a_step_stays_as_it_was_taken(linden: House, boss: Actor, nora: Client) -> None:
    program = running(boss, nora)
    logged(boss, program, range(1, 12))
    tick(boss)
    rows = ReminderStep._base_manager.filter(practice_id=boss.practice_id)
    for change in (lambda: rows.update(to_stage=1), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert steps(boss) == [("faded", 1, 2)]


def verbs(house: House, nora: Client, program: HomeProgram, *asked: str) -> list[str]:
    plan, actor = plan_for(house, program), house.as_client(nora)
    with clock_at(SEVEN), acting(actor):
        return [change_stage(actor=actor, plan_id=plan.pk, verb=verb) for verb in asked]


def test_the_client_has_the_last_word(linden: House, boss: Actor, nora: Client) -> None:
    program = running(boss, nora, stage=2, stage_since=ago(20))
    logged(boss, program, [6])
    tick(boss)
    taken = verbs(linden, nora, program, "undo", "more", "less", "less", "freeze", "thaw")
    assert taken == ["undone", "more", "less", "less", "frozen", "thawed"]
    enter_as(boss)
    plan = plan_for(linden, program)
    assert (plan.stage, plan.stage_since, plan.frozen) == (3, TODAY, False)
    enter_as(boss)
    kept = ReminderStep.objects.visible_to(boss).exclude(kind="returned")
    assert set(kept.values_list("by_client", flat=True)) == {True}


@pytest.mark.parametrize(
    ("stage", "verb"),
    [(1, "more"), (4, "less"), (1, "thaw"), (1, "undo"), (1, "take"), (1, "leave"), (1, "x")],
)
def test_what_does_not_fit_is_refused_and_writes_nothing(
    linden: House, boss: Actor, nora: Client, stage: int, verb: str
) -> None:
    program = running(boss, nora, stage=stage, stage_since=ago(3))
    with pytest.raises(DomainError):
        verbs(linden, nora, program, verb)
    enter_as(boss)
    assert steps(boss) == []


@pytest.mark.parametrize(("verb", "kind", "stage"), [("take", "less", 3), ("leave", "declined", 1)])
def test_the_practice_suggests_and_they_decide(
    linden: House, boss: Actor, nora: Client, verb: str, kind: str, stage: int
) -> None:
    program = running(boss, nora)
    plan = plan_for(linden, program)
    enter_as(boss)
    with pytest.raises(DomainError, match="theirs"):
        change_stage(actor=boss, plan_id=plan.pk, verb="less")
    browser = sign_in("practitioner@linden.example")
    url = f"/clients/{nora.pk}/reminders/"
    assert browser.post(url, {"plan": plan.pk, "stage": 3}).status_code == 302
    enter_as(boss)
    step = ReminderStep.objects.visible_to(boss).get()
    assert (step.kind, step.to_stage, step.said_by_id) == (
        StepKind.SUGGESTED,
        Stage.WEEKLY,
        linden.practitioner.pk,
    )
    assert plan_for(linden, program).stage == 1
    own = sign_in(nora.email)
    assert "suggests: once a week" in own.get("/portal/reminders/").content.decode()
    answer = own.post("/portal/reminders/", {"plan": plan.pk, "verb": verb})
    assert answer.status_code == 302
    assert plan_for(linden, program).stage == stage
    enter_as(boss)
    assert steps(boss)[-1][0] == kind
    assert "suggests" not in own.get("/portal/reminders/").content.decode()


def test_a_suggestion_that_is_no_other_is_refused(boss: Actor, nora: Client) -> None:
    program = running(boss, nora)
    plan = ReminderPlan.objects.visible_to(boss).get(home_program=program)
    with pytest.raises(DomainError):
        suggest_stage(actor=boss, plan_id=plan.pk, stage=Stage.DAILY)


def test_both_read_why(linden: House, boss: Actor, nora: Client) -> None:
    program = running(boss, nora)
    logged(boss, program, range(1, 12))
    tick(boss)
    own = sign_in(nora.email).get("/portal/reminders/").content.decode()
    theirs = sign_in("practitioner@linden.example")
    staff = theirs.get(f"/clients/{nora.pk}/reminders/").content.decode()
    assert "Fewer reminders: on every other of your days" in own
    assert "Fewer reminders: on every other of theirs" in staff
    assert "of your days" not in staff
    for page in (own, staff):
        assert "practised on 11 of 14 planned days in 14" in page
