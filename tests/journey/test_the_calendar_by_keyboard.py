"""The calendar by keyboard alone: from week to week, to a lesson and its note, and to a booking."""

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
from sessions.hours.services import TimeOffData, take_time_off
from tests.booking import at, booked, works
from tests.browser import sign_in_on
from tests.cast import House
from tests.journey.phones import Keys, phone_of, sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PRACTITIONER = "practitioner@linden.example"


@pytest.fixture
def place(linden: House, nora: Client) -> Place:
    """Where it is between twelve and one as the test begins, so that no midnight parts it."""
    zone = f"Etc/GMT{now().hour - 12:+d}"  # the sign of these zones is the other one
    with transaction.atomic(), acting(linden.boss):
        linden.practice.timezone = zone
        linden.practice.save(update_fields=["timezone"])
        Place._base_manager.filter(practice=linden.practice).update(timezone=zone)
    with transaction.atomic():
        return works(linden, linden.practitioner)


@pytest.fixture
def desk(chromium: Browser, live_server: Any) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(20_000)
    yield context
    context.close()


def stored(house: House) -> list[Appointment]:
    with transaction.atomic():
        enter_as(house.boss)
        return list(Appointment.objects.visible_to(house.boss).order_by("booked_at"))


def book(house: House, client: Client, day: date, hour: int) -> Appointment:
    with transaction.atomic():
        actor = house.actor(house.practitioner)
        start = at(day, hour, zone=house.practice.timezone)
        return booked(actor, client, house.practitioner, start, anyway=True)


def begins_now(house: House, one: Appointment, zone: str) -> None:
    start = now().replace(second=0, microsecond=0)
    told: Any = {"starts_at": start, "ends_at": start + timedelta(minutes=50)}
    told |= {"blocked_from": start, "blocked_until": start + timedelta(minutes=50)}
    with transaction.atomic(), acting(house.boss):
        rows = Appointment._base_manager.filter(pk=one.pk)
        rows.update(**told, local_date=today_in(zone))


def opened(page: Page, key: str, view: str, day: date) -> None:
    """A letter brings the calendar anew, as its link says, with this day on it; keys reach it."""
    leads = page.locator(f"#calendar [data-key={key}]").get_attribute("href") or ""
    comes = re.compile(rf"/calendar/{re.escape(leads)}#calendar$")
    with page.expect_navigation(url=comes):
        page.keyboard.press(key)
    expect(page.locator("[data-key][aria-current=page]")).to_have_text(view)
    expect(page.locator(f"[data-day='{day}']")).to_be_visible()
    expect(page.locator("#calendar")).to_be_focused()


def test_a_lesson_is_found_moved_and_begun(
    desk: BrowserContext, linden: House, nora: Client, place: Place
) -> None:
    with transaction.atomic(), acting(linden.boss) as boss:
        open_episode(actor=boss, client=nora, concern="A pull.")
    today = today_in(place.timezone)
    next_week = book(linden, nora, today + timedelta(days=7), 10)
    here = book(linden, nora, today + timedelta(days=2), 9)
    begins_now(linden, here, place.timezone)
    page = sign_in_on(desk, PRACTITIONER)
    press = page.keyboard.press
    page.goto("/calendar/")
    press("w")  # nothing of the calendar is chosen yet
    assert "view=week" not in page.url
    Keys(page).press("link", "Week")
    page.wait_for_url(re.compile("view=week"))
    Keys(page).to(page.get_by_role("link", name="After"))
    opened(page, "a", "Week", today + timedelta(days=7))
    theirs = page.locator(f"a[href='/appointments/{next_week.pk}/']")
    press("ArrowDown")
    for _day in range(7):
        if page.evaluate("document.activeElement.closest('[data-day]').dataset.day") == str(
            today + timedelta(days=7)
        ):
            break
        press("ArrowRight")
    press("Home")
    press("ArrowDown")
    expect(theirs).to_be_focused()
    press("v")
    page.wait_for_url(f"**/appointments/{next_week.pk}/move/")
    page.go_back()
    Keys(page).to(page.get_by_role("link", name="Today", exact=True).last)
    opened(page, "t", "Week", today)
    opened(page, "d", "Day", today)
    theirs = page.locator(f"a[href='/appointments/{here.pk}/']")
    press("ArrowDown")
    for _entry in range(4):
        if theirs.evaluate("e => e === document.activeElement"):
            break
        press("ArrowDown")
    expect(theirs).to_be_focused()
    press("Enter")
    page.wait_for_url(f"**/appointments/{here.pk}/")
    Keys(page).press("button", "They are here: begin the note")
    page.wait_for_url("**/notes/**")
    assert {one.state for one in stored(linden) if one.pk == here.pk} == {"arrived"}


