"""A series: each day is looked at first, all that is wanted is booked at once, and told once."""

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.db.models import QuerySet
from psycopg import errors

from practice.core.actor import NotAllowed, acting, system_actor
from practice.core.errors import DomainError
from practice.core.services import AlreadyDone
from practice.outbox.kinds import NotWanted
from practice.outbox.models import Message
from sessions.appointments import services
from sessions.appointments.models import Appointment
from sessions.appointments.reminding import REMINDER
from sessions.appointments.rules import Broken
from sessions.appointments.series.emails import KIND, render_series
from sessions.appointments.series.rules import Hindrance
from sessions.appointments.series.services import (
    SeriesData,
    SeriesHindered,
    book_series,
    cancel_series,
)
from sessions.appointments.series.undoing import undo_together
from sessions.hours.models import DayHours, HolidaySetting, TimeOff
from sessions.hours.rules import whole_days
from tests.booking import at, service_of
from tests.cast import sign_in
from tests.sessions.appointments.conftest import DAY, NOON, SOON, Desk

WEEK = timedelta(days=7)


def series(desk: Desk, *, times: int = 4, key: Any = None, **more: Any) -> list[Appointment]:
    with acting(more.pop("actor", None) or desk.ours) as actor:
        told: dict[str, Any] = {"first": DAY, "clock": time(10), "every_weeks": 1, "times": times}
        for name in set(told) & set(more):
            told[name] = more.pop(name)
        data = SeriesData(
            service=service_of(actor),
            practitioner_id=desk.house.practitioner.pk,
            place=more.pop("place", desk.place),
            **told,
        )
        return book_series(actor=actor, client=desk.nora, data=data, key=key, **more)


def hindered(refused: Any) -> dict[date, Any]:
    return {one.day: list(one.hindered) for one in refused.value.seen if one.hindered}


def mails(desk: Desk) -> list[Message]:
    """Those that tell of a step; reminders have tests of their own."""
    with acting(desk.house.boss) as boss:
        rows = Message.objects.visible_to(boss).filter(state="planned").exclude(kind=REMINDER)
        return list(rows.order_by("id"))


def text_of(desk: Desk, message: Message) -> str:
    with acting(system_actor(desk.house.practice.pk)) as system:
        return render_series(system, message).text


def states(desk: Desk) -> list[str]:
    with acting(desk.house.boss) as boss:
        rows = Appointment.objects.visible_to(boss).filter(series__isnull=False)
        return list(rows.order_by("series_day").values_list("state", flat=True))


def test_each_is_an_appointment_of_its_own_and_one_mail_tells_of_all(desk: Desk) -> None:
    made = [desk.again(one) for one in series(desk)]
    assert [one.local_date for one in made] == [DAY + n * WEEK for n in range(4)]
    assert [one.series_day for one in made] == [one.local_date for one in made]
    assert {(one.local_time, one.state, one.series_id) for one in made} == {
        (time(10), "booked", made[0].series_id)
    }
    assert [desk.steps(one) for one in made] == [[("", "booked")]] * 4
    (message,) = mails(desk)
    assert message.kind == KIND
    text = text_of(desk, message)
    assert text.count("10:00–11:00 (America/Denver)") == 4
    assert "Your appointments are booked:" in text


def test_what_is_in_the_way_is_said_day_by_day_and_nothing_is_booked(desk: Desk) -> None:
    desk.book(10, 30, day=DAY + WEEK, whose=desk.nell)
    with acting(desk.house.boss):
        off = whole_days(DAY + 2 * WEEK, DAY + 2 * WEEK, desk.place.timezone)
        whose = {"practice": desk.house.practice, "practitioner": desk.house.practitioner}
        TimeOff(
            **whose,
            during=(off.begins, off.ends),
            first_day=DAY + 2 * WEEK,
            last_day=DAY + 2 * WEEK,
            zone=desk.place.timezone,
            reason="private",
        ).save(force_insert=True)
        DayHours(**whose, place=desk.place, on=DAY + 3 * WEEK, is_closed=True).save(
            force_insert=True
        )
        HolidaySetting(practice=desk.house.practice, country="US", region="", is_closed=True).save(
            force_insert=True
        )
    before = desk.stored()
    with pytest.raises(SeriesHindered) as refused:
        series(desk, times=6)
    assert hindered(refused) == {
        DAY + WEEK: [Hindrance.TAKEN],
        DAY + 2 * WEEK: [Broken.TIME_OFF],
        DAY + 3 * WEEK: [Broken.OUTSIDE_HOURS],
    }
    assert "3 of 6 days are not free as asked" in str(refused.value.message)
    with pytest.raises(SeriesHindered) as refused:
        series(desk, first=date(2026, 12, 4), times=5)  # the last two: Christmas and New Year
    assert hindered(refused) == {
        date(2026, 12, 25): [Broken.HOLIDAY],
        date(2027, 1, 1): [Broken.HOLIDAY],
    }
    assert desk.stored() == before
    assert len(mails(desk)) == 1  # Nell's


