"""My data on a phone of 360 px, in both themes: what is kept, who looked, a copy, a request."""

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import transaction
from playwright.sync_api import Browser, expect

from clients.records.models import Client
from tests.browser import fits, sign_in_on
from tests.cast import House
from tests.journey.phones import LOOK, phone_of, sound
from tests.world import build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NORA, OWNER = "nora@clients.example", "owner@linden.example"


def test_looked_at_and_taken_along(
    chromium: Browser, live_server: Any, linden: House, nora: Client, tmp_path: Path
) -> None:
    with transaction.atomic():
        build_world(linden, nora)
    phone, desk = (phone_of(chromium, live_server.url) for _one in range(2))
    hers, ours = sign_in_on(phone, NORA), sign_in_on(desk, OWNER)
    ours.goto(f"/clients/{nora.pk}/")

    hers.goto("/portal/")
    hers.get_by_role("link", name="My data").tap()
    expect(hers.get_by_role("heading", name="What is kept")).to_be_visible()
    sound(hers, "my-data")
    hers.get_by_role("link", name="See who looked").tap()
    expect(hers.get_by_text("Olive Owner, owner")).to_be_visible()
    sound(hers, "looked")
    hers.goto("/portal/my-data/")
    with hers.expect_download() as taken:
        hers.get_by_role("button", name="Download a copy").tap()
    there = tmp_path / "copy.zip"
    taken.value.save_as(there)
    with ZipFile(there) as got:
        assert got.testzip() is None
        for name in ("index.html", "style.css"):
            (tmp_path / name).write_bytes(got.read(name))
    assert taken.value.suggested_filename.startswith("my-data-")
    reading = phone.new_page()
    reading.goto(f"file://{tmp_path}/index.html")
    fits(reading)
    wide = "getComputedStyle(document.body).maxWidth"
    assert reading.evaluate(wide) != "none", "the copy's style is not read"
    if LOOK:
        reading.screenshot(path=str(Path(LOOK) / "copy.png"), full_page=True)
    hers.goto("/portal/prove/?next=/portal/my-data/")
    sound(hers, "prove")
    hers.get_by_role("button", name="Mail a code").tap()
    expect(hers.get_by_label("Code")).to_be_visible()
    sound(hers, "prove-code")
    for context in (phone, desk):
        context.close()


def test_asked_for_deletion_and_answered(
    chromium: Browser, live_server: Any, linden: House, nora: Client
) -> None:
    phone, desk = (phone_of(chromium, live_server.url) for _one in range(2))
    hers, ours = sign_in_on(phone, NORA), sign_in_on(desk, OWNER)
    hers.goto("/portal/my-data/deletion/")
    sound(hers, "ask")
    hers.get_by_label("A word with it").fill("I move away.")
    hers.get_by_role("button", name="Ask for deletion").tap()
    expect(hers.get_by_text("It waits for an answer.")).to_be_visible()
    sound(hers, "asked")

    ours.goto("/")
    ours.get_by_role("link", name="Read and answer").first.tap()
    expect(ours.get_by_text("I move away.")).to_be_visible()
    sound(ours, "practice-asked")
    ours.get_by_label("It is not done").check()
    ours.get_by_label("In words, for the client").fill("The law asks us to keep it until 2029.")
    ours.get_by_role("button", name="Answer").tap()
    expect(ours.get_by_text("They read your answer")).to_be_visible()
    sound(ours, "practice-answered")
    hers.reload()
    expect(hers.get_by_text("until 2029")).to_be_visible()
    sound(hers, "answered")
    for context in (phone, desk):
        context.close()
