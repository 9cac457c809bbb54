"""The keyboard alone: from Today to the box, to a name, to the next page, to what narrows it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page, expect

from clients.records.queries import PAGE
from clients.records.rules import ClientState
from clients.records.services import ClientData, create_client, set_client_state
from practice.core.actor import enter_as
from tests.browser import sign_in_on
from tests.cast import House
from tests.journey.phones import Keys

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOX = "A name, e-mail or phone number"


@pytest.fixture
def page(chromium: Browser, live_server: Any, linden: House) -> Iterator[Page]:
    """Somebody of the practice, on Today; more people than a page holds."""
    with transaction.atomic():
        enter_as(linden.boss)
        for number in range(PAGE + 2):
            create_client(
                actor=linden.boss, data=ClientData(given_name=f"N{number:02}", family_name="Quist")
            )
        zoe = ClientData(given_name="Zoë", family_name="Ågren", email="zoe@clients.example")
        found = create_client(actor=linden.boss, data=zoe)
        set_client_state(actor=linden.boss, client=found, state=ClientState.ACTIVE)
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(20_000)
    yield sign_in_on(context, "owner@linden.example")
    context.close()


def names(page: Page) -> list[str]:
    """Whom the list shows."""
    return page.locator("#clients tbody th a").all_text_contents()


def test_somebody_is_found_and_opened(page: Page) -> None:
    keys = Keys(page)
    keys.press("link", "Clients")
    page.wait_for_url("**/clients/")
    keys.to(page.get_by_role("searchbox", name=BOX))
    page.keyboard.type("ag")  # the first two letters of a name without its accents
    expect(page.locator("#clients tbody tr")).to_have_count(1)
    expect(page.get_by_role("searchbox", name=BOX)).to_be_focused()  # typing goes on
    page.wait_for_url("**/clients/?q=ag*")
    keys.press("link", "Zoë Ågren")
    expect(page.get_by_role("heading", level=1, name="Zoë Ågren")).to_be_visible()
    page.go_back()  # the browser’s own key
    page.wait_for_url("**/clients/?q=ag*")
    expect(page.get_by_role("searchbox", name=BOX)).to_have_value("ag")
    assert names(page) == ["Zoë Ågren"]


def test_enter_finds_too_and_the_next_page_follows(page: Page) -> None:
    page.goto("/clients/")
    keys = Keys(page)
    keys.to(page.get_by_role("searchbox", name=BOX))
    page.keyboard.type("quist")
    page.keyboard.press("Enter")
    page.wait_for_url("**/clients/?q=quist*")
    expect(page.locator("#clients tbody tr")).to_have_count(PAGE)
    keys.press("link", "More")
    expect(page.locator("#clients tbody tr")).to_have_count(2)
    assert names(page) == [f"N{PAGE} Quist", f"N{PAGE + 1} Quist"]


def test_what_narrows_it_is_opened_and_chosen(page: Page) -> None:
    page.goto("/clients/")
    keys = Keys(page)
    keys.to(page.get_by_label("State", exact=True))
    page.keyboard.type("act")
    expect(page.locator("#clients tbody tr")).to_have_count(1)
    page.wait_for_url("**state=active*")
    keys.to(page.locator("summary", has_text="Narrow the list"))
    page.keyboard.press("Enter")
    keys.to(page.get_by_label("Last seen"))
    page.keyboard.type("in the last")
    expect(page.get_by_text("Nobody by that")).to_be_visible()
    page.wait_for_url("**seen=within-14*")
    page.reload()
    expect(page.get_by_label("Last seen")).to_have_value("within-14")
    expect(page.get_by_label("State", exact=True)).to_have_value("active")
    keys.press("link", "Show everybody")
    expect(page.locator("#clients tbody tr")).to_have_count(PAGE)
