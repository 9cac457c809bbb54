"""A megabyte is pasted: a clear error beside the field, nothing stored, the text still there."""

from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from sessions.notes.forms.lesson import LONGEST
from sessions.notes.models import SessionNote
from tests.browser import sign_in_on
from tests.cast import House
from tests.sessions.notes.conftest import typed
from tests.sessions.notes.stored import rows

MEGABYTE = "A word. " * 131_072


@pytest.mark.django_db
def test_a_plain_save_shows_it_again_with_what_is_wrong(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    before = rows(linden.boss)
    url = reverse("note_page", args=[note.pk])
    answer = practitioner.post(url, typed(plan=MEGABYTE, felt_change="Kept beside it."))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert MEGABYTE.strip() in page
    assert "Kept beside it." in page
    assert f"{LONGEST:,}" in page or str(LONGEST) in page
    assert rows(linden.boss) == before


@pytest.mark.django_db
@pytest.mark.parametrize("alone", [{}, {"alone": "1"}])
def test_an_autosave_keeps_nothing_of_it(
    linden: House, note: SessionNote, practitioner: Browser, alone: dict[str, str]
) -> None:
    before = rows(linden.boss)
    save = reverse("note_save", args=[note.pk])
    answer = practitioner.post(save, {**typed(), "plan": MEGABYTE, **alone})
    assert answer.status_code == 422
    assert str(LONGEST) in str(answer.json()["errors"]["plan"])
    assert rows(linden.boss) == before
    assert practitioner.post(save, typed(plan="x" * LONGEST)).status_code == 200


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_pasted_in_a_browser_it_is_not_cut_and_stays(
    linden: House, note: SessionNote, chromium: Chromium, live_server: Any
) -> None:
    context = chromium.new_context(base_url=live_server.url)
    page = sign_in_on(context, "practitioner@linden.example")
    before = rows(linden.boss)
    page.goto(reverse("note_page", args=[note.pk]))
    plan = page.locator("[name=plan]")
    plan.focus()
    page.evaluate("text => document.execCommand('insertText', false, text)", MEGABYTE[:200_000])
    assert len(plan.input_value()) == 200_000
    expect(page.locator("[data-autosave-status]")).to_contain_text("Not saved", timeout=15_000)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".field__error").first).to_be_visible()
    assert len(page.locator("[name=plan]").input_value()) >= 199_999
    assert rows(linden.boss) == before
    context.close()
