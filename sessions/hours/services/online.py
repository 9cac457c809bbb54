"""Where somebody is met online."""

from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.errors import DomainError, Stale
from practice.core.whereabouts import ROOM_LENGTH, one_line
from sessions.hours.services.working import hold_worker

FIELD = "address"
_is_address = URLValidator(schemes=["https"])


@transaction.atomic
def keep_online_room(*, actor: Actor, practitioner_id: UUID, address: str, was: str) -> None:
    """Keep the address under which clients meet somebody online; "" takes it away.

    `was` says what the form was drawn from; Stale where somebody changed it meanwhile.
    """
    worker = hold_worker(actor, practitioner_id)
    said = _checked(one_line(address))
    stands = worker.online_room
    if stands not in {was, said}:
        raise Stale(_changed(stands), current=stands)
    worker.online_room = said
    worker.save(update_fields=["online_room"])


def _changed(stands: str) -> str:
    if not stands:
        return _("Somebody took the address away meanwhile. Save again if yours should stand.")
    words = _("Somebody changed it meanwhile: %(address)s. Save again if yours should stand.")
    return words % {"address": stands}


def _checked(said: str) -> str:
    if len(said) > ROOM_LENGTH:
        words = _("This is longer than %(most)s letters.") % {"most": ROOM_LENGTH}
        raise DomainError(words, field=FIELD)
    if not said:
        return ""
    words = _("This is no address of a room. It begins with https:// and is opened by a browser.")
    try:
        _is_address(said)
        where = urlsplit(said)
    except (ValidationError, ValueError):
        raise DomainError(words, field=FIELD) from None
    if "@" in where.netloc:  # what stands before it only looks like where it leads
        raise DomainError(words, field=FIELD)
    return said
