"""Which texts a practice may word: each room registers its own, with what they may name."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from practice.core.actor import Actor
from practice.outbox.kinds import Mail
from practice.outbox.texts.rules import OwnText

Words = str | Promise
Preview = Callable[[Actor, UUID, OwnText], Mail]
"""The mail as a client would get it with these words; its links lead nowhere, nothing is written.

Http404 for a client out of the actor's reach.
"""

Finder = Callable[[Actor, str], Sequence[tuple[UUID, str]]]
"""A few clients of that name within the actor's reach, or the newest: ids and names."""

Careful = Callable[[Actor], Collection[str]]
"""Names that do not belong into a mail: they would tell of health to whoever sees it."""


@dataclass(frozen=True, kw_only=True)
class TextKind:
    """A text that may be worded. `subject` and `body` are Supple's, with the same placeholders;
    `added` says what Supple writes below them in any case."""

    code: str
    word: Words
    added: Words
    placeholders: Mapping[str, Words]
    subject: Words
    body: Words
    preview: Preview

    @property
    def default(self) -> OwnText:
        """Supple's words."""
        return OwnText(str(self.subject), str(self.body))


_kinds: dict[str, TextKind] = {}
_finders: list[Finder] = []
_careful: list[Careful] = []


def register_text(kind: TextKind) -> None:
    """Let practices word a text (from an AppConfig's ready)."""
    _kinds[kind.code] = kind


def text_kinds() -> list[TextKind]:
    """Every text that may be worded, in the order in which the rooms named them."""
    return list(_kinds.values())


def text_kind(code: str) -> TextKind | None:
    """The kind of a code, if there is one."""
    return _kinds.get(code)


def register_finder(finder: Finder) -> None:
    """Say how a client is found whom a text is tried with."""
    _finders[:] = [finder]


def clients_found(actor: Actor, search: str) -> list[tuple[UUID, str]]:
    """A few clients to try a text with."""
    return [one for finder in _finders for one in finder(actor, search)]


def register_careful(careful: Careful) -> None:
    """Say which names of a room do not belong into a mail."""
    _careful.append(careful)


def careful_names(actor: Actor) -> list[str]:
    """All that a mail had better not name."""
    return [name for careful in _careful for name in careful(actor)]
