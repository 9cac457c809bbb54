"""A practice's phrases in the editor: put in by tap or key, never over what is there, and saved."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Locator, Page, expect

from practice.core.actor import acting
from sessions.notes.models import Phrase, SessionNote
from sessions.notes.services import add_phrase
from tests.browser import sign_in_on
from tests.cast import House
from tests.sessions.notes.stored import kept

WORDS = [f"Phrase {n:03}, said often." for n in range(200)]


def keep(house: House, part: str, *texts: str) -> None:
    with acting(house.boss) as boss:
        Phrase.objects.visible_to(boss).bulk_create(
            Phrase(practice_id=boss.practice_id, part=part, text=text) for text in texts
        )


@pytest.mark.django_db
def test_each_part_has_its_own_and_the_clients_words_have_none(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    with acting(linden.boss) as boss:
        add_phrase(actor=boss, part="retest", text="Longer on the <left>.")
    page = practitioner.get(reverse("note_page", args=[note.pk])).content.decode()
    address = reverse("phrases_offered")
    assert page.count("data-phrases=") == 1
    assert 'data-phrases="id_retest" data-part="retest">' in page
    assert page.count(f'data-source="{address}"') == 1
    assert f'<a href="{reverse("phrase_list")}">' in page  # without script: there to read and copy
    assert practitioner.get(address).json() == {"retest": ["Longer on the <left>."]}


@pytest.mark.django_db
def test_another_practices_phrases_are_not_offered(
    harbour: House, linden: House, practitioner: Browser
) -> None:
    keep(harbour, "plan", "Of another practice.")
    keep(linden, "plan", "Slower.")
    answer = practitioner.get(reverse("phrases_offered"))
    assert answer.json() == {"plan": ["Slower."]}


@pytest.mark.django_db
def test_two_hundred_take_no_more_statements_than_one(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    address = reverse("note_page", args=[note.pk])
    keep(linden, "plan", WORDS[0])
    practitioner.get(address)
    with CaptureQueriesContext(connection) as one:
        first = practitioner.get(address)
    keep(linden, "plan", *WORDS[1:])
    with CaptureQueriesContext(connection) as many:
        answer = practitioner.get(address)
    assert len(many) == len(one)
    assert abs(len(answer.content) - len(first.content)) < 20  # nor is the page any heavier


@pytest.fixture
def page(chromium: Chromium, live_server: Any, linden: House, note: SessionNote) -> Iterator[Page]:
    """The editor on a tablet, with phrases for two parts."""
    keep(linden, "observed", *WORDS, "Head turns late.")
    keep(linden, "plan", "Slower.", "Look again at sitting.")
    context = chromium.new_context(
        viewport={"width": 1024, "height": 768}, base_url=live_server.url, has_touch=True
    )
    page = sign_in_on(context, "practitioner@linden.example")
    page.goto(reverse("note_page", args=[note.pk]))
    yield page
    context.close()


def saved(page: Page) -> None:
    expect(page.locator("[data-autosave-status]")).to_contain_text("Draft saved", timeout=9000)


def phrases_of(page: Page, part: str) -> Locator:
    offered = page.locator(f'[data-phrases="id_{part}"]')
    offered.locator("summary").click()
    return offered


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_tap_puts_it_at_the_cursor_and_is_saved(
    linden: House, note: SessionNote, page: Page
) -> None:
    field = page.locator("#id_plan")
    field.fill("First.Last.")
    field.evaluate("field => field.setSelectionRange(0, 6)")
    offered = phrases_of(page, "plan")
    expect(offered.locator('input[type="search"]')).to_be_hidden()  # two need no search
    offered.get_by_role("button", name="Slower.").tap()
    expect(field).to_have_value("First. Slower. Last.")  # what was selected stays
    offered.get_by_role("button", name="Look again at sitting.").tap()
    expect(field).to_have_value("First. Slower. Look again at sitting. Last.")
    offered.get_by_role("button", name="Undo").tap()
    expect(field).to_have_value("First. Slower. Last.")
    saved(page)
    with acting(linden.boss) as boss:
        assert kept(boss, note).plan == "First. Slower. Last."


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pattern_that_the_page_fetches_has_its_own(
    linden: House, note: SessionNote, page: Page
) -> None:
    keep(linden, "pattern", "Leans to the right.")
    page.reload()
    field = page.locator("#id_pattern")
    field.fill("Turns late.")
    offered = phrases_of(page, "pattern")
    offered.get_by_role("button", name="Leans to the right.").tap()
    expect(field).to_have_value("Turns late. Leans to the right.")
    saved(page)
    with acting(linden.boss) as boss:
        assert kept(boss, note).pattern == "Turns late. Leans to the right."


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_by_keyboard_it_is_searched_and_put_in(
    linden: House, note: SessionNote, page: Page
) -> None:
    field = page.locator("#id_observed")
    field.focus()
    page.keyboard.type("Sits askew.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    offered = page.locator('[data-phrases="id_observed"]')
    expect(offered.locator("input")).to_be_focused()  # they are read, and the search is next
    page.keyboard.type("late turns")
    expect(offered.locator("li:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(field).to_have_value("Sits askew. Head turns late.")
    expect(page.locator('[data-phrases="id_observed"] [role="status"]')).to_contain_text(
        "Head turns late."
    )
    offered.locator("input").fill("phrase 19")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value(f"Sits askew. Head turns late. {WORDS[119]}")
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    saved(page)
    with acting(linden.boss) as boss:
        assert kept(boss, note).observed == f"Sits askew. Head turns late. {WORDS[119]}"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_searching_alone_saves_nothing_and_a_full_field_says_so(page: Page) -> None:
    offered = phrases_of(page, "observed")
    offered.locator("input").fill("no such words")
    expect(offered.get_by_text("No phrase has these words.")).to_be_visible()
    page.wait_for_timeout(2500)  # longer than the quiet after which a draft is saved
    expect(page.locator("[data-autosave-status]")).to_have_text("")
    field = page.locator("#id_plan")
    field.evaluate("field => { field.value = 'x'.repeat(field.dataset.most - 3); }")
    offered = phrases_of(page, "plan")
    offered.get_by_role("button", name="Slower.").tap()
    expect(offered.get_by_text("There is no room for it in this field.")).to_be_visible()
    expect(field).not_to_have_value("Slower.")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_read_is_said_and_read_when_opened_again(page: Page) -> None:
    page.route("**/notes/phrases/**", lambda route: route.abort())
    offered = phrases_of(page, "plan")
    expect(offered.get_by_text("could not be read")).to_be_visible()
    page.unroute("**/notes/phrases/**")
    offered.locator("summary").click()
    offered.locator("summary").click()
    expect(offered.get_by_role("button", name="Slower.")).to_be_visible()
    expect(offered.get_by_text("could not be read")).to_have_count(0)