def test_free_time_of_a_week_is_booked(
    desk: BrowserContext, linden: House, nora: Client, place: Place
) -> None:
    day = today_in(place.timezone) + timedelta(days=9)
    page = sign_in_on(desk, PRACTITIONER)
    press = page.keyboard.press
    page.goto(f"/calendar/?day={day}&client={nora.pk}")
    Keys(page).to(page.get_by_role("link", name="After"))
    opened(page, "w", "Week", day)
    press("ArrowDown")
    when = page.evaluate("document.activeElement.closest('[data-day]').dataset.day")
    press("Enter")
    page.wait_for_url("**/calendar/new/**")
    Keys(page).press("button", "Book it")
    page.wait_for_url(re.compile(r"/calendar/\?day="))
    (made,) = stored(linden)
    assert made.local_date.isoformat() == when
    page.goto(f"/calendar/?view=week&day={day}")
    Keys(page).press("link", "New appointment")
    page.wait_for_url("**/calendar/new/**")


def test_no_key_is_taken_from_a_field(desk: BrowserContext, place: Place) -> None:
    page = sign_in_on(desk, PRACTITIONER)
    page.goto("/calendar/")
    assert page.get_by_role("link", name="Week").get_attribute("aria-keyshortcuts") == "w"
    beside = page.get_by_role("link", name="New appointment")  # it stands where N does nothing
    assert beside.get_attribute("aria-keyshortcuts") is None
    page.locator(".keys summary").press("Enter")
    expect(page.get_by_text("move the appointment that is chosen")).to_be_visible()
    page.locator("summary", has_text="Another day").press("Enter")
    whose = page.locator("#c-with")
    before = page.url
    whose.focus()
    for key in ("w", "a", "ArrowDown"):
        page.keyboard.press(key)
    assert page.url == before
    expect(whose).to_be_focused()
    page.locator(".keys summary").focus()
    page.keyboard.press("Control+a")
    assert page.url == before


def test_arrows_scroll_until_an_entry_is_chosen(desk: BrowserContext, place: Place) -> None:
    page = sign_in_on(desk, PRACTITIONER)
    page.goto(f"/calendar/?day={today_in(place.timezone) + timedelta(days=9)}")
    first = page.locator(".cal__gap a").first
    others = (page.get_by_role("link", name="Week"), page.locator(".keys summary"))
    for other in others:
        for key in ("ArrowDown", "Home"):
            other.focus()
            page.keyboard.press(key)
            expect(other).to_be_focused()
            expect(first).not_to_be_focused()
    page.locator("#calendar").focus()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()


def test_a_phone_has_all_of_it_sound(
    chromium: Browser, live_server: Any, linden: House, nora: Client, place: Place
) -> None:
    day = today_in(place.timezone) + timedelta(days=9)
    book(linden, nora, day, 10)
    off = TimeOffData(first_day=day, last_day=day, reason="training")
    with transaction.atomic(), acting(linden.boss) as boss:
        take_time_off(actor=boss, practitioner_id=linden.owner.pk, data=off)
    phone = phone_of(chromium, live_server.url)
    page = sign_in_on(phone, PRACTITIONER)
    for view in ("day", "week", "month"):
        page.goto(f"/calendar/?view={view}&day={day}")
        sound(page, f"calendar-{view}")
        small = page.locator("main a:visible, main summary:visible").evaluate_all(
            "all => all.filter(e => !e.closest('p, .cal__month'))"
            ".filter(e => e.getBoundingClientRect().height < 43.9)"
            ".map(e => e.outerHTML.slice(0, 120))"
        )
        assert small == []
    phone.close()
