"""From a tight cell of the matrix to the assigned movement, with the keyboard alone."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from clients.records.models import Client
from clients.records.services import open_episode
from practice.core.actor import acting
from sessions.evaluations.rules import CellData
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, start_lesson
from sessions.programs.models import HomeProgram, ProgramItem
from tests.browser import fits, sign_in_on
from tests.cast import House
from tests.journey.phones import Keys

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("SUPPLE_PICTURES", "")  # a folder, to look at what it looks like


def _tight(house: House, nora: Client) -> None:
    with acting(house.boss) as boss:
        episode = open_episode(actor=boss, client=nora, concern="A pull deep in the left groin")
        note = start_lesson(actor=boss, client=nora, episode=episode)
        cells = (
            CellData(side="left", place="lying", moment="before", fit="too_high", pain=6),
            CellData(side="left", place="standing", moment="before", fit="too_high"),
            CellData(side="right", place="lying", moment="before", fit="fits"),
        )
        save_draft(actor=boss, note=note, data=NoteData(cells=cells), version=1)


def _look(page: Page, name: str) -> None:
    if not PICTURES:
        return
    for width, height in ((1280, 900), (360, 740)):
        page.set_viewport_size({"width": width, "height": height})
        for light in ("light", "dark"):
            page.emulate_media(color_scheme=light)
            page.screenshot(
                path=str(Path(PICTURES) / f"{name}-{width}-{light}.png"), full_page=True
            )
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("script", [True, False])
def test_from_the_tight_cell_to_the_movement(
    linden: House, nora: Client, chromium: Browser, live_server: Any, script: bool
) -> None:
    _tight(linden, nora)
    context = chromium.new_context(
        base_url=live_server.url,
        java_script_enabled=script,
        viewport={"width": 1280, "height": 900},
    )
    page = sign_in_on(context, "practitioner@linden.example")
    keys = Keys(page)
    page.goto(reverse("program_new", args=[nora.pk]))
    keys.to(page.locator("button[name=cell]").nth(1))
    page.keyboard.press("Enter")
    found = page.locator("#found")
    expect(found).to_contain_text("left, standing")
    first = found.locator("button[name=add]").first
    name = (first.text_content() or "").removeprefix("Add: ").strip()
    if not script:
        _look(page, "builder")
    keys.to(first)
    page.keyboard.press("Enter")
    expect(page.locator("#row-0 > legend")).to_have_text(name)
    keys.press("checkbox", "Monday", key="Space")
    keys.to(page.locator("[name=time_1]"))
    page.keyboard.type("0730AM")
    if script:
        _look(page, "builder-filled")
    keys.press("button", "Keep as a draft")
    expect(page.get_by_role("heading", name="Home program", exact=True)).to_be_visible()
    expect(page.locator(".programitems")).to_contain_text(name)
    if script:
        _look(page, "page")
    page.set_viewport_size({"width": 360, "height": 740})
    fits(page)
    context.close()
    with acting(linden.boss) as boss:
        program = HomeProgram.objects.visible_to(boss).get()
        item = ProgramItem.objects.visible_to(boss).select_related("movement", "card").get()
    assert (program.state, program.days, item.name) == ("draft", [1], name)
