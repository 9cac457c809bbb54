"""Reads of addresses that take no mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from practice.core.actor import Actor
from practice.core.beside import beside
from practice.outbox.addresses.models import WHY_WORDS, SuppressedAddress
from practice.outbox.addresses.rules import Why
from practice.outbox.kinds import people_names

MOST = 200


def suppressed_in(practice_id: Any) -> QuerySet[SuppressedAddress]:
    """Those of a practice that hold now."""
    return SuppressedAddress._base_manager.filter(practice_id=practice_id, lifted_at=None)


@dataclass(frozen=True)
class Unreachable:
    """An address as the page of mails tells of it."""

    id: UUID
    address: str
    why: str
    detail: str
    person: str
    since: datetime


def unreachable(actor: Actor) -> Sequence[Unreachable]:
    """Those that hold, the newest first, with whom mails to them were for."""
    rows = SuppressedAddress.objects.visible_to(actor).filter(lifted_at=None)
    found = list(rows.order_by("-since", "-id")[:MOST])
    names = people_names(actor, {row.person_id for row in found}) if found else {}
    return [
        Unreachable(
            row.pk,
            row.address,
            str(WHY_WORDS[Why(row.why)]),
            row.detail,
            names.get(row.person_id, ""),
            row.since,
        )
        for row in found
    ]


def get_suppressed(actor: Actor, suppressed_id: UUID) -> SuppressedAddress:
    """The one door to one of them."""
    rows = SuppressedAddress.objects.visible_to(actor, "mail.write")
    found = rows.by_id(suppressed_id)
    if found is None:
        raise Http404("address")
    return found


def unreachable_beside(actor: Actor, column: str) -> Any:
    """Why the address in a column takes no mail, beside each row: `told_unreachable` reads it."""
    return beside(
        actor,
        "mail.read",
        "SELECT mute.why FROM practice_suppressedaddress mute WHERE mute.practice_id = %s"  # noqa: S608
        f" AND mute.lifted_at IS NULL AND mute.address = lower(btrim({column}))",
        actor.practice_id,
    )


def told_unreachable(told: Sequence[str]) -> str:
    """In words; "" for an address that takes mail."""
    return next((str(WHY_WORDS[Why(why)]) for why in told), "")
