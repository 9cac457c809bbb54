"""Kinds of mail: the outbox knows them as words; each room says when one holds and how it reads."""

from collections.abc import Callable
from dataclasses import dataclass

from practice.core.actor import Actor
from practice.outbox.models import Message


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


class NotWanted(Exception):
    """Decided at the moment of sending: this mail must not go. The message says why."""


Render = Callable[[Actor, Message], Mail]
"""Checks that the mail is still valid (raises NotWanted) and renders it."""

_kinds: dict[str, Render] = {}


def register(kind: str, render: Render) -> None:
    """Teach the outbox a kind (from an AppConfig's ready)."""
    _kinds[kind] = render


def render_for(kind: str) -> Render:
    """How a kind is checked and rendered; KeyError for a kind nobody registered."""
    return _kinds[kind]
