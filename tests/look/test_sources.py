"""What the content security policy and a phone on a slow line ask of the files themselves."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).parents[2]
PAGES = [p for p in (ROOT / "templates").rglob("*.html") if "emails" not in p.parts]
SHEETS = sorted((ROOT / "static/css").rglob("*.css"))
KILOBYTE = 1000
LIMIT = 60 * KILOBYTE


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_inline_style_script_or_third_party(page: Path) -> None:
    text = page.read_text()
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"<style|\son\w+=|javascript:", text)
    for tag in re.findall(r"<script[^>]*>", text):
        assert " src=" in tag
    assert not re.search(r'(src|href)="(https?:)?//', text)


def test_no_form_loses_its_token_on_the_way() -> None:
    """`only` leaves the token behind, and whose the form is: it would be refused."""
    texts = {str(page.relative_to(ROOT / "templates")): page.read_text() for page in PAGES}
    including = re.compile(r'\{% include "([^"]+)"([^%]*)%\}')
    asking = {name for name, text in texts.items() if "{% csrf_token %}" in text}
    for _depth in range(4):
        asking |= {n for n, t in texts.items() if {i[0] for i in including.findall(t)} & asking}
    cut = {
        (name, part)
        for name, text in texts.items()
        for part, given in including.findall(text)
        if part in asking and given.split()[-1:] == ["only"]
    }
    assert "components/form.html" in asking
    assert cut == set()


def test_every_component_sheet_is_in_the_one_sheet() -> None:
    names = set(
        re.findall(r'@import "([\w/-]+\.css)"', (ROOT / "static/css/supple.css").read_text())
    )
    components = {f"components/{p.name}" for p in (ROOT / "static/css/components").glob("*.css")}
    assert names == components | {"tokens.css", "base.css"}


def test_every_page_sheet_is_linked_by_a_page() -> None:
    texts = "".join(page.read_text() for page in PAGES)
    sheets = {f"css/pages/{p.name}" for p in (ROOT / "static/css/pages").glob("*.css")}
    assert {sheet for sheet in sheets if f"'{sheet}'" not in texts} == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: p.name)
def test_every_rule_stands_in_a_layer(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)
    outside, depth = "", 0
    for char in text:
        depth -= char == "}"
        outside += char if depth == 0 else ""
        depth += char == "{"
    assert re.sub(r'@layer [\w, ]+[;{}]|@import "[^"]+";|[\s{}]', "", outside) == ""


def linked_by(page: Path) -> set[str]:
    """Sheets and scripts of ours that a page links itself or by what it extends or includes."""
    text = page.read_text()
    found = set(re.findall(r"static '((?:css|js)/[\w/.-]+)'", text))
    for name in re.findall(r'{% (?:extends|include) "([\w/.-]+)"', text):
        part = ROOT / "templates" / name
        found |= linked_by(part) if part.exists() else set()  # else a library's
    return found


def test_style_and_script_of_each_page_weigh_little() -> None:
    # As the browser gets them: what supple.css imports is one file (OneSheetStorage).
    parts = sorted((ROOT / "static/css/components").glob("*.css"))
    whole = [ROOT / "static/css/tokens.css", ROOT / "static/css/base.css", *parts]
    packed = {"css/supple.css": gzip.compress(b"".join(p.read_bytes() for p in whole), 9)}
    script = finders.find("django_htmx/htmx-2.min.js")
    assert isinstance(script, str)
    of_all = len(gzip.compress(Path(script).read_bytes(), 9))
    weights = {}
    for page in PAGES:
        for name in (names := linked_by(page)):
            packed.setdefault(name, gzip.compress((ROOT / "static" / name).read_bytes(), 9))
        weights[page.name] = of_all + sum(len(packed[name]) for name in names)
    assert weights["note_edit.html"] > of_all + len(packed["css/supple.css"])
    assert {name: weight for name, weight in weights.items() if weight >= LIMIT} == {}
