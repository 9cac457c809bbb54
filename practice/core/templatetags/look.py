"""Tags for the look: one way to an icon, and a phase's small arch."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from lucide.templatetags.lucide import lucide

from practice.core.undo import way_back

register = template.Library()
register.filter("way_back", way_back)

SHAPE = re.compile(r"<(?!svg)\w[^>]*/>")
PHASES: dict[str, Promise] = {
    "understand": _("Understand"),
    "free": _("Free"),
    "integrate": _("Integrate"),
    "maintain": _("Maintain"),
}


@lru_cache(maxsize=256)
def _drawn(name: str, classes: str) -> SafeString:
    """The shapes alone: size, stroke and colour are said once, by the style of `.icon`."""
    shapes = "".join(SHAPE.findall(lucide(name, size=24)))
    return SafeString(
        f'<svg class="{classes}" viewBox="0 0 24 24" aria-hidden="true">{shapes}</svg>'
    )


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """A lucide icon that says nothing to a screen reader; the word stands beside it."""
    return _drawn(str(name), f"icon icon--{size}" if size else "icon")


@register.simple_tag
def table_rows(rows: Iterable[Iterable[Any]]) -> SafeString:
    """Rows of a table, the first cell of each naming it: drawn at once, since a template for each
    cell was a third of a page that has many."""
    drawn = []
    for name, *cells in rows:
        told = "".join(f"<td>{_cell(cell)}</td>" for cell in cells)
        drawn.append(f'<tr><th scope="row">{_cell(name)}</th>{told}</tr>')
    return SafeString("".join(drawn))


def _cell(value: Any) -> str:
    """What a template would make of it."""
    if isinstance(value, str):
        return conditional_escape(value)
    there = localtime(value) if isinstance(value, datetime) and is_aware(value) else value
    return conditional_escape(str(localize(there)))


@lru_cache(maxsize=256)
def _arch(key: str, word: str, is_open: bool) -> SafeString:
    keys = list(PHASES)
    at = keys.index(key)
    here = "open" if is_open else "now"
    states = ["done" if i < at else here if i == at else "later" for i in range(len(keys))]
    context = {"states": states, "word": word, "open": is_open}
    return SafeString(render_to_string("components/phase.html", context))


@register.simple_tag
def phase(key: str, word: str = "", *, open: bool = False) -> SafeString:  # noqa: A002
    """The small arch with its word: what comes before `key` is done, what follows is later."""
    return _arch(str(key), str(word or PHASES[str(key)]), open)


@lru_cache(maxsize=256)
def _small_arc(phases: tuple[tuple[str, str, str], ...], title: str, _language: str) -> SafeString:
    told = [{"label": label, "state": state, "note": note} for label, state, note in phases]
    context = {"phases": told, "title": title, "small": True}
    return SafeString(render_to_string("components/phase_arc.html", context))


@register.simple_tag
def small_arc(phases: Iterable[Mapping[str, str]], title: str) -> SafeString:
    """The portal's arc (components/phase_arc.html), drawn once for all who stand alike."""
    alike = tuple((str(one["label"]), one["state"], str(one["note"])) for one in phases)
    return _small_arc(alike, str(title), get_language() or "")
