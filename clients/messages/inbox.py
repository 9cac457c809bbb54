"""The inbox: every client's thread once, who waits for an answer first, read page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Left
from django.http import Http404

from clients.messages.models import MessageThread
from clients.messages.queries import messages_there, new_to
from clients.records.rules import ClientState
from practice.core.actor import Actor

INBOX_PAGE = 25
EXCERPT = 160


@dataclass(frozen=True)
class InboxLine:
    """One client's thread in the inbox."""

    client_id: UUID
    name: str
    last_at: datetime
    waits_since: datetime | None
    new: int
    words: str
    cursor: str


@dataclass(frozen=True)
class Inbox:
    """A page of the inbox: who waits for an answer first, the longest first; then the others."""

    lines: Sequence[InboxLine]
    after: str

    @property
    def waiting(self) -> list[InboxLine]:
        """Those that wait for an answer."""
        return [line for line in self.lines if line.waits_since]

    @property
    def others(self) -> list[InboxLine]:
        """Those that do not, the newest first."""
        return [line for line in self.lines if not line.waits_since]


def _once(actor: Actor) -> Any:
    """Threads in reach of clients who are here, each client's once."""
    rows: Any = MessageThread.objects.visible_to(actor)
    twin = rows.filter(client=OuterRef("client"), pk__gt=OuterRef("pk"))
    rows = rows.exclude(client__state=ClientState.ARCHIVED).filter(last_at__isnull=False)
    return rows.filter(~Exists(twin))


def unanswered(actor: Actor) -> Any:
    """Threads whose client waits for an answer."""
    return _once(actor).filter(waits_since__isnull=False)


def _threads(actor: Actor) -> Any:
    """The same threads with what the inbox says of them."""
    rows = _once(actor)
    said = messages_there(actor).filter(client=OuterRef("client")).order_by("-sent_at", "-id")
    new = new_to(actor).filter(client=OuterRef("client")).order_by().values("client")
    return rows.annotate(
        words=Subquery(said.annotate(start=Left("said", EXCERPT)).values("start")[:1]),
        new=Coalesce(
            Subquery(new.annotate(n=Count("pk")).values("n")), Value(0), output_field=IntegerField()
        ),
    )


_LINE = (
    "id",
    "client_id",
    "client__given_name",
    "client__family_name",
    "last_at",
    "waits_since",
    "new",
    "words",
)


def _lines(rows: Any, most: int) -> list[InboxLine]:
    return [
        InboxLine(
            client_id,
            f"{given} {family}".strip(),
            last_at,
            waits,
            new,
            words or "",
            f"{'waits' if waits else 'rest'}|{(waits or last_at).isoformat()}|{pk}",
        )
        for pk, client_id, given, family, last_at, waits, new, words in rows.values_list(*_LINE)[
            :most
        ]
    ]


def _behind(cursor: str) -> tuple[str, datetime, UUID] | None:
    """Where a page goes on; None from the beginning, Http404 for what is no cursor."""
    if not cursor:
        return None
    try:
        group, at, pk = cursor.split("|")
        found = group, datetime.fromisoformat(at), UUID(pk)
    except ValueError:
        raise Http404("cursor") from None
    if group not in {"waits", "rest"} or found[1].tzinfo is None:
        raise Http404("cursor")
    return found


def inbox_of(actor: Actor, *, after: str = "") -> Inbox:
    """A page of the inbox. Two statements at most, whatever its size."""
    rows, behind = _threads(actor), _behind(after)
    lines: list[InboxLine] = []
    if behind is None or behind[0] == "waits":
        waiting = rows.filter(waits_since__isnull=False)
        if behind is not None:
            _group, at, pk = behind
            waiting = waiting.filter(waits_since__gte=at).filter(
                Q(waits_since__gt=at) | Q(pk__gt=pk)
            )
        lines = _lines(waiting.order_by("waits_since", "id"), INBOX_PAGE + 1)
    if len(lines) <= INBOX_PAGE:
        rest = rows.filter(waits_since=None)
        if behind is not None and behind[0] == "rest":
            _group, at, pk = behind
            rest = rest.filter(last_at__lte=at).filter(Q(last_at__lt=at) | Q(pk__lt=pk))
        lines += _lines(rest.order_by("-last_at", "-id"), INBOX_PAGE + 1 - len(lines))
    goes_on = len(lines) > INBOX_PAGE
    return Inbox(lines[:INBOX_PAGE], lines[INBOX_PAGE - 1].cursor if goes_on else "")
