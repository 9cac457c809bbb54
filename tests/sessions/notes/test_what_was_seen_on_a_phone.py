"""What was seen, by thumb on a phone of 360 px: opened, tapped, kept, shown again in a line."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from practice.core.actor import acting
from sessions.evaluations.amnesia import SmaData
from sessions.evaluations.findings import FindingData
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, start_lesson
from tests.browser import fits, sign_in_on
from tests.cast import House
from tests.journey.phones import phone_of
from tests.sessions.notes.stored import kept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
THUMB = 44  # px, as the look asks of what is touched
TRAUMA = FindingData(kind="reflex", code="trauma", side="left", value=1)


@pytest.fixture
def second(linden: House, note: SessionNote) -> SessionNote:
    """A lesson after one in which something was seen."""
    told = NoteData(findings=(TRAUMA,), pattern="Leans to the right.")
    with acting(linden.actor(linden.practitioner)) as actor:
        save_draft(actor=actor, note=note, data=told, version=1)
        return start_lesson(actor=actor, client=note.client, episode=note.session.episode)


@pytest.fixture
def phone(chromium: Browser, live_server: Any) -> Iterator[Page]:
    context = phone_of(chromium, live_server.url)
    yield sign_in_on(context, "practitioner@linden.example")
    context.close()


def test_a_thumb_notes_what_was_seen(linden: House, second: SessionNote, phone: Page) -> None:
    phone.goto(reverse("note_page", args=[second.pk]))
    expect(phone.locator("#told-reflex")).to_contain_text("not looked at")
    assert starts_of(phone, "#told-reflex", '[name="open"][value="reflex"]') <= 1
    phone.context.set_offline(True)  # none of it asks the server
    phone.locator('[name="open"][value="reflex"]').click()
    green = phone.get_by_role("group", name="Green Light, both sides")
    expect(green.get_by_text("not looked at")).to_be_visible()  # nothing is preset
    for step in green.locator(".segmented label").all():
        box = step.bounding_box()
        assert box is not None
        assert box["height"] >= THUMB
        assert box["width"] >= THUMB
    green.get_by_text("2", exact=True).click()
    phone.get_by_role("group", name="Trauma, left").get_by_text("0", exact=True).click()
    phone.locator('[name="open"][value="quality"]').click()
    phone.get_by_label("Graceful").check()
    phone.get_by_role("button", name="Add a region").click()
    row = phone.locator("#open-sma-0")
    row.get_by_label("Region").select_option("Groin, front, deep")
    row.get_by_label("Control").select_option("moves in jerks")
    phone.get_by_role("button", name="It stands: keep it").click()
    fits(phone)
    phone.context.set_offline(False)
    expect(phone.locator("[data-autosave-status]")).to_contain_text("Draft saved", timeout=20_000)
    with acting(linden.boss) as boss:
        after = kept(boss, second)
    assert after.findings == (
        FindingData(kind="reflex", code="green_light", side="both", value=2),
        FindingData(kind="reflex", code="trauma", side="left", value=0),
        FindingData(kind="quality", code="graceful"),
    )
    assert after.amnesia == (SmaData(region="front_groin_core", control="jerky"),)
    assert after.pattern == "Leans to the right."
    phone.reload()
    expect(phone.locator("#told-reflex")).to_contain_text("Green Light, both sides: 2 of 3")
    phone.locator('[name="open"][value="sma-0"]').click()
    expect(phone.locator("#open-sma-0").get_by_label("Control")).to_have_value("jerky")
    phone.locator('[name="open"][value="reflex"]').click()
    expect(green.get_by_label("2")).to_be_checked()
    expect(phone.locator("#seen")).to_contain_text("Hamstrings: tends to tighten")
    fits(phone)


def starts_of(phone: Page, *places: str) -> float:
    """How far apart the words of these begin, in px."""
    words = """place => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector(place));
        return range.getBoundingClientRect().left;
    }"""
    found = [phone.evaluate(words, place) for place in places]
    return float(max(found) - min(found))


def test_without_a_script_each_opens_as_the_draft_is_saved(
    linden: House, second: SessionNote, chromium: Browser, live_server: Any
) -> None:
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": 360, "height": 740},
        java_script_enabled=False,
    )
    page = sign_in_on(context, "practitioner@linden.example")
    page.goto(reverse("note_page", args=[second.pk]))
    page.get_by_role("button", name="Open this part").click()
    page.locator('[name="open"][value="breathing"]').click()
    page.get_by_role("group", name="Belly").get_by_text("held").click()
    page.get_by_role("button", name="It stands: keep it").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    context.close()
    with acting(linden.boss) as boss:
        after = kept(boss, second)
    assert after.findings == (FindingData(kind="breathing", code="belly", value=1),)
    assert after.pattern == "Leans to the right."
