"""Two photos over one another: a slider with a label that keys move; side by side otherwise."""

from collections.abc import Iterator

import pytest
from django.test import Client as Django
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from clients.records.models import Client
from tests.cast import House, sign_in
from tests.clients.files.conftest import Kept, say
from tests.clients.files.making import a_pdf, a_picture
from tests.clients.files.test_what_is_taken_is_what_is_in_it import add_photo
from tests.look.conftest import ORIGIN, serve

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
LATER = "[data-compare] figure + figure img"


@pytest.fixture
def staff(kept: Kept, linden: House, nora: Client) -> Django:
    """Somebody of the practice, with two photos to compare."""
    say(linden, nora, given=True)
    for day in ("2026-01-07", "2026-03-07"):
        assert add_photo(nora, a_picture(size=(300, 400)), taken_on=day).status_code == 302
    return sign_in("practitioner@linden.example")


def opened(context: BrowserContext, staff: Django, path: str) -> Page:
    serve(context, {path: staff.get(path).content.decode()})

    def picture(route: Route) -> None:
        there = route.request.url.removeprefix(ORIGIN)
        body = staff.get(there).getvalue()
        route.fulfill(body=body, content_type="image/jpeg")

    context.route(f"{ORIGIN}/files/*/content/", picture)
    page = context.new_page()
    page.goto(ORIGIN + path)
    return page


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 360, "height": 740})
    yield made
    made.close()


def side_by_side(page: Page) -> bool:
    first, second = (one.bounding_box() for one in page.locator("[data-compare] img").all())
    assert first is not None
    assert second is not None
    return first["x"] + first["width"] <= second["x"] and second["y"] == first["y"]


def test_keys_move_the_slider(context: BrowserContext, staff: Django, nora: Client) -> None:
    page = opened(context, staff, f"/clients/{nora.pk}/photos/compare/")
    slider = page.get_by_role("slider", name="How much of the later photo")
    expect(slider).to_be_visible()
    for _tab in range(40):
        page.keyboard.press("Tab")
        if slider.evaluate("one => one === document.activeElement"):
            break
    expect(slider).to_be_focused()
    seen = []
    for key in ("ArrowLeft", "ArrowRight", "ArrowRight", "Home", "End", "PageDown"):
        page.keyboard.press(key)
        seen.append(slider.get_attribute("aria-valuetext"))
    assert [words.split()[0] for words in seen if words] == ["49", "50", "51", "0", "100", "90"]
    clip = page.locator(LATER).evaluate("one => getComputedStyle(one).clipPath")
    assert clip == "inset(0px 0px 0px 10%)"
    boxes = [one.bounding_box() for one in page.locator("[data-compare] img").all()]
    assert boxes[0] == boxes[1]  # one over the other
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_printed_they_stand_side_by_side(
    context: BrowserContext, staff: Django, nora: Client
) -> None:
    page = opened(context, staff, f"/clients/{nora.pk}/photos/compare/")
    page.set_viewport_size({"width": 794, "height": 1100})
    page.emulate_media(media="print")
    assert side_by_side(page)
    assert page.locator(LATER).evaluate("one => getComputedStyle(one).clipPath") == "none"
    expect(page.get_by_role("slider")).to_be_hidden()
    expect(page.get_by_text("After, ")).to_be_visible()


def test_without_script_they_stand_side_by_side(
    chromium: Browser, staff: Django, nora: Client
) -> None:
    plain = chromium.new_context(java_script_enabled=False)
    page = opened(plain, staff, f"/clients/{nora.pk}/photos/compare/")
    assert side_by_side(page)
    expect(page.get_by_role("slider")).to_be_hidden()
    plain.close()


def test_too_large_is_said_before_it_is_sent(
    context: BrowserContext, staff: Django, nora: Client
) -> None:
    page = opened(context, staff, f"/clients/{nora.pk}/letters/new/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.locator("[type=file]").evaluate("one => one.dataset.most = 10")
    page.fill("[name=title]", "From Dr Lee")
    chosen = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
    page.set_input_files("[type=file]", chosen)  # type: ignore[arg-type]
    words = page.get_by_text("This file is larger than 25 MB. Choose a smaller one.")
    expect(words).to_be_visible()
    page.get_by_role("button", name="Keep the letter").click()
    expect(words).to_be_visible()
    assert "POST" not in sent
    page.locator("[type=file]").evaluate("one => one.dataset.most = 1000000")
    page.get_by_role("button", name="Keep the letter").click()
    page.wait_for_timeout(300)
    assert sent.count("POST") == 1
