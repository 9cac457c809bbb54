"""The list of clients: found by word beginnings, narrowed, in the order of names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from clients.records.models import (
    CLIENT_STATE_WORDS,
    Client,
    ClientBeginning,
    ClientTag,
)
from clients.records.narrowing import Narrowing
from clients.records.queries.tags import tag_names_of
from clients.records.rules import LONGEST_BEGINNING, ClientState, asked_words
from practice.core.actor import Actor
from practice.core.cursors import behind, cursor_of
from practice.core.tenancy import TenantQuerySet

PAGE = 50
COUNTED = 1_000


@dataclass(frozen=True)
class ClientPage:
    """One page of the list: rows as values, and the cursor of the next page ("" at the end)."""

    rows: Sequence[dict[str, Any]]
    next_cursor: str
    count: int
    count_is_more: bool


def _text(asked: str) -> dict[str, str]:
    """The condition on a beginning: equality as far as it is kept, a short range past that."""
    if len(asked) <= LONGEST_BEGINNING:
        return {"text": asked}
    return {"text__gte": asked, "text__lt": asked + "\U0010ffff"}


def _matching(
    rows: TenantQuerySet[Client], actor: Actor, words: list[str]
) -> TenantQuerySet[Client]:
    """Narrow to clients that have a word beginning with each of these."""
    for word in words:
        beginnings = ClientBeginning._base_manager.filter(
            practice_id=actor.practice_id, client_id=OuterRef("pk"), **_text(word)
        )
        rows = rows.filter(Exists(beginnings))
    return rows


def clients_where(actor: Actor, *, search: str = "", state: str = "") -> TenantQuerySet[Client]:
    """Clients that the actor may see, by word beginnings and state."""
    rows = Client.objects.visible_to(actor)
    if search or state:  # who asks for everybody learns what became of each
        rows = rows.filter(merged_into=None)
    return _matching(rows.filter(state=state) if state else rows, actor, asked_words(search))


def _in_order(
    actor: Actor, words: list[str], *, archived: bool, after: str
) -> tuple[TenantQuerySet[Client], tuple[str, str]]:
    """Clients who have these words, and the two columns that put them in the order of names.

    The longest word, of which there are the fewest, is walked along its index, which holds the
    names' order; the others are looked up for each client on the way. A word of more letters than
    that index knows leaves so few that they are put in order afterwards.
    """
    rows = Client.objects.visible_to(actor)
    walked = max(words, key=len, default="")
    if not walked or len(walked) > LONGEST_BEGINNING:
        order = ("sort_name", "id")
        return _matching(rows.filter(behind(after, *order)), actor, words), order
    others = words.copy()
    others.remove(walked)
    order = ("beginnings__sort_name", "beginnings__client_id")
    # In one filter, since each further one would join the beginnings anew.
    walking = rows.filter(
        behind(after, *order),
        beginnings__practice_id=actor.practice_id,
        beginnings__text=walked,
        beginnings__is_archived=archived,
    )
    return _matching(walking, actor, others), order


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a list of clients is asked for. `state` "" is everybody but the archived."""

    search: str = ""
    state: str = ""
    assigned_to: UUID | None = None
    tag_id: UUID | None = None
    narrowed: Sequence[tuple[Narrowing, str]] = ()

    def rows(self, actor: Actor, after: str = "") -> tuple[TenantQuerySet[Client], tuple[str, str]]:
        """The clients behind a cursor, and the columns of their order."""
        archived = self.state == ClientState.ARCHIVED
        rows, order = _in_order(actor, asked_words(self.search), archived=archived, after=after)
        rows = (
            rows.filter(state=self.state)
            if self.state
            else rows.exclude(state=ClientState.ARCHIVED)
        )
        if archived:  # where records that became part of another are kept
            rows = rows.filter(merged_into=None)
        if self.assigned_to:
            rows = rows.filter(assigned_to_id=self.assigned_to)
        if self.tag_id:
            tagged = ClientTag._base_manager.filter(
                practice_id=actor.practice_id, client_id=OuterRef("pk"), tag_id=self.tag_id
            )
            rows = rows.filter(Exists(tagged))
        for narrowing, value in self.narrowed:
            rows = narrowing.narrow(actor, rows, value)
        return rows, order

    def count(self, actor: Actor) -> tuple[int, bool]:
        """How many, as far as it is counted, and whether there are more; asked past one page.

        Where each client has to be looked at to know whether they count, with a search or with
        what rooms above know, it stays at that there is more than a page.
        """
        if self.narrowed or asked_words(self.search):
            return PAGE, True
        rows, _order = self.rows(actor)
        count = rows.order_by()[: COUNTED + 1].count()
        return min(count, COUNTED), count > COUNTED


def list_clients(actor: Actor, asked: Asked, after: str = "") -> ClientPage:
    """A page of clients by family name; `after` is a cursor from the page before.

    The count stops at 1,000, and with a search at a page.
    """
    page, order = asked.rows(actor, after)
    named: Any = page.annotate(tag_names=tag_names_of(actor))
    shown = list(
        named.order_by(*order).values(
            "id",
            "given_name",
            "family_name",
            "preferred_name",
            "state",
            "email",
            "phone",
            "sort_name",
            "assigned_to__name",
            "tag_names",
        )[: PAGE + 1]
    )
    whole = not after and len(shown) <= PAGE
    count, is_more = (len(shown), False) if whole else asked.count(actor)
    cursor = ""
    if len(shown) > PAGE:
        shown = shown[:PAGE]
        cursor = cursor_of(shown[-1]["sort_name"], shown[-1]["id"])
    words = {state.value: str(word) for state, word in CLIENT_STATE_WORDS.items()}
    told = [dict(row, state_word=words[row["state"]]) for row in shown]
    return ClientPage(told, cursor, count, is_more)
