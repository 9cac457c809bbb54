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
    "Add your place",
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
    assert done(browser) == ["Add your place", "Look at the texts"]
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
    }
    assert browser.post("/settings/", typed).status_code == 302
    assert done(browser) == ["Say who you are"]


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
