"""Hours change while clients book: any sequence of both, against a plain model of one day.

Weekly hours, a day of its own and time off come and go; clients book and move by the rules of the
portal, the practice cancels and thinks again. After each step what is booked, and what each client
is offered, are compared; the model walks the minutes of a day and knows no rule of ours but these.
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practice.core.actor import acting
from sessions.appointments import services
from sessions.appointments.models import Appointment
from sessions.appointments.queries.offers import offers_between
from sessions.appointments.rules import LIVE
from sessions.appointments.services import JustTaken
from sessions.appointments.services.moving import MoveData
from sessions.hours.models import WeeklyHours
from sessions.hours.services import (
    DayData,
    TimeOffData,
    WeekRow,
    keep_week,
    open_day,
    remove_day,
    remove_time_off,
    take_time_off,
)
from sessions.hours.whose import mark_of
from tests.booking import at, booked, service_of
from tests.sessions.appointments.conftest import DAY, Desk

LESSON, KEPT = 60, 15  # minutes of a lesson, and of the time after it that is kept free
ELSEWHERE = (11 * 60, 12 * 60)  # Nora's lesson with the owner
WHICH, TWO = st.integers(0, 5), st.integers(0, 1)
MINUTES = st.integers(8 * 12, 16 * 12).map(lambda n: 5 * n)  # of the day
SPANS = st.tuples(MINUTES, st.integers(6, 60).map(lambda n: 5 * n))
ACTS = st.one_of(
    st.tuples(st.just("book"), WHICH, TWO),
    st.tuples(st.just("book"), WHICH, TWO),
    st.tuples(st.just("ask"), MINUTES, TWO),
    st.tuples(st.just("shown"), WHICH, TWO),
    st.tuples(st.just("move"), MINUTES, WHICH),
    st.tuples(st.sampled_from(["cancel", "undo"]), WHICH, WHICH),
    st.tuples(st.sampled_from(["week", "day", "off"]), SPANS, TWO),
    st.tuples(st.sampled_from(["close", "week again", "back"]), WHICH, TWO),
)


@dataclass
class One:
    """An appointment: from which minute, until when its time is kept, and whether it holds."""

    pk: Any
    whose: int
    start: int
    until: int
    live: bool = True


@dataclass
class Model:
    """One day of the practitioner, in minutes since midnight."""

    week: tuple[int, int] = (8 * 60, 18 * 60)
    own: tuple[int, int] | None = None  # hours of the day itself; none where both are one
    off: list[tuple[int, int]] = field(default_factory=list)
    rows: list[One] = field(default_factory=list)
    shown: set[int] = field(default_factory=set)  # whatever anybody was offered until now

    def fits(self, whose: int, start: int) -> bool:
        """Whether a lesson lies in open hours and meets nothing that is kept, on whatever grid."""
        inside = self._opened().issuperset(range(start, start + LESSON))
        return inside and self._busy(whose).isdisjoint(range(start, start + LESSON + KEPT))

    def _opened(self) -> set[int]:
        opened = set(range(*(self.own or self.week)))
        for one in self.off:
            opened -= set(range(*one))
        return opened

    def _busy(self, whose: int, but: One | None = None) -> set[int]:
        live = [one for one in self.rows if one.live and one is not but]
        busy = {n for one in live for n in range(one.start, one.until)}
        return busy | (set(range(*ELSEWHERE)) if whose == 0 else set())

    def offered(self, whose: int, but: One | None = None) -> list[int]:
        """Starts for a client: half hours since hours began, else a room’s first quarter."""
        opened, busy = self._opened(), self._busy(whose, but)
        found, room, began = list[int](), list[int](), 0
        for n in range(24 * 60 + 1):
            is_new = n in opened and n - 1 not in opened
            if is_new or n in busy or n == 24 * 60:
                found += [one for one in room if (one - began) % 30 == 0] or room[:1]
                room = []
            began = n if is_new else began
            lasts, kept = range(n, n + LESSON), range(n, n + LESSON + KEPT)
            if (n - began) % 15 == 0 and opened.issuperset(lasts) and busy.isdisjoint(kept):
                room.append(n)
        return found

    def back(self, one: One) -> bool:
        """Whether what was cancelled fits again; it and its neighbours keep less free then."""
        others = [row for row in self.rows if row.live and row is not one]
        if any(abs(row.start - one.start) < LESSON for row in others):
            return False
        one.until = one.start + LESSON + KEPT
        for row in others:
            early, late = (row, one) if row.start < one.start else (one, row)
            early.until = min(early.until, late.start)
        return True


class Day:
    """The same day in the database."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.whose = desk, desk.house.practitioner.pk
        self.own: Any = None
        self.off: list[Any] = []
        booked(desk.ours, desk.nora, desk.house.owner, instant(ELSEWHERE[0]), anyway=True)

    def as_client(self, whose: int) -> Any:
        return self.desk.house.as_client((self.desk.nora, self.desk.nell)[whose])

    def offered(self, whose: int) -> list[datetime]:
        actor = self.as_client(whose)
        with acting(actor):
            lesson = service_of(actor)
            found = offers_between(actor, lesson, self.whose, actor.client_id, DAY, DAY)
        return [one.starts_at for one in found]

    def live(self) -> list[Any]:
        with acting(self.desk.house.boss) as boss:
            rows = Appointment.objects.visible_to(boss).filter(
                state__in=LIVE, practitioner=self.whose
            )
            return sorted(rows.values_list("pk", "starts_at"))

    def keep(self, span: tuple[int, int]) -> None:
        with acting(self.desk.ours) as ours:
            stored = WeeklyHours.objects.visible_to(ours).filter(practitioner=self.whose)
            mark = mark_of(list(stored.order_by("weekday", "begins")))
            keep_week(
                actor=ours,
                practitioner_id=self.whose,
                place_id=self.desk.place.pk,
                rows=[WeekRow(DAY.weekday(), clock(span[0]), clock(span[1]))],
                mark=mark,
            )

    def put(self, span: tuple[int, int] | None) -> None:
        """Hours of the day itself in place of those it had; none: it is closed."""
        self.take_out()
        with acting(self.desk.ours) as ours:
            data = DayData(
                on=DAY,
                place_id=self.desk.place.pk,
                begins=clock(span[0]) if span else None,
                ends=clock(span[1]) if span else None,
                is_closed=span is None,
            )
            self.own = open_day(actor=ours, practitioner_id=self.whose, data=data)

    def take_out(self) -> None:
        if self.own is not None:
            with acting(self.desk.ours) as ours:
                remove_day(actor=ours, day_hours=self.own)
        self.own = None

    def leave(self, span: tuple[int, int]) -> None:
        begins, ends = clock(span[0]), clock(span[1])
        data = TimeOffData(
            first_day=DAY, last_day=DAY, reason="travel", first_time=begins, last_time=ends
        )
        with acting(self.desk.ours) as ours:
            self.off.append(take_time_off(actor=ours, practitioner_id=self.whose, data=data))

    def come_back(self) -> None:
        with acting(self.desk.ours) as ours:
            remove_time_off(actor=ours, time_off=self.off.pop())


