"""Writing, reading and a file, on a phone of 360 px, in both themes; and the practice's side."""

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, BrowserContext, expect

from clients.messages.models import ClientMessage
from clients.records.models import Client
from practice.core.actor import enter_as
from practice.core.models import Practice
from tests.browser import sign_in_on
from tests.cast import House
from tests.clients.files.making import a_pdf
from tests.journey.phones import Keys, phone_of, sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NORA, KARA = "nora@clients.example", "practitioner@linden.example"


def stored(house: House) -> list[Any]:
    with transaction.atomic():
        enter_as(house.boss)
        rows = ClientMessage.objects.visible_to(house.boss).order_by("sent_at")
        return list(rows.values("said", "file__title", "read_at", "read_by_id"))


def storage(context: BrowserContext) -> str:
    """What the phone keeps beside its cookies."""
    script = "() => JSON.stringify([{...localStorage}, {...sessionStorage}])"
    return " ".join(str(page.evaluate(script)) for page in context.pages)


def test_a_question_with_a_letter_and_its_answer(
    chromium: Browser, live_server: Any, linden: House, nora: Client, tmp_path: Path
) -> None:
    with transaction.atomic():
        enter_as(linden.boss)
        Practice.objects.filter(pk=linden.practice.pk).update(
            contact_phone="+1 505 555 0100", answers_within="We answer within two days."
        )
    letter = tmp_path / "From the doctor.pdf"
    letter.write_bytes(a_pdf())
    phone, desk = (phone_of(chromium, live_server.url) for _one in range(2))
    hers, ours = sign_in_on(phone, NORA), sign_in_on(desk, KARA)
    hers.goto("/portal/")
    hers.get_by_role("link", name="Write to us").tap()
    expect(hers.get_by_text("Nothing urgent here, please")).to_be_visible()
    sound(hers, "portal-empty")
    keys = Keys(hers)
    keys.type("Your message", "May I row again?")
    hers.set_input_files("[name=file]", str(letter))
    keys.press("button", "Send")
    expect(hers.get_by_role("article")).to_contain_text("May I row again?")
    sound(hers, "portal-sent")
    assert [one["file__title"] for one in stored(linden)] == ["From the doctor.pdf"]

    ours.goto("/")
    ours.goto("/messages/")
    sound(ours, "inbox")
    ours.get_by_role("link", name="Nora Ng").tap()
    expect(ours.get_by_text("All read.")).to_be_visible()
    sound(ours, "practice-thread")
    assert stored(linden)[0]["read_by_id"] == linden.practitioner.pk
    ours.get_by_role("textbox", name="Your message").fill("In a week.")
    ours.get_by_role("button", name="Send").tap()
    expect(ours.get_by_role("article").first).to_contain_text("Not read yet")

    hers.goto("/portal/")
    expect(hers.get_by_text("A new message")).to_be_visible()
    sound(hers, "portal-home")
    hers.get_by_role("link", name="Read it").tap()
    expect(hers.get_by_text("All read.")).to_be_visible()
    sound(hers, "portal-thread")
    ours.reload()
    expect(ours.get_by_role("article").first).to_contain_text("Read by Nora")
    for word in ("row", "week", "doctor"):
        assert word not in storage(phone) + storage(desk)
    for context in (phone, desk):
        context.close()


def test_without_a_script_it_is_written_read_and_refused(
    chromium: Browser, live_server: Any, linden: House, nora: Client
) -> None:
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": 360, "height": 740},
        java_script_enabled=False,
    )
    page = sign_in_on(context, KARA)
    page.goto(f"/clients/{nora.pk}/messages/")
    page.fill("[name=said]", "x" * 6_000)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("5000 fit into a message").first).to_be_visible()
    assert page.input_value("[name=said]") == "x" * 6_000
    page.fill("[name=said]", "Slowly.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("article")).to_contain_text("Slowly.")
    context.clear_cookies()
    page = sign_in_on(context, NORA)
    page.goto("/portal/messages/")
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_role("button", name="I have read it")).to_have_count(0)
    assert stored(linden)[0]["read_at"] is not None
    context.close()
