"""The matrix on a phone: a row is added, a cell filled, and what was filled is tested again."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from practice.core.actor import acting
from sessions.evaluations.rules import CellData
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft
from tests.browser import fits, sign_in_on
from tests.cast import House
from tests.journey.phones import phone_of
from tests.sessions.notes.stored import kept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
THUMB = 44  # px


@pytest.fixture
def phone(chromium: Browser, live_server: Any, note: SessionNote) -> Iterator[Page]:
    context = phone_of(chromium, live_server.url)
    yield sign_in_on(context, "practitioner@linden.example")
    context.close()


def saved(page: Page) -> None:
    expect(page.locator("[data-autosave-status]")).to_contain_text("Draft saved", timeout=9000)


def test_a_row_a_cell_and_the_re_test(linden: House, note: SessionNote, phone: Page) -> None:
    phone.goto(reverse("note_page", args=[note.pk]))
    phone.get_by_label("Another muscle group").select_option("hamstrings")
    phone.get_by_role("button", name="Add a row").click()
    cell = phone.get_by_role("button", name="Hamstrings, Left, Standing: not yet")
    phone.get_by_role("button", name="More positions").click()
    expect(phone.get_by_role("button", name="Hamstrings, Right, Bending forward")).to_be_visible()
    cell.click()
    tray = phone.get_by_role("group", name="Hamstrings, left · Standing")
    before = tray.locator('[data-moment="before"]')
    for choice in ("Too high", "Unclear", "Pubes back"):
        target = before.locator("label", has_text=choice).first
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= THUMB, choice
        target.tap()
    before.get_by_label("Effort 0–10").fill("6")
    fits(phone)
    named = phone.get_by_role("group", name="Hamstrings, Left, Standing")
    again = phone.locator("#retest li", has=named)
    expect(again).to_contain_text("high · Effort 6")
    assert again.locator(":checked").count() == 0  # nothing is preset
    expect(again.get_by_label("Effort")).to_have_value("")
    again.locator("label", has_text="Fits").tap()
    again.get_by_label("Effort").fill("2")
    expect(cell.or_(phone.locator('button[value="hamstrings-left-standing"]'))).to_contain_text(
        "high → fits"
    )
    fits(phone)
    saved(phone)
    same = {"side": "left", "place": "standing", "muscle_group": "hamstrings"}
    with acting(linden.boss) as boss:
        assert kept(boss, note).cells == (
            CellData(**same, moment="after", fit="fits", effort=2),  # type: ignore[arg-type]
            CellData(
                **same,  # type: ignore[arg-type]
                moment="before",
                fit="too_high",
                effort=6,
                sensation="unclear",
                findings=("pubes_back",),
            ),
        )
    movements = tray.get_by_role("link", name="Movements that train it")
    wanted = f"muscle=hamstrings&place=standing&client={note.client_id}"
    assert movements.get_attribute("href") == f"/library/?{wanted}"


def test_what_is_stored_is_drawn_opened_and_cleared(
    linden: House, note: SessionNote, phone: Page
) -> None:
    stored = CellData(
        side="right",
        place="sitting_to_lying",
        moment="before",
        tone=9,
        pain=3,
        sensation="absent",
        findings=("groin_pull", "pelvic_seizing"),
    )
    with acting(linden.boss) as boss:
        save_draft(actor=boss, note=note, data=NoteData(cells=(stored,)), version=1)
    phone.goto(reverse("note_page", args=[note.pk]))
    cell = phone.get_by_role("button", name="Iliopsoas, Right, Sitting → lying: high")
    expect(cell).to_contain_text("pain 3")
    cell.click()
    before = phone.locator('#open-right-sitting_to_lying [data-moment="before"]')
    expect(before.get_by_label("Seizes in the pelvis")).to_be_checked()
    expect(before.get_by_label("Cannot feel")).to_be_checked()
    expect(before.get_by_label("Pain in the groin", exact=True)).not_to_be_checked()
    before.locator("label", has_text="Seizes in the pelvis").tap()
    saved(phone)
    with acting(linden.boss) as boss:
        (now,) = kept(boss, note).cells
    assert now.findings == ("groin_pull",)
    assert (now.tone, now.fit, now.pain, now.sensation) == (9, "too_high", 3, "absent")


def test_tone_too_low_in_any_row_opens_the_decision(note: SessionNote, phone: Page) -> None:
    phone.goto(reverse("note_page", args=[note.pk]))
    decision = phone.get_by_text("It needs a decision before the note is signed.")
    expect(decision).to_be_hidden()
    phone.get_by_label("Another muscle group").select_option("calves")
    phone.get_by_role("button", name="Add a row").click()
    phone.get_by_role("button", name="Calves, Right, Sitting: not yet").click()
    phone.locator('#open-calves-right-sitting [data-moment="before"]').locator(
        "label", has_text="Too low"
    ).tap()
    expect(decision).to_be_visible()
    phone.locator("label", has_text="Teach basic control").tap()
    expect(phone.get_by_label("To whom")).to_be_hidden()
