"""Starts that a page has shown somebody, sealed: they may choose one as long as it is free, though
others would be shown by now, since something beside it got free."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing

from practice.core.actor import Actor

# A page that lay open longer is looked at anew.
SHOWN_FOR = timedelta(days=1)


def sealed(actor: Actor, service_id: UUID, practitioner_id: UUID, starts: Iterable[str]) -> str:
    """Starts, as a form names them (`instant|place`), as a hidden field keeps them."""
    by_place: dict[str, list[int]] = {}
    for value in starts:
        at, _bar, where = value.partition("|")
        by_place.setdefault(where, []).append(_second(datetime.fromisoformat(at)))
    salt = _salt(actor, service_id, practitioner_id)
    return signing.dumps(by_place, salt=salt, compress=True)


def was_shown(
    actor: Actor,
    service_id: UUID,
    practitioner_id: UUID,
    starts_at: datetime,
    place_id: UUID | None,
    *,
    seal: str,
) -> bool:
    """Whether just this was shown to them, of this service with this person."""
    try:
        salt = _salt(actor, service_id, practitioner_id)
        found: dict[str, Sequence[int]] = signing.loads(seal, salt=salt, max_age=SHOWN_FOR)
    except signing.BadSignature:
        return False
    return _second(starts_at) in found.get(str(place_id or ""), ())


def _second(at: datetime) -> int:
    return int(at.timestamp())


def _salt(actor: Actor, service_id: UUID, practitioner_id: UUID) -> str:
    whose = actor.practice_id, actor.client_id, service_id, practitioner_id
    return "shown " + " ".join(str(one) for one in whose)
