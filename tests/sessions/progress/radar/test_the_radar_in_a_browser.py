"""On a phone: from the list to a client, looked at again, and how it counts; nothing runs off."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from sessions.progress.radar.rules import Level
from tests.browser import PHONE, fits, sign_in_on
from tests.radar import put_snapshot
from tests.sessions.progress.radar.telling import Teller
from tests.sessions.progress.radar.test_the_pages_of_the_radar import active, put

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def signed_in(chromium: Browser, live_server: Any, email: str) -> Page:
    context = chromium.new_context(viewport=PHONE, base_url=live_server.url)
    return sign_in_on(context, email)


def test_from_the_list_to_a_client(chromium: Browser, live_server: Any, teller: Teller) -> None:
    work = teller.work(released_on=teller.ago(20))
    for days, number in ((90, 7), (60, 4), (44, 4), (30, 4), (8, 7)):
        teller.answer(work, days, number)
    for days in [*range(62, 40, -1), *range(36, -1, -1)]:
        teller.judge(days)
    unknown = active(teller.house, "Una")
    put_snapshot(put(teller.house), unknown, teller.ago(0), Level.UNKNOWN)
    page = signed_in(chromium, live_server, "owner@linden.example")
    page.goto("/radar/")
    fits(page)
    page.get_by_role("link", name="Nora Ng").click()
    expect(page.get_by_role("img", name="The radar over time")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Look again now").click()
    expect(page.get_by_text("Looked at again")).to_be_visible()
    page.goto("/radar/calibration/")
    fits(page)
    page.goto("/settings/radar/")
    fits(page)
    page.get_by_label("Act from so many points").fill("2")
    page.get_by_role("button", name="Save how it counts").click()
    expect(page.get_by_text("To act has to begin above to watch.").last).to_be_visible()
    fits(page)
