"""A series or a class whose time somebody has is told three times nearby, as one booking is."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, OperationalError
from django.db.models import QuerySet
from psycopg import errors

from practice.core.actor import acting
from practice.core.errors import DomainError
from sessions.appointments.classes import changing
from sessions.appointments.classes import services as planning
from sessions.appointments.models import Appointment, GroupClass
from sessions.appointments.queries.offers import Wanted
from sessions.appointments.series import moving, nearby
from sessions.appointments.series import services as booking_several
from sessions.appointments.series.nearby import Nearby
from sessions.appointments.series.queries import Around, Occurrence
from sessions.appointments.series.services import SeriesHindered, asked_of
from sessions.appointments.services import JustTaken, booking, cancel, move_appointment
from sessions.appointments.services import moving as moving_one
from sessions.appointments.services.moving import MoveData
from sessions.hours.models import DayHours
from sessions.hours.services import TimeOffData, take_time_off
from tests.booking import at, works
from tests.cast import sign_in
from tests.classes import joins, planned
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.appointments.test_a_class_has_places_and_a_list import change
from tests.sessions.appointments.test_a_series_is_booked_whole_or_not import WEEK, series, states
from tests.sessions.appointments.test_several_of_a_series_are_moved import move, stand, to

ZONE = ZoneInfo("America/Denver")


def lost_to(cause: type[Exception]) -> Callable[..., Any]:
    """The database ends one of two that wait for each other, or refuses the one that is late."""

    def refuses(*_told: Any, **_more: Any) -> Any:
        raise (
            OperationalError if cause is errors.DeadlockDetected else IntegrityError
        ) from cause()

    return refuses


CLASHES = pytest.mark.parametrize("cause", [errors.ExclusionViolation, errors.DeadlockDetected])


def off(desk: Desk, day: date) -> None:
    """Whoever gives it does not work on a day."""
    with acting(desk.house.boss):
        DayHours(
            practice=desk.house.practice,
            practitioner=desk.house.practitioner,
            place=desk.place,
            on=day,
            is_closed=True,
        ).save(force_insert=True)


def is_told(refused: Any) -> list[datetime]:
    """The three that stand in what is said, too."""
    assert refused.value.code == "taken"
    words = str(refused.value.message)
    assert "Free nearby: " in words
    assert words.partition("Free nearby: ")[2].count(";") == len(refused.value.nearest) - 1
    found: list[datetime] = refused.value.nearest
    return found


@CLASHES
def test_a_series_is_told_where_all_of_it_is_free(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, cause: Any
) -> None:
    """After it nothing is free in the second week, when Nell comes."""
    desk.book(11, 15, day=DAY + WEEK, whose=desk.nell)
    before = desk.stored()
    monkeypatch.setattr(QuerySet, "bulk_create", lost_to(cause))
    with pytest.raises(JustTaken, match="just taken") as refused:
        series(desk)
    assert is_told(refused) == [at(DAY, 9, 15), at(DAY, 9, 30), at(DAY, 9, 45)]
    assert desk.stored() == before


@CLASHES
def test_a_series_that_is_moved_is_told_where_all_of_it_is_free(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, cause: Any
) -> None:
    made = series(desk, first=DAY + WEEK)
    desk.book(15, 15, day=DAY + 2 * WEEK, whose=desk.nell)
    before = desk.stored()
    monkeypatch.setattr(moving, "put_there", lost_to(cause))
    for one, scope in ((made[0], "all"), (made[1], "following")):
        with pytest.raises(JustTaken, match="just taken") as refused:
            move(desk, one, to(desk, one.local_date), scope=scope)
        day = one.local_date
        assert is_told(refused) == [at(day, 13, 15), at(day, 13, 30), at(day, 13, 45)]
    assert desk.stored() == before


@CLASHES
def test_one_of_a_series_that_is_moved_alone_is_told_what_is_free(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, cause: Any
) -> None:
    made = series(desk)
    monkeypatch.setattr(moving_one, "put_there", lost_to(cause))
    whose = desk.house.practitioner.pk
    data = MoveData(starts_at=at(DAY, 14), practitioner_id=whose, place=desk.place)
    with pytest.raises(JustTaken, match="just taken") as refused, acting(desk.ours) as ours:
        move_appointment(actor=ours, appointment_id=made[0].pk, data=data)
    assert is_told(refused) == [at(DAY, 13, 30), at(DAY, 13, 45), at(DAY, 14, 15)]


def lets_go(desk: Desk, one: Appointment, act: Callable[..., Any]) -> Callable[..., Any]:
    """Somebody gives their time up before it is looked at anew, when all is undone."""
    calls: list[int] = []

    def acts(*told: Any, **more: Any) -> Any:
        calls.append(1)
        if len(calls) == (2 if act is asked_of else 1):
            cancel(actor=told[0], appointment_id=one.pk, why="work")
        return act(*told, **more)

    return acts


def test_a_series_is_not_refused_for_none_of_its_days(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever had the time lets go of it while that is said, and all is free."""
    one = desk.book(10, 30, day=DAY + WEEK, whose=desk.nell)
    with monkeypatch.context() as patched:
        patched.setattr(booking_several, "asked_of", lets_go(desk, one, asked_of))
        with pytest.raises(SeriesHindered, match="All days are free by now") as refused:
            series(desk, times=3)
    assert [list(seen.hindered) for seen in refused.value.seen] == [[], [], []]
    assert refused.value.nearby == []


