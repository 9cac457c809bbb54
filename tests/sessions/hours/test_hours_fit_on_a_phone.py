"""Services and hours on a phone and on a wide screen: nothing runs off, axe finds nothing."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from practice.core.actor import acting
from sessions.hours.models import Service
from tests.browser import faults_of, sign_in_on
from tests.cast import House
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
    page = sign_in_on(context, "owner@linden.example")
    services, hours = "/settings/services/", "/settings/hours/"
    paths = [services, f"{services}{there['service_id']}/", "/settings/holidays/"]
    paths += [f"{hours}?who={linden.practitioner.pk}&where=online"]
    faults = [fault for path in paths for fault in faults_of(page, path, most=40_000)]
    assert faults == []
    context.close()
