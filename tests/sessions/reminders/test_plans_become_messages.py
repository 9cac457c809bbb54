"""The planner: what is due becomes one message an occasion; an outage makes no storm."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from clients.records.models import Client
from clients.records.services import ClientData, edit_client
from practice.core.actor import Actor, acting, enter_as
from practice.core.clock import clock_at
from practice.core.errors import DomainError
from practice.outbox.models import Message
from sessions.programs.models import HomeProgram
from sessions.reminders import tasks
from sessions.reminders.models import ReminderPlan
from sessions.reminders.services import (
    change_reminders,
    follow_program,
    plan_due_reminders,
    planning,
    stop_reminders,
)
from tests.cast import House
from tests.practice.outbox.live import add_program

DENVER = ZoneInfo("America/Denver")
MORNING = datetime(2026, 6, 1, 6, tzinfo=DENVER)  # a Monday


def _plan(actor: Actor, program: HomeProgram) -> ReminderPlan:
    rows = ReminderPlan.objects.visible_to(actor).select_related("client", "home_program")
    return rows.get(home_program=program)


def _messages(actor: Actor) -> list[Message]:
    return list(Message.objects.visible_to(actor).order_by("due_at"))


@pytest.fixture
def boss(linden: House, nora: Client) -> Actor:
    """Linden's owner, acting."""
    enter_as(linden.boss)
    return linden.boss


def _start(boss: Actor, nora: Client, times: list[time] | None = None) -> HomeProgram:
    with clock_at(MORNING):
        return add_program(boss, nora, times or [time(7)])


def test_a_program_that_starts_has_a_plan(boss: Actor, nora: Client) -> None:
    program = _start(boss, nora)
    plan = _plan(boss, program)
    assert (plan.state, plan.client_id) == ("on", nora.pk)
    assert plan.next_due_at == datetime(2026, 6, 1, 7, tzinfo=DENVER)


def test_a_draft_has_none(boss: Actor, nora: Client) -> None:
    program = add_program(boss, nora, [time(7)], state="draft")
    assert not ReminderPlan.objects.visible_to(boss).filter(home_program=program).exists()


@pytest.mark.parametrize(("minutes", "expected"), [(11, True), (9, False)])
def test_a_plan_that_stood_before_was_expected(
    boss: Actor, nora: Client, minutes: int, expected: bool
) -> None:
    """The breaker counts what nobody planned: a plan changed just before its time is that."""
    seven = MORNING + timedelta(hours=1)
    with clock_at(seven - timedelta(minutes=minutes)):
        add_program(boss, nora, [time(7)])
    with clock_at(seven):
        assert plan_due_reminders(actor=boss) == 1
    assert [message.expected for message in _messages(boss)] == [expected]


def test_what_is_due_is_planned_once_and_moves_on(boss: Actor, nora: Client) -> None:
    program = _start(boss, nora)
    with clock_at(MORNING + timedelta(minutes=59)):
        assert plan_due_reminders(actor=boss) == 0
    with clock_at(MORNING + timedelta(hours=1)):
        assert plan_due_reminders(actor=boss) == 1
        assert plan_due_reminders(actor=boss) == 0
    [message] = _messages(boss)
    assert (message.kind, message.person_id, message.subject_id) == (
        "practice_reminder",
        nora.pk,
        program.pk,
    )
    assert (message.local_date, message.slot, message.state) == (
        date(2026, 6, 1),
        "0700",
        "planned",
    )
    assert message.due_at == datetime(2026, 6, 1, 7, tzinfo=DENVER)
    assert message.expires_at == datetime(2026, 6, 2, tzinfo=DENVER)
    assert _plan(boss, program).next_due_at == datetime(2026, 6, 2, 7, tzinfo=DENVER)


def test_two_planners_make_one_message(boss: Actor, nora: Client) -> None:
    program = _start(boss, nora)
    with clock_at(MORNING + timedelta(hours=1)):
        plan_due_reminders(actor=boss)
        ReminderPlan.objects.visible_to(boss).update(next_due_at=MORNING + timedelta(hours=1))
        assert plan_due_reminders(actor=boss) == 0
    assert len(_messages(boss)) == 1
    assert _plan(boss, program).next_due_at == datetime(2026, 6, 2, 7, tzinfo=DENVER)


def test_after_an_outage_comes_one_mail_and_no_storm(boss: Actor, nora: Client) -> None:
    program = _start(boss, nora, [time(7), time(12)])
    with clock_at(datetime(2026, 6, 9, 13, tzinfo=DENVER)):
        assert plan_due_reminders(actor=boss) == 1
    [message] = _messages(boss)
    assert (message.local_date, message.slot) == (date(2026, 6, 9), "1200")
    assert _plan(boss, program).next_due_at == datetime(2026, 6, 10, 7, tzinfo=DENVER)


