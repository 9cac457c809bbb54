"""Writes of calendar addresses: made anew, and ended."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from clients.records.services import require_present
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.models import Membership
from practice.core.rules import Role
from practice.core.services import claim_once
from practice.team.rules import new_token
from practice.team.services import digest
from sessions.calendar_feeds.models import CalendarFeed
from sessions.calendar_feeds.queries import own_feeds
from sessions.calendar_feeds.rules import Names


@transaction.atomic
def make_feed(
    *, actor: Actor, names: str = Names.NONE.value, key: UUID | None = None
) -> tuple[CalendarFeed, str]:
    """Make one's address anew; the one before opens nothing from now on. The secret is returned
    this once. AlreadyDone if `key` made it before."""
    actor.require("appointment.write")
    if actor.in_portal and actor.client_id is not None:
        require_present(actor=actor, client_id=actor.client_id)  # holds the record
    elif actor.role is Role.ASSISTANT:
        raise DomainError(_("You give no lessons here, so there is no calendar of yours."))
    else:
        rows: Any = Membership._base_manager.filter(practice_id=actor.practice_id)
        rows.select_for_update(no_key=True).get(pk=actor.membership_id)
    once = claim_once(actor=actor, key=key, action="make_feed")
    end_feed(actor=actor)
    secret = new_token(actor.practice_id)
    feed = CalendarFeed(
        **once,
        practice_id=actor.practice_id,
        member_id=None if actor.in_portal else actor.membership_id,
        client_id=actor.client_id,
        guardian_id=actor.guardian_id,
        digest=digest(secret),
        names=Names.NONE.value if actor.in_portal else Names(names).value,
        made_at=now(),
    )
    feed.save(force_insert=True)
    return feed, secret


def end_feed(*, actor: Actor) -> int:
    """Let one's address open nothing from now on; says how many there were."""
    actor.require("appointment.read")
    ended: int = own_feeds(actor).update(revoked_at=now())
    return ended
