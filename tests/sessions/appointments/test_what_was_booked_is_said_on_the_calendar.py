"""What was booked is said by the page that the booking leads to, while it can be taken back."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.sessions.models import Session as SignIn
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.records.models import Client
from clients.records.services import open_episode
from practice.core.actor import acting
from sessions.appointments import services
from sessions.appointments.models import Appointment, Session
from tests.cast import sign_in
from tests.classes import planned
from tests.sessions.appointments.conftest import DAY, Desk

WORDS = "Booked: Nora Ng, Thursday, 3 December, 10:00."
OUTSIDE = "This is outside the 7 to 21 days that are suggested after a lesson."


@pytest.fixture
def browser(desk: Desk) -> Browser:
    return sign_in("practitioner@linden.example")


def booked(desk: Desk, browser: Browser, **more: Any) -> str:
    """Book Nora by the form; where it leads."""
    typed = desk.typed(key=str(uuid4()), **more)
    answer = browser.post(reverse("appointment_new"), typed)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return answer.headers["Location"]


def read(browser: Browser, there: str) -> str:
    answer = browser.get(there)
    assert answer.status_code == 200
    return answer.content.decode()


def the_one(desk: Desk) -> Appointment:
    with acting(desk.house.boss) as boss:
        return Appointment.objects.visible_to(boss).get()


def test_it_is_said_with_the_way_back_as_often_as_the_page_is_read(
    desk: Desk, browser: Browser, clock: Any
) -> None:
    there = booked(desk, browser)
    undo = reverse("appointment_undo", args=[the_one(desk).pk])
    for _time in range(2):
        page = read(browser, there)
        assert WORDS in page
        assert f'action="{undo}"' in page
    clock.shift(timedelta(minutes=2, seconds=59))
    assert WORDS in read(browser, there)
    clock.shift(timedelta(seconds=1))
    page = read(browser, there)
    assert WORDS not in page
    assert undo not in page


def test_nothing_of_it_is_kept_with_the_sign_in(desk: Desk, browser: Browser) -> None:
    before = list(SignIn.objects.values_list("session_key", "session_data"))
    there = booked(desk, browser)
    read(browser, there)
    assert list(SignIn.objects.values_list("session_key", "session_data")) == before


def test_a_page_that_says_it_takes_eight_statements(desk: Desk, browser: Browser) -> None:
    there = booked(desk, browser)
    read(browser, there)  # a process reads some things only once
    with CaptureQueriesContext(connection) as told:
        page = browser.get(there)
    assert WORDS in page.content.decode()
    ways = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")
    assert len([one for one in told if not one["sql"].startswith(ways)]) <= 8


def test_it_is_said_to_nobody_else(desk: Desk, browser: Browser) -> None:
    there = booked(desk, browser)
    others = sign_in("owner@linden.example")
    page = read(others, there)
    assert "Nora Ng" in page
    assert WORDS not in page


def test_what_became_of_it_since_is_not_said_to_be_booked(desk: Desk, browser: Browser) -> None:
    there = booked(desk, browser)
    one = the_one(desk)
    with acting(desk.ours) as ours:
        services.confirm(actor=ours, appointment_id=one.pk)
    page = read(browser, there)
    assert "Nora Ng" in page
    assert WORDS not in page


def test_what_has_its_lesson_is_not_said_to_be_booked(desk: Desk, browser: Browser) -> None:
    there = booked(desk, browser)
    one = the_one(desk)
    with acting(desk.house.boss) as boss:
        held = Session(
            practice=desk.house.practice,
            client=desk.nora,
            episode=open_episode(actor=boss, client=desk.nora, concern="A pull."),
            practitioner=desk.house.practitioner,
            held_on=DAY,
            number=1,
        )
        held.save(force_insert=True)
        Appointment._base_manager.filter(pk=one.pk).update(session=held)
    page = read(browser, there)
    assert "Nora Ng" in page
    assert WORDS not in page


def test_nothing_is_said_of_who_is_archived(desk: Desk, browser: Browser) -> None:
    there = booked(desk, browser)
    with acting(desk.house.boss):
        Client._base_manager.filter(pk=desk.nora.pk).update(state="archived")
    page = read(browser, there)
    assert "Nora Ng" in page
    assert WORDS not in page


@pytest.mark.parametrize(
    ("more", "is_said"),
    [("&view=week", True), ("&view=month", False), ("&with={other}", False), ("&with=x", True)],
)
def test_it_is_said_where_it_stands(desk: Desk, browser: Browser, more: str, is_said: bool) -> None:
    there = booked(desk, browser)
    page = read(browser, there + more.format(other=desk.house.owner.pk))
    assert (WORDS in page) is is_said


def test_what_was_taken_back_is_not_said(desk: Desk, browser: Browser) -> None:
    there = booked(desk, browser)
    browser.post(reverse("appointment_undo", args=[the_one(desk).pk]))
    browser.get("/")
    page = read(browser, there)
    assert DAY.isoformat() in page
    assert WORDS not in page


@pytest.mark.parametrize("asked", ["", "x", str(UUID(int=7)), "<b>Booked</b>"])
def test_nothing_is_said_of_what_does_not_stand_there(
    desk: Desk, browser: Browser, asked: str
) -> None:
    booked(desk, browser)
    page = read(browser, f"{reverse('calendar')}?day={DAY}&booked={asked}")
    assert "Booked" not in page


def test_a_class_is_nobodys_booking(desk: Desk, browser: Browser) -> None:
    made = planned(desk.ours, desk.house, DAY)
    page = read(browser, f"{reverse('calendar')}?day={DAY}&booked={made.pk}")
    assert str(made.pk) in page
    assert "Booked" not in page


def test_a_day_that_is_not_suggested_is_told(desk: Desk, browser: Browser) -> None:
    there = booked(desk, browser)
    assert OUTSIDE not in read(browser, there)
    late = DAY + timedelta(days=22)
    there = booked(desk, browser, day=late.isoformat(), anyway="1")
    assert OUTSIDE in read(browser, there)


def test_a_form_that_is_refused_still_says_when_they_should_come(
    desk: Desk, browser: Browser
) -> None:
    desk.book(10)
    asked = browser.get(f"{reverse('appointment_new')}?client={desk.nora.pk}").content.decode()
    told = asked.split('<p class="fine">', 1)[1].split("</p>", 1)[0]
    assert told
    sent = {"client": str(desk.nora.pk), "day": "nonsense", "key": str(uuid4())}
    answer = browser.post(reverse("appointment_new"), sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()
