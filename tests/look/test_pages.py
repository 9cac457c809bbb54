"""The style guide, which shows every component: readable by all, in both themes, at every width."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from playwright.sync_api import Browser

from practice.dashboard.styleguide import styleguide_context
from tests.look.conftest import ORIGIN, serve

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def guide() -> str:
    """The page as HTML."""
    return render_to_string("styleguide/index.html", styleguide_context())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_style_guide(chromium: Browser, guide: str, scheme: Any, width: int) -> None:
    context = chromium.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 6000}, reduced_motion="reduce"
    )
    serve(context, {"/": guide})
    page = context.new_page()
    page.goto(f"{ORIGIN}/")
    for question in page.locator("details > summary").all():
        question.click()
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_a_rating_by_keyboard_can_be_given_and_taken_back(chromium: Browser, guide: str) -> None:
    context = chromium.new_context()
    serve(context, {"/": guide})
    page = context.new_page()
    page.goto(f"{ORIGIN}/")
    rating = page.get_by_role("group", name="How strong has it been this week?")
    rating.locator('input[value=""]').focus()
    page.keyboard.press("ArrowRight")
    assert rating.locator("input:checked").input_value() == "0"
    rating.get_by_label("Clear the answer").check()
    assert rating.locator("input:checked").input_value() == ""
    assert rating.get_by_text("not answered yet").is_visible()
    context.close()
