"""The editor in Chromium: what is tapped is drawn and saved, and two tabs never overwrite."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from practice.core.actor import acting
from sessions.evaluations.rules import CellData
from sessions.notes.models import SessionNote
from tests.browser import sign_in_on
from tests.cast import House
from tests.sessions.notes.stored import kept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def context(
    chromium: Browser,
    live_server: Any,
    note: SessionNote,
) -> Iterator[BrowserContext]:
    """A tablet, signed in."""
    context = chromium.new_context(
        viewport={"width": 1024, "height": 768}, base_url=live_server.url
    )
    page = sign_in_on(context, "practitioner@linden.example")
    page.close()
    yield context
    context.close()


def saved(page: Page) -> None:
    expect(page.locator("[data-autosave-status]")).to_contain_text("Draft saved", timeout=9000)


def test_what_is_tapped_is_drawn_and_saved(
    linden: House, note: SessionNote, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(reverse("note_page", args=[note.pk]))
    page.get_by_label("In their words").fill("It let go by itself.")
    done = page.get_by_text("0 of 8 parts done.")
    expect(done).to_be_visible()
    cell = page.locator('button.cell[value="left-lying"]')
    expect(cell).to_contain_text("not yet")
    cell.click()
    tray = page.locator("#open-left-lying")
    library = tray.get_by_role("link", name="Movements that train it")
    whose = f"?muscle=iliopsoas&place=lying&client={note.client_id}"
    expect(library).to_have_attribute("href", reverse("movement_list") + whose)
    before = tray.locator('[data-moment="before"]')
    before.locator("[data-tone]").fill("4")
    expect(before.locator('input[value="too_high"]')).to_be_checked()
    before.locator(".number", has_text="Pain").get_by_text("+").click()
    tray.locator('[data-moment="after"]').get_by_text("Fits").click()
    expect(cell).to_contain_text("high → fits")
    expect(cell).to_contain_text("pain 1")
    page.locator("#lesson").get_by_text("Add a line").click()
    page.locator('[name="line-1-technique"]').select_option("means_whereby")
    saved(page)
    expect(done).to_have_count(0)
    with acting(linden.boss) as boss:
        data = kept(boss, note)
    assert data.clients_words == "It let go by itself."
    assert data.cells == (
        CellData(side="left", place="lying", moment="after", fit="fits"),
        CellData(side="left", place="lying", moment="before", tone=4, fit="too_high", pain=1),
    )
    assert [line.technique for line in data.lines] == ["means_whereby"]


def test_the_second_tab_is_told(linden: House, note: SessionNote, context: BrowserContext) -> None:
    url = reverse("note_page", args=[note.pk])
    first, second = context.new_page(), context.new_page()
    first.goto(url)
    second.goto(url)
    first.get_by_label("In their words").fill("From the first tab.")
    saved(first)
    second.get_by_label("In their words").fill("From the second tab.")
    status = second.locator("[data-autosave-status]")
    expect(status).to_contain_text("changed elsewhere", timeout=9000)
    expect(second.get_by_label("In their words")).to_have_value("From the second tab.")
    with acting(linden.boss) as boss:
        assert kept(boss, note).clients_words == "From the first tab."
