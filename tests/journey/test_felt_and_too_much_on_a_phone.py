"""What is felt, practice that was too much, and the pacer: sound on 360 px in both themes."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, expect

from clients.records.models import Client
from clients.sensing.services import SensationData, report_sensation
from practice.core.actor import enter_as
from practice.core.clock import today_in
from sessions.programs.models import HomeProgram
from tests.browser import sign_in_on
from tests.cast import House
from tests.felt import REGION
from tests.journey.phones import phone_of, sound
from tests.sessions.programs import building

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NORA, KARA = "nora@clients.example", "practitioner@linden.example"


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    """Nora practises."""
    with transaction.atomic():
        enter_as(linden.boss)
        running: HomeProgram = building.running(linden.boss, nora)
        return running


@pytest.fixture
def told(linden: House, nora: Client) -> None:
    """She said how a place is felt, looked back at a day, and found something new."""
    with transaction.atomic():
        herself = linden.as_client(nora)
        enter_as(herself)
        earlier = today_in(nora.timezone) - timedelta(days=20)
        reports: list[dict[str, Any]] = [
            {"clarity": "absent", "felt_on": earlier},
            {"clarity": "unclear", "felt": 4, "words": "Like wool", "felt_on": earlier},
            {"clarity": "clear", "felt": 8, "words": "It moves", "is_discovery": True},
        ]
        for report in reports:
            data = SensationData(region=REGION, **report)
            report_sensation(actor=herself, client_id=nora.pk, data=data)


def test_what_is_felt(
    chromium: Browser, live_server: Any, linden: House, nora: Client, told: None
) -> None:
    phone = phone_of(chromium, live_server.url)
    page = sign_in_on(phone, NORA)
    for name, path in (
        ("felt", "/portal/felt/"),
        ("felt-new", f"/portal/felt/new/?region={REGION}"),
        ("felt-region", f"/portal/felt/{REGION}/"),
    ):
        page.goto(path)
        sound(page, f"portal-{name}")
    page.get_by_text("Withdraw: ").first.click()
    sound(page, "portal-felt-withdraw")
    page.get_by_role("button", name="Withdraw it").first.click()
    expect(page.get_by_text("Withdrawn.")).to_be_visible()
    expect(page.get_by_text("It moves")).to_have_count(0)
    page.goto("/portal/felt/new/")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_role("alert")).to_be_visible()
    sound(page, "portal-felt-wrong")
    phone.close()
    staff = phone_of(chromium, live_server.url)
    page = sign_in_on(staff, KARA)
    for name in ("", "new/", f"{REGION}/"):
        page.goto(f"/clients/{nora.pk}/felt/{name}")
        sound(page, f"practice-felt-{name.strip('/')}")
    expect(page.get_by_text("(withdrawn)")).to_be_visible()
    staff.close()


def test_too_much(
    chromium: Browser, live_server: Any, linden: House, nora: Client, program: HomeProgram
) -> None:
    phone = phone_of(chromium, live_server.url)
    page = sign_in_on(phone, NORA)
    page.goto(f"/portal/practice/{program.pk}/")
    sound(page, "portal-practice")
    page.get_by_text("Done", exact=True).click()
    page.get_by_text("More, if you like").click()
    sound(page, "portal-log")
    page.get_by_label("It is worse than before I practised").check()
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_role("heading", name="Your practice is resting")).to_be_visible()
    sound(page, "portal-resting")
    phone.close()
    staff = phone_of(chromium, live_server.url)
    page = sign_in_on(staff, KARA)
    for name, path in (
        ("today", "/"),
        ("client", f"/clients/{nora.pk}/"),
        ("program", f"/programs/{program.pk}/"),
    ):
        page.goto(path)
        sound(page, f"practice-flare-{name}")
    staff.close()


def test_the_pacer(
    chromium: Browser, live_server: Any, linden: House, nora: Client, program: HomeProgram
) -> None:
    phone = phone_of(chromium, live_server.url)
    page = sign_in_on(phone, NORA)
    page.goto("/portal/")
    page.get_by_role("link", name="Begin", exact=True).click()
    page.locator("[data-start]").first.wait_for()
    sound(page, "portal-pacer")
    page.locator("[data-start]").first.click()
    page.wait_for_timeout(600)
    sound(page, "portal-pacer-running")
    phone.close()