def test_a_series_is_not_kept_from_moving_for_none_of_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = series(desk, times=3)
    one = desk.book(14, 30, day=DAY + WEEK, whose=desk.nell)
    with monkeypatch.context() as patched:
        patched.setattr(moving, "look_at_moves", lets_go(desk, one, moving.look_at_moves))
        with pytest.raises(moving.MoveHindered, match="All can go there by now") as refused:
            move(desk, made[0], to(desk, DAY))
    assert [move.goes for move in refused.value.moves] == [True, True, True]
    assert refused.value.nearby == []


def looks_of(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The days that are looked at, one after another."""
    found: list[date] = []
    look = Around.look

    def looks(self: Around, day: date, wanted: Wanted) -> Occurrence:
        found.append(day)
        return look(self, day, wanted)

    monkeypatch.setattr(Around, "look", looks)
    return found


def test_days_without_hours_are_not_looked_at_start_by_start(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A year is asked for and the hours of eight weeks are known: no start nearby has more."""
    with acting(desk.house.boss) as boss:
        data = TimeOffData(
            first_day=DAY + timedelta(days=53), last_day=DAY + timedelta(days=400), reason="other"
        )
        take_time_off(actor=boss, practitioner_id=desk.house.practitioner.pk, data=data)
    looks = looks_of(monkeypatch)
    with pytest.raises(SeriesHindered, match="44 of 52 days are not free") as refused:
        series(desk, times=52)
    assert refused.value.nearby == []
    assert len(looks) == 2 * 52  # before and after it is refused, each day once


def test_a_search_nearby_ends_however_much_is_in_the_way(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.book(10, 30, day=DAY + WEEK, whose=desk.nell)
    monkeypatch.setattr(nearby, "LOOKS_MOST", 4)
    looks = looks_of(monkeypatch)
    with pytest.raises(SeriesHindered):
        series(desk, times=3)
    assert len(looks) < 2 * 3 + 4 + 3


def test_where_never_all_is_free_the_most_is(desk: Desk) -> None:
    """On each of three Thursdays somebody comes at another hour, all day long on one of them."""
    for hour in range(8, 18):
        desk.book(hour, day=DAY + WEEK, whose=desk.nell, anyway=True)
    desk.book(10, day=DAY + 2 * WEEK, whose=desk.nell)
    before = desk.stored()
    with pytest.raises(SeriesHindered) as refused:
        series(desk, times=3, anyway=[DAY])
    found = refused.value.nearby
    assert {(one.free, one.all) for one in found} == {(3, 3)}  # another weekday
    assert all(one.starts_at.astimezone(ZONE).date() != DAY for one in found)
    for n in range(-3, 29):
        if n % 7 or n > 14:
            off(desk, DAY + timedelta(days=n))
    with pytest.raises(SeriesHindered) as refused:
        series(desk, times=3)
    starts = [at(DAY, 8, 30), at(DAY, 8, 45), at(DAY, 11, 15)]
    assert refused.value.nearby == [Nearby(start, 2, 3) for start in starts]
    assert desk.stored() == before


@pytest.mark.parametrize("act", ["plan", "change"])
@CLASHES
def test_a_class_is_told_when_its_practitioner_and_place_are_free(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, cause: Any, act: str
) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    before = desk.stored()
    if act == "plan":
        monkeypatch.setattr(planning, "insert_together", lost_to(cause))
    else:
        monkeypatch.setattr(changing, "put_there", lost_to(cause))
    acts: dict[str, Callable[[], Any]] = {
        "plan": lambda: planned(desk.ours, desk.house, DAY, 14),
        "change": lambda: change(desk, found, 14),
    }
    with pytest.raises(JustTaken, match="just taken") as refused:
        acts[act]()
    assert is_told(refused) == [at(DAY, 13, 30), at(DAY, 13, 45), at(DAY, 14, 15)]
    assert desk.stored() == before


def test_a_class_in_several_weeks_is_told_when_all_of_them_are_free(desk: Desk) -> None:
    """Not when the week is that somebody has, which would move the first of them there."""
    desk.book(14, day=DAY + WEEK, whose=desk.nell)
    desk.book(12, 45, day=DAY, whose=desk.nora)
    with pytest.raises(JustTaken, match="Thursday, 10 December, 14:00") as refused:
        planned(desk.ours, desk.house, DAY, 14, weeks=3)
    assert is_told(refused) == [at(DAY, 15, 15), at(DAY, 15, 30), at(DAY, 15, 45)]
    with acting(desk.house.boss) as boss:
        assert not GroupClass.objects.visible_to(boss).exists()


def test_what_the_practice_may_break_in_a_week_keeps_no_time_from_being_named(desk: Desk) -> None:
    """The third week is closed anyway; what is taken in another one never is named."""
    for hour in range(7, 16):
        desk.book(hour, 45, day=DAY + WEEK, whose=desk.nell, anyway=True)
    for n in range(-3, 29):
        if n not in {0, 7}:
            off(desk, DAY + timedelta(days=n))
    with pytest.raises(JustTaken) as refused:
        planned(desk.ours, desk.house, DAY, 10, weeks=3)
    assert is_told(refused) == [at(DAY, 16, 45), at(DAY, 17), at(DAY + WEEK, 17)]


@pytest.mark.parametrize("how", ["read", "written", "deadlock"])
def test_a_class_is_told_when_everybody_on_its_list_is_free(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """Nora is with somebody else at two; a start at which she still is there is no help."""
    works(desk.house, desk.house.owner)
    found = planned(desk.ours, desk.house, DAY, 10)
    joins(desk.ours, found, desk.nora)
    desk.book(14, member=desk.house.owner)
    before = desk.stored()
    if how != "read":
        monkeypatch.setattr(changing, "refuse_busy", lambda *_told: None)
    if how == "deadlock":
        monkeypatch.setattr(changing, "its_list", lost_to(errors.DeadlockDetected))
    with pytest.raises(JustTaken) as refused:
        change(desk, found, 14)
    assert is_told(refused) == [at(DAY, 12, 45), at(DAY, 13), at(DAY, 15)]
    assert desk.stored() == before


def test_what_meets_another_while_only_its_places_change_is_pressed_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = planned(desk.ours, desk.house, DAY, 10)
    monkeypatch.setattr(changing, "check_places", lost_to(errors.DeadlockDetected))
    with pytest.raises(DomainError, match="Press once more") as refused:
        change(desk, found, 10, seats=5)
    assert refused.value.code == "busy"


def typed_at(desk: Desk, hour: str) -> dict[str, str]:
    return desk.typed(time=hour, every_weeks="1", times="3")


def pressed(body: str) -> list[tuple[str, str]]:
    """The buttons of other starts: what they send, and their word."""
    return re.findall(r'name="instead" value="([^"]+)">([^<]+)<', body)


def test_the_page_of_a_series_offers_them_and_looks_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.book(10, 30, day=DAY + WEEK, whose=desk.nell)
    browser = sign_in("practitioner@linden.example")
    typed = typed_at(desk, "10:00")
    body = browser.post("/calendar/series/", typed).content.decode()
    buttons = pressed(body)
    assert [word for _value, word in buttons] == [
        "Thursday, 3 December, 08:45",
        "Thursday, 3 December, 09:00",
        "Thursday, 3 December, 09:15",
    ]
    there = browser.post("/calendar/series/", typed | {"instead": buttons[1][0]}).content.decode()
    assert "All of them are free." in there
    assert 'value="09:00"' in there
    assert pressed(there) == []
    mark = there.split('name="mark" value="', 1)[1].split('"', 1)[0]
    monkeypatch.setattr(QuerySet, "bulk_create", lost_to(errors.DeadlockDetected))
    sent = typed | {"time": "09:00", "mark": mark, "book": "1"}
    lost = browser.post("/calendar/series/", sent)
    assert lost.status_code == 409
    assert "This time was just taken. Free nearby: " in lost.content.decode()
    assert len(pressed(lost.content.decode())) == 3
    assert 'value="09:00"' in lost.content.decode()  # nothing typed is lost
    assert states(desk) == []


def test_the_page_that_moves_several_offers_them_and_looks_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = series(desk)
    desk.book(14, 30, day=DAY + WEEK, whose=desk.nell)
    browser = sign_in("practitioner@linden.example")
    there = f"/appointments/{made[0].pk}/series/move/"
    typed = typed_at(desk, "14:00") | {"version": "1", "scope": "all"}
    body = browser.post(there, typed).content.decode()
    buttons = pressed(body)
    assert [word for _value, word in buttons] == [
        "Thursday, 3 December, 12:45",
        "Thursday, 3 December, 13:00",
        "Thursday, 3 December, 13:15",
    ]
    looked = browser.post(there, typed | {"instead": buttons[2][0]}).content.decode()
    assert "All of them can go there." in looked
    mark = looked.split('name="mark" value="', 1)[1].split('"', 1)[0]
    send = typed | {"time": "13:15", "mark": mark, "move": "1"}
    with monkeypatch.context() as patched:
        patched.setattr(moving, "put_there", lost_to(errors.ExclusionViolation))
        lost = browser.post(there, send)
    assert lost.status_code == 409
    assert "This time was just taken. Free nearby: " in lost.content.decode()
    assert len(pressed(lost.content.decode())) == 3
    browser.post(there, send)
    assert stand(desk) == [(DAY + n * WEEK, time(13, 15)) for n in range(4)]


def test_who_is_quicker_is_not_named_while_they_are_not_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two that wait for each other nothing can be read of the one who goes on."""
    monkeypatch.setattr(booking, "insert_together", lost_to(errors.DeadlockDetected))
    with pytest.raises(JustTaken, match="just taken") as refused:
        desk.book(14)
    assert at(DAY, 14) not in is_told(refused)
