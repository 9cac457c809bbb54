"""What the words that a practice adds, names anew and retires share, of whatever kind they are."""

from collections.abc import Set
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from clients.records.rules import fold
from clients.symptoms.models import OwnWord, Retirable
from clients.symptoms.rules import OWN_PREFIX
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError


def worded(words: str, longest: int, field: str = "name") -> str:
    """A name without needless spaces; refuses one that says nothing or is too long."""
    tidy = " ".join(words.split())
    if not any(letter.isalnum() for letter in tidy):
        raise DomainError(_("Please name it."), field=field)
    if len(tidy) > longest:
        raise DomainError(_("Please keep it under %(n)s letters.") % {"n": longest}, field=field)
    return tidy


def own_code() -> str:
    """A code that no other word has."""
    return f"{OWN_PREFIX}{token_hex(4)}"


@dataclass(frozen=True)
class Shelf[R: Retirable]:
    """Where words of one kind stand, and how many are offered at once; `own_alone`: ours do not
    count. `action`: what somebody must be allowed who changes them."""

    model: type[R]
    most: int
    own_alone: bool = False
    field: str = "name"
    action: str = "settings.write"

    def require_room(self, actor: Actor) -> None:
        """Refuse one more than anybody chooses from."""
        rows = self.model.objects.visible_to(actor, self.action).filter(retired_at=None)
        if self.own_alone:
            rows = rows.filter(built_in_version=0)
        if rows.count() >= self.most:
            words = _("There are as many as anybody chooses from. Retire one first.")
            raise DomainError(words, field=self.field)

    def retire(self, actor: Actor, row: R, *, retired: bool) -> None:
        """Offer it no more, or again; what was written of it stays."""
        actor.require(self.action)
        if not retired and row.retired_at is not None:
            self.require_room(actor)
        row.retired_at = (row.retired_at or now()) if retired else None
        row.save(update_fields=["retired_at"])


@dataclass(frozen=True)
class OwnWords[W: OwnWord](Shelf[W]):
    """Words of one kind that a practice adds its own of; `ours` are folded names that are taken."""

    longest: int = 60
    ours: Set[str] = frozenset()

    def add(self, actor: Actor, name: str, **fields: Any) -> W:
        """Add one, after all that are there."""
        actor.require("settings.write")
        self.require_room(actor)
        rows = self.model.objects.visible_to(actor, "settings.write")
        last = rows.aggregate(last=Max("position"))["last"]
        word = self.model(
            practice_id=actor.practice_id,
            built_in_code=own_code(),
            built_in_version=0,
            position=(last or 0) + 1,
        )
        return self._named(word, name, fields)

    def edit(self, actor: Actor, word: W, name: str, **fields: Any) -> W:
        """Name it anew; what was written stays as it was. What came along keeps its name."""
        actor.require("settings.write")
        if word.built_in_version:
            words = _("What came along keeps its name. You can retire it.")
            raise DomainError(words, field=self.field)
        return self._named(word, name, fields)

    def _named(self, word: W, name: str, fields: dict[str, Any]) -> W:
        name = worded(name, self.longest, self.field)
        words = _("There is one of this name already, here or in the list.")
        taken = DomainError(words, field=self.field)
        if fold(name) in self.ours:
            raise taken
        said = {word.called: name, "folded": fold(name)[:120], **fields}
        for field, value in said.items():
            setattr(word, field, value)
        try:
            with transaction.atomic():
                # Whether it is offered is another's to say.
                word.save(update_fields=None if word._state.adding else [*said])
        except IntegrityError:
            raise taken from None
        return word
