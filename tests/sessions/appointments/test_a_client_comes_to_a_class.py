"""A client takes a place by themselves, gives it up, and learns of nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from practice.core.actor import acting
from sessions.appointments.models import Appointment, GroupClass
from sessions.hours.models import Service
from tests.booking import at
from tests.calendars import feed_of
from tests.cast import sign_in
from tests.classes import NAME, joins, planned
from tests.sessions.appointments.conftest import DAY, Desk

PAGE, LIST = "/portal/classes/", "/portal/appointments/"


@pytest.fixture
def found(desk: Desk) -> GroupClass:
    return planned(desk.ours, desk.house, DAY, 10)


def hers(desk: Desk) -> list[tuple[str, Any]]:
    with acting(desk.house.boss) as boss:
        rows = Appointment.objects.visible_to(boss).filter(client=desk.nora)
        return [(one.state, one.group_class_id) for one in rows.order_by("id")]


def change(desk: Desk, **values: Any) -> None:
    with acting(desk.house.boss) as boss:
        Service.objects.visible_to(boss, "service.read").filter(name=NAME).update(**values)


def test_she_takes_a_place_and_gives_it_up(desk: Desk, found: GroupClass) -> None:
    joins(desk.ours, found, desk.nell)
    browser = sign_in("nora@clients.example")
    page = browser.get(PAGE).content.decode()
    assert NAME in page
    assert "1 place free" in page
    assert "You can give the place up until 24 hours before." in page
    answer = browser.post(f"{PAGE}{found.pk}/join/")
    assert answer.headers["Location"] == LIST
    assert hers(desk) == [("booked", found.pk)]
    mine = browser.get(LIST).content.decode()
    assert NAME in mine
    assert "Nell" not in mine + browser.get(PAGE).content.decode()
    assert "/move/" not in mine
    with acting(desk.house.boss) as boss:
        one = Appointment.objects.visible_to(boss).get(client=desk.nora)
    browser.post(f"{LIST}{one.pk}/cancel/", {"why": "work", "version": one.version})
    assert hers(desk) == [("cancelled", found.pk)]
    assert "1 place free" in browser.get(PAGE).content.decode()


def test_a_key_takes_one_place(desk: Desk, found: GroupClass) -> None:
    browser = sign_in("nora@clients.example")
    key = {"key": "0199c1de-0000-7000-8000-000000000001"}
    for _press in range(2):
        assert browser.post(f"{PAGE}{found.pk}/join/", key).headers["Location"] == LIST
    assert len(hers(desk)) == 1


def test_a_full_one_is_shown_and_refused_in_words(desk: Desk, found: GroupClass) -> None:
    change_places = GroupClass._base_manager.filter(pk=found.pk)
    with acting(desk.house.boss):
        change_places.update(places=1)
    joins(desk.ours, found, desk.nell)
    browser = sign_in("nora@clients.example")
    page = browser.get(PAGE).content.decode()
    assert "full" in page
    assert "/join/" not in page
    answer = browser.post(f"{PAGE}{found.pk}/join/", follow=True)
    assert "No place is free in this class any more." in answer.content.decode()
    assert hers(desk) == []


CLOSED: dict[str, tuple[dict[str, Any], timedelta]] = {
    "too late": ({"lead_hours": 24}, timedelta(hours=23)),
    "too far ahead": ({"ahead_days": 5}, timedelta(days=6)),
    "for the practice to say": ({"is_client_bookable": False}, timedelta(days=6)),
}


@pytest.mark.parametrize("name", CLOSED)
def test_the_service_says_when_a_client_comes(
    desk: Desk, found: GroupClass, clock: Any, name: str
) -> None:
    values, before = CLOSED[name]
    change(desk, **values)
    clock.move_to(at(DAY, 10) - before)
    browser = sign_in("nora@clients.example")
    assert NAME not in browser.get(PAGE).content.decode()
    answer = browser.post(f"{PAGE}{found.pk}/join/", follow=True)
    assert "Ask the practice for this one." in answer.content.decode()
    assert hers(desk) == []
    joins(desk.ours, found, desk.nora)
    assert "you have a place" in browser.get(PAGE).content.decode()


def events(desk: Desk, actor: Any) -> list[tuple[str, str]]:
    path = feed_of(actor, "full")
    body = sign_in("nora@clients.example").get(path).content
    return [
        (str(one["SUMMARY"]), str(one["UID"]).partition("@")[0])
        for one in Calendar.from_ical(body).walk("VEVENT")
    ]


def test_calendars_have_the_class_for_who_gives_it_and_a_place_for_who_comes(
    desk: Desk, found: GroupClass
) -> None:
    one = joins(desk.ours, found, desk.nora)
    joins(desk.ours, found, desk.nell)
    assert events(desk, desk.ours) == [(f"{NAME} (2 of 2)", str(found.pk))]
    assert events(desk, desk.hers) == [("Appointment with Linden Somatics", str(one.pk))]
