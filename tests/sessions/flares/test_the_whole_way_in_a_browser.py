"""On a phone: worse in the portal, resting at home; told to the practice, which lets it go on."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from clients.records.models import Client
from practice.core.actor import acting
from sessions.programs.models import HomeProgram
from tests.browser import PHONE, fits, sign_in_on
from tests.cast import House
from tests.sessions.flares.telling import mails, state
from tests.sessions.programs import building

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def signed_in(chromium: Browser, live_server: Any, email: str) -> Page:
    context = chromium.new_context(viewport=PHONE, base_url=live_server.url)
    return sign_in_on(context, email)


def test_a_flare_and_back(chromium: Browser, live_server: Any, linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program: HomeProgram = building.running(boss, nora)
    client = signed_in(chromium, live_server, "nora@clients.example")
    client.goto(f"/portal/practice/{program.pk}/")
    client.get_by_text("Done", exact=True).click()
    client.get_by_text("More, if you like").click()
    client.get_by_label("It is worse than before I practised").check()
    client.get_by_role("button", name="Keep this").click()
    expect(client.get_by_role("heading", name="Your practice is resting")).to_be_visible()
    fits(client)
    assert [one.state for one in mails(linden)] == ["planned"]
    refused = client.request.post(f"/programs/{program.pk}/resume/")
    assert refused.status == 403
    assert state(linden) == "paused"

    staff = signed_in(chromium, live_server, "practitioner@linden.example")
    staff.goto("/")
    first = staff.locator(".needs > li").first
    expect(first).to_contain_text("Nora Ng")
    expect(first).to_contain_text("practice was too much")
    fits(staff)
    first.get_by_role("link", name="Look at the program").click()
    staff.get_by_role("button", name="Go on").click()
    expect(staff.get_by_text("It goes on.")).to_be_visible()
    assert state(linden) == "active"
    client.goto("/portal/")
    expect(client.get_by_role("link", name="Begin", exact=True)).to_be_visible()
    staff.context.close()
    client.context.close()
