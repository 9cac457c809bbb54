"""What Today reads of what waits: one thing of it, what it is narrowed to, what is put off."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Exists, Q
from django.utils.functional import Promise

from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.written_once import rows_of
from practice.dashboard.models import SetAside
from practice.dashboard.rules import NeedKind

MOST = 20  # of each kind; one more is read, which says that there are
COUNTED = 1_000


@dataclass(frozen=True)
class Figure:
    """A count that stops somewhere; `is_more` says that it did."""

    value: int = 0
    is_more: bool = False

    def __str__(self) -> str:
        words = intcomma(self.value)
        return f"{words}+" if self.is_more else words


@dataclass(frozen=True)
class LateMail:
    """One mail that did not go as planned; `went_at`: when it ended so, else when it was due."""

    message_id: UUID
    state: str | Promise
    due_at: datetime
    reason: str
    went_at: datetime


@dataclass(frozen=True)
class Waiting:
    """Something that waits: who, since when, and the object to open.

    `about` is what it is put off by (`SetAside.about`); `days` since it began, by the practice's
    days; `state` what the kind has to say besides.
    """

    kind: NeedKind
    client_id: UUID
    name: str
    since: datetime
    object_id: UUID
    about: UUID
    days: int = 0
    state: str = ""
    count: int = 1
    newest: datetime | None = None

    @property
    def day(self) -> date:
        """The day on which it began, of what is kept by day."""
        return self.since.date()


@dataclass(frozen=True)
class Narrowed:
    """What Today is narrowed to: `mine`, my clients and what I wrote; `aside`, what was put off;
    `comers`, who comes today; `about` one need by what it is kept by."""

    mine: bool = False
    aside: bool = False
    comers: bool = False
    about: UUID | None = None


EVERYTHING = Narrowed()


def put_off(actor: Actor, kind: NeedKind, about: Any, since: Any) -> Exists:
    """Whether somebody put a need off, or said that it is done, and that holds today."""
    rows = SetAside._base_manager.filter(practice_id=actor.practice_id, kind=kind.value)
    holds = Q(until=None) | Q(until__gt=today_in(actor.zone))
    return Exists(rows.filter(holds, about=about, since__gte=since))


def read_needs(
    actor: Actor,
    name: str,
    narrowed: Narrowed,
    build: Callable[[Actor], Any],
    wanted: Hashable = None,
) -> Iterable[Any]:
    """Today's own reads are written once; one need is looked up seldom, and by its id."""
    if narrowed.about:
        return build(actor)  # type: ignore[no-any-return]
    return rows_of(actor, name, (narrowed, wanted), build)
