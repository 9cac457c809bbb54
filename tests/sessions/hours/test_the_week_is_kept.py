"""The pages of hours: the week by person and place, days of their own, time off, holidays."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.http import Http404

from practice.core.actor import NotAllowed, acting
from practice.core.clock import now
from practice.core.models import Membership, Place
from sessions.hours.models import DayHours, HolidaySetting, TimeOff, WeeklyHours
from sessions.hours.services import DayData, WeekRow, keep_week, open_day
from sessions.hours.whose import get_day_hours, mark_of
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db
HOURS = "/settings/hours/"
NEXT = (now() + timedelta(days=30)).date()


def week_of(house: House, who: Membership | None = None) -> list[tuple[int, str, str]]:
    with acting(house.boss) as boss:
        rows = WeeklyHours.objects.visible_to(boss).filter(practitioner=who or house.practitioner)
        return [
            (row.weekday, f"{row.begins:%H:%M}", f"{row.ends:%H:%M}")
            for row in rows.order_by("weekday", "begins")
        ]


def send(house: House, typed: dict[str, Any], role: str = "practitioner", **said: Any) -> Any:
    """Save the week as somebody typed it, from a page that is as it stands."""
    who: Membership = said.get("who", house.practitioner)
    with acting(house.boss) as boss:
        place = Place.objects.visible_to(boss).earliest("pk").pk
        rows = WeeklyHours.objects.visible_to(boss).filter(practitioner=who, place_id=place)
        mark = said.get("mark", mark_of(rows.order_by("weekday", "begins")))
    browser = sign_in(f"{role}@linden.example")
    return browser.post(f"{HOURS}?who={who.pk}&where={place}", {"mark": mark, **typed})


MONDAY = {"d0_begins_0": "09:00", "d0_ends_0": "12:00"}


def test_a_practitioner_keeps_their_own_week(linden: House) -> None:
    answer = send(linden, MONDAY | {"d0_begins_1": "14:00", "d0_ends_1": "18:00"})
    assert answer.status_code == 302
    assert week_of(linden) == [(0, "09:00", "12:00"), (0, "14:00", "18:00")]
    assert send(linden, {"d2_begins_1": "10:00", "d2_ends_1": "11:00"}).status_code == 302
    assert week_of(linden) == [(2, "10:00", "11:00")]


def test_a_day_is_copied_to_others(linden: House) -> None:
    typed = MONDAY | {"copy_from": "0", "copy_to": ["2", "4"]}
    typed |= {"d4_begins_0": "07:00", "d4_ends_0": "08:00"}
    assert send(linden, typed).status_code == 302
    assert week_of(linden) == [(day, "09:00", "12:00") for day in (0, 2, 4)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"d0_begins_0": "12:00", "d0_ends_0": "09:00"}, "not after the beginning"),
        ({"d0_begins_0": "22:00", "d0_ends_0": "00:00"}, "not after the beginning"),
        ({"d0_begins_0": "12:00"}, "from when and until when"),
        ({"d0_ends_0": "12:00"}, "from when and until when"),
        ({"d0_begins_0": "25:00", "d0_ends_0": "26:00"}, "valid time"),
        (MONDAY | {"d0_begins_1": "11:00", "d0_ends_1": "13:00"}, "is taken already"),
        ({"copy_to": ["1"]}, "Choose the day to copy"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    linden: House, typed: dict[str, Any], words: str
) -> None:
    assert send(linden, MONDAY).status_code == 302
    answer = send(linden, typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert week_of(linden) == [(0, "09:00", "12:00")]


def test_hours_at_another_place_are_in_the_way(linden: House) -> None:
    with acting(linden.boss) as boss:
        whose: dict[str, Any] = {"practitioner_id": linden.practitioner.pk, "place_id": None}
        rows = [WeekRow(0, time(11), time(13))]
        keep_week(actor=boss, rows=rows, mark=mark_of([]), **whose)
    answer = send(linden, MONDAY)
    assert answer.status_code == 422
    assert "Monday, 11:00 to 13:00 is taken already (online)." in answer.content.decode()


def test_two_who_change_one_week_are_told(linden: House) -> None:
    assert send(linden, MONDAY).status_code == 302
    answer = send(linden, {"d1_begins_0": "09:00", "d1_ends_0": "10:00"}, mark=mark_of([]))
    assert answer.status_code == 422
    assert "Somebody changed these hours meanwhile" in answer.content.decode()
    assert week_of(linden) == [(0, "09:00", "12:00")]


@pytest.mark.parametrize(
    ("role", "may"),
    [("owner", True), ("assistant", True), ("practitioner", True), ("trainee", False)],
)
def test_who_may_change_the_practitioners_hours(linden: House, role: str, may: bool) -> None:
    assert send(linden, MONDAY, role).status_code == (302 if may else 403)
    assert bool(week_of(linden)) is may
    page = sign_in(f"{role}@linden.example").get(f"{HOURS}?who={linden.practitioner.pk}")
    assert ("Save the week" in page.content.decode()) is may


def test_a_trainee_keeps_their_own(linden: House) -> None:
    assert send(linden, MONDAY, "trainee", who=linden.trainee).status_code == 302
    assert week_of(linden, linden.trainee) == [(0, "09:00", "12:00")]


def test_the_service_refuses_as_the_page_does(linden: House) -> None:
    with acting(linden.actor(linden.trainee)) as trainee:
        whose = {"practitioner_id": linden.practitioner.pk}
        with pytest.raises(NotAllowed):
            keep_week(actor=trainee, place_id=None, rows=[], mark=mark_of([]), **whose)
        with pytest.raises(NotAllowed):
            open_day(actor=trainee, data=DayData(on=NEXT, place_id=None, is_closed=True), **whose)


def test_a_place_that_is_retired_meanwhile_takes_no_hours(linden: House) -> None:
    with acting(linden.boss) as boss:
        Place.objects.visible_to(boss).update(retired_at=now())
    assert send(linden, MONDAY).status_code == 302
    assert week_of(linden) == []
    page = sign_in("practitioner@linden.example").get(f"{HOURS}?where=online")
    assert page.status_code == 200


def test_somebody_who_left_has_no_page_of_hours(linden: House) -> None:
    with acting(linden.boss):
        linden.trainee.is_active = False
        linden.trainee.save(update_fields=["is_active"])
    assert send(linden, MONDAY, "owner", who=linden.trainee).status_code == 403
    assert week_of(linden, linden.trainee) == []


def day(house: House, typed: dict[str, Any], role: str = "practitioner") -> Any:
    browser = sign_in(f"{role}@linden.example")
    return browser.post(f"{HOURS}days/?who={house.practitioner.pk}", {"place": ""} | typed)


def days_of(house: House) -> list[DayHours]:
    with acting(house.boss) as boss:
        return list(DayHours.objects.visible_to(boss).order_by("on", "begins"))


def test_a_day_is_closed_and_opened_again(linden: House) -> None:
    assert day(linden, {"on": f"{NEXT}", "is_closed": "on"}).status_code == 302
    (kept,) = days_of(linden)
    assert (kept.on, kept.is_closed, kept.practitioner_id) == (NEXT, True, linden.practitioner.pk)
    again = day(linden, {"on": f"{NEXT}", "begins": "09:00", "ends": "10:00"})
    assert again.status_code == 422
    assert "Remove that first" in again.content.decode()
    remove = f"{HOURS}days/{kept.pk}/remove/"
    assert sign_in("trainee@linden.example").post(remove).status_code == 404
    assert sign_in("practitioner@linden.example").post(remove).status_code == 302
    assert days_of(linden) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"on": "2020-01-01", "is_closed": "on"}, "This day is over"),
        ({"on": "9999-01-01", "is_closed": "on"}, "nearer to today"),
        ({"on": "2028-03-12", "begins": "02:30", "ends": "05:00"}, "there is no 02:30"),
        ({"on": "2028-03-12", "begins": "05:00", "ends": "02:30"}, "not after the beginning"),
        ({"on": "2028-03-13"}, "from when and until when"),
        ({"on": "2028-03-13", "is_closed": "on", "begins": "09:00"}, "A closed day has no hours"),
        ({"on": "2028-03-13", "is_closed": "on", "place": "x"}, "Select a valid choice"),
        ({}, "This field is required"),
    ],
)
def test_a_day_that_cannot_be_is_said(linden: House, typed: dict[str, Any], words: str) -> None:
    answer = day(linden, typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert days_of(linden) == []


def off(house: House, typed: dict[str, Any], role: str = "practitioner") -> Any:
    browser = sign_in(f"{role}@linden.example")
    return browser.post(f"{HOURS}off/?who={house.practitioner.pk}", typed)


def test_time_off_is_kept_as_it_was_meant(linden: House) -> None:
    typed = {"first_day": "2028-03-11", "last_day": "2028-03-12", "reason": "holiday"}
    assert off(linden, typed).status_code == 302
    with acting(linden.boss) as boss:
        kept = TimeOff.objects.visible_to(boss).get()
        assert (kept.first_day, kept.last_day) == (date(2028, 3, 11), date(2028, 3, 12))
        assert kept.zone == "America/Denver"
        # Two days in Denver, one of which is an hour shorter.
        assert kept.during.upper - kept.during.lower == timedelta(hours=47)
    remove = f"{HOURS}off/{kept.pk}/remove/"
    assert sign_in("trainee@linden.example").post(remove).status_code == 404
    assert sign_in("assistant@linden.example").post(remove).status_code == 302
    with acting(linden.boss) as boss:
        assert not TimeOff.objects.visible_to(boss).exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"last_day": "2028-03-10"}, "before the first day"),
        ({"last_day": "2028-03-12", "last_time": "02:30"}, "there is no 02:30"),
        ({"first_time": "10:00", "last_time": "10:00"}, "not after the beginning"),
        ({"reason": "flu"}, "Select a valid choice"),
        ({"first_day": "2020-01-01", "last_day": "2020-01-02"}, "This day is over"),
        ({"last_day": "9999-12-31"}, "nearer to today"),
        ({"first_day": "0001-01-01"}, "nearer to today"),
    ],
)
def test_time_off_that_cannot_be_is_said(linden: House, typed: dict[str, Any], words: str) -> None:
    said = {"first_day": "2028-03-11", "last_day": "2028-03-11", "reason": "holiday"}
    answer = off(linden, said | typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    with acting(linden.boss) as boss:
        assert not TimeOff.objects.visible_to(boss).exists()


def test_a_day_of_another_practice_is_not_there(linden: House, harbour: House) -> None:
    day(linden, {"on": f"{NEXT}", "is_closed": "on"})
    (kept,) = days_of(linden)
    with acting(harbour.boss) as boss, pytest.raises(Http404):
        get_day_hours(boss, kept.pk)


def test_the_owner_says_whether_holidays_are_closed(linden: House) -> None:
    there = "/settings/holidays/"
    browser = sign_in("owner@linden.example")
    assert "Christmas Day" in browser.get(there).content.decode()  # of the zone's country
    sent = {"is_closed": "on", "country": "DE", "region": "BE"}
    assert browser.post(there, sent).status_code == 302
    page = browser.get(there).content.decode()
    assert "Second Day of Christmas" in page
    assert "You are closed on these days" in page
    with acting(linden.boss) as boss:
        kept = HolidaySetting.objects.visible_to(boss).get()
        assert (kept.is_closed, kept.country, kept.region) == (True, "DE", "BE")
    assert browser.post(there, sent | {"region": "TX"}).status_code == 422
    assert sign_in("assistant@linden.example").post(there, sent).status_code == 403
    assert "Save the holidays" not in (
        sign_in("practitioner@linden.example").get(there).content.decode()
    )


def test_a_country_without_data_is_said_in_words(linden: House) -> None:
    with acting(linden.boss):
        linden.practice.timezone = "Etc/UTC"
        linden.practice.save(update_fields=["timezone"])
        HolidaySetting(practice=linden.practice, is_closed=True).save()
    page = sign_in("owner@linden.example").get("/settings/holidays/").content.decode()
    assert "knows no public holidays" in page
