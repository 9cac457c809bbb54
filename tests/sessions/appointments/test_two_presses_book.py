"""The practice books in two presses: a free time of the real hours, and a form that is filled."""

from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse

from practice.core.actor import acting
from practice.core.models import Place
from sessions.appointments.models import Appointment
from sessions.appointments.rules import Broken
from sessions.appointments.services import BreaksRules
from sessions.hours.models import DayHours, TimeOff, WeeklyHours
from sessions.hours.services import keep_holidays
from tests.booking import at, service_of, works
from tests.cast import sign_in
from tests.sessions.appointments.conftest import DAY, Desk

CHRISTMAS = date(2026, 12, 25)


@pytest.fixture
def browser(desk: Desk) -> Browser:
    return sign_in("practitioner@linden.example")


def page(answer: Any) -> str:
    body: str = answer.content.decode()
    return body


def closed_on_holidays(desk: Desk) -> None:
    with acting(desk.house.boss) as boss:
        keep_holidays(actor=boss, is_closed=True, country="US", region="", zone="America/Denver")


def test_a_holiday_is_told_as_one(desk: Desk) -> None:
    closed_on_holidays(desk)
    with pytest.raises(BreaksRules, match=r"It is a public holiday\.") as warned:
        desk.book(10, day=CHRISTMAS)
    assert warned.value.broken == [Broken.HOLIDAY]
    with acting(desk.house.boss):
        row = DayHours(practice=desk.house.practice, practitioner=desk.house.practitioner)
        row.place, row.on, row.begins, row.ends = desk.place, CHRISTMAS, time(10), time(12)
        row.save(force_insert=True)
    desk.book(10, day=CHRISTMAS)
    with pytest.raises(BreaksRules) as warned:
        desk.book(15, day=CHRISTMAS, whose=desk.nell)
    assert warned.value.broken == [Broken.OUTSIDE_HOURS]


def test_a_day_shows_what_is_free_of_its_hours(desk: Desk, browser: Browser) -> None:
    with acting(desk.house.boss):
        hours = WeeklyHours._base_manager.filter(practitioner=desk.house.practitioner)
        hours.update(begins=time(9, 30), ends=time(13))
        hours.filter(weekday=4).delete()
    desk.book(10)
    body = page(browser.get(f"/calendar/?day={DAY}"))
    assert [clock in body for clock in ("time=08:00", "time=09:30", "time=11:15")] == [
        False,
        True,
        True,
    ]
    assert body.count("cal__gap") == 2
    assert "No hours on this day." in body  # of the others, who have none
    friday = page(browser.get("/calendar/?day=2026-12-04"))
    assert "cal__gap" not in friday


def test_a_client_who_is_chosen_stays_chosen_until_they_are_booked(
    desk: Desk, browser: Browser
) -> None:
    theirs = page(browser.get(reverse("client_page", args=[desk.nora.pk])))
    assert f"/calendar/?client={desk.nora.pk}" in theirs
    body = page(browser.get(f"/calendar/?client={desk.nora.pk}&day={DAY}"))
    assert "For Nora Ng" in body
    assert f"client={desk.nora.pk}" in body.split('rel="next"')[0].rsplit("<a", 1)[1]
    gap = body.split("cal__gap", 1)[1].split('href="', 1)[1].split('"', 1)[0]
    form = page(browser.get(gap.replace("&amp;", "&")))
    assert f'value="{desk.nora.pk}"' in form
    chosen = form.split(f'value="{desk.nora.pk}"', 1)[1].split(">", 1)[0]
    assert "checked" in chosen
    typed = {
        "client": str(desk.nora.pk),
        "practitioner": str(desk.house.practitioner.pk),
        "place": str(desk.place.pk),
        "day": DAY.isoformat(),
        "time": "08:00",
    }
    with acting(desk.house.boss) as boss:
        typed["service"] = str(service_of(boss).pk)
    for name, value in typed.items():  # each stands in the form that a press sends as it is
        assert f'value="{value}"' in form, name
    assert browser.post("/calendar/new/", typed).status_code == 302
    with acting(desk.house.boss) as boss:
        assert Appointment.objects.visible_to(boss).get().starts_at == at(DAY, 8)


