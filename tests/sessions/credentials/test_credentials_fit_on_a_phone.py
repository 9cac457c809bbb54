"""Credentials on a phone and on a wide screen: nothing runs off, axe finds nothing."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser

from practice.core.actor import acting
from sessions.credentials.models import Credential
from tests.browser import faults_of, sign_in_on
from tests.cast import House
from tests.clients.files.making import a_pdf, sent
from tests.public import put_credential, put_public
from tests.sessions.credentials.conftest import in_days

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau"


def put_all(house: House, today: date) -> Credential:
    """One that is shown by a paper and a page, one that ends, one that ended."""
    put_public(house)
    elsewhere = f"https://{'a' * 60}.example.com/{WORD[:30]}"
    told = {"name": WORD, "issuer": WORD, "awarded_month": 5, "awarded_day": 4}
    long = put_credential(house, sent(a_pdf()), evidence_url=elsewhere, **told)
    put_credential(house, name="First aid", expires_on=in_days(today, 30))
    put_credential(house, name="Registered", expires_on=in_days(today, -30))
    return long


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (1280, "light")])
def test_nothing_runs_off(
    chromium: Browser, live_server: Any, linden: House, today: date, width: int, theme: Any
) -> None:
    long = put_all(linden, today)
    with acting(linden.boss):
        linden.practitioner.name = WORD
        linden.practitioner.save(update_fields=["name"])
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 800},
        color_scheme=theme,
        bypass_csp=True,  # axe is put in from outside
    )
    page = sign_in_on(context, "practitioner@linden.example")
    base = "/settings/public-page/"
    paths = [base, f"{base}me/", f"{base}credentials/{long.pk}/"]
    paths += [f"{base}{linden.practitioner.pk}/credentials/new/", f"/p/{linden.practice.slug}/"]
    assert [fault for path in paths for fault in faults_of(page, path)] == []
    context.close()


def test_a_paper_is_chosen_sent_and_opened(
    chromium: Browser, live_server: Any, linden: House
) -> None:
    """With the script that sends it a piece at a time: it leads back to the list."""
    context = chromium.new_context(base_url=live_server.url, locale="en-GB")
    page = sign_in_on(context, "practitioner@linden.example")
    page.goto("/settings/public-page/me/")
    page.get_by_role("link", name="Add a credential").click()
    page.get_by_label("What it is called").fill("Registered movement teacher")
    page.get_by_label("Awarded in the year").fill("2999")
    paper = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
    chooser = page.get_by_label("A file that shows it")
    chooser.set_input_files(paper)  # type: ignore[arg-type]
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("Choose the file again").first.wait_for()
    assert page.get_by_label("What it is called").input_value() == "Registered movement teacher"
    page.get_by_label("Awarded in the year").fill("2014")
    chooser.set_input_files(paper)  # type: ignore[arg-type]
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url(lambda url: url.endswith("/me/#credentials"))
    page.get_by_role("link", name="the file that is kept").wait_for()
    context.close()
