"""Where to come: on the pages of an appointment, in its mails and calendars; never online."""

from datetime import timedelta
from typing import Any

import pytest
import vobject
from django.test import Client as Browser
from django.urls import reverse

from practice.core.actor import acting, system_actor
from practice.core.models import Place
from sessions.appointments import services
from sessions.appointments.ics import Written, calendar_of
from sessions.appointments.series.emails import render_series
from sessions.hours.models import Service
from tests.calendars import feed_of, forget_zones
from tests.cast import sign_in
from tests.classes import planned as planned_class
from tests.clients.intake.counting import statements
from tests.places import FIND, LINES, SPOKEN, STREET, TOWN, put_where
from tests.sessions.appointments import test_a_client_is_reminded as reminders
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.appointments.test_a_mail_puts_it_into_a_calendar import brought
from tests.sessions.appointments.test_a_series_comes_into_a_calendar import brought as brought_all
from tests.sessions.appointments.test_a_series_is_booked_whole_or_not import (
    cancelled,
    mails,
    series,
)
from tests.sessions.appointments.test_everybody_is_told_once import move, planned, rendered

pytestmark = pytest.mark.django_db
SHORT = f"Linden house, {STREET}, {TOWN}"


@pytest.fixture
def there(desk: Desk) -> Desk:
    """The place says where it is."""
    put_where(desk.house, desk.place)
    return desk


def read(path: str, who: str = "practitioner@linden.example") -> str:
    answer = sign_in(who).get(path)
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def test_the_practice_reads_it_in_short(there: Desk) -> None:
    one = there.book(10)
    assert SHORT in read(f"/appointments/{one.pk}/")
    sheet = read(f"/calendar/?day={DAY:%Y-%m-%d}")
    assert f'<small class="on-paper">{SHORT}</small>' in sheet
    assert SHORT not in read(f"/calendar/?view=week&day={DAY:%Y-%m-%d}")


@pytest.mark.parametrize("path", ["/portal/", "/portal/appointments/"])
def test_the_client_reads_it_in_the_portal(there: Desk, path: str) -> None:
    there.book(10)
    page = read(path, "nora@clients.example")
    assert f'<span class="items__meta">{SPOKEN}</span>' in page
    assert FIND in page
    assert "geo:" not in page
    assert "maps" not in page


@pytest.mark.parametrize("path", ["/portal/", "/portal/appointments/"])
def test_nothing_is_said_of_a_place_that_says_nothing(desk: Desk, path: str) -> None:
    desk.book(10)
    page = read(path, "nora@clients.example")
    assert desk.place.name in page
    assert '<span class="items__meta"></span>' not in page


def test_another_place_is_not_told(there: Desk) -> None:
    with acting(there.house.boss) as boss:
        attic = Place(practice_id=boss.practice_id, name="Attic", timezone="UTC")
        attic.save(force_insert=True)
    put_where(there.house, attic, address="1 Somebody’s Home", town="Faraway", directions="Knock.")
    there.book(10)
    pages = [read(path, "nora@clients.example") for path in ("/portal/", "/portal/appointments/")]
    mail = rendered(there, planned(there)[-1])
    for text in (*pages, mail.text, mail.html, mail.for_calendar.body.decode()):
        for hidden in ("Somebody’s Home", "Faraway", "Knock."):
            assert hidden not in text


def test_mails_say_where_to_come_until_nobody_has_to(there: Desk, clock: Any) -> None:
    one = there.book(10)
    told = [rendered(there, planned(there)[-1])]
    told.append(reminders.rendered(there, reminders.planned(there)[0]))
    clock.shift(timedelta(minutes=5))
    move(there, one, 14)
    told.append(rendered(there, planned(there)[-1]))
    for mail in told:
        assert "\n".join(["The studio", *LINES, FIND]) in mail.text
        assert "<br>".join(["The studio", *LINES, FIND]) in mail.html
        assert SPOKEN not in mail.subject
    clock.shift(timedelta(minutes=5))
    with acting(there.ours) as ours:
        services.cancel(actor=ours, appointment_id=one.pk, why="worse")
    gone = rendered(there, planned(there)[-1])
    assert "The studio" in gone.text
    for text in (gone.text, gone.html):
        assert STREET not in text
        assert FIND not in text


