"""What a letter can take along from above: chapters, each chosen by itself. Rooms register them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from clients.records.models import Episode
from practice.core.actor import Actor

type Chapter = dict[str, Any]


@dataclass(frozen=True)
class Chapters:
    """`choices` names each chapter by a code; `told` is what the chosen ones say, in their order,
    as templates/paper/letter.typ sets it: `title`, `says` and `figures` (`svg`, `below`, `caption`,
    `rows`, `left`)."""

    choices: Callable[[], list[tuple[str, str]]]
    told: Callable[[Actor, Episode, Sequence[str]], list[Chapter]]


_registered: list[Chapters] = []


def register(chapters: Chapters) -> None:
    """Offer chapters with every letter (from an AppConfig's ready)."""
    _registered.append(chapters)


def choices() -> list[tuple[str, str]]:
    """Every chapter that there is."""
    return [one for chapters in _registered for one in chapters.choices()]


def told(actor: Actor, episode: Episode, chosen: Sequence[str]) -> list[Chapter]:
    """What the chosen ones say of a course of work that came through its door; nothing is read
    where none is chosen."""
    found: list[Chapter] = []
    for chapters in _registered:
        theirs = [code for code, _word in chapters.choices() if code in chosen]
        found += chapters.told(actor, episode, theirs) if theirs else []
    return found
