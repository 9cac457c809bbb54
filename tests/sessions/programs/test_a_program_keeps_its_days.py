"""From its first day to its last, by the client's own day: reminders, and an end by itself."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from clients.records.models import Client
from practice.core.actor import Actor, acting, enter_as
from practice.core.clock import clock_at
from practice.core.errors import DomainError
from practice.dashboard.client_page import client_page_of
from practice.dashboard.queries import running_count
from practice.outbox.models import Message
from sessions.practice_logs.models import LogSource
from sessions.practice_logs.services import LogData, log_practice
from sessions.programs import tasks as program_tasks
from sessions.programs.models import HomeProgram
from sessions.programs.queries import program_at_home
from sessions.programs.services import activate_program, create_program, resume_program
from sessions.programs.tasks import begin_everywhere, end_everywhere
from sessions.reminders.models import ReminderPlan
from sessions.reminders.services import plan_due_reminders
from tests.cast import House
from tests.sessions.programs import building

DENVER = ZoneInfo("America/Denver")  # Nora's
FIRST, LAST = date(2026, 6, 3), date(2026, 6, 5)
BEFORE = datetime(2026, 6, 1, 6, tzinfo=DENVER)


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    """Planned on Monday, from Wednesday to Friday."""
    with clock_at(BEFORE), acting(linden.boss) as boss:
        return building.running(boss, nora, starts_on=FIRST, ends_on=LAST)


def _next(actor: Actor, program: HomeProgram) -> datetime | None:
    return ReminderPlan.objects.visible_to(actor).get(home_program=program).next_due_at


def test_reminders_begin_on_the_first_day_and_end_with_the_last(
    linden: House, program: HomeProgram
) -> None:
    enter_as(linden.boss)
    assert _next(linden.boss, program) == datetime.combine(FIRST, time(7, 30), DENVER)
    for day in range(1, 9):
        with clock_at(datetime(2026, 6, day, 7, 31, tzinfo=DENVER)):
            plan_due_reminders(actor=linden.boss)
    sent = Message.objects.visible_to(linden.boss).filter(kind="practice_reminder")
    days = list(sent.order_by("local_date").values_list("local_date", flat=True))
    assert days == [FIRST, FIRST + timedelta(days=1), LAST]
    assert _next(linden.boss, program) is None


@pytest.mark.parametrize(("hour", "is_over"), [(23, False), (24, True)])
def test_it_ends_by_itself_when_the_last_day_is_over_where_they_live(
    linden: House,
    nora: Client,
    program: HomeProgram,
    hour: int,
    is_over: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = datetime.combine(LAST, time(0), DENVER) + timedelta(hours=hour, minutes=10)
    with clock_at(at):
        with acting(linden.boss) as boss:  # before anybody has ended it, it is read as ended
            assert (program_at_home(boss, nora.pk) is None) is is_over
            state = client_page_of(boss, nora.pk).programs[0].state
            assert (state == "ended") is is_over
            if is_over:
                assert running_count(boss).value == 0
        for due in ("practices_with_begun", "practices_with_passed"):
            monkeypatch.setattr(program_tasks, due, lambda at: [nora.practice_id])
        assert begin_everywhere() == 1
        assert end_everywhere() == int(is_over)
        assert end_everywhere() == 0
    with acting(linden.boss) as boss:
        stored = HomeProgram.objects.visible_to(boss).select_related("episode").get()
        assert stored.state == ("ended" if is_over else "active")
        assert stored.ended_on == (LAST if is_over else None)
        assert (stored.episode.runs_since is None) is is_over


def test_what_is_over_takes_no_log_and_does_not_start(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    said = LogData(done=True)
    with clock_at(datetime(2026, 6, 6, 9, tzinfo=DENVER)), acting(linden.boss) as boss:
        with pytest.raises(DomainError) as error:
            log_practice(
                actor=boss,
                home_program_id=program.pk,
                data=said,
                source=LogSource.TOGETHER,
                client_key=program.pk,
            )
        assert error.value.code == "not_running"


def test_a_draft_whose_last_day_has_passed_is_not_started(linden: House, nora: Client) -> None:
    with clock_at(BEFORE), acting(linden.boss) as boss:
        plan = building.data(building.item(boss), ends_on=LAST)
        made = create_program(actor=boss, episode=building.episode_of(boss, nora), data=plan)
    with clock_at(datetime(2026, 6, 6, 9, tzinfo=DENVER)), acting(linden.boss) as boss:
        for step in (activate_program, resume_program):
            with pytest.raises(DomainError) as error:
                step(actor=boss, home_program=made)
            assert error.value.code == "over"
