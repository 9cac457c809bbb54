"""Notes that are not signed yet, and for how long: they age in a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.models import Membership
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteState

A_PAGE = 50
FURTHEST = 5_000
WEEK, MONTH = 7, 30
DAYS_IN_WORDS, WEEKS_IN_WORDS = 14, 63


@dataclass(frozen=True)
class UnsignedNote:
    """One line: whose lesson, who wrote it, what it waits for, and for how many days."""

    note_id: UUID
    client_id: UUID
    name: str
    number: int
    held_on: date
    author: str
    state: str
    days: int

    @property
    def age(self) -> str:
        """For how long, in words."""
        return age_in_words(self.days)


@dataclass(frozen=True)
class UnsignedNotes:
    """A page of them, the oldest lesson first; `after` begins the next page."""

    notes: Sequence[UnsignedNote]
    after: int | None


def age_in_words(days: int) -> str:
    """Days as people say them: days up to two weeks, weeks up to nine, then months."""
    if days < 1:
        return _("today")
    if days < DAYS_IN_WORDS:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if days < WEEKS_IN_WORDS:
        return ngettext("%(n)s week", "%(n)s weeks", days // WEEK) % {"n": days // WEEK}
    return ngettext("%(n)s month", "%(n)s months", days // MONTH) % {"n": days // MONTH}


def to_sign(actor: Actor) -> Q:
    """Notes that wait for the actor: what they wrote, and what they are to co-sign."""
    taught = Membership.objects.visible_to(actor, "settings.read")
    taught = taught.filter(supervisor=actor.membership_id)
    to_co_sign = Q(state=NoteState.AWAITING_CO_SIGNATURE, author__in=taught.values("pk"))
    return Q(author=actor.membership_id) | to_co_sign


def unsigned_notes(actor: Actor, *, mine: bool = False, begin: int = 0) -> UnsignedNotes:
    """Drafts and what waits for a co-signature, within reach; `mine`: what I wrote or co-sign."""
    rows: Any = SessionNote.objects.visible_to(actor).exclude(state=NoteState.SIGNED)
    if mine:
        rows = rows.filter(to_sign(actor))
    # Found by themselves first, as for Today: their own index is the small one.
    rows = rows.filter(pk__in=rows.order_by("saved_at").values("pk")[:FURTHEST])
    found = rows.order_by("session__held_on", "id").values_list(
        "pk",
        "client_id",
        "client__given_name",
        "client__family_name",
        "session__number",
        "session__held_on",
        "author__name",
        "state",
    )[begin : begin + A_PAGE + 1]
    today = today_in(actor.zone)
    notes = [
        UnsignedNote(
            pk, whose, f"{given} {family}".strip(), n, day, author, state, (today - day).days
        )
        for pk, whose, given, family, n, day, author, state in found
    ]
    return UnsignedNotes(notes[:A_PAGE], begin + A_PAGE if len(notes) > A_PAGE else None)
