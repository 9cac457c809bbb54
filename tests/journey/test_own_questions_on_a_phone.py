"""A practice writes its own questions by keyboard; a client answers them on a phone."""

from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page, expect

from clients.records.models import Client
from tests.browser import fits, sign_in_on
from tests.cast import House, sign_in
from tests.clients.intake.walking import path
from tests.clients.own_questions.asking import asks_no_more, core, intake
from tests.journey.phones import Keys, phone_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOME = "/settings/questions/"


def add(keys: Keys, wording: str, kind: str, **fields: str) -> None:
    """Write one question, by the keyboard alone."""
    page = keys.page
    keys.press("link", "Add a question")
    page.wait_for_url(f"**{HOME}new/")
    keys.type("Your question", wording)
    if kind == "In their own words":  # the first: the way in does not choose it
        keys.press("radio", kind, "Space")
    else:
        keys.choose(page.get_by_role("group", name="How it is answered"), kind)
    for name, words in fields.items():
        keys.type(name.replace("_", " "), words)
    fits(page)
    keys.press("button", "Keep it in the draft")
    page.wait_for_url(f"**{HOME}#*")


def write(page: Page) -> None:
    """Six questions, one moved up, looked at and published."""
    keys = Keys(page)
    page.goto(HOME)
    add(keys, "How do you come?", "One of several", Answers_to_choose_from="On foot\nBy train")
    add(keys, "Time for yourself?", "A number from 0 to 10", What_0_means="no", What_10_means="yes")
    for wording, kind in (
        ("Do you ride?", "Yes or no"),
        ("When did you last dance?", "A date"),
        ("What else?", "In their own words"),
        ("And after that?", "In their own words"),
    ):
        add(keys, wording, kind)
    fits(page)
    last = page.get_by_role("listitem").filter(has_text="And after that?")
    keys.to(last.get_by_role("button", name="Move up"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("listitem").filter(has_text="5. And after that?")).to_be_visible()
    keys.press("link", "As a client sees it")
    expect(page.get_by_text("Nothing is kept here")).to_be_visible()
    fits(page)
    page.go_back()
    keys.press("button", "Publish version 1")
    expect(page.get_by_text("Published as version 1")).to_be_visible()


def tell(page: Page) -> None:
    """Two screens, of which the first saves itself and is gone on with later."""
    page.goto("/portal/intake/")
    expect(page.get_by_text("1 step left")).to_be_visible()
    page.get_by_role("link", name="Go on: Your practice also asks").tap()
    page.wait_for_url(f"**{path('own')}")
    fits(page)
    expect(page.get_by_text("part 1 of 2")).to_be_visible()
    assert page.locator('input[type=radio]:checked:not([value=""])').count() == 0
    page.locator("label", has_text="By train").tap()
    page.locator("label:has([name=own_q2][value='0'])").tap()
    expect(page.locator("[data-autosave-status]")).to_contain_text("Draft saved")
    page.reload()
    expect(page.locator("[name=own_q2][value='0']")).to_be_checked()
    page.fill("[name=own_q4]", "2999-01-01")
    page.get_by_role("button", name="Save and go on").tap()
    wrong = page.locator(".field--wrong", has=page.locator("[name=own_q4]"))
    expect(wrong).to_contain_text("still to come")
    page.fill("[name=own_q4]", "2019-05-30")
    page.get_by_role("button", name="Save and go on").tap()
    page.wait_for_url(f"**{path('own-2')}")
    fits(page)
    page.fill("[name=own_q5]", "Nothing else.")


def test_a_practice_asks_and_a_client_answers(
    chromium: Browser, live_server: Any, linden: House, nora: Client
) -> None:
    desk, phone = (phone_of(chromium, live_server.url) for _one in range(2))
    write(sign_in_on(desk, "owner@linden.example"))
    core(sign_in("nora@clients.example"))
    page = sign_in_on(phone, "nora@clients.example")
    tell(page)
    expect(page.locator("[data-autosave-status]")).to_contain_text("Draft saved")
    asks_no_more(linden, "q4")
    page.fill("[name=own_q5]", "Nothing else at all.")
    status = page.locator("[data-autosave-status]")
    expect(status).to_contain_text("Your text is still here: go on with the button")
    assert status.get_by_role("link").count() == 0
    page.get_by_role("button", name="Save and go on").tap()
    expect(page.get_by_text("changed these questions in between")).to_be_visible()
    expect(page.locator("[name=own_q5]")).to_have_value("Nothing else at all.")
    fits(page)
    page.goto("/portal/intake/")
    expect(page.get_by_text("When did you last dance?")).to_be_visible()
    page.get_by_role("button", name="Show what is still missing").tap()
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("Your practice changed these questions")
    notice.get_by_role("link", name="Your practice also asks").first.tap()
    expect(page.locator("[name=own_q5]")).to_have_value("Nothing else.")
    fits(page)
    page.get_by_role("button", name="Save and go on").tap()
    page.wait_for_url(f"**{path('consent')}")
    page.goto("/portal/intake/")
    page.get_by_role("button", name="Sign and send").tap()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    with transaction.atomic():
        kept = intake(linden)
    assert kept.answers["own"]["version"] == 2
    told = kept.answers["own"]["answers"]
    assert told == {"q1": "By train", "q2": 0, "q3": None, "q5": "Nothing else.", "q6": None}
    desk_page = desk.pages[0]
    desk_page.goto(f"/intakes/{kept.pk}/")
    expect(desk_page.get_by_text("What you ask besides")).to_be_visible()
    expect(desk_page.get_by_text("0 of 10 (0 no, 10 yes)")).to_be_visible()
    fits(desk_page)
    for context in (desk, phone):
        context.close()
