"""Days, times and zones change at any moment; what was due or is to come that day still comes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from clients.records.models import Client
from clients.records.services import ClientData, edit_client
from practice.core.actor import Actor, acting, enter_as
from practice.core.clock import clock_at
from practice.outbox.models import Message
from practice.outbox.services import cancel_messages
from sessions.programs.models import HomeProgram
from sessions.reminders.models import ReminderPlan
from sessions.reminders.services import change_reminders, follow_program, plan_due_reminders
from tests.cast import House
from tests.practice.outbox.live import EVERY_DAY, add_program

DENVER, BERLIN = ZoneInfo("America/Denver"), ZoneInfo("Europe/Berlin")
JUNE_1 = date(2026, 6, 1)  # a Monday
TICK = timedelta(seconds=20)


def _at(hour: int, minute: int = 0, day: int = 1) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=DENVER)


def _plan(actor: Actor, program: HomeProgram) -> ReminderPlan:
    rows = ReminderPlan.objects.visible_to(actor).select_related("client", "home_program")
    return rows.get(home_program=program)


def _occasions(actor: Actor) -> list[tuple[date, str]]:
    rows = Message.objects.visible_to(actor).order_by("local_date", "slot")
    return list(rows.values_list("local_date", "slot"))


def _tick(actor: Actor, at: datetime) -> int:
    with clock_at(at):
        return plan_due_reminders(actor=actor)


def _move(actor: Actor, program: HomeProgram, at: datetime, *times: time) -> None:
    """The client's own change, on their page."""
    with clock_at(at):
        plan = _plan(actor, program)
        change_reminders(
            actor=actor,
            plan=plan,
            on=True,
            days=EVERY_DAY,
            times=times,
            detail=False,
            version=plan.home_program.version,
        )


def _edit(actor: Actor, program: HomeProgram, at: datetime, *times: time) -> None:
    """The practice's change, which the plan follows."""
    program.times = list(times)
    program.save()
    with clock_at(at):
        follow_program(actor, program)


@pytest.fixture
def boss(linden: House, nora: Client) -> Actor:
    """Linden's owner, acting."""
    enter_as(linden.boss)
    return linden.boss


@pytest.fixture
def program(boss: Actor, nora: Client) -> HomeProgram:
    """Nora practises at half past seven each day, since early on a Monday."""
    with clock_at(_at(6)):
        return add_program(boss, nora, [time(7, 30)])


def test_a_time_moved_later_on_the_same_day_comes(
    linden: House, boss: Actor, nora: Client, program: HomeProgram
) -> None:
    assert _tick(boss, _at(7, 31)) == 1
    with acting(linden.as_client(nora)) as actor:
        _move(actor, program, _at(12), time(18))
    enter_as(boss)
    assert _tick(boss, _at(18, 1)) == 1
    assert _occasions(boss) == [(JUNE_1, "0730"), (JUNE_1, "1800")]


def test_what_was_cancelled_blocks_no_other_time(boss: Actor, program: HomeProgram) -> None:
    assert _tick(boss, _at(7, 31)) == 1
    cancel_messages(actor=boss, subject_id=program.pk, reason="the program does not run")
    _edit(boss, program, _at(12), time(18))
    assert _tick(boss, _at(18, 1)) == 1
    rows = Message.objects.visible_to(boss).order_by("slot").values_list("slot", "state")
    assert list(rows) == [("0730", "cancelled"), ("1800", "planned")]


def test_a_word_changed_while_one_is_due_loses_nothing(boss: Actor, program: HomeProgram) -> None:
    _edit(boss, program, _at(7, 30) + TICK / 2, time(7, 30))
    assert _plan(boss, program).next_due_at == _at(7, 30)
    assert _tick(boss, _at(7, 30) + TICK) == 1
    assert _occasions(boss) == [(JUNE_1, "0730")]
    assert _plan(boss, program).next_due_at == _at(7, 30, day=2)


def test_the_clients_own_change_while_one_is_due_loses_nothing(
    linden: House, boss: Actor, nora: Client, program: HomeProgram
) -> None:
    with acting(linden.as_client(nora)) as actor:
        _move(actor, program, _at(7, 30) + TICK / 2, time(7, 30), time(20))
    enter_as(boss)
    assert _tick(boss, _at(7, 30) + TICK) == 1
    assert _plan(boss, program).next_due_at == _at(20)


def test_a_time_moved_back_over_what_is_due_comes_once(boss: Actor, program: HomeProgram) -> None:
    _edit(boss, program, _at(7, 30) + TICK / 2, time(7))
    assert _tick(boss, _at(7, 30) + TICK) == 1
    assert _occasions(boss) == [(JUNE_1, "0700")]
    assert Message.objects.visible_to(boss).get().due_at == _at(7, 30)
    assert _tick(boss, _at(7, 1, day=2)) == 1


def test_a_time_moved_on_while_it_is_due_comes_at_the_new_one(
    boss: Actor, program: HomeProgram
) -> None:
    _edit(boss, program, _at(7, 30) + TICK / 2, time(18))
    assert _tick(boss, _at(7, 30) + TICK) == 0
    assert _tick(boss, _at(18, 1)) == 1
    assert _occasions(boss) == [(JUNE_1, "1800")]


def _goes_to(actor: Actor, client: Client, zone: ZoneInfo, at: datetime) -> None:
    data = ClientData(given_name="Nora", family_name="Ng", email=client.email, timezone=str(zone))
    with clock_at(at):
        edit_client(actor=actor, client=client, data=data, version=client.version)


def test_another_zone_while_one_is_due_loses_nothing(
    boss: Actor, nora: Client, program: HomeProgram
) -> None:
    _goes_to(boss, nora, BERLIN, _at(7, 30) + TICK / 2)
    assert _tick(boss, _at(7, 30) + TICK) == 1
    assert _occasions(boss) == [(JUNE_1, "0730")]
    message = Message.objects.visible_to(boss).get()
    assert message.due_at == _at(7, 30)
    assert message.expires_at == datetime(2026, 6, 1, 22, tzinfo=UTC)
    assert _plan(boss, program).next_due_at == datetime(2026, 6, 2, 7, 30, tzinfo=BERLIN)


def test_a_zone_changed_and_changed_back_makes_no_second(
    boss: Actor, nora: Client, program: HomeProgram
) -> None:
    assert _tick(boss, _at(7, 30)) == 1
    _goes_to(boss, nora, BERLIN, _at(7, 31))
    nora.refresh_from_db()
    _goes_to(boss, nora, DENVER, _at(7, 32))
    assert _tick(boss, _at(7, 33)) == 0
    assert _plan(boss, program).next_due_at == _at(7, 30, day=2)


@pytest.mark.parametrize("state", ["paused", "ended"])
def test_what_is_due_goes_with_a_program_that_stops(
    boss: Actor, program: HomeProgram, state: str
) -> None:
    program.state = state
    program.save()
    with clock_at(_at(7, 30) + TICK / 2):
        follow_program(boss, program)
    assert _plan(boss, program).next_due_at is None
    assert _tick(boss, _at(7, 30) + TICK) == 0
