"""On a phone, by the keyboard alone: two records side by side, made one, and taken apart."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import PHONE, fits, sign_in_on
from tests.cast import House
from tests.clients.merging.conftest import Twice, twice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chromium: Browser, live_server: Any, linden: House) -> Iterator[Page]:
    """A phone, signed in."""
    context = chromium.new_context(viewport=PHONE, base_url=live_server.url)
    page = sign_in_on(context, "practitioner@linden.example")
    yield page
    context.close()


def press(page: Page, name: str) -> None:
    """Reach a link or button by its name and press it, without a pointer."""
    found = page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first
    found.focus()
    expect(found).to_be_focused()
    page.keyboard.press("Enter")


def test_two_become_one_and_two_again(linden: House, page: Page) -> None:
    pair: Twice = twice(linden)
    page.goto(f"/clients/{pair.kept.pk}/")
    press(page, "Here twice? Make it one record")
    expect(page.get_by_role("heading", name="Which is the other record?")).to_be_visible()
    fits(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("A name, e-mail or phone number").fill("norah")
    press(page, "Norah Ng")
    expect(page.get_by_role("heading", name="One record of two")).to_be_visible()
    found = [url for url in asked if "q=norah" in url]
    assert len(found) == 1, "leaving the field must not take the list from under who goes to it"
    fits(page)
    choice = page.get_by_role("group", name="Given name").get_by_label("Nora", exact=True)
    choice.focus()
    page.keyboard.press("ArrowDown")
    press(page, "Make them one record")
    expect(page.get_by_role("heading", name="Norah Ng", exact=True)).to_be_visible()
    press(page, "Look, or take them apart")
    expect(page.get_by_text("What was written since stays with Norah Ng")).to_be_visible()
    fits(page)
    page.locator("summary", has_text="Take them apart").focus()
    page.keyboard.press("Enter")
    page.locator("form.dialog").get_by_role("button", name="Take them apart").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("They are two records again.")).to_be_visible()
    assert pair.now(pair.kept).given_name == "Nora"
    assert pair.now(pair.other).merged_into_id is None