def test_the_mail_of_a_series_says_each_place_once(there: Desk, clock: Any) -> None:
    made = series(there)
    mail = _series_mail(there)
    assert mail.text.count(STREET) == mail.html.count(STREET) == 1
    assert "\n".join(["The studio", *LINES, FIND]) in mail.text
    _method, events = brought_all(there)
    assert {event.location.value for event in events.values()} == {f"The studio, {SPOKEN}"}
    clock.shift(timedelta(minutes=5))
    cancelled(there, made[0], "following")
    assert STREET not in _series_mail(there).text
    _method, events = brought_all(there)
    assert {event.location.value for event in events.values()} == {"The studio"}


def _series_mail(desk: Desk) -> Any:
    message = mails(desk)[-1]
    with acting(system_actor(desk.house.practice.pk)) as system:
        return render_series(system, message)


def test_a_mail_without_an_address_has_no_empty_lines(desk: Desk) -> None:
    desk.book(10)
    mail = rendered(desk, planned(desk)[-1])
    assert "The studio\n\nYou can move" in mail.text
    assert "<br></p>" not in mail.html


def test_another_calendar_gets_the_address_and_never_how_to_find_it(there: Desk) -> None:
    there.book(10)
    _method, event, _letter = brought(there)
    assert event.location.value == f"The studio, {SPOKEN}"
    assert FIND not in str(event)


def test_the_feeds_of_both_have_it_too(there: Desk) -> None:
    one = there.book(10)
    for whose in (there.hers, there.ours):
        forget_zones()
        body = Browser().get(feed_of(whose)).content.decode()
        (event,) = vobject.readOne(body).vevent_list
        assert event.uid.value.startswith(str(one.pk))
        assert event.location.value == f"The studio, {SPOKEN}"
        assert FIND not in body


def test_who_takes_a_place_in_a_class_reads_where_it_is(there: Desk) -> None:
    found = planned_class(there.ours, there.house, DAY)
    for path, who, words in (
        ("/portal/classes/", "nora@clients.example", (SPOKEN, FIND)),
        (reverse("class_page", args=[found.pk]), "practitioner@linden.example", (SHORT,)),
    ):
        page = read(path, who)
        assert all(one in page for one in words)


def test_feeds_carry_it_escaped(there: Desk) -> None:
    """Commas, semicolons, backslashes and line ends of an address stay inside the line."""
    nasty = "House; A, B\\C\nATTENDEE:mailto:evil@x.example"
    put_where(there.house, there.place, address=nasty, directions="Code 4711")
    one = there.book(10)
    written = Written(appointment=one, changed_at=one.booked_at, words="Appointment")
    with acting(there.ours):
        one.place.refresh_from_db()
        body = calendar_of([written], name="Mine").decode()
    unfolded = body.replace("\r\n ", "")
    assert "LOCATION:The studio\\, House\\; A\\, B\\\\C\\, ATTENDEE:mailto" in unfolded
    assert "\r\nATTENDEE" not in unfolded
    assert "4711" not in unfolded
    forget_zones()
    place = f"The studio, House; A, B\\C, ATTENDEE:mailto:evil@x.example, {TOWN}, New Mexico"
    assert vobject.readOne(body).vevent.location.value == f"{place}, United States"


def test_online_needs_no_address(there: Desk) -> None:
    with acting(there.house.boss) as boss:
        Service.objects.visible_to(boss).filter(built_in_code="lesson").update(is_online=True)
    there.book(10, anyway=True)
    _method, event, _letter = brought(there)
    assert event.location.value == "online"
    mail = rendered(there, planned(there)[-1])
    page = read("/portal/", "nora@clients.example")
    for text in (mail.text, mail.html, page):
        assert STREET not in text
        assert FIND not in text


def test_pages_ask_the_database_no_more(desk: Desk) -> None:
    one = desk.book(10)
    pages = {
        "practitioner@linden.example": (f"/appointments/{one.pk}/", f"/calendar/?day={DAY}"),
        "nora@clients.example": ("/portal/", "/portal/appointments/"),
    }
    counts = [_counted(pages)]
    put_where(desk.house, desk.place)
    counts.append(_counted(pages))
    assert counts[0] == counts[1]


def _counted(pages: dict[str, tuple[str, str]]) -> list[int]:
    found = []
    for who, paths in pages.items():
        browser = sign_in(who)
        for path in paths:
            browser.get(path)
            with statements() as seen:
                browser.get(path)
            found.append(len(seen))
    return found
