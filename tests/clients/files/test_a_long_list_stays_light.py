"""Years of photos: a page of them, and the way to the earlier ones."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser

from clients.files.models import ClientFile
from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import now
from tests.cast import House, sign_in
from tests.clients.files.conftest import say
from tests.full import HTML_MOST

pytestmark = pytest.mark.django_db
MANY = 60


@pytest.fixture
def many(linden: House, nora: Client) -> None:
    """Photos with their small pictures still to be made, and letters with long names, shared."""
    say(linden, nora, given=True)
    kept = {"practice": linden.practice, "client": nora, "size": 1, "added_at": now()}
    kept |= {"added_by": linden.owner, "content_type": "image/jpeg"}
    photo: dict[str, Any] = {"kind": "posture", "view": "front", "taken_on": date(2026, 1, 7)}
    letter = {"kind": "letter", "title": "ä" * 120, "is_shared": True, "small_state": "failed"}
    with acting(linden.boss):
        ClientFile._base_manager.bulk_create(
            ClientFile(stored_as=f"{n}", **kept, **(letter if n % 4 == 0 else photo))
            for n in range(MANY)
        )


def walked(browser: Browser, path: str, shown: str) -> list[str]:
    """Every file that is listed, page by page; each page light enough."""
    found: list[str] = []
    query = ""
    for _page in range(MANY):
        page = browser.get(path + query).content.decode()
        assert len(page.encode()) <= HTML_MOST
        found += re.findall(shown, page)
        on = re.search(r'href="(\?[^"]*after=[^"]+)"', page)
        if on is None:
            return found
        query = on[1].replace("&amp;", "&")
    raise AssertionError("it does not end")


@pytest.mark.parametrize(("query", "number"), [("", MANY), ("?kind=letter", MANY // 4)])
def test_the_practice_walks_through_all(many: None, nora: Client, query: str, number: int) -> None:
    browser = sign_in("practitioner@linden.example")
    found = walked(browser, f"/clients/{nora.pk}/files/", r'items__name" href="/files/([^/]+)/"')
    assert (len(found), len(set(found))) == (MANY, MANY)
    first = browser.get(f"/clients/{nora.pk}/files/{query}").content.decode()
    on = re.search(r'href="(\?[^"]*after=[^"]+)"', first)
    assert ("kind=letter" in (on[1] if on else "")) is (bool(query) and number > 24)


def test_the_client_walks_through_all(many: None, nora: Client) -> None:
    browser = sign_in("nora@clients.example")
    found = walked(browser, "/portal/files/", r'items__name" href="/portal/files/([^/]+)/content/')
    assert (len(found), len(set(found))) == (MANY, MANY)


def test_an_address_that_makes_no_sense(many: None, nora: Client) -> None:
    browser = sign_in("practitioner@linden.example")
    for query in ("?after=x", "?kind=x", "?after=%00", "?kind=letter&after=" + "9" * 400):
        assert browser.get(f"/clients/{nora.pk}/files/{query}").status_code == 200, query
