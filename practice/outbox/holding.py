"""What a practice does about mails that are held: look why, let them all go, or send none."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practice.core.actor import Actor, NotAllowed
from practice.core.clock import late_after, now
from practice.core.errors import DomainError
from practice.core.rules import Reach
from practice.outbox.models import EVERYBODY, Brake, Message
from practice.outbox.rules import CROWD, RESTORED, State
from practice.outbox.waking import wake

# What is stored is said where no language is chosen; here it is what people read.
HELD_WORDS = {
    CROWD: gettext_lazy(
        "Far more mails came up within an hour than were planned for it. Look whether they are "
        "meant: something may have made them by mistake."
    ),
    RESTORED: gettext_lazy(
        "The database was put back from a copy. Some of these mails may have left already, after "
        "the copy was made."
    ),
}


@dataclass(frozen=True)
class Hold:
    """That nothing leaves but what somebody waits for: since when and why, and whose word it is."""

    since: datetime
    reason: str
    by_hand: bool


def brakes_of(actor: Actor) -> dict[bool, Brake]:
    """The brake of everybody (True) and of the practice (False), as far as they are there."""
    rows = Brake.objects.filter(whose__in=[EVERYBODY, actor.practice_id])
    return {brake.whose == EVERYBODY: brake for brake in rows}


def hold_on(brakes: dict[bool, Brake]) -> Hold | None:
    """What holds every mail of the practice now, if anything does."""
    house, own = brakes.get(True), brakes.get(False)
    if own and own.held_since:
        return Hold(own.held_since, own.held_reason, by_hand=True)
    if not house or not house.held_since:
        return None
    if own and own.released_at and own.released_at >= house.held_since:
        return None
    return Hold(house.held_since, house.held_reason, by_hand=house.held_reason != RESTORED)


def waits_for_turn(brakes: dict[bool, Brake], at: datetime) -> bool:
    """Whether mails of the practice that are due wait for others to leave first."""
    return any(b.short_at is not None and b.short_at > at - late_after() for b in brakes.values())


def refuse_held(actor: Actor) -> None:
    """Whoever runs Supple holds mails by hand: then only they let them go."""
    hold = hold_on(brakes_of(actor))
    if hold and hold.by_hand:
        words = _("Whoever runs Supple holds all mails, and lets them go: %(reason)s")
        raise DomainError(words % {"reason": hold.reason})


def decides_for_all(actor: Actor) -> bool:
    """Whether they decide about every mail of the practice, and not their own clients' alone."""
    return actor.reach("mail.write") is Reach.ALL


def _require_all(actor: Actor) -> None:
    if not decides_for_all(actor):
        raise NotAllowed("mail.write")


@transaction.atomic
def release_held(*, actor: Actor) -> int:
    """Let every held mail of the practice go, as fast as mails may leave; says how many.

    Those whose time has passed end as too late. What a restore held for all is over for them.
    """
    _require_all(actor)
    refuse_held(actor)
    at = now()
    Brake.objects.update_or_create(whose=actor.practice_id, defaults={"released_at": at})
    held = Message.objects.visible_to(actor, "mail.write").filter(state=State.HELD)
    count = held.update(state=State.RETRY, try_at=None, reason="", settled_at=None, released_at=at)
    transaction.on_commit(wake)
    return count


@transaction.atomic
def cancel_held(*, actor: Actor) -> int:
    """Send none of the practice's held mails; says how many there were."""
    _require_all(actor)
    held = Message.objects.visible_to(actor, "mail.write").filter(state=State.HELD)
    return held.update(
        state=State.CANCELLED, reason="cancelled by hand", settled_at=now(), secret=""
    )
