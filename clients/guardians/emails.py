"""The guardian's invitation as a mail, decided again at the moment of sending."""

from cryptography.fernet import InvalidToken
from django.utils.translation import gettext as _

from clients.guardians.queries import invitations, state_of
from practice.core.actor import Actor
from practice.core.links import absolute
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.outbox.secrets import unseal
from practice.outbox.written import written
from practice.team.rules import InvitationState, InvitationToken


def render_guardian_invitation(actor: Actor, message: Message) -> Mail:
    """The invitation's mail, which says for whom; NotWanted once it opens nothing any more."""
    invitation = invitations(actor).filter(pk=message.subject_id).first()
    if invitation is None or state_of(invitation) is not InvitationState.OPEN:
        raise NotWanted(_("the invitation is no longer open"))
    try:
        secret = unseal(message.secret)
    except InvalidToken:
        raise NotWanted(_("its secret is gone; send a new invitation")) from None
    practice = get_practice(actor)
    token = InvitationToken(actor.practice_id, invitation.pk, secret)
    context = {
        "practice_name": practice.name,
        "practice": practice,
        "name": invitation.guardian.name,
        "client": invitation.client.called,
        "url": absolute("guardian_invitation_accept", token=token.packed()),
    }
    return Mail(
        to_name=invitation.guardian.name,
        to_address=invitation.email,
        from_name=practice.sender_name,
        reply_to=practice.contact_email,
        **written("guardian_invitation", context),
    )
