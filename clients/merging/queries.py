"""Reads of merges: two records side by side, who may be one person, and what was put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.http import Http404
from django.utils.formats import date_format
from django.utils.functional import Promise

from clients.merging.models import WORDS, ClientMerge
from clients.merging.rules import CHOICES, KEPT, UNDO_WITHIN
from clients.merging.tables import counted, counts_beside, name_of
from clients.records.models import CLIENT_STATE_WORDS, Client
from clients.records.queries import PARTICULARS, Known, known_like
from clients.records.rules import ClientState, Particulars
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import now
from practice.core.errors import Moved
from practice.core.tenancy import TenantQuerySet

_BESIDE = """
    SELECT json_build_object('id', merge.id, 'given', other.given_name, 'family', other.family_name)
    FROM clients_clientmerge merge
    JOIN clients_client other ON other.id = merge.other_id
    WHERE merge.practice_id = %s AND merge.client_id = clients_client.id
        AND merge.undone_at IS NULL AND merge.merged_at >= %s
    ORDER BY merge.merged_at DESC LIMIT 5"""

_MERGED = """
    SELECT json_build_array(
        merge.id, other.given_name, other.family_name, merge.merged_at, merge.undone_at)
    FROM clients_clientmerge merge
    JOIN clients_client other ON other.id = merge.other_id
    WHERE merge.practice_id = %s AND merge.client_id = clients_client.id
    ORDER BY merge.merged_at DESC LIMIT %s"""


@dataclass(frozen=True)
class Amount:
    """How many rows of one kind each of two records has."""

    word: str | Promise
    kept: int
    other: int


def said_by(client: Client) -> dict[str, Any]:
    """What a record says, column by column."""
    return {column: getattr(client, column) for column in KEPT}


def stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same as JSON holds it; a field's `to_python` reads it back."""
    plain = (date, UUID)  # a datetime is a date too
    return {
        name: str(value) if isinstance(value, plain) else value for name, value in values.items()
    }


def get_pair(actor: Actor, client_id: UUID, other_id: UUID) -> tuple[Client, Client]:
    """Two records that the actor may put together, with the figures of `amounts_of`.

    Http404 when one of them is out of reach, Moved when one is part of another already.
    """
    rows: Any = Client.objects.visible_to(actor, "client.merge").select_related("assigned_to")
    found = {c.pk: c for c in rows.filter(pk__in=[client_id, other_id]).annotate(**_figures(actor))}
    for wanted in (client_id, other_id):
        if wanted not in found:
            raise Http404("client")
        if into := found[wanted].merged_into_id:
            raise Moved(wanted, into)
    return found[client_id], found[other_id]


def _figures(actor: Actor) -> dict[str, Any]:
    return dict(counts_beside(actor))


def amounts_of(kept: Client, other: Client) -> list[Amount]:
    """How many of each kind two records have, of those that either has."""
    told = [
        Amount(one.word, getattr(kept, name_of(one)), getattr(other, name_of(one)))
        for one in counted()
    ]
    return [amount for amount in told if amount.kept or amount.other]


def alike_with(actor: Actor, client: Client) -> Sequence[Known]:
    """Who within the actor's reach may be the same person as somebody who is here."""
    who = Particulars(**{name: getattr(client, name) for name in PARTICULARS})
    return [known for known in known_like(actor, who).known if known.id != client.pk]


def merges_of(actor: Actor) -> TenantQuerySet[ClientMerge]:
    """Merges with both records and who did what, the newest first."""
    rows = ClientMerge.objects.visible_to(actor, "client.merge")
    return rows.select_related("client", "other", "merged_by", "undone_by").order_by("-merged_at")


def get_merge(actor: Actor, merge_id: UUID, *, lock: bool = False) -> ClientMerge:
    """The one door to a merge."""
    rows = merges_of(actor)
    if lock:
        rows = rows.select_for_update(of=("self",))
    merge = rows.by_id(merge_id)
    if merge is None:
        raise Http404("merge")
    return merge


def merges_beside(actor: Actor) -> Any:
    """An annotation of a client: what became part of them lately and can still be taken apart."""
    since = now() - UNDO_WITHIN
    return beside(actor, "client.merge", _BESIDE, actor.practice_id, since)


class ToldMerge(NamedTuple):
    """What a client's page says of a record that became part of theirs, then or still."""

    merge_id: UUID
    name: str
    merged_at: datetime
    undone_at: datetime | None


def merged_beside(actor: Actor, most: int) -> Any:
    """An annotation of a client: all that became part of them, for `told_merged`."""
    return beside(actor, "client.merge", _MERGED, actor.practice_id, most)


def told_merged(found: Sequence[Sequence[Any]]) -> list[ToldMerge]:
    """What `merged_beside` read, the newest first."""
    return [
        ToldMerge(
            UUID(merge_id),
            f"{given} {family}".strip(),
            datetime.fromisoformat(at),
            datetime.fromisoformat(undone) if undone else None,
        )
        for merge_id, given, family, at, undone in found
    ]


def amounts_since(actor: Actor, merge: ClientMerge) -> list[Amount]:
    """What would go back to the other record, and how much was written with the kept one since.

    `kept` is what came since, `other` what goes back.
    """
    rows: Any = Client.objects.visible_to(actor, "client.merge").annotate(**_figures(actor))
    client = rows.get(pk=merge.client_id)
    before = merge.values["counts"]
    told = []
    for one in counted():
        moved = len(merge.moved.get(f"{one.model._meta.label}.{one.column}", []))
        since = getattr(client, name_of(one)) - moved - before.get(name_of(one), 0)
        told.append(Amount(one.word, max(since, 0), moved))
    return [amount for amount in told if amount.kept or amount.other]


@dataclass(frozen=True)
class Said:
    """What each record said of one choice before they were put together."""

    word: Promise
    kept: str
    other: str


def stayed_of(merge: ClientMerge) -> list[Said]:
    """Where the two records differed: nothing that either said is lost."""
    before, other = merge.values["before"], merge.values["other"]
    told = [
        Said(word, _told(name, before), _told(name, other))
        for name, word in WORDS.items()
        if name != "assigned_to"
    ]
    return [said for said in told if said.kept != said.other]


def _told(name: str, values: Mapping[str, Any]) -> str:
    if name == "state":
        return str(CLIENT_STATE_WORDS[ClientState(values["state"])])
    if name == "birth_date" and values["birth_date"]:
        return date_format(date.fromisoformat(values["birth_date"]), "DATE_FORMAT")
    return ", ".join(values[column] for column in CHOICES[name] if values[column])