def deadlocked(*_told: Any, **_more: Any) -> Any:
    """Two wait for each other, and the database ends one of them."""
    raise OperationalError from errors.DeadlockDetected()


def test_who_meets_another_is_told_that_it_was_just_taken(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not that none of its days is in the way, which is all that could be read then."""
    before = desk.stored()
    monkeypatch.setattr(QuerySet, "bulk_create", deadlocked)
    with pytest.raises(DomainError, match="just taken") as refused:
        series(desk)
    assert (refused.value.code, desk.stored()) == ("taken", before)


def test_what_cannot_be_is_left_out_and_what_may_be_is_booked_knowingly(desk: Desk) -> None:
    desk.book(10, 30, day=DAY + WEEK, whose=desk.nell)
    desk.book(11, day=DAY + 2 * WEEK, whose=desk.nell)
    with pytest.raises(SeriesHindered) as refused:
        series(desk, leave_out=[DAY + WEEK])
    assert hindered(refused)[DAY + 2 * WEEK] == [Broken.IN_BUFFER]
    with pytest.raises(SeriesHindered):  # another's lesson never gives way
        series(desk, anyway=[DAY + WEEK, DAY + 2 * WEEK])
    made = series(desk, leave_out=[DAY + WEEK], anyway=[DAY + 2 * WEEK])
    assert [one.local_date for one in made] == [DAY, DAY + 2 * WEEK, DAY + 3 * WEEK]
    assert desk.again(made[1]).blocked_until == at(DAY + 2 * WEEK, 11)


def test_what_passed_is_not_booked_though_it_is_wanted(desk: Desk) -> None:
    yesterday = NOON.date() - timedelta(days=1)
    days = [yesterday + n * WEEK for n in range(4)]
    with pytest.raises(SeriesHindered) as refused:
        series(desk, first=yesterday, anyway=days)
    assert hindered(refused)[yesterday] == [Hindrance.PASSED]
    assert states(desk) == []


def test_another_lesson_within_a_week_is_warned_of_and_its_own_days_are_not(desk: Desk) -> None:
    desk.book(15, day=DAY + timedelta(days=10))
    with pytest.raises(SeriesHindered) as refused:
        series(desk)
    assert hindered(refused) == {
        DAY + WEEK: [Broken.TOO_SOON],
        DAY + 2 * WEEK: [Broken.TOO_SOON],
    }


def test_pressed_twice_is_booked_once(desk: Desk) -> None:
    key = uuid4()
    made = series(desk, key=key)
    with pytest.raises(AlreadyDone) as done:
        series(desk, key=key)
    assert done.value.object_id == made[0].series_id
    assert len(states(desk)) == 4


def test_a_client_books_no_series(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        series(desk, actor=desk.hers)


@pytest.mark.parametrize(
    "asked", [{"times": 1}, {"times": 53}, {"every_weeks": 9}, {"first": date(2999, 1, 1)}]
)
def test_what_is_too_long_is_refused_in_words(desk: Desk, asked: dict[str, Any]) -> None:
    with pytest.raises(DomainError) as refused:
        series(desk, **asked)
    assert refused.value.field in {"times", "every_weeks", "day"}


def cancelled(desk: Desk, one: Appointment, scope: str) -> list[Appointment]:
    with acting(desk.ours) as ours:
        return cancel_series(actor=ours, appointment_id=one.pk, scope=scope, why="travel")


def test_following_ones_are_cancelled_and_what_was_before_stays(desk: Desk, clock: Any) -> None:
    made = series(desk)
    clock.shift(timedelta(minutes=5))
    assert len(cancelled(desk, made[2], "following")) == 2
    assert states(desk) == ["booked", "booked", "cancelled", "cancelled"]
    first, second = mails(desk)
    assert text_of(desk, first).count("10:00–11:00") == 2
    assert text_of(desk, second).count("10:00–11:00") == 2
    assert "cancelled. They were:" in text_of(desk, second)
    assert "travel" not in text_of(desk, second)


def test_done_ones_never_change_and_a_late_one_is_late(desk: Desk, clock: Any) -> None:
    made = series(desk)
    clock.move_to(at(DAY, 10, 5))
    with acting(desk.ours) as ours:
        services.finish(actor=ours, appointment_id=made[0].pk)
    clock.move_to(at(DAY + WEEK, 8))
    cancelled(desk, made[3], "all")
    assert states(desk) == ["done", "late_cancelled", "cancelled", "cancelled"]
    with pytest.raises(DomainError):
        cancelled(desk, made[0], "all")


def test_all_is_taken_back_in_its_minutes_and_nobody_is_mailed(desk: Desk, clock: Any) -> None:
    made = series(desk)
    clock.shift(SOON)
    with acting(desk.ours) as ours:
        assert undo_together(actor=ours, appointment_id=made[1].pk) == 4
    assert states(desk) == ["cancelled"] * 4
    assert mails(desk) == []
    again = series(desk)
    clock.shift(timedelta(minutes=5))
    cancelled(desk, again[0], "all")
    clock.shift(SOON)
    with acting(desk.ours) as ours:
        assert undo_together(actor=ours, appointment_id=again[0].pk) == 4
    assert states(desk).count("booked") == 4
    clock.shift(timedelta(minutes=5))
    with acting(desk.ours) as ours, pytest.raises(DomainError):
        undo_together(actor=ours, appointment_id=again[0].pk)


def test_what_was_changed_since_stays_when_the_rest_is_taken_back(desk: Desk, clock: Any) -> None:
    made = series(desk)
    clock.shift(timedelta(minutes=1))
    with acting(desk.ours) as ours:
        services.confirm(actor=ours, appointment_id=made[2].pk)
        assert undo_together(actor=ours, appointment_id=made[0].pk) == 3
    assert states(desk) == ["cancelled", "cancelled", "confirmed", "cancelled"]
    (message,) = mails(desk)
    text = text_of(desk, message)
    assert text.count("10:00–11:00") == 1
    assert "Your appointments are booked:" in text


def test_a_time_given_away_meanwhile_keeps_all_as_it_is(desk: Desk, clock: Any) -> None:
    made = series(desk)
    clock.shift(timedelta(minutes=5))
    cancelled(desk, made[0], "all")
    desk.book(10, day=DAY + 3 * WEEK, whose=desk.nell)
    with acting(desk.ours) as ours, pytest.raises(services.JustTaken):
        undo_together(actor=ours, appointment_id=made[0].pk)
    assert states(desk) == ["cancelled"] * 4


def test_one_that_was_changed_since_is_told_by_its_own_mail(desk: Desk, clock: Any) -> None:
    made = series(desk, times=2)
    clock.shift(timedelta(minutes=1))
    for one in made:
        with acting(desk.ours) as ours:
            services.cancel(actor=ours, appointment_id=one.pk, why="work")
        message = mails(desk)[0]
        if one is made[0]:
            assert text_of(desk, message).count("10:00–11:00") == 1
    with pytest.raises(NotWanted):
        text_of(desk, mails(desk)[0])


def test_the_page_shows_the_days_then_books_them(desk: Desk) -> None:
    desk.book(10, 30, day=DAY + WEEK, whose=desk.nell)
    browser = sign_in("practitioner@linden.example")
    typed = desk.typed(every_weeks="1", times="3")
    answer = browser.post("/calendar/series/", typed)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "1 of 3 cannot be as asked" in body
    assert "This time is taken." in body
    assert states(desk) == []
    mark = body.split('name="mark" value="', 1)[1].split('"', 1)[0]
    left = {"mark": mark, "book": "1", "leave_out": (DAY + WEEK).isoformat()}
    looked_again = browser.post("/calendar/series/", {**typed, "times": "4", **left})
    assert "of 4" in looked_again.content.decode()
    assert states(desk) == []
    answer = browser.post("/calendar/series/", {**typed, **left}, follow=True)
    assert "Booked 2 times: Nora Ng." in answer.content.decode()
    assert states(desk) == ["booked", "booked"]
    assert browser.post("/calendar/series/", {**typed, **left}).status_code == 409
    wrong = browser.post("/calendar/series/", {**typed, "times": ""})
    assert wrong.status_code == 422
    assert "Say how often, or until when." in wrong.content.decode()
    with acting(desk.house.boss) as boss:
        one = Appointment.objects.visible_to(boss).filter(series__isnull=False).first()
    assert one is not None
    page = browser.get(f"/appointments/{one.pk}/series/cancel/").content.decode()
    assert "All that are to come (2)" in page
    sent = {"version": "1", "scope": "all", "why": "practice"}
    answer = browser.post(f"/appointments/{one.pk}/series/cancel/", sent, follow=True)
    assert "Cancelled: 2." in answer.content.decode()
    answer = browser.post(f"/appointments/{one.pk}/series/undo/", follow=True)
    assert "Taken back: 2." in answer.content.decode()
