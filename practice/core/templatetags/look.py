"""Tags for the look: one way to an icon, and a phase's small arch."""

import re
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
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
