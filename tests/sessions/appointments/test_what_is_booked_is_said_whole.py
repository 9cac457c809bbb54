"""Which clock, what it costs, that a day is far off: said where somebody reads it."""

from datetime import date, time, timedelta

import pytest

from practice.core.actor import acting
from practice.core.models import Place, Practice
from sessions.appointments.rules import Broken, Hold, Spacing
from sessions.appointments.series.services import SeriesHindered
from sessions.appointments.services import BreaksRules
from sessions.hours.models import Service
from tests.booking import at, works
from tests.cast import sign_in
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.appointments.test_a_series_is_booked_whole_or_not import series

THERE = "America/New_York"


def read(email: str, path: str) -> str:
    return sign_in(email).get(path).content.decode()


def test_a_clock_that_is_not_the_practices_is_named(desk: Desk) -> None:
    at_home = read("practitioner@linden.example", f"/calendar/?day={DAY}")
    assert "By the clock of America/Denver, where no other one is named." in at_home
    assert THERE not in at_home
    with acting(desk.house.boss):
        place = Place(practice=desk.house.practice, name="Hudson room", timezone=THERE)
        place.save(force_insert=True)
    works(desk.house, desk.house.practitioner, place)
    free = read("practitioner@linden.example", f"/calendar/?day={DAY}")
    assert free.count(THERE) == free.count("cal__gap") > 0
    desk.book(14, place=place)  # inside its hours by both clocks
    for view in ("day", "week"):
        page = read("practitioner@linden.example", f"/calendar/?day={DAY}&view={view}")
        lesson = page.partition("cal__one--booked")[2].partition("</li>")[0]
        assert THERE in lesson


def test_the_price_stands_with_what_was_shown_at_booking(desk: Desk) -> None:
    new = "/portal/appointments/new/"
    assert "$" not in read("nora@clients.example", new)
    with acting(desk.house.boss):
        Practice.objects.filter(pk=desk.house.practice.pk).update(currency="USD")
        Service._base_manager.filter(built_in_code="lesson").update(price=9550)
    assert "95.50" in read("nora@clients.example", new)
    booked = desk.book(10)
    with acting(desk.house.boss):  # what it costs later does not reach back
        Service._base_manager.filter(built_in_code="lesson").update(price=12000)
    shown = read("practitioner@linden.example", f"/appointments/{booked.pk}/")
    assert "95.50" in shown
    assert "120.00" not in shown
    move = read("nora@clients.example", f"/portal/appointments/{booked.pk}/move/")
    assert "95.50" in move


def test_a_day_more_than_a_year_off_is_asked_about(desk: Desk) -> None:
    far = date(2099, 12, 8)
    with pytest.raises(BreaksRules, match="more than a year from now") as warned:
        desk.book(10, day=far)
    assert warned.value.broken == [Broken.FAR_AHEAD]
    assert desk.stored() == []
    assert desk.book(10, day=far, anyway=True).local_date == far
    desk.book(12, day=date(2027, 11, 1))  # within it
    before = desk.stored()
    with pytest.raises(SeriesHindered) as hindered:
        series(desk, first=far, clock=time(15), times=3)
    assert all(Broken.FAR_AHEAD in one.hindered for one in hindered.value.seen)
    assert desk.stored() == before
    assert len(series(desk, times=20, every_weeks=2, actor=desk.ours)) == 20


@pytest.mark.parametrize(
    ("hold", "after", "moved"),
    [
        (Hold.UNKNOWN, None, False),
        (Hold.CAME_BACK, 12, True),
        (Hold.CAME_BACK, 27, False),  # that late, nothing is sooner
        (Hold.HELD, 10, True),
        (Hold.HELD, 3, False),
    ],
)
def test_sooner_is_said_only_of_what_is_sooner(hold: Hold, after: int | None, moved: bool) -> None:
    assert Spacing(last=DAY, hold=hold, seen_after=after).is_moved is moved


def test_from_later_days_a_link_leads_back(desk: Desk) -> None:
    new, email = "/portal/appointments/new/", "nora@clients.example"
    first = read(email, new)
    assert "Days before" not in first
    later = read(email, f"{new}?from={DAY + timedelta(days=14)}")
    assert f"from={DAY}" in later.partition("Later days")[0]
    assert "Days before" in later


def test_who_cancels_in_time_reads_until_when_that_is(desk: Desk) -> None:
    one = desk.book(10, actor=desk.hers)
    page = read("nora@clients.example", f"/portal/appointments/{one.pk}/cancel/")
    assert "You can move or cancel it until 24 hours before." in page


def test_days_sooner_than_suggested_are_behind_one_press(desk: Desk) -> None:
    """Where there are others; and open where one of them was chosen already."""
    new, last = "/portal/appointments/new/", date(2026, 11, 24)
    desk.book(10, day=last)
    page = read("nora@clients.example", new)
    folded, _end, others = page.partition("<details")[2].partition("</details>")
    assert "sooner than suggested" in folded
    assert "sooner than suggested" not in others
    assert ">suggested<" in others
    assert "open><summary>" not in page
    soon = f"{at(date(2026, 11, 27), 10).isoformat()}|{desk.place.pk}"
    again = sign_in("nora@clients.example").post(new, {"start": soon, "key": "no key"})
    assert again.status_code == 422
    assert "open><summary>" in again.content.decode()
    later = read("nora@clients.example", f"{new}?from={last + timedelta(days=30)}")
    assert "<details" not in later
