"""Who in the practice may be the person that somebody is about to add."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.text import format_lazy

from clients.records.models import CLIENT_STATE_WORDS, LIKENESS_WORDS, Client, ClientBeginning
from clients.records.rules import ClientState, Likeness, Particulars, likenesses
from practice.core.actor import Actor, system_actor

CANDIDATES = 50
PARTICULARS = (
    "given_name",
    "family_name",
    "preferred_name",
    "email",
    "phone",
    "birth_date",
    "contacts",
)


@dataclass(frozen=True)
class Known:
    """Somebody who may be the same person, and in what they are alike."""

    id: UUID
    name: str
    state: ClientState
    alike: Sequence[Likeness]

    @property
    def why(self) -> Promise:
        """In words: same e-mail, same phone, the state they are in."""
        words = [LIKENESS_WORDS[likeness] for likeness in self.alike]
        return format_lazy(", ".join(["{}"] * (len(words) + 1)), *words, self._state)

    @property
    def _state(self) -> Promise:
        return CLIENT_STATE_WORDS[self.state]


@dataclass(frozen=True)
class Alike:
    """Those within the actor's reach, and whether there is anybody beyond it."""

    known: Sequence[Known]
    beyond: bool

    def __bool__(self) -> bool:
        return bool(self.known) or self.beyond


def known_like(actor: Actor, who: Particulars) -> Alike:
    """Clients of the practice, archived ones too, who may be this person, in one statement.

    Each of the three ways is an index of its own; what they find is compared here. Beyond the
    actor's reach nobody is named: only that there is somebody.
    """
    everybody = Client.objects.visible_to(system_actor(actor.practice_id))
    ways: list[Any] = []
    if who.emails:
        ways.append(everybody.filter(email__in=sorted(who.emails)).values("pk"))
    if who.birth_date:
        ways.append(everybody.filter(birth_date=who.birth_date).values("pk"))
    if words := who.phones | who.emails:
        found = ClientBeginning.objects.visible_to(system_actor(actor.practice_id))
        ways.append(found.filter(text__in=sorted(words)).values("client_id"))
    if not ways:
        return Alike([], beyond=False)
    within = Client.objects.visible_to(actor).filter(pk=OuterRef("pk"))
    rows: Any = everybody.filter(pk__in=ways[0].union(*ways[1:])).annotate(within=Exists(within))
    told = rows.order_by("sort_name", "id").values("id", "state", "within", *PARTICULARS)
    known, beyond = [], False
    for row in told[:CANDIDATES]:
        there = Particulars(**{name: row[name] for name in PARTICULARS})
        if not (alike := likenesses(who, there)):
            continue
        if row["within"]:
            name = f"{there.given_name} {there.family_name}".strip()
            known.append(Known(row["id"], name, ClientState(row["state"]), alike))
        else:
            beyond = True
    return Alike(known, beyond)
