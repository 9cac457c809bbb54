"""A client books, moves and cancels on a phone; the practitioner runs a day with a mouse."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, BrowserContext, Page, expect

from clients.records.models import Client
from clients.records.services import open_episode
from practice.core.actor import acting, enter_as
from practice.core.clock import now, today_in
from practice.core.models import Place
from sessions.appointments.models import Appointment
from sessions.notes.models import SessionNote
from tests.booking import at, booked, works
from tests.browser import sign_in_on
from tests.cast import House
from tests.journey.phones import phone_of, sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NORA, PRACTITIONER = "nora@clients.example", "practitioner@linden.example"


@pytest.fixture
def place(linden: House, nora: Client) -> Place:
    with transaction.atomic():
        return works(linden, linden.practitioner)


def stored(house: House) -> list[Appointment]:
    with transaction.atomic():
        enter_as(house.boss)
        return list(Appointment.objects.visible_to(house.boss).order_by("booked_at"))


def pick(page: Page, number: int) -> None:
    page.locator("input[name=start]").nth(number).check()


def test_a_client_books_moves_and_cancels_on_a_phone(
    chromium: Browser, live_server: Any, linden: House, nora: Client, place: Place
) -> None:
    phone = phone_of(chromium, live_server.url)
    page = sign_in_on(phone, NORA)
    page.goto("/portal/appointments/")
    expect(page.get_by_text("Nothing is booked.")).to_be_visible()
    page.get_by_role("link", name="Book an appointment").click()
    pick(page, 0)
    page.get_by_role("button", name="Book it").click()
    page.wait_for_url("**/portal/appointments/")
    (first,) = stored(linden)
    assert (first.state, first.booked_by_id) == ("booked", None)
    page.get_by_role("link", name=re.compile("Move it")).click()
    pick(page, 3)
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_text("Moved to ")).to_be_visible()
    (moved,) = stored(linden)
    assert moved.starts_at > first.starts_at
    page.get_by_role("link", name=re.compile("Cancel it")).click()
    page.get_by_label("feeling better").check()
    sound(page, "appointments-cancelling")
    page.locator("form").get_by_role("button", name=re.compile("Cancel")).click()
    page.wait_for_url("**/portal/appointments/")
    assert [one.state for one in stored(linden)] == ["cancelled"]
    phone.close()


@pytest.fixture
def desk(chromium: Browser, live_server: Any) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 3000}
    )
    context.set_default_timeout(20_000)
    yield context
    context.close()


def of_today(house: House, client: Client, place: Place, hours: int) -> Appointment:
    """Begun so many hours ago, whatever the hours of work."""
    start = now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=hours)
    with transaction.atomic():
        actor = house.actor(house.practitioner)
        one = booked(actor, client, house.practitioner, at(tomorrow(place), 10), anyway=True)
        with acting(house.boss):
            begun: Any = {"starts_at": start, "ends_at": start + timedelta(minutes=50)}
            begun |= {"blocked_from": start, "blocked_until": start + timedelta(minutes=50)}
            begun |= {"local_date": today_in(place.timezone)}
            Appointment._base_manager.filter(pk=one.pk).update(**begun)
    return one


def tomorrow(place: Place) -> date:
    return today_in(place.timezone) + timedelta(days=1)


def state(house: House, one: Appointment) -> str:
    return next(found.state for found in stored(house) if found.pk == one.pk)


def test_the_practitioner_runs_a_day(
    desk: BrowserContext, linden: House, nora: Client, place: Place
) -> None:
    with transaction.atomic(), acting(linden.boss) as boss:
        open_episode(actor=boss, client=nora, concern="A pull.")
    missed = of_today(linden, nora, place, 3)
    here = of_today(linden, nora, place, 1)
    page = sign_in_on(desk, PRACTITIONER)
    page.goto("/calendar/")
    page.locator(f"a[href='/appointments/{missed.pk}/']").click()
    page.get_by_role("button", name="Nobody came").click()
    expect(page.get_by_text("Kept: nobody came.")).to_be_visible()
    page.goto("/calendar/")
    page.get_by_role("button", name=re.compile("Begin the note")).click()  # one press from the day
    page.wait_for_url("**/notes/**")
    assert state(linden, here) == "arrived"
    with transaction.atomic():
        enter_as(linden.boss)
        assert SessionNote.objects.visible_to(linden.boss).count() == 1
    page.goto(f"/appointments/{here.pk}/")
    page.get_by_role("button", name="The lesson is done").click()
    expect(page.get_by_text("Done.", exact=True)).to_be_visible()
    assert [state(linden, one) for one in (missed, here)] == ["no_show", "done"]

    day = today_in(place.timezone) + timedelta(days=9)
    page.goto(f"/calendar/?client={nora.pk}&day={day}")
    page.locator(".cal__gap a").first.click()  # two presses: a free time, and the form as it is
    page.get_by_role("button", name="Book it").click()
    page.wait_for_url("**/calendar/**")
    following = stored(linden)[-1]
    assert following.local_date == day

    drawn = page.locator(".cal__one--booked")
    expect(page.get_by_text("Drag an appointment with the mouse")).to_be_visible()
    drawn.drag_to(page.locator(".cal__gap").last)
    page.wait_for_url("**/move/**")
    assert state(linden, following) == "booked"
    assert stored(linden)[-1].starts_at == following.starts_at  # nothing is moved by drawing
    assert page.locator("[name=time]").input_value() != f"{following.local_time:%H:%M}"
    assert page.locator("[name=day]").input_value() == day.isoformat()
    page.goto(f"/calendar/?view=week&day={day}")
    other = page.locator("[data-day]").filter(has_not=page.locator(".cal__one")).first
    when = other.get_attribute("data-day")
    page.locator(".cal__one--booked").drag_to(other)
    page.wait_for_url("**/move/**")
    assert page.locator("[name=day]").input_value() == when
    page.get_by_role("button", name=re.compile("Move it")).click()
    expect(page.get_by_text(re.compile("Moved to|less than 7 days")).first).to_be_visible()
