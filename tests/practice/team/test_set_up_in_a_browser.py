"""Setting up begins with the clock of the machine, and keeps what somebody chose themselves."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from practice.core.models import User
from practice.team.services import founding, make_setup_link

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(founding, "is_set_up", User.objects.exists)
    return f"{live_server.url}/set-up/{make_setup_link()}/"


def test_the_zone_is_the_machines_until_somebody_chooses(chromium: Browser, address: str) -> None:
    context = chromium.new_context(timezone_id="Europe/Lisbon")
    page = context.new_page()
    page.goto(address)
    zone = page.get_by_label("Time zone")
    assert zone.input_value() == "Europe/Lisbon"
    zone.select_option("Europe/Berlin")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_selector("[data-form-errors]")
    assert zone.input_value() == "Europe/Berlin"
    context.close()
