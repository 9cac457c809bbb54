"""The room online: kept by who works there, and found by those who come, until nobody has to."""

from datetime import timedelta
from typing import Any

import pytest
import vobject
from django.test import Client as Browser

from practice.core.actor import acting, system_actor
from practice.core.models import Membership
from sessions.appointments import services
from sessions.appointments.series.emails import render_series
from sessions.hours.models import Service
from tests.calendars import feed_of, forget_zones
from tests.cast import sign_in
from tests.classes import class_service, joins
from tests.classes import planned as planned_class
from tests.sessions.appointments import test_a_client_is_reminded as reminders
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.appointments.test_a_mail_puts_it_into_a_calendar import brought
from tests.sessions.appointments.test_a_series_is_booked_whole_or_not import mails, series
from tests.sessions.appointments.test_everybody_is_told_once import planned, rendered

pytestmark = pytest.mark.django_db
ROOM = "https://rooms.example/linden?pwd=slow&quiet"
ESCAPED = ROOM.replace("&", "&amp;")
ADDRESS = "/settings/hours/online/"
OURS, OWNER = "practitioner@linden.example", "owner@linden.example"
HERS = "nora@clients.example"


def kept(desk: Desk) -> str:
    with acting(desk.house.boss):
        return Membership._base_manager.get(pk=desk.house.practitioner.pk).online_room


def say(desk: Desk, address: str, who: str = OURS, was: str = "") -> Any:
    path = f"{ADDRESS}?who={desk.house.practitioner.pk}&where=online"
    return sign_in(who).post(path, {"address": address, "was": was})


def read(path: str, who: str) -> str:
    answer = sign_in(who).get(path)
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


@pytest.fixture
def online(desk: Desk) -> Desk:
    """Lessons are given online, in a room."""
    with acting(desk.house.boss) as boss:
        Service.objects.visible_to(boss).filter(built_in_code="lesson").update(is_online=True)
    say(desk, ROOM)
    return desk


@pytest.mark.parametrize("who", [OURS, OWNER, "assistant@linden.example"])
def test_it_is_kept_by_who_may_change_these_hours(desk: Desk, who: str) -> None:
    assert say(desk, f"  {ROOM} ", who).status_code == 302
    assert kept(desk) == ROOM
    page = read(f"/settings/hours/?who={desk.house.practitioner.pk}&where=online", who)
    assert page.count(ESCAPED) == 2  # the field, and what it was drawn from
    assert say(desk, "", who, was=ROOM).status_code == 302
    assert kept(desk) == ""


def test_nobody_else_keeps_it(desk: Desk) -> None:
    assert say(desk, ROOM, "trainee@linden.example").status_code == 403
    assert say(desk, ROOM, HERS).status_code in {302, 403, 404}
    assert kept(desk) == ""


@pytest.mark.parametrize(
    "wrong",
    [
        "http://rooms.example/linden",
        "javascript:alert(1)",
        "rooms.example",
        "https://",
        "https://rooms.example@evil.example/",
        "https://rooms.example/ one two",
        "https://[::1",
        f"https://rooms.example/{'x' * 300}",
    ],
)
def test_what_is_no_address_is_refused_beside_it(desk: Desk, wrong: str) -> None:
    answer = say(desk, wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'name="address"' in page
    assert 'aria-invalid="true"' in page
    assert wrong[:30] in page  # what was typed stays
    assert kept(desk) == ""


def test_two_tabs_do_not_overwrite_each_other_unknowingly(desk: Desk) -> None:
    say(desk, ROOM)
    other = "https://rooms.example/other"
    answer = say(desk, other, OWNER)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f"meanwhile: {ESCAPED}." in page
    assert f'value="{other}"' in page  # what was typed stays
    assert kept(desk) == ROOM
    was = str(answer.context["room"]["was"].value())
    assert say(desk, other, OWNER, was=was).status_code == 302  # knowingly
    assert kept(desk) == other
    say(desk, "", OWNER, was=other)
    assert "took the address away" in say(desk, ROOM, was=other).content.decode()
    assert kept(desk) == ""


@pytest.mark.parametrize("path", ["/portal/", "/portal/appointments/"])
def test_a_client_comes_in_from_the_portal(online: Desk, path: str) -> None:
    assert ESCAPED not in read(path, HERS)
    online.book(10, anyway=True)
    assert f'<a class="items__act" href="{ESCAPED}" target="_blank"' in read(path, HERS)


def test_the_practice_opens_it_from_the_appointment(online: Desk) -> None:
    one = online.book(10, anyway=True)
    assert f'<a href="{ESCAPED}" target="_blank"' in read(f"/appointments/{one.pk}/", OURS)


def test_mails_and_calendars_lead_there_until_nobody_comes(online: Desk, clock: Any) -> None:
    one = online.book(10, anyway=True)
    told = [rendered(online, planned(online)[-1])]
    told.append(reminders.rendered(online, reminders.planned(online)[0]))
    for mail in told:
        assert f"online\nCome in here: {ROOM}\n" in mail.text
        assert f'<a href="{ESCAPED}"' in mail.html
        assert "rooms.example" not in mail.subject
    _method, event, _letter = brought(online)
    assert event.location.value == ROOM
    for whose in (online.hers, online.ours):
        forget_zones()
        body = Browser().get(feed_of(whose)).content.decode()
        assert vobject.readOne(body).vevent.location.value == ROOM
    clock.shift(timedelta(minutes=5))
    with acting(online.ours) as ours:
        services.cancel(actor=ours, appointment_id=one.pk, why="worse")
    gone = rendered(online, planned(online)[-1])
    assert "rooms.example" not in gone.text + gone.html
    _method, event, _letter = brought(online)
    assert event.location.value == "online"


def test_at_a_place_nobody_is_sent_online(desk: Desk) -> None:
    say(desk, ROOM)
    one = desk.book(10)
    mail = rendered(desk, planned(desk)[-1])
    pages = [read("/portal/", HERS), read("/portal/appointments/", HERS)]
    for text in (mail.text, mail.html, read(f"/appointments/{one.pk}/", OURS), *pages):
        assert "rooms.example" not in text


def test_a_series_tells_it_once(online: Desk) -> None:
    days = {DAY + timedelta(days=7 * week) for week in range(4)}
    series(online, place=None, anyway=days)
    message = mails(online)[-1]
    with acting(system_actor(online.house.practice.pk)) as system:
        mail = render_series(system, message)
    assert mail.text.count(ROOM) == 1
    assert mail.html.count(f'<a href="{ESCAPED}"') == 1


def test_a_class_opens_it_to_those_who_have_a_place(desk: Desk) -> None:
    say(desk, ROOM)
    with acting(desk.house.boss) as boss:
        class_service(boss, is_online=True)
    found = planned_class(desk.ours, desk.house, DAY)
    page = read("/portal/classes/", HERS)
    assert "Easy Mondays" in page
    assert "rooms.example" not in page
    joins(desk.hers, found, desk.nora)
    assert f'<a class="items__act" href="{ESCAPED}" target="_blank"' in read(
        "/portal/classes/", HERS
    )
