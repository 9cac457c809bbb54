"""Day, week and month name the holiday, the time off or the day's own hours that change them."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from practice.core.actor import acting
from practice.core.models import Membership, Place
from practice.core.rules import Role
from practice.team.services import add_member, make_user
from sessions.appointments.queries import calendar
from sessions.appointments.queries.calendar import Column, Day, calendar_of, week_of
from sessions.appointments.queries.month import Month, month_of
from sessions.hours.models import DayHours, HolidaySetting, WeeklyHours
from sessions.hours.queries import hours_between
from sessions.hours.services import TimeOffData, keep_holidays, take_time_off
from sessions.hours.why import Kind, hours_and_why
from tests.booking import works
from tests.cast import PASSWORD, House, sign_in
from tests.sessions.appointments.conftest import DAY, NOON, Desk

CHRISTMAS = date(2026, 12, 25)
THANKSGIVING = date(2026, 11, 26)
CLOCKED = NOON.date()


def page(answer: Any) -> str:
    body: str = answer.content.decode()
    return body


def closed_on_holidays(desk: Desk) -> None:
    with acting(desk.house.boss) as boss:
        keep_holidays(actor=boss, is_closed=True, country="US", region="", zone="America/Denver")


def in_munich(desk: Desk, member: Membership) -> Place:
    """Somebody works at another place alone, which keeps the holidays of Bavaria."""
    with acting(desk.house.boss) as boss:
        there = Place(practice_id=boss.practice_id, name="Isar room", timezone="Europe/Berlin")
        there.save(force_insert=True)
        rule = HolidaySetting(practice_id=boss.practice_id, place=there, is_closed=True)
        rule.country, rule.region = "DE", "BY"
        rule.save(force_insert=True)
    works(desk.house, member, there)
    return there


def in_the_morning(desk: Desk, member: Membership, *, online: bool = False) -> None:
    """They work at the first place too, or online, every day from eight to nine."""
    with acting(desk.house.boss):
        hours = WeeklyHours._base_manager.filter(practitioner=member)
        hours.update(begins=time(17))  # by the clock of Berlin, long before
        for weekday in range(7):
            row = WeeklyHours(practice=desk.house.practice, practitioner=member)
            row.place = None if online else desk.place
            row.weekday, row.begins, row.ends = weekday, time(8), time(9)
            row.save(force_insert=True)


def own_hours(
    desk: Desk,
    day: date,
    begins: int | None = None,
    ends: int | None = None,
    place: Place | None = None,
) -> None:
    with acting(desk.house.boss):
        row = DayHours(practice=desk.house.practice, practitioner=desk.house.practitioner)
        row.place, row.on, row.is_closed = place or desk.place, day, begins is None
        if begins is not None and ends is not None:
            row.begins, row.ends = time(begins), time(ends)
        row.save(force_insert=True)


def on_weekdays(desk: Desk) -> None:
    """The practitioner works from Monday to Friday alone."""
    with acting(desk.house.boss):
        WeeklyHours._base_manager.filter(weekday__gte=5).delete()


def another(house: House, number: int) -> Membership:
    """One more who gives lessons."""
    with acting(house.boss) as boss:
        user = make_user(email=f"more{number}@linden.example", name="More", password=PASSWORD)
        name = f"More {number}"
        return add_member(actor=boss, user=user, role=Role.PRACTITIONER, name=name)


def away(desk: Desk, first: date, last: date, reason: str = "training", **times: Any) -> None:
    member = times.pop("member", desk.house.practitioner)
    data = TimeOffData(first_day=first, last_day=last, reason=reason, **times)
    with acting(desk.house.boss) as boss:
        take_time_off(actor=boss, practitioner_id=member.pk, data=data)


def look(desk: Desk, day: date) -> Day:
    with acting(desk.ours) as ours:
        (found,) = calendar_of(ours, [day]).by_day
    return found


def of(desk: Desk, day: Day, member: Membership | None = None) -> Column:
    who = member or desk.house.practitioner
    return next(one for one in day.columns if one.member.pk == who.pk)


def month(desk: Desk, day: date) -> Month:
    with acting(desk.ours) as ours:
        return month_of(ours, day)


@pytest.fixture
def browser(desk: Desk) -> Browser:
    return sign_in("practitioner@linden.example")


def test_a_holiday_of_everybody_is_named_once(desk: Desk, browser: Browser) -> None:
    works(desk.house, desk.house.owner)
    body = page(browser.get(f"/calendar/?day={CHRISTMAS}"))
    assert "Christmas" not in body  # nobody said that it closes
    closed_on_holidays(desk)
    for view in ("day", "week"):
        body = page(browser.get(f"/calendar/?view={view}&day={CHRISTMAS}"))
        assert body.count("Closed: Christmas Day") == 1
        assert f"day={CHRISTMAS}&amp;time=" not in body
    trainees = of(desk, look(desk, CHRISTMAS), desk.house.trainee)
    assert (trainees.works, list(trainees.why.notes)) == (False, [])


def test_holidays_of_two_regions_are_named_in_their_columns(desk: Desk, browser: Browser) -> None:
    in_munich(desk, desk.house.owner)
    closed_on_holidays(desk)
    found = look(desk, THANKSGIVING)
    assert list(found.notes) == []
    assert [note.name for note in of(desk, found).why.notes] == ["Thanksgiving Day"]
    theirs = of(desk, found, desk.house.owner)
    assert (theirs.works, list(theirs.why.notes)) == (True, [])
    epiphany = look(desk, date(2027, 1, 6))
    assert of(desk, epiphany).works
    assert [note.name for note in of(desk, epiphany, desk.house.owner).why.notes] == ["Epiphany"]
    column = page(browser.get("/calendar/?day=2027-01-06")).split('class="cal__col"')
    assert [("Closed: Epiphany" in one) for one in column[1:]].count(True) == 1


def test_one_place_of_somebodys_two_is_named(desk: Desk) -> None:
    there = in_munich(desk, desk.house.owner)
    in_the_morning(desk, desk.house.owner)
    closed_on_holidays(desk)
    column = of(desk, look(desk, date(2027, 1, 6)), desk.house.owner)
    assert [(note.name, note.place) for note in column.why.notes] == [("Epiphany", there.name)]
    assert column.works
    christmas = look(desk, CHRISTMAS)
    column = of(desk, christmas, desk.house.owner)
    assert [(note.name, note.place) for note in [*christmas.notes, *column.why.notes]] == [
        ("Christmas Day", "")
    ]


def test_a_holiday_of_hours_online_closes_no_other_hours(desk: Desk, browser: Browser) -> None:
    in_munich(desk, desk.house.practitioner)
    in_the_morning(desk, desk.house.practitioner, online=True)
    closed_on_holidays(desk)
    found = look(desk, THANKSGIVING)
    assert list(found.notes) == []
    column = of(desk, found)
    assert column.works
    assert [(note.name, note.of_all) for note in column.why.notes] == [("Thanksgiving Day", False)]
    for view in ("day", "week", "month"):
        body = page(browser.get(f"/calendar/?view={view}&day={THANKSGIVING}"))
        assert body.count("Closed: Thanksgiving Day, online") == 1
    christmas = look(desk, CHRISTMAS)
    assert [(note.name, note.of_all) for note in christmas.notes] == [("Christmas Day", True)]
    assert "Closed: Christmas Day\n" in page(browser.get(f"/calendar/?day={CHRISTMAS}"))


def test_a_holiday_beside_hours_of_the_day_alone_names_its_place(desk: Desk) -> None:
    closed_on_holidays(desk)
    there = in_munich(desk, desk.house.owner)
    with acting(desk.house.boss):
        WeeklyHours._base_manager.filter(place=there).delete()
    own_hours(desk, THANKSGIVING, 8, 12, place=there)
    found = look(desk, THANKSGIVING)
    assert list(found.notes) == []
    told = [(note.kind, note.place) for note in of(desk, found).why.notes]
    assert told == [(Kind.HOLIDAY, desk.place.name), (Kind.OWN, there.name)]


def test_a_reason_is_said_where_hours_would_have_been(desk: Desk, browser: Browser) -> None:
    on_weekdays(desk)
    sunday = date(2026, 12, 13)
    away(desk, date(2026, 12, 3), date(2026, 12, 11))
    away(desk, DAY, DAY, member=desk.house.trainee)
    away(desk, sunday, sunday, first_time=time(9), last_time=time(10))
    own_hours(desk, sunday)
    with acting(desk.ours) as ours:
        whose = [desk.house.practitioner.pk, desk.house.trainee.pk]
        told = hours_and_why(ours, whose, [DAY + timedelta(days=n) for n in range(11)])[1]
    said = {day.day for who, day in told if who == desk.house.practitioner.pk}
    assert said == {3, 4, 7, 8, 9, 10, 11}
    assert len(told) == len(said)
    week = page(browser.get(f"/calendar/?view=week&day={DAY}")).split('data-day="')
    assert "No hours on this day." in next(one for one in week if one.startswith("2026-12-05"))
    (stretch,) = month(desk, DAY).stretches
    assert (stretch.first.day, stretch.last.day) == (3, 11)  # and no weekend parts it


def test_two_absences_with_a_day_of_work_between_are_two(desk: Desk) -> None:
    away(desk, date(2026, 12, 3), date(2026, 12, 4))
    away(desk, date(2026, 12, 6), date(2026, 12, 7))
    days = [(one.first.day, one.last.day) for one in month(desk, DAY).stretches]
    assert days == [(3, 4), (6, 7)]


def test_time_off_is_named_as_far_as_it_may_be(desk: Desk, browser: Browser) -> None:
    away(desk, DAY, DAY + timedelta(days=2))
    away(desk, DAY + timedelta(days=7), DAY + timedelta(days=7), reason="private")
    body = page(browser.get(f"/calendar/?day={DAY}"))
    assert 'Away<span class="on-screen">: training</span>' in body  # and not on the paper
    assert f"day={DAY}&amp;time=" not in body
    later = page(browser.get(f"/calendar/?day={DAY + timedelta(days=7)}"))
    assert ">Away\n</p>" in later
    assert "rivate" not in later


def test_part_of_a_day_that_somebody_is_away_stands_between_what_is_free(
    desk: Desk, browser: Browser
) -> None:
    away(desk, DAY, DAY, first_time=time(10), last_time=time(12))
    column = of(desk, look(desk, DAY))
    assert (column.works, list(column.why.notes)) == (True, [])
    body = page(browser.get(f"/calendar/?day={DAY}"))
    assert (
        body.index("time=08:00") < body.index('class="cal__elsewhere"') < body.index("time=12:00")
    )
    away(desk, DAY, DAY, first_time=time(7), last_time=time(19))
    assert "cal__gap" not in page(browser.get(f"/calendar/?day={DAY}&with={column.member.pk}"))


def test_who_is_no_colleague_learns_no_reason(desk: Desk) -> None:
    away(desk, DAY, DAY)
    whose = [desk.house.practitioner.pk]
    with acting(desk.hers) as hers:
        told = hours_and_why(hers, whose, [DAY])[1]
    with acting(desk.ours) as ours:
        ours_told = hours_and_why(ours, whose, [DAY])[1]
    assert [note.name for why in told.values() for note in why.notes] == [""]
    assert [note.name for why in ours_told.values() for note in why.notes] == ["training"]


def test_a_day_of_its_own_is_named(desk: Desk, browser: Browser) -> None:
    own_hours(desk, DAY)
    own_hours(desk, DAY + timedelta(days=1), 10, 12)
    body = page(browser.get(f"/calendar/?day={DAY}"))
    assert f"Closed on this day, {desk.place.name}" in body
    body = page(browser.get(f"/calendar/?day={DAY + timedelta(days=1)}"))
    assert "Other hours on this day, " in body
    assert "time=10:00" in body
    with acting(desk.ours) as ours:
        days = week_of(DAY)
        plain = hours_between(ours, [desk.house.practitioner.pk], days[0], days[-1])
        assert hours_and_why(ours, [desk.house.practitioner.pk], days)[0] == plain


def test_a_month_names_them_in_its_days_and_below(desk: Desk, browser: Browser) -> None:
    closed_on_holidays(desk)
    away(desk, date(2026, 12, 3), date(2026, 12, 5))
    away(desk, date(2026, 12, 8), date(2026, 12, 8), first_time=time(9), last_time=time(10))
    own_hours(desk, date(2026, 12, 9))
    told = month(desk, DAY).stretches
    kinds = [Kind.AWAY, Kind.AWAY, Kind.CLOSED, Kind.HOLIDAY]
    assert [one.note.kind for one in told] == kinds
    days = [(one.first.day, one.last.day) for one in told]
    assert days == [(3, 5), (8, 8), (9, 9), (25, 25)]
    assert told[1].note.begins == time(9)
    assert [one.who is None for one in told] == [False, False, False, True]
    body = page(browser.get(f"/calendar/?view=month&day={DAY}"))
    cell = body.split(f"?day={CHRISTMAS}", 1)[1].split("</td>", 1)[0]
    assert "Christmas Day" in cell
    assert "Closed: Christmas Day" in body.split('id="h-told"', 1)[1]


def test_a_month_without_any_says_nothing(desk: Desk, browser: Browser) -> None:
    assert "h-told" not in page(browser.get(f"/calendar/?view=month&day={DAY}"))
    assert month(desk, DAY).stretches == []


def test_a_week_offers_free_time_as_the_day_does(desk: Desk, browser: Browser) -> None:
    desk.book(10)
    body = page(browser.get(f"/calendar/?view=week&day={DAY}"))
    links = [
        bit.split('"', 1)[0].replace("&amp;", "&")
        for bit in body.split('cal__gap on-screen"><a href="')[1:]
    ]
    assert len(links) == 8  # one a free stretch: seven days, of which one is cut in two
    mine = next(one for one in links if f"day={DAY}&time=11:15" in one)
    form = page(browser.get(mine))
    for value in (desk.house.practitioner.pk, desk.place.pk, DAY, "11:15"):
        assert f'value="{value}"' in form
    day = page(browser.get(f"/calendar/?day={DAY}"))
    assert "time=08:00" in day
    assert "time=09:00" in day  # an hour later, in the same stretch
    assert "time=17:00" not in day.split('cal__later"')[0]


def test_a_week_of_many_stays_light(
    desk: Desk, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.book(10)
    address = f"/calendar/?view=week&day={DAY}"
    whole = page(browser.get(address))
    monkeypatch.setattr(calendar, "GAPS_MOST", 7)
    body = page(browser.get(address))
    assert (whole.count("cal__gap"), body.count("cal__gap")) == (8, 7)
    assert (whole.count("and later"), body.count("and later")) == (0, 1)
    assert page(browser.get(f"/calendar/?day={DAY}")).count("cal__gap") == 2
    assert len(whole.encode()) < 40_000


def test_a_week_of_twenty_leads_to_its_days(desk: Desk, browser: Browser) -> None:
    for n in range(20):
        works(desk.house, another(desk.house, n))
    away(desk, DAY, DAY)
    body = page(browser.get(f"/calendar/?view=week&day={DAY}"))
    days = body.split('data-day="')[1:]
    assert [one.count("cal__gap") for one in days] == [0] * 7
    for one in days:
        day, on = one[:10], 20 if one.startswith(str(DAY)) else 21
        assert f'<a href="?day={day}">{on} people have free time' in one
        assert "No hours" not in one
        assert one.count("cal__col") == (day == str(DAY))
    assert body.count("cal__open") == 7
    assert len(body.encode()) < 30_000
    one_persons = f"/calendar/?view=week&day={DAY}&with={desk.house.practitioner.pk}"
    assert page(browser.get(one_persons)).count("cal__gap") == 6
    assert page(browser.get(f"/calendar/?day={DAY}")).count("cal__gap") == 20


def test_a_day_that_is_over_had_its_hours(desk: Desk, browser: Browser) -> None:
    """They work every day; what has passed is offered to nobody, and was no day off."""
    gone = page(browser.get(f"/calendar/?view=week&day={CLOCKED - timedelta(days=7)}"))
    assert gone.count("Nothing booked.") == 7
    assert "No hours on this day." not in gone
    with acting(desk.house.boss):
        WeeklyHours._base_manager.all().delete()
    gone = page(browser.get(f"/calendar/?view=week&day={CLOCKED - timedelta(days=7)}"))
    assert gone.count("No hours on this day.") == 7