def test_whose_page_was_looked_at_last_is_chosen(desk: Desk, browser: Browser) -> None:
    def chosen(page_of: str) -> list[str]:
        return [bit.split('value="')[1][:36] for bit in page_of.split("<input") if "checked" in bit]

    new = f"/calendar/new/?day={DAY}&time=08:00"
    assert chosen(page(browser.get(new))) == []
    browser.get(reverse("client_page", args=[desk.nell.pk]))
    browser.get(reverse("client_page", args=[desk.nora.pk]))
    sign_in("owner@linden.example").get(reverse("client_page", args=[desk.nell.pk]))
    form = page(browser.get(new))
    assert chosen(form) == [str(desk.nora.pk)]
    assert "Nora Ng is chosen, whose page you looked at last." in form
    assert chosen(page(browser.get(f"{new}&client={desk.nell.pk}"))) == [str(desk.nell.pk)]


def test_nobody_is_chosen_who_is_out_of_reach(desk: Desk) -> None:
    trainee = sign_in("trainee@linden.example")
    body = page(trainee.get(f"/calendar/?client={desk.nora.pk}&day={DAY}"))
    assert "Nora" not in body
    assert str(desk.nora.pk) not in body


def test_a_clients_page_tells_what_is_booked_and_begins_the_note(desk: Desk, clock: Any) -> None:
    first = desk.book(10)
    second = desk.book(10, day=date(2026, 12, 21))
    desk.book(12, whose=desk.nell)
    clock.move_to(at(DAY, 9, 58))
    browser = sign_in("practitioner@linden.example")
    theirs = reverse("client_page", args=[desk.nora.pk])
    body = page(browser.get(theirs))
    for one in (first, second):
        assert reverse("appointment_page", args=[one.pk]) in body
    assert body.count("They are here: begin the note") == 1
    assert reverse("appointment_note", args=[first.pk]) in body
    today = page(browser.get(f"/calendar/?day={DAY}"))
    assert f'formaction="{reverse("appointment_note", args=[first.pk])}"' in today
    clock.move_to(at(DAY, 11, 30))
    browser = sign_in("practitioner@linden.example")
    part = page(browser.get(theirs)).split('id="h-booked"', 1)[1].split("</section>", 1)[0]
    assert part.index(str(second.pk)) < part.index(str(first.pk))
    assistant = sign_in("assistant@linden.example")
    assert reverse("appointment_note", args=[first.pk]) not in page(assistant.get(theirs))


def test_a_move_in_the_portal_keeps_the_place(desk: Desk) -> None:
    with acting(desk.house.boss) as boss:
        other = Place(practice_id=boss.practice_id, name="A second room", timezone="America/Denver")
        other.save(force_insert=True)
    one = desk.book(10, place=other, anyway=True)
    works(desk.house, desk.house.practitioner, other)
    phone = sign_in("nora@clients.example")
    move = reverse("portal_appointment_move", args=[one.pk])
    body = page(phone.get(move))
    assert f"|{other.pk}" in body
    assert f"|{desk.place.pk}" not in body
    wrong = {"start": f"{at(DAY, 15).isoformat()}|{desk.place.pk}", "version": "1"}
    assert phone.post(move, wrong).status_code == 422
    sent = {"start": f"{at(DAY, 15).isoformat()}|{other.pk}", "version": "1"}
    assert phone.post(move, sent).status_code == 302
    found = desk.again(one)
    assert (found.place_id, found.starts_at) == (other.pk, at(DAY, 15))


def test_time_off_that_is_sent_twice_is_kept_once(desk: Desk, browser: Browser) -> None:
    typed = {"first_day": "2028-03-11", "last_day": "2028-03-12", "reason": "holiday"}
    typed["key"] = str(uuid4())
    off = f"{reverse('time_off_new')}?who={desk.house.practitioner.pk}"
    assert browser.post(off, typed).status_code == 302
    assert "This form was sent before" in page(browser.post(off, typed, follow=True))
    with acting(desk.house.boss) as boss:
        assert TimeOff.objects.visible_to(boss).count() == 1
