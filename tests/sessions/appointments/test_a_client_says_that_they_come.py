"""A client confirms: one press in the portal, which the practice reads, and nobody is mailed of."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from practice.core.actor import NotAllowed, acting
from practice.core.errors import DomainError
from practice.outbox.models import Message
from sessions.appointments import services
from sessions.appointments.models import Appointment, AppointmentChange
from tests.booking import at
from tests.cast import sign_in
from tests.classes import joins
from tests.classes import planned as planned_class
from tests.sessions.appointments import test_a_client_is_reminded as reminders
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.appointments.test_everybody_is_told_once import move

pytestmark = pytest.mark.django_db
HERS = "nora@clients.example"
LIST = "/portal/appointments/"
PRESS = "I am coming"


def say(one: Appointment, version: Any = None, phone: Browser | None = None) -> Any:
    path = reverse("portal_appointment_confirm", args=[one.pk])
    told = {"version": one.version if version is None else version}
    return (phone or sign_in(HERS)).post(path, told, follow=True)


def steps(desk: Desk, one: Appointment) -> list[AppointmentChange]:
    with acting(desk.house.boss) as boss:
        rows = AppointmentChange.objects.visible_to(boss).filter(appointment=one)
        return list(rows.order_by("at", "id"))


def mails(desk: Desk) -> int:
    with acting(desk.house.boss) as boss:
        return Message.objects.visible_to(boss).count()


def test_they_say_it_once_and_the_practice_reads_it(desk: Desk) -> None:
    one = desk.book(10)
    before = mails(desk)
    phone = sign_in(HERS)
    assert PRESS in phone.get(LIST).content.decode()
    page = say(one, phone=phone).content.decode()
    assert "You come: " in page
    assert PRESS not in page
    assert desk.again(one).state == "confirmed"
    step = steps(desk, one)[-1]
    assert (step.from_state, step.to_state, step.made_by_id) == ("booked", "confirmed", None)
    assert mails(desk) == before
    ours = sign_in("practitioner@linden.example").get(f"/appointments/{one.pk}/").content.decode()
    assert "<dd>confirmed</dd>" in ours


def test_they_take_it_back_within_its_minutes(desk: Desk) -> None:
    one = desk.book(10)
    phone = sign_in(HERS)
    say(one, phone=phone)
    phone.post(reverse("portal_appointment_undo", args=[one.pk]))
    assert desk.again(one).state == "booked"


def test_twice_is_as_good_as_once(desk: Desk) -> None:
    one = desk.book(10)
    say(one)
    answer = say(one)
    assert "This was done already." in answer.content.decode()
    assert len(steps(desk, one)) == 2


def test_what_was_moved_meanwhile_is_looked_at_again(desk: Desk) -> None:
    one = desk.book(10)
    move(desk, one, 14)
    assert "Look again" in say(one).content.decode()
    assert desk.again(one).state == "booked"


@pytest.mark.parametrize("version", ["", "x", "9" * 5000])
def test_a_press_without_its_version_does_nothing(desk: Desk, version: str) -> None:
    one = desk.book(10)
    assert "Press one of what stands there." in say(one, version).content.decode()
    assert desk.again(one).state == "booked"


def test_nobody_confirms_for_others(desk: Desk) -> None:
    other = desk.book(10, whose=desk.nell)
    assert say(other).status_code == 404
    assert desk.again(other).state == "booked"


def test_no_other_step_is_theirs(desk: Desk) -> None:
    one = desk.book(10)
    with acting(desk.hers) as hers:
        for step in (services.arrive, services.finish, services.mark_no_show):
            with pytest.raises(NotAllowed):
                step(actor=hers, appointment_id=one.pk)
    assert desk.again(one).state == "booked"


def test_once_it_has_begun_it_is_too_late(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    clock.move_to(at(DAY, 10) + timedelta(minutes=1))
    assert PRESS not in sign_in(HERS).get(LIST).content.decode()
    with acting(desk.hers) as hers, pytest.raises(DomainError, match="begun"):
        services.confirm(actor=hers, appointment_id=one.pk)
    assert desk.again(one).state == "booked"


def test_a_place_in_a_class_is_confirmed_too(desk: Desk) -> None:
    found = planned_class(desk.ours, desk.house, DAY)
    place = joins(desk.ours, found, desk.nora)
    say(place)
    assert desk.again(place).state == "confirmed"


def test_the_reminder_asks_for_it_until_it_was_said(desk: Desk) -> None:
    one = desk.book(10)
    told = reminders.rendered(desk, reminders.planned(desk)[0])
    assert "Say that you come" in told.text
    assert "Say there that you come" in told.html
    say(one)
    told = reminders.rendered(desk, reminders.planned(desk)[0])
    assert "you come" not in told.text + told.html


def test_an_archived_record_is_read_only(desk: Desk) -> None:
    one = desk.book(10)
    with acting(desk.house.boss):
        type(desk.nora)._base_manager.filter(pk=desk.nora.pk).update(state="archived")
    assert PRESS not in sign_in(HERS).get(LIST).content.decode()
    say(one)
    assert desk.again(one).state == "booked"
