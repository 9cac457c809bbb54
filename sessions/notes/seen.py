"""What was seen and sensed in a note, for its pages: in words, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sessions.evaluations.findings import FindingKind, is_dark_vise
from sessions.evaluations.telling import again_in_words, findings_told, sma_in_words
from sessions.notes.rules import NoteData, again_of


@dataclass(frozen=True)
class DrawnReflex:
    """One score, to draw."""

    code: str
    value: int | None
    side: str


def followed(data: NoteData, names: Mapping[str, str]) -> dict[str, Any]:
    """What follows from a note and is nowhere stored; `names` of muscle groups by code."""
    again = [(again_in_words(one, names), one.is_looked_at) for one in again_of(data)]
    return {"dark_vise": is_dark_vise(data.findings), "again": again}


def seen_in_words(data: NoteData, names: Mapping[str, str]) -> dict[str, Any]:
    """All that was seen and sensed, for reading: reflexes drawn, the rest told."""
    reflexes = [one for one in data.findings if one.kind == FindingKind.REFLEX]
    return {
        "reflexes": [
            DrawnReflex(one.code, one.value, one.look.label.partition(", ")[2]) for one in reflexes
        ],
        "kinds": [
            kind for kind in findings_told(data.findings) if kind.kind is not FindingKind.REFLEX
        ],
        "amnesia": [sma_in_words(one) for one in data.amnesia],
        **followed(data, names),
    }
