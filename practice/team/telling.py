"""A mail to a colleague about somebody whom it does not name: who gets it, and how it is made."""

from uuid import UUID

from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.models import Membership
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.written import written
from practice.team.queries import trainee_working, who_answers_for


def colleague_to_tell(
    actor: Actor, assigned_to_id: UUID | None, recipient_id: UUID | None
) -> Membership:
    """Whoever answers for somebody now; with a recipient, the trainee who works with them.

    NotWanted where nobody does, or the trainee has changed meanwhile.
    """
    if recipient_id is None:
        colleague = who_answers_for(actor, assigned_to_id)
    else:
        colleague = trainee_working(actor, assigned_to_id)
    if colleague is None or recipient_id not in {None, colleague.pk}:
        raise NotWanted(_("nobody here can be told"))
    return colleague


def mail_to_colleague(actor: Actor, colleague: Membership, name: str, url: str) -> Mail:
    """The mail of a name, which leads to `url`. Nobody answers to it."""
    practice = get_practice(actor)
    context = {"practice_name": practice.name, "called": colleague.name, "url": url}
    return Mail(
        to_name=colleague.name,
        to_address=colleague.user.email,
        from_name=practice.sender_name,
        reply_to="",
        **written(name, context),
    )
