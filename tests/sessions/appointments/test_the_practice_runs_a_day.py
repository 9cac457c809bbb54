"""The practice's pages: a day is seen, booked in two presses, changed, and leads to its note."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.records.services import open_episode
from practice.core.actor import acting
from practice.core.models import Place
from sessions.appointments import services
from sessions.appointments.models import Appointment
from sessions.hours.models import Service
from sessions.notes.models import SessionNote
from tests.booking import at, service_of
from tests.cast import sign_in
from tests.sessions.appointments.conftest import DAY, Desk


@pytest.fixture
def browser(desk: Desk) -> Browser:
    return sign_in("practitioner@linden.example")


def page(answer: Any) -> str:
    body: str = answer.content.decode()
    return body


def test_free_time_is_pressed_and_somebody_chosen(desk: Desk, browser: Browser) -> None:
    body = page(browser.get(f"/calendar/?day={DAY}"))
    assert f"day={DAY}&amp;time=08:00" in body
    form = page(
        browser.get(f"/calendar/new/?with={desk.house.practitioner.pk}&day={DAY}&time=08:00")
    )
    assert 'value="08:00"' in form
    assert "Nora Ng" in form
    answer = browser.post("/calendar/new/", desk.typed(time="08:00"), follow=True)
    body = page(answer)
    assert "Booked: Nora Ng, " in body
    assert "Undo" in body
    assert "Nora Ng" in body.split('class="cal"', 1)[1]
    with acting(desk.house.boss) as boss:
        assert Appointment.objects.visible_to(boss).get().starts_at == at(DAY, 8)


def test_taken_is_said_with_what_is_free_and_one_press_takes_it(
    desk: Desk, browser: Browser
) -> None:
    desk.book(10, whose=desk.nell)
    answer = browser.post("/calendar/new/", desk.typed())
    assert answer.status_code == 409
    body = page(answer)
    assert "This time is taken. Free nearby: " in body
    assert 'name="instead"' in body
    there = at(DAY, 11, 15).isoformat()
    assert there in body
    answer = browser.post("/calendar/new/", desk.typed(instead=there))
    assert answer.status_code == 302
    with acting(desk.house.boss) as boss:
        mine = Appointment.objects.visible_to(boss).get(client=desk.nora)
    assert mine.starts_at == at(DAY, 11, 15)


@pytest.mark.parametrize("there", ["/calendar/new/", "/calendar/series/"])
def test_another_start_online_is_by_the_clock_of_the_practice(
    desk: Desk, browser: Browser, there: str
) -> None:
    """Though a place in another zone was left standing."""
    with acting(desk.house.boss) as boss:
        Place._base_manager.filter(pk=desk.place.pk).update(timezone="Asia/Kathmandu")
        online = service_of(boss, "check_in")
        Service._base_manager.filter(pk=online.pk).update(is_online=True)
    sent = desk.typed(service=str(online.pk), instead=at(DAY, 11, 15).isoformat())
    answer = browser.post(there, sent | {"every_weeks": "1", "times": "2"})
    form = answer.context["form"]
    assert (form["day"].value(), form["time"].value()) == (DAY.isoformat(), "11:15")
    assert form.starts_at == at(DAY, 11, 15)


@pytest.mark.parametrize("far", ["9999-12-31T23:59:00+00:00", "0001-01-01T00:00:00+00:00"])
def test_another_start_in_no_year_of_ours_changes_nothing(
    desk: Desk, browser: Browser, far: str
) -> None:
    assert browser.post("/calendar/new/", desk.typed(instead=far)).status_code == 302
    with acting(desk.house.boss) as boss:
        assert Appointment.objects.visible_to(boss).get().starts_at == at(DAY, 10)


def test_a_broken_rule_is_read_first(desk: Desk, browser: Browser) -> None:
    answer = browser.post("/calendar/new/", desk.typed(time="19:00"))
    assert answer.status_code == 422
    assert "It is outside the hours of work." in page(answer)
    assert 'name="anyway"' in page(answer)
    assert desk.stored() == []
    assert browser.post("/calendar/new/", desk.typed(time="19:00", anyway="1")).status_code == 302


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "a day that is over": ({"day": "2026-11-20"}, "This day has passed."),
    "a time that a night skips": (
        {"day": "2027-03-14", "time": "02:30"},
        "There is no such time on this day",
    ),
    "no client": ({"client": ""}, "Choose who comes."),
    "somebody who is nobody": ({"client": "x"}, "Choose anew."),
    "no place": ({"place": ""}, "Choose where"),
    "no minutes": ({"minutes": "0"}, "greater than or equal to 5"),
    "minutes before it begins": ({"minutes": "-60"}, "greater than or equal to 5"),
    "no day": ({"day": "31.02.2027"}, "Enter a valid date."),
    "no time": ({"time": "25:00"}, "Enter a valid time."),
    "somebody who gives none": ({"practitioner": "x"}, "Select a valid choice."),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_stands_beside_it_and_nothing_is_booked(
    desk: Desk, browser: Browser, name: str
) -> None:
    wrong, words = WRONG[name]
    answer = browser.post("/calendar/new/", desk.typed(**wrong))
    assert answer.status_code == 422
    assert words in page(answer)
    assert desk.stored() == []


def test_pressed_twice_is_one(desk: Desk, browser: Browser) -> None:
    form = desk.typed(key="6f1c1f0e-6f5e-4d0c-9d5e-3b1d7f6a2c11")
    browser.post("/calendar/new/", form)
    answer = browser.post("/calendar/new/", form, follow=True)
    assert "This form was sent before" in page(answer)
    with acting(desk.house.boss) as boss:
        assert Appointment.objects.visible_to(boss).count() == 1


def test_moved_cancelled_and_taken_back(desk: Desk, browser: Browser) -> None:
    one = desk.book(10)
    move = reverse("appointment_move", args=[one.pk])
    form = {**desk.typed(time="14:00"), "version": "1"}
    body = page(browser.post(move, form, follow=True))
    assert "Moved to " in body
    assert "moved" in body
    assert browser.post(move, {**form, "time": "15:00"}).status_code == 409  # an old version
    cancel = reverse("appointment_cancel", args=[one.pk])
    assert "Choose what comes nearest." in page(browser.post(cancel, {"version": "2"}))
    browser.post(cancel, {"version": "2", "why": "worse", "words": "My back."})
    body = page(browser.get(reverse("appointment_page", args=[one.pk])))
    assert "feeling worse" in body
    assert "My back." in body
    assistant = sign_in("assistant@linden.example")
    theirs = page(assistant.get(reverse("appointment_page", args=[one.pk])))
    assert "cancelled" in theirs
    assert "feeling worse" not in theirs
    assert "My back." not in theirs
    undo = reverse("appointment_undo", args=[one.pk])
    assert "Taken back." in page(browser.post(undo, follow=True))
    assert desk.again(one).state == "booked"


def test_from_they_are_here_to_the_note_in_one_press(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    clock.move_to(at(DAY, 9, 58))
    browser = sign_in("practitioner@linden.example")
    with acting(desk.house.boss) as boss:
        episode = open_episode(actor=boss, client=desk.nora, concern="A pull.")
    body = page(browser.get(reverse("appointment_page", args=[one.pk])))
    assert "They are here: begin the note" in body
    answer = browser.post(reverse("appointment_note", args=[one.pk]))
    with acting(desk.house.boss) as boss:
        note = SessionNote.objects.visible_to(boss).select_related("session").get()
    assert answer.headers["Location"] == reverse("note_page", args=[note.pk])
    assert (note.session.episode_id, note.session.held_on) == (episode.pk, DAY)
    found = desk.again(one)
    assert (found.state, found.session_id) == ("arrived", note.session_id)
    again = browser.post(reverse("appointment_note", args=[one.pk]), follow=True)
    assert "Its note has begun already." in page(again)
    with acting(desk.house.boss) as boss:
        assert SessionNote.objects.visible_to(boss).count() == 1


def test_the_course_of_work_is_asked_where_there_are_two(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    clock.move_to(at(DAY, 10))
    browser = sign_in("practitioner@linden.example")
    with acting(desk.house.boss) as boss:
        first = open_episode(actor=boss, client=desk.nora, concern="A pull.")
        open_episode(actor=boss, client=desk.nora, concern="A push.")
    answer = browser.post(reverse("appointment_note", args=[one.pk]), follow=True)
    assert f'value="{one.pk}"' in page(answer)
    form = {"episode": str(first.pk), "held_on": DAY.isoformat(), "appointment": str(one.pk)}
    browser.post(reverse("session_new", args=[desk.nora.pk]), form)
    assert desk.again(one).session_id is not None


@pytest.mark.parametrize(
    "asked",
    ["day=yesterday", "day=9999-12-31", "with=x&view=y", "day=0001-01-01", "day=2500-01-01"],
)
def test_an_address_that_means_nothing_shows_today(browser: Browser, asked: str) -> None:
    assert "November 23" in page(browser.get(f"/calendar/?{asked}")).replace(
        "23 November", "November 23"
    )


def test_a_trainee_sees_their_own_clients_alone(desk: Desk) -> None:
    desk.book(10)
    body = page(sign_in("trainee@linden.example").get(f"/calendar/?day={DAY}"))
    assert "Nora" not in body


def test_a_page_takes_no_more_when_there_is_more(desk: Desk, browser: Browser) -> None:
    def statements(path: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(path).status_code == 200
        return len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]])

    paths = [f"/calendar/?day={DAY}&view={view}" for view in ("day", "week", "month")]
    few = [statements(path) for path in paths]
    for number in range(7):
        desk.book(8 + number, 0, whose=desk.nell, anyway=True)
        one = desk.book(8 + number, 0, day=DAY + timedelta(days=1), anyway=True)
        with acting(desk.ours) as ours:
            services.cancel(actor=ours, appointment_id=one.pk, why="work")
    assert [statements(path) for path in paths] == few
    assert max(few) <= 7
    assert statements(f"{paths[0]}&client={desk.nora.pk}") <= 8
