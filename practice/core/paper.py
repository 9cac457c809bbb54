"""Paper: a PDF from data by typst, the same bytes for the same data, without a network."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import manimgx_fonts
import manimgx_fonts_cjk
import typst
from django.conf import settings
from django.http import HttpResponse

from practice.core.locales import A4

KEPT_CONTROLS = "\n"
WITHOUT_HEAD = frozenset({"program"})


@cache
def _fonts() -> typst.Fonts:
    """The fonts of the two packages; none of the machine's own, so that every machine agrees."""
    folders = [str(Path(str(m.__file__)).parent) for m in (manimgx_fonts, manimgx_fonts_cjk)]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


@cache
def _template(name: str) -> bytes:
    """What every paper begins with, and this one's own part; ours has a head unless it is drawn
    as a whole."""
    folder = Path(settings.BASE_DIR, "templates/paper")
    parts = ("base", name) if name in WITHOUT_HEAD else ("base", "head", name)
    return b"\n".join((folder / f"{part}.typ").read_bytes() for part in parts)


def _printable(value: Any) -> Any:
    """Without control characters, which no face has; lines stay lines."""
    if isinstance(value, str):
        text = value.replace("\r\n", "\n")
        return "".join(c for c in text if c in KEPT_CONTROLS or unicodedata.category(c) != "Cc")
    if isinstance(value, Mapping):
        return {name: _printable(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(entry) for entry in value]
    return value


def pdf_of(name: str, told: Mapping[str, Any], *, at: datetime) -> bytes:
    """The PDF of `templates/paper/<name>.typ` with `told` in it, dated `at`.

    `told` has what the head of each shows: `title`, `practice`, `foot`, `facts` (name and words);
    and `paper`, if it is not A4 (`paper_size`).
    `told` goes in as data, never as source: nothing that somebody typed can be markup.
    """
    inputs = {"data": json.dumps(_printable({"paper": A4, **told}))}
    to_the_second = at.replace(microsecond=0)
    made: bytes = typst.compile(
        _template(name), sys_inputs=inputs, font_paths=_fonts(), timestamp=to_the_second
    )
    return made


def as_answer(pdf: bytes, name: str) -> HttpResponse:
    """A PDF that the browser shows; its `name` tells nothing of whom it is about."""
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
