"""Pictures of the style guide's pieces, and what counts as a difference between two of them."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from tests.look.block_font import block_font
from tests.look.conftest import ORIGIN, serve

# Family, style, weights, width and height of its letters: a wrong face is a wrong shape.
FACES = [
    ("Sans", "normal", "100 500", 500, 500),
    ("Sans", "normal", "501 900", 540, 540),
    ("Serif", "normal", "100 500", 460, 620),
    ("Serif", "normal", "501 900", 490, 640),
    ("Serif", "italic", "100 900", 420, 440),
    ("Mono", "normal", "100 900", 600, 400),
]
TOKENS = """:root { --sans: "Block Sans"; --serif: "Block Serif"; }
code, kbd { font-family: "Block Mono"; }
*, ::placeholder { text-rendering: geometricPrecision !important; }"""
# Each piece begins on a whole pixel, wherever those above it end.
ON_WHOLE_PIXELS = """() => {
  for (const piece of document.querySelectorAll("[data-piece]")) {
    const top = piece.getBoundingClientRect().top + scrollY;
    const margin = parseFloat(getComputedStyle(piece).marginTop);
    piece.style.marginTop = `${margin + Math.ceil(top) - top}px`;
  }
}"""
# What the shells put around a page is a piece too.
PIECES = "[data-piece], .nav, .tabbar, .portal__top"
BOXES = """(pieces) => [...document.querySelectorAll(pieces)].map((piece) => {
  const box = piece.getBoundingClientRect();
  const name = piece.dataset.piece ?? piece.className;
  return [name, box.left, box.top + scrollY, box.right, box.bottom + scrollY];
})"""
ROOM = 4  # around each piece: the rings of focus stand outside of it
CELL = 4  # pixels that are looked at together
STEP = 6  # of 255: two smoothed edges differ by less, a hairline or a ground by more


def _faces() -> tuple[str, dict[str, bytes]]:
    rules, files = [TOKENS], {}
    for number, (family, style, weights, width, height) in enumerate(FACES):
        files[f"{ORIGIN}/{number}.ttf"] = block_font(f"Block {family}", width, height)
        rules.append(
            f"@font-face {{ font-family: 'Block {family}'; font-style: {style};"
            f" font-weight: {weights}; src: url('{ORIGIN}/{number}.ttf'); }}"
        )
    return "\n".join(rules), files


def _open(browser: Browser, html: str, scheme: Any, width: int) -> Page:
    context = browser.new_context(
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
        locale="en-GB",
    )
    rules, files = _faces()
    serve(context, {"/": html})
    context.route(f"{ORIGIN}/*.ttf", lambda route: route.fulfill(body=files[route.request.url]))
    page = context.new_page()
    page.goto(f"{ORIGIN}/")
    page.add_style_tag(content=rules)
    page.evaluate("Promise.all([...document.fonts].map((face) => face.load())).then(() => null)")
    return page


def photographs(
    browser: Browser, html: str, scheme: str, width: int
) -> Iterator[tuple[str, Image.Image]]:
    """Each piece of the page, cut from one photograph of the whole."""
    page = _open(browser, html, scheme, width)
    for question in page.locator("[data-piece] details > summary").all():
        question.click()
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    page.evaluate(ON_WHOLE_PIXELS)
    whole = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
    for name, left, top, right, bottom in page.evaluate(BOXES, PIECES):
        box = (round(left) - ROOM, round(top) - ROOM, round(right) + ROOM, round(bottom) + ROOM)
        yield name, whole.crop(box)
    page.context.close()


def difference(expected: Image.Image, found: Image.Image) -> str:
    """What differs, in words; nothing if a person would call the two the same."""
    if expected.size != found.size:
        return "{}×{} became {}×{}".format(*expected.size, *found.size)
    apart = ImageChops.difference(expected.reduce(CELL), found.reduce(CELL))
    bands = [band.point(lambda step: 255 if step > STEP else 0) for band in apart.split()]
    marked = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    box = marked.getbbox()
    if box is None:
        return ""
    left, top, right, bottom = (side * CELL for side in box)
    return f"differs from {left},{top} to {right},{bottom}"


def read(path: Path) -> Image.Image:
    """A reference."""
    return Image.open(path).convert("RGB")
