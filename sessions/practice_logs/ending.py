"""Ending the links of mails and the phones that are out there: they log nothing more.

Whoever signs in goes on: what opens afterwards gets a new link or token.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from clients.records.services import require_present
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import now
from sessions.practice_logs.models import EndedLinks

_LAST = """
    SELECT ended.ended_at FROM care_sessions_endedlinks ended
    WHERE ended.practice_id = %s AND ended.client_id = care_sessions_homeprogram.client_id
    ORDER BY ended.ended_at DESC LIMIT 1"""


@transaction.atomic
def end_links(*, actor: Actor, client_id: UUID) -> EndedLinks:
    """End every link in a mail and every phone of a client, as far as made by now.

    The caller has come through a door to the client, or is in their portal.
    """
    actor.require("practice_log.write")
    require_present(actor=actor, client_id=client_id)
    ended = EndedLinks(
        practice_id=actor.practice_id,
        client_id=client_id,
        ended_at=now(),
        ended_by_id=actor.membership_id,
        guardian_id=actor.guardian_id,
    )
    ended.save(force_insert=True)
    return ended


def last_ended(actor: Actor, client_id: UUID) -> datetime | None:
    """When links and phones of a client were ended last. One statement."""
    rows = EndedLinks.objects.visible_to(actor).filter(client_id=client_id)
    return rows.order_by("-ended_at").values_list("ended_at", flat=True).first()


def last_ended_beside(actor: Actor) -> Any:
    """Read along with a program when its client's links were ended last: `told_last_ended`."""
    return beside(actor, "practice_log.read", _LAST, actor.practice_id)


def told_last_ended(found: Sequence[str]) -> datetime | None:
    """What `last_ended_beside` read."""
    return datetime.fromisoformat(found[0]) if found else None
