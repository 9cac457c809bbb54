"""Each level of a safety question: the yes on a phone, the decision, the signed note."""

from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page, expect

from clients.intake.rules import EMERGENCY_TITLE, LEVEL_WORDS, RED_FLAGS_BY_CODE, RedFlagLevel
from clients.records.models import Client
from clients.red_flags.models import RedFlagDecision
from practice.core.actor import enter_as
from practice.core.models import Practice
from sessions.notes.models import SessionNote
from tests.browser import fits, sign_in_on
from tests.cast import House, sign_in
from tests.clients.intake.walking import path
from tests.clients.own_questions.asking import core
from tests.clients.red_flags.conftest import YES
from tests.journey.phones import phone_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OURS = "Call 112. In the valley call the clinic, 555 0100."
NORA = "nora@clients.example"
FOLLOWS = {  # what is chosen, and the field that it asks for
    "emergency": ("Sent to a doctor; the answer is still out", "to_whom"),
    "refer": ("A doctor looked at it: slow movement is all right", "to_whom"),
    "clearance": ("A doctor looked at it: not now", "to_whom"),
    "adapt": ("The movements are chosen so that they suit", "reason"),
}


def kept(house: House) -> dict[str, Any]:
    """The decisions and the note, as they are stored."""
    with transaction.atomic():
        enter_as(house.boss)
        decisions = list(RedFlagDecision.objects.visible_to(house.boss))
        (note,) = SessionNote.objects.visible_to(house.boss)
    return {"decisions": decisions, "note": note.state}


def say_yes(page: Page, level: RedFlagLevel) -> None:
    """One yes, what the phone says at once, and the signature."""
    page.goto(path("red_flags"))
    page.locator(f"label:has([name='{YES[level]}'][value='yes'])").tap()
    page.get_by_role("button", name="Save and go on").tap()
    page.wait_for_url(f"**{path('consent')}")
    said = page.locator("main .notice", has_text=LEVEL_WORDS[level].partition(".")[0])
    expect(said).to_be_visible()
    fits(page)
    if level is RedFlagLevel.EMERGENCY:
        expect(said).to_contain_text(EMERGENCY_TITLE)
        expect(said).to_contain_text(OURS)
        top = said.bounding_box()
        assert top is not None
        assert top["y"] + top["height"] < 740  # read without a touch
    page.goto("/portal/intake/")
    page.get_by_role("button", name="Sign and send").tap()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    if level is RedFlagLevel.EMERGENCY:
        expect(page.get_by_text(OURS)).to_be_visible()


def start_a_note(page: Page, house: House, client: Client) -> None:
    """Accept the intake, begin the first lesson, and write what is to be signed."""
    page.goto(f"/clients/{client.pk}/")
    page.get_by_role("link", name="Read the intake").first.click()
    with page.expect_navigation():
        page.get_by_role("button", name="Accept the intake").click()
    page.goto(f"/clients/{client.pk}/")
    page.get_by_role("link", name="Start a lesson").click()
    page.locator("main button[type=submit]").first.click()
    page.fill("[name=observed]", "Weight on the right.")
    with page.expect_navigation():
        page.get_by_role("button", name="Review and sign").click()


def decide(page: Page, level: RedFlagLevel) -> None:
    """From the note that cannot be signed to the question, and what follows."""
    choice, field = FOLLOWS[level]
    page.get_by_role("button", name="Sign the note").click()
    expect(page.get_by_text("Decide before this note is signed")).to_be_visible()
    expect(page.get_by_text("Signed by")).to_have_count(0)
    page.get_by_role("link", name=RED_FLAGS_BY_CODE[YES[level]].question).click()
    page.get_by_text(choice, exact=True).click()
    page.get_by_role("button", name="Save").click()
    wrong = page.locator(".field--wrong", has=page.locator(f"[name={field}]"))
    expect(wrong).to_be_visible()
    page.fill(f"[name={field}]", "Dr. Vale, on the phone")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The decision is kept.")).to_be_visible()


@pytest.mark.parametrize("level", RedFlagLevel)
def test_from_the_yes_to_the_signed_note(
    chromium: Browser, live_server: Any, linden: House, nora: Client, level: RedFlagLevel
) -> None:
    with transaction.atomic():
        enter_as(linden.boss)
        Practice.objects.filter(pk=linden.practice.pk).update(emergency_text=OURS)
    desk, phone = (phone_of(chromium, live_server.url) for _one in range(2))
    core(sign_in(NORA))
    say_yes(sign_in_on(phone, NORA), level)
    page = sign_in_on(desk, "practitioner@linden.example")
    start_a_note(page, linden, nora)
    note = page.url
    decide(page, level)
    assert [one.choice for one in kept(linden)["decisions"]] != []
    assert kept(linden)["note"] == "draft"
    page.goto(note)
    page.get_by_role("button", name="Sign the note").click()
    expect(page.get_by_text("Signed by").first).to_be_visible()
    fits(page)
    stored = kept(linden)
    assert stored["note"] == "signed"
    (decision,) = stored["decisions"]
    assert decision.get_choice_display() == FOLLOWS[level][0]
    assert "Dr. Vale" in decision.to_whom + decision.reason
    assert decision.decided_by_id == linden.practitioner.pk
    assert decision.avoid == (["loaded_flexion"] if level is RedFlagLevel.ADAPT else [])
    for context in (desk, phone):
        context.close()
