"""The body map by thumb, by keyboard, by ear and as a list: the same ticks, the same answer."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import transaction
from playwright.sync_api import Browser, Page, expect

from clients.records.models import Client
from tests.browser import fits, sign_in_on
from tests.cast import House
from tests.clients.intake.answers import complete_answers
from tests.clients.intake.walking import path, signed, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GROIN = "Left groin, front, deep"
# The name of what has the focus, put together as a screen reader does.
HEARD = """() => document.activeElement.getAttribute("aria-labelledby").split(" ")
  .map((id) => document.getElementById(id).textContent).join(" ")"""
# Solid where it hurts, hatched where it is held, and hatched in another colour where both are true.
PAINTED = """() => [...document.querySelectorAll(".regions > *")]
  .filter((place) => place.checkVisibility())
  .map((place) => {
    const {backgroundImage, backgroundColor, maskImage} = getComputedStyle(place, "::before");
    const hatch = backgroundImage.match(/rgba?\\([^)]*\\)/g), under = hatch?.at(-1);
    const accent = getComputedStyle(document.querySelector(".swatch--hurts")).backgroundColor;
    const paint = !hatch ? (backgroundColor === accent ? "hurts" : "")
      : under === accent ? "both" : "held";
    const shape = maskImage.match(/body-\\w+/) ?? "";
    return [place.querySelector("input")?.value ?? place.className.split(" ")[0], paint, shape];
  }).filter(([, paint, shape]) => paint && shape).map((found) => found.slice(0, 2))
"""


@pytest.fixture
def phone(chromium: Browser, live_server: Any, linden: House, nora: Client) -> Iterator[Page]:
    """Nora's phone, at the body map."""
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 740}, has_touch=True
    )
    context.set_default_timeout(10_000)
    page = sign_in_on(context, "nora@clients.example")
    page.goto(path("body"))
    yield page
    context.close()


def intakes(house: House) -> list[dict[str, Any]]:
    with transaction.atomic():
        return stored(house)


def kept(house: House) -> Any:
    (intake,) = intakes(house)
    return intake["answers"]["body"]


def press(page: Page, switch: str) -> None:
    page.locator(f"label:has(#{switch})").tap()


def painted(page: Page) -> list[tuple[str, str]]:
    """What is painted on the drawings that can be seen, from top to bottom: place and paint."""
    found: list[list[str]] = page.evaluate(PAINTED)
    return [(place, paint) for place, paint in found]


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url(f"**{path('symptoms')}")


def findings(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in found]


def test_a_thumb_marks_both_and_sees_each_in_its_own_way(phone: Page, linden: House) -> None:
    press(phone, "layer-core")
    hurts = phone.get_by_role("checkbox", name=f"{GROIN}: where it hurts")
    box = hurts.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    figure = phone.get_by_role("region", name="Front, deep").bounding_box()
    assert figure is not None
    assert box["x"] >= figure["x"] + figure["width"] / 2 - 1  # their left, facing them
    hurts.tap()
    assert painted(phone) == [("front_groin_left_core", "hurts")]
    press(phone, "mark-held")
    expect(hurts).not_to_be_visible()
    phone.get_by_role("checkbox", name=f"{GROIN}: where it is held").tap()
    assert painted(phone) == [("front_groin_left_core", "both")]
    press(phone, "view-left")
    phone.get_by_role("checkbox", name="Left hip joint, deep: where it is held").tap()
    assert painted(phone) == [("side_hip_left_core", "held")]
    go_on(phone)
    assert kept(linden) == {
        "hurts": ["front_groin_left_core"],
        "held": ["front_groin_left_core", "side_hip_left_core"],
    }
    phone.goto("/portal/intake/")
    expect(phone.get_by_text(f"Where it hurts: {GROIN}")).to_be_visible()


def test_to_look_around_keeps_nothing(phone: Page, linden: House) -> None:
    for word in ("view-back", "view-right", "layer-core", "mark-held", "as-list"):
        press(phone, word)
    phone.wait_for_timeout(2500)  # it would have saved itself by now
    assert intakes(linden) == []


def test_the_keyboard_alone_walks_it_from_head_to_foot(phone: Page, linden: House) -> None:
    phone.locator("#mark-hurts").focus()
    phone.keyboard.press("Tab")
    phone.keyboard.press("Tab")
    phone.keyboard.press("ArrowRight")  # deep inside
    heard = []
    for _step in range(7):
        phone.keyboard.press("Tab")
        heard.append(phone.evaluate(HEARD))
    assert heard == [
        "Throat and neck, front, deep: where it hurts",
        "Breathing muscle under the ribs, deep: where it hurts",
        "Right belly beside the spine, front, deep: where it hurts",
        "Left belly beside the spine, front, deep: where it hurts",
        "Inside the pelvis, deep: where it hurts",
        "Right groin, front, deep: where it hurts",
        f"{GROIN}: where it hurts",
    ]
    phone.keyboard.press("Space")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Space")  # the list
    assert phone.evaluate("document.activeElement.id") == "as-list"
    expect(phone.get_by_role("checkbox", name=f"{GROIN}: where it hurts")).to_be_checked()
    go_on(phone)
    assert kept(linden) == {"hurts": ["front_groin_left_core"], "held": []}


def test_the_list_is_the_same_ticks(phone: Page, linden: House) -> None:
    press(phone, "as-list")
    phone.get_by_role("checkbox", name="Low back, surface: where it hurts").tap()
    phone.get_by_role("checkbox", name="Right heel, surface: where it is held").tap()
    fits(phone)
    assert findings(phone) == []
    press(phone, "as-list")
    press(phone, "view-back")
    assert painted(phone) == [
        ("back_low_back_sleeve", "hurts"),
        ("back_heel_right_sleeve", "held"),
    ]
    go_on(phone)
    assert kept(linden) == {"hurts": ["back_low_back_sleeve"], "held": ["back_heel_right_sleeve"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_reads_well_in_both_themes(phone: Page, scheme: Any) -> None:
    phone.emulate_media(color_scheme=scheme)
    press(phone, "layer-core")
    phone.get_by_role("checkbox", name=f"{GROIN}: where it hurts").tap()
    assert findings(phone) == []
    fits(phone)
    go_on(phone)


def test_the_practitioner_sees_the_same_picture_with_its_words(
    chromium: Browser, live_server: Any, linden: House, nora: Client
) -> None:
    answers: Any = {**complete_answers(), "signature": "Nora Ng"}
    answers["contact"] = {**answers["contact"], "given_name": "Nora", "family_name": "Ng"}
    intake = signed(linden, nora, answers)
    context = chromium.new_context(base_url=live_server.url)
    page = sign_in_on(context, "practitioner@linden.example")
    page.goto(f"/intakes/{intake.pk}/")
    told = page.get_by_role("region", name="Where they feel it")
    both = told.get_by_role("definition").last
    expect(both.get_by_text(GROIN, exact=True)).to_be_visible()
    expect(told.get_by_text(GROIN, exact=True)).to_have_count(1)
    expect(told.get_by_text("Low back, surface")).to_be_visible()
    expect(told.get_by_role("figure")).to_have_count(2)
    assert painted(page) == [
        ("at-front_groin_left_core", "both"),
        ("at-back_low_back_sleeve", "hurts"),
    ]
    expect(told.get_by_role("checkbox")).to_have_count(0)
    assert findings(page) == []
    context.close()
