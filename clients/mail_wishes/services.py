"""Writes of which mails somebody wants; what was said before stays."""

from uuid import UUID

from django.utils.translation import gettext as _

from clients.mail_wishes.models import MailWish
from clients.mail_wishes.queries import Wish, wishes_of
from clients.mail_wishes.rules import MailKind
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError


def say_wish(
    *, actor: Actor, client_id: UUID, about: MailKind, wanted: bool, last: Wish | None = None
) -> bool:
    """Keep that a client wants one kind of mail, or does not; False if they said so already.

    What somebody turned off themself, only they turn on. `last` is what they said before, for who
    has read it already.
    """
    actor.require("mail_wish.write")
    said = [last] if last else wishes_of(actor, client_id)
    last = next(wish for wish in said if wish.about is about)
    if last.said_at is not None and last.wanted == wanted:
        return False
    by_client = actor.in_portal
    if wanted and not last.wanted and last.by_client and not by_client:
        raise DomainError(_("They turned these mails off: only they turn them on."), field=about)
    MailWish(
        practice_id=actor.practice_id,
        client_id=client_id,
        about=about.value,
        wanted=wanted,
        said_at=now(),
        said_by_id=actor.membership_id,
        by_client=by_client,
        guardian_id=actor.guardian_id,
    ).save(force_insert=True)
    return True
