"""Days, times, zone, pause, quiet hours and stage change in any order, over nights that move the
clock: each occasion is planned once, or not at all for the reason that a plain model says."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from clients.records.models import Client
from practice.core.clock import clock_at
from sessions.programs.models import HomeProgram
from sessions.reminders.judging import why_not_on
from sessions.reminders.models import ReminderPlan
from sessions.reminders.rules import slot_of
from sessions.reminders.services.following import next_due, reschedule
from sessions.reminders.services.planning import due_messages
from tests.sessions.reminders.plain import Plain
from tests.sessions.reminders.zones import ZONES

# Weeks around nights that move the clock in these zones, forward and back.
FIRST_DAYS = [date(2026, 3, 6), date(2026, 3, 27), date(2026, 4, 3), date(2026, 10, 23)]
CLOCK = st.sampled_from([n * 15 for n in range(96)] + [1, 1439]).map(
    lambda n: time(n // 60, n % 60)
)
DAYS = st.sets(st.integers(1, 7), min_size=1)
TIMES = st.lists(CLOCK, min_size=1, max_size=2, unique=True).map(sorted)
QUIET = st.one_of(st.just((time(21), time(7))), st.tuples(CLOCK, CLOCK))
EDITS = st.one_of(
    st.tuples(st.just("days"), DAYS),
    st.tuples(st.just("times"), TIMES),
    st.tuples(st.just("zone"), st.sampled_from(ZONES)),
    st.tuples(st.just("quiet"), QUIET),
    st.tuples(st.just("pause"), st.one_of(st.none(), st.integers(1, 5))),
    st.tuples(st.just("stage"), st.integers(1, 4)),
    *[st.tuples(st.just("tick"), st.none())] * 5,
)
AHEAD = st.integers(1, 900).map(lambda n: timedelta(minutes=n))


def _plan(plain: Plain) -> ReminderPlan:
    """The same settings as a plan that nobody has saved."""
    client = Client(email="nora@clients.example", timezone=plain.zone.key)
    program = HomeProgram(state="active", days=sorted(plain.days), times=plain.times)
    program.ends_on, program.client = plain.ends_on, client
    plan = ReminderPlan(client=client, home_program=program)
    plan.quiet_from, plan.quiet_until = plain.quiet
    told: Any = plan
    told.consent_age, told.client_born, told.told_guardians = 16, None, []
    told.client_zone = client.timezone
    with clock_at(plain.now):
        reschedule(plan)
    return plan


def _edit(plain: Plain, plan: ReminderPlan, what: str, to: Any) -> None:
    """One change, in both."""
    program = plan.home_program
    if what == "days":
        plain.days, program.days = to, sorted(to)
    elif what == "times":
        plain.times, program.times = to, to
    elif what == "zone":
        plain.zone, plan.client.timezone = to, to.key
        plan.client_zone = to.key  # type: ignore[attr-defined]
    elif what == "quiet":
        plain.quiet, (plan.quiet_from, plan.quiet_until) = to, to
    elif what == "pause":
        until = plain.today() + timedelta(days=to) if to else None
        plain.paused_until, plan.paused_until = until, until
    elif what == "stage":
        plain.stage, plan.stage = to, to
        plain.since, plan.stage_since = plain.today(), plain.today()
    with clock_at(plain.now):
        reschedule(plan)


def _tick(plain: Plain, plan: ReminderPlan) -> list[tuple[date, str]]:
    """What the planner would write; and each reason is the model's."""
    zone = ZoneInfo(plan.client.timezone)
    for instant, day, at in plain.between(plain.now - timedelta(days=1), plain.now):
        why = why_not_on(plan, day, slot_of(at), instant)
        assert (why.value if why else "") == plain.why_not(day, at, instant), (day, at, zone)
    made: list[tuple[date, str]] = []
    if plan.next_due_at is not None and plan.next_due_at <= plain.now:
        made = [(one.local_date, one.slot) for one in due_messages(plan, plain.now)]
        plan.next_due_at = next_due(plan, plain.now)
    return made


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(ZONES),
    DAYS,
    TIMES,
    QUIET,
    st.sampled_from(FIRST_DAYS),
    st.lists(st.tuples(AHEAD, EDITS), min_size=4, max_size=24),
)
def test_what_is_mailed_is_what_the_model_says(
    zone: ZoneInfo,
    days: set[int],
    times: list[time],
    quiet: tuple[time, time],
    first: date,
    events: list[tuple[timedelta, tuple[str, Any]]],
) -> None:
    begins = datetime.combine(first, time(3, 7), UTC)
    plain = Plain(zone, days, times, quiet, begins)
    plan = _plan(plain)
    for ahead, (what, to) in events:
        plain.passes_to(plain.now + ahead)
        if what != "tick":
            _edit(plain, plan, what, to)
            continue
        expected = plain.tick()
        made = _tick(plain, plan)
        assert made == ([(expected[0], slot_of(expected[1]))] if expected else [])