def test_what_passed_with_its_day_is_left_out(boss: Actor, nora: Client) -> None:
    program = _start(boss, nora, [time(20)])
    with clock_at(datetime(2026, 6, 4, 6, tzinfo=DENVER)):
        assert plan_due_reminders(actor=boss) == 0
    assert _messages(boss) == []
    assert _plan(boss, program).next_due_at == datetime(2026, 6, 4, 20, tzinfo=DENVER)


@pytest.mark.parametrize(
    ("before", "meant", "instant"),
    [
        # The night skips 2:30: the first minute after the gap.
        (datetime(2026, 3, 8, 1, tzinfo=DENVER), time(2, 30), datetime(2026, 3, 8, 9, tzinfo=UTC)),
        # The night has 1:30 twice: its first.
        (
            datetime(2026, 11, 1, 0, tzinfo=DENVER),
            time(1, 30),
            datetime(2026, 11, 1, 7, 30, tzinfo=UTC),
        ),
    ],
)
def test_a_night_that_moves_the_clock_has_one_reminder(
    boss: Actor, nora: Client, before: datetime, meant: time, instant: datetime
) -> None:
    with clock_at(before):
        program = add_program(boss, nora, [meant])
    assert _plan(boss, program).next_due_at == instant
    made = 0
    for hours in range(8):
        with clock_at(instant + timedelta(hours=hours)):
            made += plan_due_reminders(actor=boss)
    assert made == 1


def test_another_zone_is_another_instant(boss: Actor, nora: Client) -> None:
    program = _start(boss, nora)
    data = ClientData(
        given_name="Nora", family_name="Ng", email=nora.email, timezone="Europe/Berlin"
    )
    with clock_at(MORNING):
        edit_client(actor=boss, client=nora, data=data, version=nora.version)
    berlin = ZoneInfo("Europe/Berlin")
    assert _plan(boss, program).next_due_at == datetime(2026, 6, 2, 7, tzinfo=berlin)


@pytest.mark.parametrize("state", ["paused", "ended"])
def test_a_program_that_rests_has_nothing_due(boss: Actor, nora: Client, state: str) -> None:
    program = _start(boss, nora)
    program.state = state
    program.save()
    follow_program(boss, program)
    assert _plan(boss, program).next_due_at is None


def test_a_client_without_address_is_never_planned(boss: Actor, nora: Client) -> None:
    program = _start(boss, nora)
    Client.objects.visible_to(boss).update(email="")
    with clock_at(MORNING + timedelta(hours=1)):
        assert plan_due_reminders(actor=boss) == 0
    assert _plan(boss, program).next_due_at is not None


def test_the_client_changes_days_and_times(linden: House, boss: Actor, nora: Client) -> None:
    program = _start(boss, nora)
    actor = linden.as_client(nora)
    with clock_at(MORNING), acting(actor):
        change_reminders(
            actor=actor,
            plan=_plan(actor, program),
            on=True,
            days=[3],
            times=[time(18), time(9)],
            detail=True,
            version=program.version,
        )
        plan = _plan(actor, program)
    assert (plan.home_program.days, plan.home_program.times) == ([3], [time(9), time(18)])
    assert plan.home_program.version == program.version + 1
    assert plan.next_due_at == datetime(2026, 6, 3, 9, tzinfo=DENVER)


def test_after_an_opt_out_a_new_program_is_silent(linden: House, boss: Actor, nora: Client) -> None:
    actor = linden.as_client(nora)
    with acting(actor):
        stop_reminders(actor=actor, client_id=nora.pk)
    with acting(boss):
        program = _start(boss, nora)
        assert (_plan(boss, program).state, _plan(boss, program).next_due_at) == ("off", None)


def test_nobody_else_lifts_an_opt_out(linden: House, boss: Actor, nora: Client) -> None:
    program = _start(boss, nora)
    stop_reminders(actor=boss, client_id=nora.pk)
    plan = _plan(boss, program)
    wanted: dict[str, Any] = {"on": True, "days": [1], "times": [time(7)], "detail": False}
    wanted["version"] = program.version
    with pytest.raises(DomainError):
        change_reminders(actor=boss, plan=plan, **wanted)
    assert _plan(boss, program).state == "off"
    actor = linden.as_client(nora)
    enter_as(actor)
    change_reminders(actor=actor, plan=plan, **wanted)
    stored = _plan(actor, program)
    assert (stored.state, stored.client.mail_stopped_at) == ("on", None)


def test_plans_without_a_mail_keep_nobody_behind_them_waiting(
    boss: Actor, nora: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "MOST", 2)
    monkeypatch.setattr(tasks, "practices_due", lambda _at: [boss.practice_id])
    for hour in (5, 6, 7):  # the first two are looked at first, and are paused
        program = _start(boss, nora, [time(hour)])
        ReminderPlan.objects.visible_to(boss).filter(home_program=program).update(
            next_due_at=MORNING + timedelta(hours=hour - 6),
            paused_until=None if hour == 7 else date(2026, 6, 9),
        )
    with clock_at(MORNING + timedelta(hours=1)):
        assert tasks.plan_everywhere() == 1
