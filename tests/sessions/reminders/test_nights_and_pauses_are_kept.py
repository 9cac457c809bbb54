"""Quiet hours and pauses: no reminder comes in them, by the client's own clock, and each ends."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from clients.records.models import Client
from practice.core.actor import Actor, acting, enter_as
from practice.core.clock import clock_at, today_in
from practice.core.errors import DomainError
from practice.outbox.kinds import NotWanted
from practice.outbox.models import Message
from sessions.programs.models import HomeProgram
from sessions.reminders.emails import render_reminder
from sessions.reminders.models import ReminderPlan
from sessions.reminders.rules import NIGHT, NO_QUIET, Quiet, last_moment
from sessions.reminders.services import (
    PlanData,
    change_reminders,
    follow_program,
    plan_due_reminders,
)
from tests.cast import House, sign_in
from tests.practice.outbox.live import EVERY_DAY, add_program, plan_for

DENVER = ZoneInfo("America/Denver")
NOON = Quiet(time(12), time(14))


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=DENVER)


@pytest.fixture
def boss(linden: House, nora: Client) -> Actor:
    """Linden's owner, acting."""
    enter_as(linden.boss)
    return linden.boss


def _program(boss: Actor, nora: Client, *times: time, **of_plan: Any) -> HomeProgram:
    """Since early on 1 June, a Monday; with the night as everybody has it."""
    night = {"quiet_from": NIGHT.begins, "quiet_until": NIGHT.ends}
    with clock_at(_at(1, 5)):
        program = add_program(boss, nora, list(times))
        ReminderPlan.objects.visible_to(boss).update(**(night | of_plan))
    return program


def _change(
    house: House, program: HomeProgram, more: PlanData, *times: time, on: bool = True
) -> None:
    plan = plan_for(house, program)
    actor = house.as_client(plan.client)
    with acting(actor):
        change_reminders(
            actor=actor,
            plan=plan,
            on=on,
            days=EVERY_DAY,
            times=times or plan.home_program.times,
            detail=False,
            version=plan.home_program.version,
            more=more,
        )


@pytest.mark.parametrize(
    ("quiet", "held", "free"),
    [
        (NIGHT, [time(21), time(23, 59), time(0), time(6, 59)], [time(7), time(20, 59)]),
        (NOON, [time(12), time(13, 59)], [time(11, 59), time(14), time(0)]),
        (NO_QUIET, [], [time(0), time(3), time(12)]),
        (Quiet(time(9), time(9)), [], [time(9), time(21)]),
    ],
)
def test_quiet_hours_may_go_over_midnight_and_their_end_is_free(
    quiet: Quiet, held: list[time], free: list[time]
) -> None:
    assert [at for at in [*held, *free] if quiet.holds(at)] == held


@pytest.mark.parametrize(
    ("hour", "quiet", "ends"),
    [
        (8, NIGHT, _at(1, 21)),
        (8, NO_QUIET, _at(2, 0)),
        (8, NOON, _at(1, 12)),
        (15, NOON, _at(2, 0)),
    ],
)
def test_a_late_mail_does_not_come_into_quiet_hours(
    hour: int, quiet: Quiet, ends: datetime
) -> None:
    assert last_moment(_at(1, hour), DENVER, quiet) == ends


def test_a_time_that_the_practice_put_into_the_night_is_left_out(boss: Actor, nora: Client) -> None:
    _program(boss, nora, time(6), time(22))
    for hour in (6, 22):
        with clock_at(_at(1, hour, 1)):
            assert plan_due_reminders(actor=boss) == 0
    ReminderPlan.objects.visible_to(boss).update(quiet_until=time(5))
    with clock_at(_at(2, 6, 1)):
        assert plan_due_reminders(actor=boss) == 1


def test_after_an_outage_nothing_comes_in_the_night(boss: Actor, nora: Client) -> None:
    _program(boss, nora, time(8))
    with clock_at(_at(1, 20, 59)):
        assert plan_due_reminders(actor=boss) == 1
    message = Message.objects.visible_to(boss).get()
    assert message.expires_at == _at(1, 21)
    with clock_at(_at(2, 21)):
        assert plan_due_reminders(actor=boss) == 0


def test_it_is_asked_again_as_the_mail_leaves(boss: Actor, nora: Client) -> None:
    _program(boss, nora, time(8))
    with clock_at(_at(1, 8)):
        assert plan_due_reminders(actor=boss) == 1
        message = Message.objects.visible_to(boss).get()
        assert render_reminder(boss, message).to_address == nora.email
        Client.objects.visible_to(boss).update(timezone="Asia/Tokyo")  # 23:00 there
        with pytest.raises(NotWanted, match="quiet hours"):
            render_reminder(boss, message)
        Client.objects.visible_to(boss).update(timezone="America/Denver")
        ReminderPlan.objects.visible_to(boss).update(paused_until=date(2026, 6, 3))
        with pytest.raises(NotWanted, match="paused"):
            render_reminder(boss, message)


