"""Each piece of the style guide looks as it did: compared with the pictures beside this test.

Letters are blocks of our own fonts (block_font.py), so a machine's fonts, hinting and smoothing
have no say, and text still takes its place: a size, a weight, a line height, a face that changes is
seen. Pieces are cut from the page, so a change in one is red in that one alone. Compared are means
of 4 × 4 pixels: what browsers smooth differently stays below the step, a hairline that is missing,
a ground of another tint, or anything that moved by a pixel does not. A size must be the same.

    SUPPLE_NEW_PICTURES=1 bin/test tests/look/test_photographs.py    # draws them anew
"""

import os
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from PIL import Image
from playwright.sync_api import Browser

from practice.dashboard.styleguide import styleguide_context
from tests.look.photographs import difference, photographs, read

PICTURES = Path(__file__).parent / "pictures"
KEEP = os.environ.get("SUPPLE_NEW_PICTURES") == "1"
LIMIT = 1_000_000


PAGES = {"practice": "styleguide/index.html", "portal": "shells/portal.html"}


@pytest.mark.browser
@pytest.mark.parametrize("shell", PAGES)
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_piece_looks_as_it_did(
    chromium: Browser, tmp_path: Path, scheme: str, width: int, shell: str
) -> None:
    html = render_to_string(PAGES[shell], styleguide_context())
    folder = PICTURES / shell / f"{scheme}-{width}"
    found = dict(photographs(chromium, html, scheme, width))
    if KEEP:
        _renew(folder, found)
    known = {path.stem: read(path) for path in folder.glob("*.png")}
    faults = {
        name: difference(known[name], found[name])
        if name in known and name in found
        else "has no picture"
        if name in found
        else "is not in the guide"
        for name in sorted({*known, *found})
    }
    faults = {name: fault for name, fault in faults.items() if fault}
    for name in faults.keys() & found.keys():
        found[name].save(tmp_path / f"{name}.png")
    told = "\n".join(f"{name} {fault}" for name, fault in faults.items())
    assert not faults, f"{told}\nseen: {tmp_path}\nexpected: {folder}"


def test_the_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in PICTURES.rglob("*.png")) < LIMIT


def _renew(folder: Path, found: dict[str, Image.Image]) -> None:
    """Write what differs, so that what did not change stays the same file."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.png"):
        if path.stem not in found:
            path.unlink()
    for name, picture in found.items():
        path = folder / f"{name}.png"
        if not path.exists() or difference(read(path), picture):
            # A palette makes it a third of the size; what that rounds is far below a step.
            picture.quantize(dither=Image.Dither.NONE).save(path, optimize=True)
