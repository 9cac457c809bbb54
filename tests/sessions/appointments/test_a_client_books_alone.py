"""The portal: a client books, moves, cancels and takes back, within what was shown to them."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.records.models import Client
from practice.core.actor import acting
from sessions.appointments.models import Appointment
from tests.booking import at
from tests.cast import sign_in
from tests.sessions.appointments.conftest import DAY, Desk

NEW = "/portal/appointments/new/"


@pytest.fixture
def phone(desk: Desk) -> Browser:
    return sign_in("nora@clients.example")


def start(desk: Desk, hour: int, minute: int = 0, days: int = 0) -> str:
    return f"{at(DAY + timedelta(days=days), hour, minute).isoformat()}|{desk.place.pk}"


def body(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def mine(desk: Desk) -> list[Appointment]:
    with acting(desk.house.boss) as boss:
        return list(Appointment.objects.visible_to(boss).filter(client=desk.nora))


def test_what_is_free_is_shown_with_whose_clock_and_the_policy(desk: Desk, phone: Browser) -> None:
    desk.book(10, whose=desk.nell)
    page = body(phone.get(NEW))
    assert "Times by the clock of America/Denver." in page
    assert "You can move or cancel it until 24 hours before." in page
    assert start(desk, 9) not in page  # it would end in what is kept free
    assert start(desk, 8, 30) in page
    assert start(desk, 10) not in page
    assert "Nell" not in page


def test_from_a_day_too_far_it_begins_today(desk: Desk, phone: Browser) -> None:
    assert start(desk, 8, 30) in body(phone.get(NEW, {"from": "2500-01-01"}))


def test_booked_alone_and_taken_back(desk: Desk, phone: Browser) -> None:
    page = body(phone.post(NEW, {"start": start(desk, 14)}, follow=True))
    assert "Booked: " in page
    assert "Undo" in page
    (one,) = mine(desk)
    assert (one.starts_at, one.booked_by_id, one.practitioner_id) == (
        at(DAY, 14),
        None,
        desk.house.practitioner.pk,
    )
    page = body(phone.post(reverse("portal_appointment_undo", args=[one.pk]), follow=True))
    assert "Taken back." in page
    assert [row.state for row in mine(desk)] == ["cancelled"]


@pytest.mark.parametrize("chosen", ["service", "with"])
def test_what_is_not_offered_any_more_books_nothing_else(
    desk: Desk, phone: Browser, chosen: str
) -> None:
    path, key = f"{NEW}?{chosen}={uuid4()}", str(uuid4())
    answer = phone.post(path, {"start": start(desk, 14), "key": key})
    assert answer.status_code in (409, 422)
    assert "not offered any more" in body(answer)
    assert mine(desk) == []
    phone.post(NEW, {"start": start(desk, 14), "key": key})
    again = phone.post(path, {"start": start(desk, 14), "key": key}, follow=True)
    assert "sent before" in body(again)
    assert len(mine(desk)) == 1


def test_just_taken_is_said_and_a_time_nearby_is_one_press(desk: Desk, phone: Browser) -> None:
    desk.book(10, whose=desk.nell)
    answer = phone.post(NEW, {"start": start(desk, 10)})
    assert answer.status_code == 409
    assert "This time is not free any more. Free nearby: " in body(answer)
    near = at(DAY, 11, 30).isoformat()
    assert near in body(answer)
    phone.post(NEW, {"start": start(desk, 10), "instead": near})
    assert [row.starts_at for row in mine(desk)] == [at(DAY, 11, 30)]


@pytest.mark.parametrize(
    "wrong",
    ["", "x", "2026-12-03", "2026-12-03T10:00:00|x", "0001-01-01T00:00:00+00:00|"],
)
def test_what_is_no_time_books_nothing(desk: Desk, phone: Browser, wrong: str) -> None:
    answer = phone.post(NEW, {"start": wrong})
    assert answer.status_code in {409, 422}
    assert mine(desk) == []


@pytest.mark.parametrize("far", ["9999-12-31T23:59:00+00:00", "0001-01-01T00:00:00+00:00"])
def test_a_year_that_nobody_books_is_refused_in_words(desk: Desk, phone: Browser, far: str) -> None:
    for sent in ({"start": f"{far}|{desk.place.pk}"}, {"start": start(desk, 10), "instead": far}):
        answer = phone.post(NEW, sent)
        assert answer.status_code == 422
        assert "Choose one of the times that are shown." in body(answer)
    assert mine(desk) == []


def test_another_place_is_not_made_up(desk: Desk, phone: Browser) -> None:
    elsewhere = f"{at(DAY, 10).isoformat()}|{UUID(int=7)}"
    assert phone.post(NEW, {"start": elsewhere}).status_code == 422
    assert mine(desk) == []


def test_moved_and_cancelled_with_a_word(desk: Desk, phone: Browser) -> None:
    one = desk.book(10, actor=desk.hers)
    move = reverse("portal_appointment_move", args=[one.pk])
    assert start(desk, 10, 30) in body(phone.get(move))  # it is not in its own way
    sent = {"start": start(desk, 15), "version": "1"}
    assert "Moved to " in body(phone.post(move, sent, follow=True))
    cancel = reverse("portal_appointment_cancel", args=[one.pk])
    assert "the practice cannot" not in body(phone.get(cancel))
    page = body(phone.post(cancel, {"version": "2", "why": "feeling_better"}, follow=True))
    assert "Cancelled: " in page
    assert [row.state for row in mine(desk)] == ["cancelled"]


def test_late_is_said_before_it_is_done(desk: Desk, clock: Any) -> None:
    one = desk.book(10, actor=desk.hers)
    clock.move_to(at(DAY, 10) - timedelta(hours=3))
    phone = sign_in("nora@clients.example")
    page = body(phone.get("/portal/appointments/"))
    assert "Move it" not in page
    move = reverse("portal_appointment_move", args=[one.pk])
    assert "cannot be moved here any more" in body(phone.get(move, follow=True))
    cancel = reverse("portal_appointment_cancel", args=[one.pk])
    assert "it counts as cancelled late" in body(phone.get(cancel))
    phone.post(cancel, {"version": "1", "why": "ill"})
    assert [row.state for row in mine(desk)] == ["late_cancelled"]


def test_what_is_of_others_is_not_there(desk: Desk, phone: Browser) -> None:
    other = desk.book(10, whose=desk.nell)
    for name in ("move", "cancel"):
        there = reverse(f"portal_appointment_{name}", args=[other.pk])
        assert phone.get(there).status_code == 404
        assert phone.post(there, {"why": "work", "version": "1"}).status_code == 404
    undo = reverse("portal_appointment_undo", args=[other.pk])
    assert phone.post(undo).status_code == 404
    assert "Nell" not in body(phone.get("/portal/appointments/"))


def test_an_archived_record_books_nothing(desk: Desk, phone: Browser) -> None:
    with acting(desk.house.boss):
        Client._base_manager.filter(pk=desk.nora.pk).update(state="archived")
    assert "Book an appointment" not in body(phone.get("/portal/appointments/"))
    phone.post(NEW, {"start": start(desk, 14)})
    assert mine(desk) == []
