"""Several of a series are moved: each is looked at, all that can go at once, and told once."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from practice.core.actor import NotAllowed, acting
from practice.core.errors import DomainError, Stale
from practice.core.models import Place
from sessions.appointments import services
from sessions.appointments.models import Appointment
from sessions.appointments.rules import Broken
from sessions.appointments.series import moving
from sessions.appointments.series.moves import SeriesMoveData, moves_of
from sessions.appointments.series.moving import MoveHindered, look_at_moves, move_series
from sessions.appointments.series.queries import still_ahead
from sessions.appointments.series.rules import Hindrance, Scope
from sessions.appointments.series.undoing import undo_together
from sessions.hours.models import HolidaySetting
from tests.booking import at, works
from tests.cast import sign_in
from tests.sessions.appointments.conftest import DAY, NOON, SOON, Desk
from tests.sessions.appointments.test_a_series_comes_into_a_calendar import brought, sequences
from tests.sessions.appointments.test_a_series_is_booked_whole_or_not import (
    WEEK,
    deadlocked,
    mails,
    series,
    text_of,
)

A_DAY = timedelta(days=1)


def to(desk: Desk, day: date, hour: int = 14, **more: Any) -> SeriesMoveData:
    told: dict[str, Any] = {"practitioner_id": desk.house.practitioner.pk, "place": desk.place}
    return SeriesMoveData(day=day, clock=time(hour), **(told | more))


def move(
    desk: Desk, one: Appointment, data: SeriesMoveData, scope: str = "all", **more: Any
) -> list[Appointment]:
    with acting(more.pop("actor", None) or desk.ours) as actor:
        return move_series(actor=actor, appointment_id=one.pk, scope=scope, data=data, **more)


def looked(desk: Desk, one: Appointment, data: SeriesMoveData, **more: Any) -> list[Any]:
    """Of each its new day, whether it goes, and what is in its way."""
    with acting(desk.ours) as actor:
        rows = still_ahead(actor, one, Scope.ALL)
        moves = look_at_moves(actor, one, rows, data, **more)
        return [(move.day, move.goes, list(move.seen.hindered)) for move in moves]


def stand(desk: Desk) -> list[tuple[date, time]]:
    with acting(desk.house.boss) as boss:
        rows = Appointment.objects.visible_to(boss).filter(series__isnull=False)
        return list(rows.order_by("series_day").values_list("local_date", "local_time"))


def on(*days: date, hour: int) -> list[tuple[date, time]]:
    return [(day, time(hour)) for day in days]


def weeks(first: date, times: int = 4) -> list[date]:
    return [first + n * WEEK for n in range(times)]


def test_those_that_were_confirmed_are_booked_again(desk: Desk, clock: Any) -> None:
    made = series(desk)
    with acting(desk.ours) as actor:
        services.confirm(actor=actor, appointment_id=made[1].pk)
    clock.shift(timedelta(minutes=5))
    move(desk, made[0], to(desk, DAY + A_DAY))
    assert {desk.again(one).state for one in made} == {"booked"}
    with acting(desk.ours) as actor:
        undo_together(actor=actor, appointment_id=made[0].pk)
    states = [desk.again(one).state for one in made]
    assert states == ["booked", "confirmed", "booked", "booked"]


def test_this_and_the_following_go_to_another_weekday_and_time(desk: Desk, clock: Any) -> None:
    made = series(desk)
    clock.shift(timedelta(minutes=5))
    moved = move(desk, made[2], to(desk, DAY + 2 * WEEK + A_DAY), scope="following")
    assert [one.pk for one in moved] == [made[2].pk, made[3].pk]
    first, second, third, fourth = weeks(DAY)
    assert stand(desk) == [
        *on(first, second, hour=10),
        *on(third + A_DAY, fourth + A_DAY, hour=14),
    ]
    (one, other) = mails(desk)
    assert text_of(desk, one).count("10:00–11:00") == 2  # of those that stay as they were booked
    text = text_of(desk, other)
    assert text.count("14:00–15:00 (America/Denver)") == 2
    assert "Your appointments were moved. They are now:" in text


def test_all_go_and_what_was_given_stays(desk: Desk, clock: Any) -> None:
    made = series(desk)
    clock.move_to(at(DAY, 10, 5))
    with acting(desk.ours) as ours:
        services.finish(actor=ours, appointment_id=made[0].pk)
    clock.move_to(at(DAY, 12))
    assert len(move(desk, made[2], to(desk, DAY + 2 * WEEK))) == 3
    assert stand(desk) == [*on(DAY, hour=10), *on(*weeks(DAY)[1:], hour=14)]
    with pytest.raises(DomainError):
        move(desk, made[0], to(desk, DAY + 5 * WEEK))


def test_the_wall_clock_is_kept_over_a_change_of_zone_time(desk: Desk) -> None:
    """On 14 March 2027 the clocks of Denver go forward."""
    made = series(desk, first=date(2027, 3, 4), anyway=weeks(date(2027, 3, 4)))
    move(desk, made[0], to(desk, date(2027, 3, 5), 9))
    stored = [desk.again(one) for one in made]
    assert [one.starts_at for one in stored] == [at(day, 9) for day in weeks(date(2027, 3, 5))]
    offsets = {(one.starts_at.hour, one.local_time) for one in stored}
    assert offsets == {(16, time(9)), (15, time(9))}


def test_a_time_that_a_night_skips_stays_and_is_said(desk: Desk) -> None:
    made = series(desk, first=date(2027, 3, 4))
    days = weeks(date(2027, 3, 7))
    data = SeriesMoveData(
        day=days[0],
        clock=time(2, 30),
        practitioner_id=desk.house.practitioner.pk,
        place=desk.place,
    )
    seen = looked(desk, made[0], data, anyway=days)
    assert seen[1] == (date(2027, 3, 14), False, [Hindrance.SKIPPED])
    assert [goes for _day, goes, _why in seen] == [True, False, True, True]
    move(desk, made[0], data, stay=[days[1]], anyway=days)
    assert stand(desk)[1] == (date(2027, 3, 11), time(10))


def test_what_is_in_the_way_is_said_of_each_and_nothing_is_moved(desk: Desk) -> None:
    made = series(desk)
    desk.book(14, 30, day=DAY + WEEK, whose=desk.nell)
    with acting(desk.house.boss):
        HolidaySetting(practice=desk.house.practice, country="US", region="", is_closed=True).save(
            force_insert=True
        )
    data = to(desk, date(2026, 12, 4))  # the last: Christmas
    seen = looked(desk, made[0], data)
    assert seen[3] == (date(2026, 12, 25), False, [Broken.HOLIDAY])
    assert [goes for _day, goes, _why in seen] == [True, True, True, False]
    seen = looked(desk, made[0], to(desk, DAY))
    assert seen[1] == (DAY + WEEK, False, [Hindrance.TAKEN])
    before = desk.stored()
    with pytest.raises(MoveHindered) as refused:
        move(desk, made[0], to(desk, DAY))
    assert "1 of 4 cannot go there as asked. Nothing is moved yet." in str(refused.value.message)
    with pytest.raises(MoveHindered):  # another's lesson never gives way
        move(desk, made[0], to(desk, DAY), anyway=weeks(DAY))
    assert desk.stored() == before
    assert len(move(desk, made[0], to(desk, DAY), stay=[DAY + WEEK])) == 3
    assert [clock for _day, clock in stand(desk)] == [time(14), time(10), time(14), time(14)]


def test_who_meets_another_is_told_that_it_was_just_taken(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = series(desk)
    before = desk.stored()
    monkeypatch.setattr(moving, "put_there", deadlocked)
    with pytest.raises(DomainError, match="just taken") as refused:
        move(desk, made[0], to(desk, DAY))
    assert (refused.value.code, desk.stored()) == ("taken", before)


def test_outside_the_hours_only_once_it_is_ticked(desk: Desk) -> None:
    made = series(desk, times=2)
    data = to(desk, DAY, 21)
    with pytest.raises(MoveHindered) as refused:
        move(desk, made[0], data)
    assert [list(one.seen.hindered) for one in refused.value.moves] == [[Broken.OUTSIDE_HOURS]] * 2
    assert len(move(desk, made[0], data, stay=weeks(DAY), anyway=[DAY + WEEK])) == 1
    assert [clock for _day, clock in stand(desk)] == [time(10), time(21)]


@pytest.mark.parametrize("shift", [WEEK, -WEEK])
def test_into_each_others_days_and_back_again(desk: Desk, clock: Any, shift: timedelta) -> None:
    """Each goes to where the one beside it stood, and is taken back in the other order."""
    first = DAY + WEEK
    made = series(desk, first=first)
    clock.shift(timedelta(minutes=5))
    assert len(move(desk, made[1], to(desk, first + WEEK + shift, 10))) == 4
    assert stand(desk) == on(*weeks(first + shift), hour=10)
    clock.shift(SOON)
    with acting(desk.ours) as ours:
        assert undo_together(actor=ours, appointment_id=made[2].pk) == 4
    assert stand(desk) == on(*weeks(first), hour=10)
    assert len(mails(desk)) == 1  # of the booking alone


def test_one_that_stays_is_in_the_way_of_the_next(desk: Desk) -> None:
    made = series(desk, times=3)
    desk.book(10, day=DAY + 3 * WEEK, whose=desk.nell)
    seen = looked(desk, made[0], to(desk, DAY + WEEK, 10))
    assert [(goes, why) for _day, goes, why in seen] == [(False, [Hindrance.TAKEN])] * 3
    with pytest.raises(MoveHindered):
        move(desk, made[0], to(desk, DAY + WEEK, 10), stay=[DAY + 3 * WEEK])
    with acting(desk.ours) as actor:
        rows, data = still_ahead(actor, made[0], Scope.ALL), to(desk, DAY + WEEK, 10)
        moves = moves_of(actor, made[0], rows, data, stay=[DAY + 3 * WEEK])
    assert list(moves[1].seen.hindered) == [Hindrance.TAKEN]


def test_none_goes_into_a_day_that_passed_though_it_is_wanted(desk: Desk) -> None:
    made = series(desk, times=3)
    today = NOON.date()
    data, days = to(desk, today), weeks(today - WEEK, 3)
    seen = looked(desk, made[1], data, anyway=days)
    assert seen[0] == (today - WEEK, False, [Hindrance.PASSED])
    with pytest.raises(MoveHindered):
        move(desk, made[1], data, anyway=days)
    assert len(move(desk, made[1], data, stay=days[:1], anyway=days[1:])) == 2
    assert stand(desk)[0] == (DAY, time(10))


def test_one_that_was_moved_for_itself_comes_back_into_the_row(desk: Desk) -> None:
    made = series(desk, times=3)
    data = services.moving.MoveData(
        starts_at=at(DAY + WEEK + A_DAY, 16),
        practitioner_id=desk.house.practitioner.pk,
        place=desk.place,
    )
    with acting(desk.ours) as ours:
        services.move_appointment(actor=ours, appointment_id=made[1].pk, data=data, anyway=True)
    move(desk, made[0], to(desk, DAY + 2 * A_DAY))
    assert stand(desk) == on(*weeks(DAY + 2 * A_DAY, 3), hour=14)


def test_to_somebody_else_at_another_place(desk: Desk) -> None:
    made = series(desk, times=2)
    with acting(desk.house.boss):
        there = Place(practice=desk.house.practice, name="Attic", timezone="America/New_York")
        there.save(force_insert=True)
    works(desk.house, desk.house.owner, there)
    data = to(desk, DAY, 10, practitioner_id=desk.house.owner.pk, place=there)
    assert len(move(desk, made[0], data)) == 2
    one = desk.again(made[1])
    assert (one.practitioner_id, one.place_id, one.zone) == (
        *(desk.house.owner.pk, there.pk),
        "America/New_York",
    )
    assert one.starts_at == at(DAY + WEEK, 10, zone="America/New_York")


def test_the_mail_moves_in_a_calendar_what_it_put_there(desk: Desk, clock: Any) -> None:
    made = series(desk)
    _method, events = brought(desk)
    clock.shift(timedelta(minutes=5))
    move(desk, made[0], to(desk, DAY + A_DAY))
    method, moved = brought(desk)
    assert method == "PUBLISH"
    assert list(moved) == list(events)
    assert min(sequences(moved)) > max(sequences(events))
    assert [one.dtstart.value for one in moved.values()] == [
        at(day, 14) for day in weeks(DAY + A_DAY)
    ]


def test_what_was_there_already_is_not_told(desk: Desk) -> None:
    made = series(desk, times=2)
    before = desk.stored()
    with pytest.raises(DomainError) as refused:
        move(desk, made[0], to(desk, DAY, 10))
    assert "Nothing is left to move" in str(refused.value.message)
    assert desk.stored() == before


def test_a_day_that_passed_and_who_may_not(desk: Desk) -> None:
    made = series(desk, times=2)
    for day in (date(2026, 11, 22), date(9999, 12, 31)):
        with pytest.raises(DomainError) as refused:
            move(desk, made[1], to(desk, day))
        assert refused.value.field == "day"
    with pytest.raises(Stale):
        move(desk, made[0], to(desk, DAY), version=9)
    with pytest.raises(NotAllowed):
        move(desk, made[0], to(desk, DAY), actor=desk.hers)
    alone = desk.book(15, anyway=True)
    with pytest.raises(DomainError):
        move(desk, alone, to(desk, DAY))


def test_the_page_shows_each_then_moves_them(desk: Desk) -> None:
    made = series(desk)
    desk.book(14, 30, day=DAY + WEEK, whose=desk.nell)
    browser = sign_in("practitioner@linden.example")
    there = f"/appointments/{made[0].pk}/series/move/"
    shown = browser.get(f"{there}?day={(DAY + A_DAY).isoformat()}&time=14:00").content.decode()
    assert f'value="{(DAY + A_DAY).isoformat()}"' in shown
    assert "All that are to come (4)" in shown
    assert there in browser.get(f"/appointments/{made[0].pk}/move/").content.decode()
    typed = {
        "version": "1",
        "scope": "all",
        "day": DAY.isoformat(),
        "time": "14:00",
        "practitioner": str(desk.house.practitioner.pk),
        "place": str(desk.place.pk),
    }
    before = desk.stored()
    body = browser.post(there, typed).content.decode()
    assert "1 of 4 cannot go there as asked: it stays where it is" in body
    assert "This time is taken." in body
    assert "3 of 4 move" in body
    mark = body.split('name="mark" value="', 1)[1].split('"', 1)[0]
    press = {"mark": mark, "move": "1", "stay": (DAY + WEEK).isoformat()}
    again = browser.post(there, typed | press | {"time": "15:00"}).content.decode()
    assert "What becomes of each" in again
    wrong = browser.post(there, typed | {"time": "", "scope": ""})
    assert wrong.status_code == 422
    assert "Choose which of them." in wrong.content.decode()
    hindered = browser.post(there, typed | press | {"stay": ""})
    assert hindered.status_code == 409
    assert "Nothing is moved yet." in hindered.content.decode()
    assert desk.stored() == before
    answer = browser.post(there, typed | press, follow=True).content.decode()
    assert "Moved 3 times." in answer
    assert [clock for _day, clock in stand(desk)] == [time(14), time(10), time(14), time(14)]
    stale = browser.post(there, typed | press, follow=True).content.decode()
    assert "What becomes of each" in stale  # it stands elsewhere by now: looked at anew
    back = browser.post(f"/appointments/{made[0].pk}/series/undo/", follow=True)
    assert "Taken back: 3." in back.content.decode()
    assert stand(desk) == on(*weeks(DAY), hour=10)