def clock(minute: int) -> time:
    return time(minute // 60, minute % 60)


def instant(minute: int) -> datetime:
    return at(DAY, 0) + timedelta(minutes=minute)


@given(acts=st.lists(ACTS, min_size=4, max_size=14))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_offered_and_booked_is_what_the_model_says(desk: Desk, acts: list[Any]) -> None:
    with transaction.atomic():
        model, day = Model(), Day(desk)
        for verb, what, which in acts:
            if verb in ("week", "day", "off", "close", "week again", "back"):
                hours_change(day, model, verb, what)
            elif verb in ("book", "ask"):
                offered = model.offered(which)
                near = offered[what * 7 % len(offered)] if verb == "book" and offered else what
                book(day, model, which, near if verb == "ask" or offered else 10 * 60)
            elif verb == "shown":
                if model.shown:
                    start = sorted(model.shown)[what * 7 % len(model.shown)]
                    book(day, model, which, start, was_offered=True)
            elif model.rows:
                change(day, model, verb, model.rows[which % len(model.rows)], what)
            live = [one for one in model.rows if one.live]
            assert day.live() == sorted((one.pk, instant(one.start)) for one in live)
            for whose in (0, 1):
                assert day.offered(whose) == [instant(one) for one in model.offered(whose)]
                model.shown.update(model.offered(whose))
        transaction.set_rollback(True)


def hours_change(day: Day, model: Model, verb: str, what: Any) -> None:
    span = (what[0], what[0] + what[1]) if verb in ("week", "day", "off") else (0, 0)
    if verb == "week":
        model.week = span
        day.keep(span)
    elif verb in ("day", "close"):
        model.own = span
        day.put(span if verb == "day" else None)
    elif verb == "week again":
        model.own = None
        day.take_out()
    elif verb == "off":
        model.off.append(span)
        day.leave(span)
    elif model.off:
        model.off.pop()
        day.come_back()


def book(day: Day, model: Model, whose: int, start: int, *, was_offered: bool = False) -> None:
    may = model.fits(whose, start) if was_offered else start in model.offered(whose)
    who, client = day.as_client(whose), (day.desk.nora, day.desk.nell)[whose]
    try:
        whom = day.desk.house.practitioner
        made = booked(who, client, whom, instant(start), was_offered=was_offered)
    except JustTaken:
        assert not may
        return
    assert may
    model.rows.append(One(made.pk, whose, start, start + LESSON + KEPT))


def change(day: Day, model: Model, verb: str, one: One, start: int) -> None:
    if verb == "move" and start % 10:  # one of those that are offered, near to it where it can be
        offered = model.offered(one.whose, one)
        start = min(offered, key=lambda n: (n == one.start, abs(n - one.start)), default=start)
    if verb == "move" and one.live and start != one.start:
        may = start in model.offered(one.whose, one)
        data = MoveData(starts_at=instant(start), practitioner_id=day.whose, place=day.desk.place)
        try:
            with acting(day.as_client(one.whose)) as theirs:
                services.move_appointment(actor=theirs, appointment_id=one.pk, data=data)
        except JustTaken:
            assert not may
            return
        assert may
        one.start, one.until = start, start + LESSON + KEPT
    elif verb == "cancel" and one.live:
        with acting(day.desk.ours) as ours:
            services.cancel(actor=ours, appointment_id=one.pk, why="work")
        one.live = False
    elif verb == "undo" and not one.live:
        may = model.back(one)
        try:
            with acting(day.desk.ours) as ours:
                services.undo(actor=ours, appointment_id=one.pk)
        except JustTaken:
            assert not may
            return
        assert may
        one.live = True
