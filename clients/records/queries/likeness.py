"""Who in the practice may be the person that somebody is about to add."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
TOLD = ("id", "state", *PARTICULARS)
A_PAGE, COMPARED = 500, 2_000


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
    rows = _like_any(actor, [who])
    if rows is None:
        return Alike([], beyond=False)
    within = Client.objects.visible_to(actor).filter(pk=OuterRef("pk"))
    known, beyond = [], False
    for row in rows.annotate(within=Exists(within)).values("within", *TOLD)[:CANDIDATES]:
        if not (alike := likenesses(who, _particulars(row))):
            continue
        if row["within"]:
            known.append(_known(row, alike))
        else:
            beyond = True
    return Alike(known, beyond)


def _like_any(actor: Actor, people: Sequence[Particulars]) -> Any:
    """Everybody who has a birth date, an address or a number of any of these; None for no way."""
    everybody = Client.objects.visible_to(system_actor(actor.practice_id)).filter(merged_into=None)
    emails = {email for who in people for email in who.emails}
    born = {who.birth_date for who in people if who.birth_date}
    ways: list[Any] = []
    if emails:
        ways.append(everybody.filter(email__in=sorted(emails)).values("pk"))
    if born:
        ways.append(everybody.filter(birth_date__in=sorted(born)).values("pk"))
    if words := emails | {digits for who in people for digits in who.phones}:
        found = ClientBeginning.objects.visible_to(system_actor(actor.practice_id))
        ways.append(found.filter(text__in=sorted(words)).values("client_id"))
    if not ways:
        return None
    alike = ways[0].union(*ways[1:]) if ways[1:] else ways[0]
    return everybody.filter(pk__in=alike).order_by("sort_name", "id")


def _particulars(row: Mapping[str, Any]) -> Particulars:
    return Particulars(**{name: row[name] for name in PARTICULARS})


def _known(row: Mapping[str, Any], alike: Sequence[Likeness]) -> Known:
    name = f"{row['given_name']} {row['family_name']}".strip()
    return Known(row["id"], name, ClientState(row["state"]), alike)


@dataclass(frozen=True)
class Pairs:
    """Who may be one person, two by two; `before` is where an older page begins, or nobody."""

    pairs: Sequence[tuple[Known, Known]]
    before: UUID | None


def pairs_alike(actor: Actor, action: str, before: UUID | None = None) -> Pairs:
    """Of the newest clients within reach of `action`, each with whom they may be the same person.

    Five hundred a page, each compared with everybody, by the same indexes, in two statements.
    """
    within = Client.objects.visible_to(actor, action).filter(merged_into=None)
    within = within.exclude(state=ClientState.ARCHIVED)
    older = within.filter(pk__lt=before) if before else within
    newest: list[Any] = list(older.order_by("-id").values(*TOLD)[: A_PAGE + 1])
    more = newest[A_PAGE - 1]["id"] if len(newest) > A_PAGE else None
    newest = newest[:A_PAGE]
    people = [_particulars(row) for row in newest]
    rows = _like_any(actor, people) if people else None
    if rows is None:
        return Pairs([], more)
    reached = Exists(within.filter(pk=OuterRef("pk")))
    by_mark: dict[Any, list[Any]] = defaultdict(list)
    for there in rows.filter(reached).values(*TOLD)[:COMPARED]:
        for mark in _marks(_particulars(there)):
            by_mark[mark].append(there)
    pairs = []
    for row, who in zip(newest, people, strict=True):
        # The newer of two tells of both: the older one may be on a later page.
        found = {there["id"]: there for mark in _marks(who) for there in by_mark[mark]}
        for there in found.values():
            alike = likenesses(who, _particulars(there)) if there["id"] < row["id"] else []
            if alike:
                pairs.append((_known(there, alike), _known(row, alike)))
    return Pairs(pairs, more)


def _marks(who: Particulars) -> set[Any]:
    """What somebody like this has in common with them, in one of three ways."""
    return {*who.emails, *who.phones} | ({who.birth_date} if who.birth_date else set())
