"""Reads of mails that tell of Today: one's own wish, and whose time has come."""

from datetime import datetime
from uuid import UUID

from practice.core.actor import Actor
from practice.core.clock import known_zone
from practice.core.models import Membership, Practice
from practice.core.rules import Role
from practice.dashboard.morning.models import MorningMail
from practice.outbox.sending.claims import across_practices

_DUE = "SELECT DISTINCT practice_id FROM practice_morningmail WHERE next_at <= %s"
AT_ONCE = 500


def practices_due(at: datetime) -> list[UUID]:
    """Practices in which somebody's time has come; the planner then looks into one at a time."""
    with across_practices() as cursor:
        cursor.execute(_DUE, [at])
        return [row[0] for row in cursor.fetchall()]


def own_wish(actor: Actor) -> MorningMail | None:
    """What oneself said of it."""
    return wish_of(actor, actor.membership_id) if actor.membership_id else None


def wish_of(actor: Actor, member_id: UUID) -> MorningMail | None:
    """What a colleague said of it. Whoever asks is them, or the mail itself."""
    rows = MorningMail._base_manager.filter(practice_id=actor.practice_id)
    return rows.select_related("member__user").filter(member_id=member_id).first()


def due(actor: Actor, at: datetime) -> list[MorningMail]:
    """Wishes of a practice whose time has come, held for this planner alone."""
    rows = MorningMail._base_manager.filter(practice_id=actor.practice_id, next_at__lte=at)
    rows = rows.select_related("member__user").order_by("next_at")
    return list(rows.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])


def acting_as(practice: Practice, member: Membership) -> Actor:
    """A colleague, to read what they may read, by the practice's clock."""
    return Actor(
        practice_id=practice.pk,
        role=Role(member.role),
        user_id=member.user_id,
        membership_id=member.pk,
        name=member.name,
        practice_name=practice.name,
        zone=known_zone(practice.timezone),
        locale=practice.locale,
        only_own_clients=practice.only_own_clients,
    )
