"""An address that mails come back from, as a row."""

from typing import Any

from practice.core.actor import acting
from practice.core.clock import now
from practice.outbox.addresses.models import SuppressedAddress
from practice.outbox.models import Message
from tests.cast import House


def put_unreachable(house: House) -> dict[str, Any]:
    """One that nobody has any more, found out by a mail that is there already."""
    with acting(house.boss) as boss:
        message = Message.objects.visible_to(boss).order_by("id")[0]
        row = SuppressedAddress(
            practice=house.practice,
            address="former@clients.example",
            why="bounced",
            detail="5.1.1 unknown",
            person_id=message.person_id,
            message=message,
            attempt=1,
            since=now(),
        )
        row.save(force_insert=True)
    return {"suppressed_id": row.pk}
