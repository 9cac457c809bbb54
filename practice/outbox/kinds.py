"""Kinds of mail: the outbox knows them as words; each room says when one holds and how it reads."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from practice.core.actor import Actor
from practice.outbox.models import Message


@dataclass(frozen=True)
class ForCalendar:
    """What a mail brings for the calendar of whom it goes to: iCalendar, with its METHOD."""

    method: str
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A mail ready to send: one address, subject, text, HTML, and where to unsubscribe.

    `unsubscribe_url` is one HTTPS address for RFC 8058, "" where none belongs (sign-in mails).
    """

    to_name: str
    to_address: str
    from_name: str
    reply_to: str
    subject: str
    text: str
    html: str
    unsubscribe_url: str = ""
    for_calendar: ForCalendar | None = None


class NotWanted(Exception):
    """Decided at the moment of sending: this mail must not go. The message says why."""


Render = Callable[[Actor, Message], Mail]
"""Checks that the mail is still valid (raises NotWanted) and renders it."""

Reader = Callable[[Actor, Sequence[Message]], Render]
"""Reads what several messages of a kind need at once; what comes back renders each of them."""

Namer = Callable[[Actor, Collection[UUID]], Mapping[UUID, str]]
"""Names those of the ids that its room knows and the actor may see."""

_kinds: dict[str, Render] = {}
_readers: dict[str, Reader] = {}
_words: dict[str, str | Promise] = {}
_namers: dict[str, Namer] = {}


def register(kind: str, render: Render, word: str | Promise = "") -> None:
    """Teach the outbox a kind (from an AppConfig's ready); `word` is what people call it."""
    _kinds[kind] = render
    if word:
        _words[kind] = word


def register_reader(kind: str, reader: Reader, word: str | Promise = "") -> None:
    """Teach the outbox a kind of which many leave at once."""
    _readers[kind] = reader
    register(kind, lambda actor, message: reader(actor, [message])(actor, message), word)


def reader_for(kind: str) -> Reader | None:
    """How several of a kind are read at once, where its room knows a way."""
    return _readers.get(kind)


def render_for(kind: str) -> Render:
    """How a kind is checked and rendered; KeyError for a kind nobody registered."""
    return _kinds[kind]


def word_for(kind: str) -> str:
    """What people call a kind."""
    return str(_words.get(kind) or kind.replace("_", " "))


def register_people(room: str, namer: Namer) -> None:
    """Have a room say who people are (from an AppConfig's ready)."""
    _namers[room] = namer


def people_names(actor: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of the people that messages are for, as far as any room knows them."""
    names: dict[UUID, str] = {}
    for namer in _namers.values():
        names.update(namer(actor, ids))
    return names
