"""A sheet: chosen parts of a client's progress as the client reads them.

It is made of what can be handed over (`progress_to_hand_over`): nothing that a colleague keeps to
themselves, whoever shares; of judgements of a change only those that both have given; and nothing
of anybody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s
from json import dumps
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from clients.records.models import Client
from sessions.progress.course.paper import figures_of
from sessions.progress.course.parts import (
    Progress,
    ProgressPart,
    Told,
)

PERIOD_MOST = 200


@dataclass(frozen=True)
class Said:
    """What a practitioner chose and wrote: which parts, words on top, words on each."""

    parts: tuple[ProgressPart, ...]
    words: str = ""
    on_parts: Mapping[ProgressPart, str] | None = None


@dataclass(frozen=True)
class Sheet:
    """What the client reads: `told` in words and numbers, `drawn` how each part looks."""

    client: Client
    period: str
    words: str
    told: dict[str, Any]
    drawn: dict[str, str]
    as_of: date

    @property
    def seal(self) -> str:
        """Two sheets that say the same have the same; of any difference it is another."""
        whole = [self.period, self.words, self.told, self.drawn, str(self.as_of)]
        return blake2s(dumps(whole, sort_keys=True).encode(), digest_size=16).hexdigest()

    @property
    def parts(self) -> list[dict[str, Any]]:
        """As sharing/sheet.html wants it."""
        return parts_of(self.told, self.drawn)


def parts_of(told: Mapping[str, Any], drawn: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each part of a sheet with how it looks."""
    return [{**part, "drawn": drawn.get(part["part"], "")} for part in told["parts"]]


def sheet_of(found: Progress, said: Said) -> Sheet:
    """Put the chosen parts together, in the order of the page."""
    chosen = [(part, told) for part, told in found.parts.items() if part in said.parts]
    on_parts = said.on_parts or {}
    parts = [_part(part, told, on_parts.get(part, "")) for part, told in chosen]
    drawn = {part.value: _drawn(part, told) for part, told in chosen}
    period = found.period.name[:PERIOD_MOST]
    return Sheet(found.client, period, said.words, {"parts": parts}, drawn, found.today)


def _part(part: ProgressPart, told: Told, words: str) -> dict[str, Any]:
    """One part in words and numbers, without its drawings."""
    tables = [
        {"caption": figure["caption"], "rows": figure["rows"]}
        for figure in figures_of(told)
        if figure["rows"]
    ]
    return {
        "part": part.value,
        "title": _(part.label),
        "words": words,
        "says": [str(said) for said in (*told.says, *filter(None, [told.lacks]))],
        "sources": list(told.sources),
        "tables": tables,
    }


def _drawn(part: ProgressPart, told: Told) -> str:
    """How it looks on a page that chooses nothing."""
    return str(render_to_string(part.template, {"told": told, "more": "", "period": ""}))