def test_a_time_in_them_is_refused_beside_its_field_and_nothing_changes(
    linden: House, boss: Actor, nora: Client
) -> None:
    program = _program(boss, nora, time(8))
    before = plan_for(linden, program)
    for times, field in (([time(6)], "first"), ([time(8), time(21)], "second")):
        with pytest.raises(DomainError, match="quiet hours") as refused:
            _change(linden, program, PlanData(), *times)
        assert refused.value.field == field
    with pytest.raises(DomainError, match="quiet hours"):
        _change(linden, program, PlanData(quiet=Quiet(time(21), time(8, 30))))
    after = plan_for(linden, program)
    assert (after.changed_at, after.home_program.times) == (before.changed_at, [time(8)])
    assert after.quiet == NIGHT
    _change(linden, program, PlanData(quiet=Quiet(time(21), time(6))), time(6))
    assert plan_for(linden, program).quiet == Quiet(time(21), time(6))
    _change(linden, program, PlanData(quiet=NIGHT), on=False)  # what is off disturbs nobody


def test_a_pause_ends_by_itself(linden: House, boss: Actor, nora: Client) -> None:
    program = _program(boss, nora, time(8))
    with clock_at(_at(1, 6)):
        _change(linden, program, PlanData(paused_until=date(2026, 6, 4)))
    enter_as(boss)
    plan = plan_for(linden, program)
    assert (plan.paused_until, plan.next_due_at) == (date(2026, 6, 4), _at(4, 8))
    assert plan.pause_on(date(2026, 6, 3)) == date(2026, 6, 4)
    assert plan.pause_on(date(2026, 6, 4)) is None
    enter_as(boss)
    made = {}
    for day in range(1, 6):
        with clock_at(_at(day, 8)):
            made[day] = plan_due_reminders(actor=boss)
    assert made == {1: 0, 2: 0, 3: 0, 4: 1, 5: 1}


def test_a_pause_holds_whatever_the_practice_changes(
    linden: House, boss: Actor, nora: Client
) -> None:
    """The plan that follows its program does not know of the pause; the planner does."""
    program = _program(boss, nora, time(8), paused_until=date(2026, 6, 4))
    with clock_at(_at(1, 6)):
        program.times = [time(9)]
        program.save()
        follow_program(boss, program)
    for day in (1, 2, 3):
        with clock_at(_at(day, 9)):
            assert plan_due_reminders(actor=boss) == 0
    with clock_at(_at(4, 9)):
        assert plan_due_reminders(actor=boss) == 1


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_pause_is_for_days_to_come(linden: House, boss: Actor, nora: Client, days: int) -> None:
    program = _program(boss, nora, time(8))
    until = date(2026, 6, 1) + timedelta(days=days)
    with clock_at(_at(1, 6)), pytest.raises(DomainError) as refused:
        _change(linden, program, PlanData(paused_until=until))
    assert refused.value.field == "paused_until"
    assert plan_for(linden, program).paused_until is None


def test_a_pause_is_ended_by_hand(linden: House, boss: Actor, nora: Client) -> None:
    program = _program(boss, nora, time(8), paused_until=date(2026, 6, 20))
    with clock_at(_at(1, 6)):
        _change(linden, program, PlanData(goes_on=True))
    plan = plan_for(linden, program)
    assert (plan.paused_until, plan.next_due_at) == (None, _at(1, 8))


def test_the_cue_is_theirs_to_change(linden: House, boss: Actor, nora: Client) -> None:
    program = _program(boss, nora, time(8))
    _change(linden, program, PlanData(cue=" after the first tea "))
    program = plan_for(linden, program).home_program
    assert (program.cue, program.version) == ("after the first tea", 2)


def test_what_lies_in_them_already_hinders_no_other_change(
    linden: House, boss: Actor, nora: Client
) -> None:
    program = _program(boss, nora, time(6), time(22))
    until = today_in(nora.timezone) + timedelta(days=3)
    _change(linden, program, PlanData(quiet=NIGHT, paused_until=until))
    assert plan_for(linden, program).paused_until == until
    with pytest.raises(DomainError, match="quiet hours"):
        _change(linden, program, PlanData(), time(6), time(22, 30))
    with pytest.raises(DomainError, match="quiet hours"):
        _change(linden, program, PlanData(quiet=Quiet(time(20), time(7))))


def test_the_page_says_at_which_times_no_mail_comes(boss: Actor, nora: Client) -> None:
    program = _program(boss, nora, time(6), time(22))
    pages = []
    for times in ([time(6), time(22)], [time(6), time(8)], [time(8)]):
        enter_as(boss)
        HomeProgram.objects.visible_to(boss).filter(pk=program.pk).update(times=times)
        pages.append(sign_in(nora.email).get("/portal/reminders/").content.decode())
    assert [page.count("is in your quiet hours") for page in pages] == [2, 1, 0]
    assert ["No mail comes: quiet hours" in page for page in pages] == [True, False, False]
    assert ["Mails come on your days" in page for page in pages] == [False, True, True]
