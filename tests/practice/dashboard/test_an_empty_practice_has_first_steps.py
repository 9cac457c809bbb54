"""Today of a practice that has invited nobody shows its first steps, marked from its rows."""

import re
from uuid import UUID

import pytest
from django.test import Client as Browser

from clients.records.models import Client
from clients.records.queries import get_client
from clients.records.services import open_episode
from practice.core.actor import acting
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements

pytestmark = pytest.mark.django_db
STEPS = [
    "Say who you are",
    "Look at your place",
    "Look at the texts",
    "Add the first client",
    "Invite them",
]


def shown(browser: Browser) -> list[tuple[str, bool]]:
    """The steps on Today, each with whether it is marked as done."""
    page = browser.get("/").content.decode()
    heads = re.findall(r"<h3>(.*?)</h3>", page, re.S)
    return [(name, "Done:" in head) for name in STEPS for head in heads if name in head]


def done(browser: Browser) -> list[str]:
    return [name for name, is_done in shown(browser) if is_done]


def test_each_step_is_marked_when_it_was_done_and_the_list_ends(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    assert [name for name, _ in shown(browser)] == STEPS
    assert done(browser) == []
    browser.get("/settings/")
    browser.post("/settings/", {"name": ""})  # refused: not said yet
    browser.post("/settings/places/", {"name": ""})
    assert done(browser) == []
    browser.get("/settings/texts/")
    assert done(browser) == ["Look at the texts"]
    browser.post("/settings/places/", {"name": "Upstairs", "timezone": "Europe/Lisbon"})
    assert done(browser) == ["Look at your place", "Look at the texts"]
    typed = {"given_name": "Ada", "email": "ada@x.example", "timezone": "Europe/Lisbon"}
    client = browser.post("/clients/new/", typed)["Location"]
    assert done(browser) == STEPS[1:4]
    assert f'href="{client}"' in browser.get("/").content.decode()
    browser.post(f"{client}invite/")
    assert shown(browser) == []


def test_saving_the_practice_says_who_it_is(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    typed = {
        "name": "Linden",
        "timezone": "Europe/Lisbon",
        "locale": "en-gb",
        "currency": "EUR",
        "sender_name": "L",
        "retention_years": "3",
        "consent_age": "18",
        "integrate_within_days": "10",
        "maintain_from": "4.5",
        "offer_hours": "6",
    }
    assert browser.post("/settings/", typed).status_code == 302
    assert done(browser) == ["Say who you are"]


def test_a_look_at_the_place_that_is_there_is_enough(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    browser.get("/settings/places/")
    assert done(browser) == ["Look at your place"]


def test_who_comes_from_the_first_steps_is_led_back_to_them(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    today = browser.get("/").content.decode()
    for address in ("/settings/", "/settings/places/", "/settings/texts/"):
        assert f'href="{address}?first=1"' in today
        back = '<a class="crumb" href="/">'
        assert back in browser.get(f"{address}?first=1").content.decode()
        assert back not in browser.get(address).content.decode()
    typed = {"name": "Upstairs", "timezone": "Europe/Lisbon"}
    assert browser.post("/settings/places/?first=1", typed)["Location"] == "/"
    assert browser.post("/settings/places/", typed | {"name": "Attic"})["Location"] != "/"


def test_a_new_clients_page_offers_the_invitation_first_and_once(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    typed = {"given_name": "Ada", "email": "ada@x.example", "timezone": "Europe/Lisbon"}
    address = browser.post("/clients/new/", typed)["Location"]
    fresh = browser.get(address).content.decode()
    assert fresh.count(f'action="{address}invite/"') == 1
    assert fresh.index(f'action="{address}invite/"') < fresh.index('id="h-work"')
    helped = sign_in("assistant@linden.example").get(address).content.decode()
    assert helped.count(f'action="{address}invite/"') == 1  # no story to see: beside it
    browser.post(f"{address}invite/")
    invited = browser.get(address).content.decode()
    assert invited.index(f'action="{address}invite/"') > invited.index('id="h-work"')


def test_without_an_address_the_way_to_one_is_shown(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    typed = {"given_name": "Ada", "timezone": "Europe/Lisbon"}
    address = browser.post("/clients/new/", typed)["Location"]
    assert f'href="{address}edit/#id_email"' in browser.get(address).content.decode()


def test_work_without_an_invitation_ends_it_too(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    path = browser.post("/clients/new/", {"given_name": "Ada", "timezone": "Europe/Lisbon"})
    with acting(linden.boss) as boss:
        client = get_client(boss, UUID(path["Location"].split("/")[2]))
        open_episode(actor=boss, client=client, concern="A pull")
    assert shown(browser) == []


def test_it_is_the_owners_and_each_practices_own(
    harbour: House, linden: House, omar: Client
) -> None:
    for role in ("practitioner", "trainee", "assistant"):
        assert shown(sign_in(f"{role}@linden.example")) == []
    assert shown(sign_in("owner@harbour.example")) == []  # Omar has a login
    sign_in("owner@linden.example").get("/settings/texts/")
    assert done(sign_in("owner@linden.example")) == ["Look at the texts"]


def test_today_takes_twelve_statements_at_most(linden: House, nora: Client) -> None:
    browser = sign_in("owner@linden.example")
    with statements() as busy:
        browser.get("/")
    assert len(busy) <= 12, "\n".join(busy)


def test_an_empty_today_takes_few(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    with statements() as seen:
        browser.get("/")
    assert len(seen) <= 9, "\n".join(seen)
