"""By all, on a phone and on a wide screen, in both themes, on paper, without script."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser

from clients.records.models import Client
from practice.core.actor import acting
from sessions.understanding.library import CARDS
from sessions.understanding.queries import all_cards
from sessions.understanding.services import write_card
from tests.cast import House, sign_in
from tests.look.conftest import ORIGIN, serve
from tests.look.test_pages import RULES
from tests.sessions.programs import building
from tests.sessions.understanding.making import A_CARD, typed


@pytest.fixture
def pages(linden: House, nora: Client) -> dict[str, str]:
    """Every page as HTML, by its address; of a form also what it says to wrong input."""
    with acting(linden.boss) as boss:
        episode = building.episode_of(boss, nora)
        building.release(boss, episode)
        built_in = all_cards(boss)
        own = write_card(actor=boss, data=A_CARD)
    hers, staff = sign_in("nora@clients.example"), sign_in("owner@linden.example")
    to_read = [
        *(reverse("portal_card", args=[card.pk]) for card in (*built_in, own)),
        *(reverse("portal_cards"), reverse("portal_next_steps", args=[episode.pk])),
        reverse("portal_home"),
    ]
    to_write = [
        *(reverse("card_list"), reverse("card_page", args=[own.pk]), reverse("next_steps")),
        *(reverse("card_page", args=[built_in[0].pk]), reverse("card_edit", args=[own.pk])),
    ]
    found = {path: hers.get(path).content.decode() for path in to_read}
    found |= {path: staff.get(path).content.decode() for path in to_write}
    wrong = typed(link="nowhere", healthy="Soft")
    found["/wrong/"] = staff.post(reverse("card_new"), wrong).content.decode()
    stale = typed(title="Second", version=0)
    found["/stale/"] = staff.post(reverse("card_edit", args=[own.pk]), stale).content.decode()
    return found


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_each_page(chromium: Browser, pages: dict[str, str], scheme: Any, width: int) -> None:
    assert len(pages) == len(CARDS) + 11
    context = chromium.new_context(
        color_scheme=scheme,
        viewport={"width": width, "height": 6000},
        reduced_motion="reduce",
    )
    serve(context, pages)
    page = context.new_page()
    for path in pages:
        page.goto(f"{ORIGIN}{path}")
        wrong = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert [(path, v["id"], v["nodes"][0]["html"][:200]) for v in wrong] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_a_card_is_read_without_script_and_printed_on_one_sheet(
    chromium: Browser, pages: dict[str, str]
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    serve(context, pages)
    page = context.new_page()
    cards = [path for path in pages if path.startswith("/portal/understanding/") and path[25:]]
    assert len(cards) == len(CARDS) + 1
    for path in cards:
        page.goto(f"{ORIGIN}{path}")
        assert page.locator("h1").is_visible()
        sheets = page.pdf(format="A4").count(b"/Type /Page\n")
        assert sheets == 1, path
    context.close()
