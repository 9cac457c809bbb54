"""A client's phone: from the mail to a log, what it keeps of what was read, and how soon."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import today_in
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram
from tests.browser import fits, sign_in_on
from tests.cast import House, sign_in
from tests.journey.phones import phone_of, until
from tests.journey.storage import stored_on
from tests.look.test_pages import RULES
from tests.sessions.practice_logs.sending import link_for
from tests.sessions.programs import building

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NORA = "nora@clients.example"
CANARIES = ("Nora", "Linden", "groin", "kettle", "small and slow", "softer")
SHOWN = 1500  # ms, to the first practice screen's largest text
SLOW_4G = {"latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
LIGHT = 30_000
COUNT_TAPS = """
window.taps = 0;
addEventListener("click", (event) => { window.taps += event.isTrusted && event.detail > 0; }, true);
"""
LARGEST = """
new Promise((resolve) => new PerformanceObserver((list) => {
  const all = list.getEntries();
  resolve(all[all.length - 1].startTime);
}).observe({ type: "largest-contentful-paint", buffered: true }))
"""


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    """With words that a phone must not keep."""
    with transaction.atomic(), acting(linden.boss) as boss:
        first = building.item(boss, note="small and slow")
        told = {"cue": "After the kettle", "note_to_client": "It is getting softer."}
        more = [building.item(boss, code) for code in ("back_lift", "side_curl")]
        return building.running(boss, nora, first, *more, many_reason="kettle", **told)


@pytest.fixture
def phone(chromium: Browser, live_server: Any, program: HomeProgram) -> Iterator[BrowserContext]:
    context = phone_of(chromium, live_server.url, timezone_id="America/Denver")
    yield context
    context.close()


def test_from_the_mail_to_a_log_in_four_taps(
    linden: House, phone: BrowserContext, program: HomeProgram
) -> None:
    phone.add_init_script(COUNT_TAPS)
    page = phone.new_page()
    taps = 1  # on the link in the mail
    page.goto(link_for(program, str(today_in("America/Denver"))))
    fits(page)
    page.locator("label:has([name='done'][value='yes'])").tap()
    page.locator("label:has([name='slowness'][value='8'])").tap()
    taps += page.evaluate("window.taps")
    page.get_by_role("button", name="Keep this").tap()
    taps += 1
    expect(page.get_by_text("Kept. Thank you.")).to_be_visible()
    assert taps <= 4
    with transaction.atomic(), acting(linden.boss) as boss:
        (log,) = PracticeLog.objects.visible_to(boss)
    assert (log.done, log.slowness, log.source) == (True, 8, "mail_link")
    assert json.loads(stored_on(phone, page))["databases"] == {}


def readable(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == [], page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_player_is_readable_with_and_without_a_connection(
    chromium: Browser, live_server: Any, program: HomeProgram, scheme: str
) -> None:
    phone = phone_of(chromium, live_server.url, color_scheme=scheme, bypass_csp=True)
    page = sign_in_on(phone, NORA)
    page.goto(f"/portal/practice/{program.pk}/")
    page.get_by_role("button", name="Start the pacer").first.tap()
    expect(page.locator(".pacer__word").first).to_be_visible()
    readable(page)
    fits(page)
    until(page, "navigator.serviceWorker.controller !== null")
    phone.set_offline(True)
    page.goto("/portal/")
    expect(page.locator(".movement")).to_have_count(3)
    page.locator("label:has([name='done'][value='yes'])").tap()
    page.get_by_role("button", name="Keep this").tap()
    expect(page.get_by_text("One practice waits on this phone")).to_be_visible()
    readable(page)
    fits(page)
    phone.close()


def test_after_reading_everything_a_phone_keeps_no_word_of_anybody(
    linden: House, phone: BrowserContext, program: HomeProgram
) -> None:
    page = sign_in_on(phone, NORA)
    page.goto(f"/portal/practice/{program.pk}/")
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, "supplePhone.programs().then((all) => all.length === 1)")
    seen = {"/portal/", f"/portal/practice/{program.pk}/"}
    waits = ["/portal/"]
    while waits:
        page.goto(waits.pop())
        links = page.locator("a[href^='/portal/']").evaluate_all(
            "a => a.map((one) => one.pathname)"
        )
        fresh = {path for path in links if path not in seen and "paper" not in path}
        seen |= fresh
        waits += sorted(fresh)
    assert len(seen) > 8
    stored = json.loads(stored_on(phone, page))
    assert set(stored["databases"]) == {"supple"}
    (kept,) = stored["databases"]["supple"]["programs"]
    assert set(kept) == {"id", "revision", "whose", "token", "items"}
    assert [set(item) for item in kept["items"]] == [
        {"code", "minutes", "rounds", "side", "variant"}
    ] * 3
    assert stored["databases"]["supple"]["logs"] == []
    (cache,) = stored["caches"].values()
    ours = {reverse(name) for name in ("portal_offline", "portal_library")}
    assert {path for path in cache if not path.startswith("/static/")} == ours
    assert [name for name in stored["session"] if not name.startswith("htmx-current-path")] == []
    assert stored["local"] == {}
    assert {name.rpartition("__Host-")[2] for name in stored["cookies"]} <= {
        "supple",
        "supple-csrf",
    }
    private = json.dumps([stored["databases"], stored["session"], stored["cookies"]])
    for word in CANARIES:
        assert word not in private
        assert word not in cache["/portal/offline/"], word
        assert word not in cache["/portal/movements.json"], word


def test_the_first_practice_screen_is_readable_soon_on_a_slow_phone(
    phone: BrowserContext, program: HomeProgram
) -> None:
    page = sign_in_on(phone, NORA)
    address = f"/portal/practice/{program.pk}/"
    page.goto(address)  # the server has drawn it once
    devtools = phone.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.clearBrowserCache")
    devtools.send("Network.setBypassServiceWorker", {"bypass": True})
    devtools.send("Network.emulateNetworkConditions", {"offline": False, **SLOW_4G})
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    shown = []
    for _time in range(3):
        page.goto(address)
        shown.append(page.evaluate(LARGEST))
    assert sorted(shown)[1] <= SHOWN, shown


def test_home_is_light_beyond_the_shell(linden: House, program: HomeProgram) -> None:
    answer = sign_in(NORA).get("/portal/")
    assert answer.status_code == 200
    assert len(gzip.compress(answer.content, 6)) <= LIGHT
