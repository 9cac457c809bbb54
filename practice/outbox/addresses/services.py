"""Writes: an address that was found out, and one that is mailed again."""

from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.outbox.addresses.models import SuppressedAddress
from practice.outbox.addresses.rules import Why, folded, without_addresses
from practice.outbox.addresses.told import Told
from practice.outbox.models import DeliveryAttempt, Message
from practice.outbox.rules import State


class NotYet(Exception):
    """The provider tells of a mail while we still write down that it took it: ask again later."""


def suppress(
    *, actor: Actor, message: Message, attempt: int, address: str, why: Why, detail: str
) -> None:
    """Mail nothing more to an address that this attempt found out; said twice it is kept once,
    also where somebody lifted it meanwhile."""
    row = SuppressedAddress(
        practice_id=actor.practice_id,
        address=folded(address),
        why=why.value,
        detail=detail[:200],
        person_id=message.person_id,
        message=message,
        attempt=attempt,
        since=now(),
    )
    SuppressedAddress._base_manager.bulk_create([row], ignore_conflicts=True)


def note_told(*, actor: Actor, told: Told) -> bool:
    """Keep what a provider told of a mail that it took; False, and nothing changes, where it names
    none, or one that it knows by another name. Told twice it is kept once."""
    rows = DeliveryAttempt.objects.visible_to(actor).filter(
        message_id=told.message_id, provider_id=told.provider_id
    )
    attempt = rows.select_related("message").first()
    if attempt is None:
        open_ones = DeliveryAttempt.objects.visible_to(actor)
        if open_ones.filter(message_id=told.message_id, ended_at=None).exists():
            raise NotYet
        return False
    detail = without_addresses(told.detail)
    if told.why is not None:
        suppress(
            actor=actor,
            message=attempt.message,
            attempt=attempt.number,
            address=told.address,
            why=told.why,
            detail=detail,
        )
    if told.why is not Why.COMPLAINED:
        sent = Message.objects.visible_to(actor).filter(
            pk=told.message_id, attempt=attempt.number, state=State.SENT
        )
        sent.update(state=State.FAILED, settled_at=now(), reason=f"it came back: {detail}"[:200])
    return True


def lift(*, actor: Actor, suppressed: SuppressedAddress) -> None:
    """Mail to an address again; what was left out until now stays so."""
    actor.require("mail.write")
    rows = SuppressedAddress.objects.visible_to(actor, "mail.write").filter(
        pk=suppressed.pk, lifted_at=None
    )
    if not rows.update(lifted_at=now(), lifted_by_id=actor.membership_id):
        raise DomainError(_("This address is mailed to again already."))
