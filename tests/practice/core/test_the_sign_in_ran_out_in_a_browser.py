"""The sign-in ran out while a page was open: what was typed stays, and one carries on."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from clients.intake.models import IntakeSubmission
from clients.records.models import Client, Episode
from clients.records.services import open_episode
from practice.core.actor import acting
from sessions.notes.models import SessionNote
from sessions.notes.services import start_lesson
from tests.cast import PASSWORD, House
from tests.sessions.notes.stored import kept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STAFF, PORTAL = "practitioner@linden.example", "nora@clients.example"


def fill_sign_in(page: Page, login: str) -> None:
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/" not in url)


def sign_in(context: BrowserContext, login: str = STAFF) -> None:
    page = context.new_page()
    page.goto("/accounts/login/")
    fill_sign_in(page, login)
    page.close()


def run_out(context: BrowserContext) -> None:
    context.clear_cookies(name="supple")


def sign_in_elsewhere(page: Page, press: str = "Sign in in a new tab", login: str = STAFF) -> None:
    """Follow the page's own way to sign in, and come back."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=press).click()
    fill_sign_in(opened.value, login)
    opened.value.close()
    page.bring_to_front()


@pytest.fixture
def context(chromium: Browser, live_server: Any, linden: House) -> Iterator[BrowserContext]:
    """A browser in which the practitioner is signed in."""
    context = chromium.new_context(base_url=live_server.url)
    context.set_default_timeout(10_000)
    sign_in(context)
    yield context
    context.close()


@pytest.fixture
def episode(linden: House, nora: Client) -> Episode:
    with acting(linden.boss) as boss:
        return open_episode(actor=boss, client=nora, concern="A pull in the left groin.")


def test_a_search_leads_to_the_sign_in_and_back_to_what_was_sought(
    nora: Client, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(reverse("client_list"))
    run_out(context)
    page.get_by_role("searchbox").press_sequentially("Nor")
    page.wait_for_url(re.compile("/accounts/login/"))
    fill_sign_in(page, STAFF)
    page.wait_for_url(re.compile(r"/clients/\?.*q=Nor"))
    expect(page.get_by_role("searchbox")).to_have_value("Nor")
    expect(page.get_by_role("link", name="Nora Ng")).to_be_visible()


def test_filters_are_in_the_address_and_back_works(nora: Client, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(reverse("client_list"))
    page.get_by_label("State").select_option("archived")
    page.wait_for_url(re.compile("state=archived"))
    expect(page.get_by_text("Nobody by that")).to_be_visible()
    page.get_by_role("searchbox").press_sequentially("zzz", delay=400)  # asks after each letter
    page.wait_for_url(re.compile("q=zzz"))
    page.go_back()
    expect(page.get_by_role("link", name="Nora Ng")).to_be_visible()
    expect(page.get_by_label("State")).to_have_value("")
    expect(page.get_by_role("searchbox")).to_have_value("")


def test_a_row_of_a_program_is_added_after_signing_in(
    nora: Client, episode: Episode, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(reverse("program_new", args=[nora.pk]))
    rows = page.locator("#items fieldset[id^=row-]")
    expect(rows).to_have_count(0)
    page.locator("[name=cue]").fill("After breakfast")
    run_out(context)
    page.locator("button[name=add]").first.click()
    expect(page.locator("#notices")).to_contain_text("You were signed out")
    sign_in_elsewhere(page)
    page.locator("button[name=add]").first.click()
    expect(rows).to_have_count(1)
    expect(page.locator("[name=cue]")).to_have_value("After breakfast")
    expect(page.locator("#notices")).not_to_contain_text("You were signed out")


def test_a_form_is_sent_again_by_one_press(linden: House, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(reverse("client_new"))
    page.get_by_label("Given name").fill("Ada")
    page.get_by_label("Family name").fill("Typed-at-length")
    run_out(context)
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_role("heading", name="Your text is still here")).to_be_visible()
    sign_in_elsewhere(page)
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_role("heading", name="Ada Typed-at-length")).to_be_visible()


def test_a_note_saves_itself_as_soon_as_one_is_back(
    linden: House, nora: Client, episode: Episode, context: BrowserContext
) -> None:
    with acting(linden.actor(linden.practitioner)) as actor:
        note: SessionNote = start_lesson(actor=actor, client=nora, episode=episode)
    page = context.new_page()
    page.goto(reverse("note_page", args=[note.pk]))
    run_out(context)
    page.get_by_label("In their words").fill("It let go by itself.")
    status = page.locator("[data-autosave-status]")
    expect(status).to_contain_text("You were signed out", timeout=9000)
    sign_in_elsewhere(page)
    expect(status).to_contain_text("Draft saved", timeout=20_000)
    with acting(linden.boss) as boss:
        assert kept(boss, note).clients_words == "It let go by itself."


def test_an_intake_saves_itself_as_soon_as_one_is_back(
    linden: House, nora: Client, chromium: Browser, live_server: Any
) -> None:
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 360, "height": 780})
    sign_in(context, PORTAL)
    page = context.new_page()
    page.goto("/portal/intake/concern/")
    run_out(context)
    page.locator("main textarea").first.fill("The left side will not let go.")
    status = page.locator("[data-autosave-status]")
    expect(status).to_contain_text("You were signed out", timeout=9000)
    sign_in_elsewhere(page, login=PORTAL)
    expect(status).to_contain_text("Draft saved", timeout=20_000)
    with acting(linden.boss) as boss:
        intake = IntakeSubmission.objects.visible_to(boss).get()
        assert "The left side will not let go." in str(vars(intake))
    context.close()
