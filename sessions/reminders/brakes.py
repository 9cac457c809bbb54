"""What the outbox would keep back: an address that takes no mail, enough mails for one day."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from clients.guardians.queries import guarding_beside, mailed_guardians, told_guarding
from clients.records.models import Client
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.outbox.addresses.models import WHY_WORDS
from practice.outbox.addresses.rules import Why, folded
from practice.outbox.rules import UNCAPPED, State

_MUTE = """
    SELECT json_build_object('to', mute.address, 'why', mute.why)
    FROM practice_suppressedaddress mute
    WHERE mute.practice_id = %s AND mute.lifted_at IS NULL AND mute.address IN (
        SELECT lower(btrim(clients_client.email)) UNION ALL
        SELECT lower(btrim(one.email)) FROM clients_guardian one
        WHERE one.practice_id = %s AND one.client_id = clients_client.id)"""
_SENT = """
    SELECT coalesce(to_jsonb(mail.recipient_id), '""') FROM practice_message mail
    WHERE mail.practice_id = %s AND mail.person_id = clients_client.id AND mail.local_date = %s
        AND mail.state = ANY (%s) AND mail.kind <> ALL (%s)"""


@dataclass(frozen=True)
class Brakes:
    """As it stands now. `sent` counts the mails of a local day that a cap counts, of whoever of
    the recipients had the fewest; `mute` says why no recipient's address takes mail, or is ""."""

    sent: int = 0
    mute: str = ""


def brakes_of(actor: Actor, client: Client, day: date) -> Brakes:
    """Of the mails of a client who is within reach, on a local day; one statement."""
    ours = actor.practice_id
    rows: Any = Client.objects.visible_to(actor).filter(pk=client.pk)
    counted = [State.SENT.value, State.UNKNOWN.value]
    found = rows.annotate(
        **guarding_beside(actor),
        told_mute=beside(actor, "reminder.read", _MUTE, ours, ours),
        told_sent=beside(actor, "reminder.read", _SENT, ours, day, counted, sorted(UNCAPPED)),
    ).get()
    guardians = mailed_guardians(told_guarding(found))
    whom: dict[UUID | None, str] = {one.guardian_id: one.email for one in guardians}
    whom = whom or {None: client.email}
    mails = Counter(UUID(who) if who else None for who in found.told_sent)
    mute = {one["to"]: Why(one["why"]) for one in found.told_mute}
    return Brakes(min(mails[one] for one in whom), _why_mute(list(whom.values()), mute))


def _why_mute(addresses: Sequence[str], mute: Mapping[str, Why]) -> str:
    """In words, where each of them is mute; "" where a mail reaches somebody."""
    whys = [mute.get(folded(address)) for address in addresses]
    told = [str(WHY_WORDS[why]) for why in whys if why is not None]
    return told[0] if len(told) == len(whys) else ""
