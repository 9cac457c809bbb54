"""A month tells how many lessons each of its days has, and leads to the day."""

from datetime import date, timedelta
from typing import Any

import pytest

from practice.core.actor import acting
from sessions.appointments import services
from sessions.appointments.queries.month import Month, month_of
from tests.cast import sign_in
from tests.sessions.appointments.conftest import DAY, Desk


def counts(found: Month) -> dict[date, int]:
    return {one.day: one.booked for week in found.weeks for one in week if one.booked}


def look(desk: Desk, day: date, **more: Any) -> Month:
    with acting(desk.ours) as ours:
        return month_of(ours, day, **more)


def test_each_day_counts_what_stands(desk: Desk) -> None:
    desk.book(10)
    desk.book(12, whose=desk.nell)
    gone = desk.book(14, whose=desk.nell, anyway=True)
    with acting(desk.ours) as ours:
        services.cancel(actor=ours, appointment_id=gone.pk, why="work")
    late = desk.book(10, day=date(2027, 1, 1))  # stands beside the last days of December
    found = look(desk, DAY)
    assert counts(found) == {DAY: 2, late.local_date: 1}
    assert found.booked == 2
    assert counts(look(desk, DAY, whose=desk.house.owner.pk)) == {}
    assert (found.before, found.after) == (date(2026, 11, 30), date(2027, 1, 1))
    assert counts(look(desk, date(2026, 11, 2))) == {DAY: 2}


@pytest.mark.parametrize("month", range(1, 13))
def test_weeks_are_whole_and_hold_every_day_of_the_month_once(desk: Desk, month: int) -> None:
    first = date(2028, month, 1)
    found = look(desk, first + timedelta(days=20))
    assert {len(week) for week in found.weeks} == {7}
    days = [one.day for week in found.weeks for one in week]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    mine = [one.day for week in found.weeks for one in week if one.is_of_month]
    assert (mine[0], mine[-1]) == (first, found.after - timedelta(days=1))


def test_the_page_leads_to_the_day_and_keeps_who_was_chosen(desk: Desk) -> None:
    desk.book(10)
    browser = sign_in("practitioner@linden.example")
    address = f"/calendar/?view=month&day={DAY}&client={desk.nora.pk}"
    body: str = browser.get(address).content.decode()
    assert "One lesson in this month" in body
    assert f"?day={DAY}&amp;client={desk.nora.pk}" in body
    assert "view=month&amp;client" in body.split('rel="next"', maxsplit=1)[0].rsplit("<a", 1)[1]
    trainee = sign_in("trainee@linden.example")
    assert "0 lessons in this month" in trainee.get(address).content.decode()
