"""Services and hours on a phone and on a wide screen: nothing runs off, axe finds nothing."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from practice.core.actor import acting
from sessions.hours.models import Service
from tests.cast import PASSWORD, House
from tests.taught import put_hours

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau"


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (1280, "light")])
def test_nothing_runs_off(
    chromium: Browser, live_server: Any, linden: House, width: int, theme: Any
) -> None:
    there = put_hours(linden)
    with acting(linden.boss):
        Service._base_manager.filter(pk=there["service_id"]).update(name=WORD, price=1_234_567)
        linden.practitioner.name = WORD
        linden.practitioner.save(update_fields=["name"])
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 800},
        color_scheme=theme,
        bypass_csp=True,  # axe is put in from outside
    )
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("[name=login]", "owner@linden.example")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "login" not in url)
    services, hours = "/settings/services/", "/settings/hours/"
    paths = [services, f"{services}{there['service_id']}/", "/settings/holidays/"]
    paths += [f"{hours}?who={linden.practitioner.pk}&where=online"]
    wrong = []
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert len(answer.body()) < 40_000, path
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{path} runs off")
        found = Axe().run(page).response["violations"]
        wrong += [f"{path} {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
    assert wrong == []
    context.close()
