"""The record's one mail: the invitation, decided again at the moment of sending."""

from cryptography.fernet import InvalidToken
from django.utils.translation import gettext as _

from clients.records.models import Invitation
from clients.records.queries import state_of
from practice.core.actor import Actor
from practice.core.links import absolute
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.outbox.secrets import unseal
from practice.outbox.written import written
from practice.team.rules import InvitationState, InvitationToken


def _secret(message: Message) -> str:
    try:
        return unseal(message.secret)
    except InvalidToken:
        raise NotWanted(_("its secret is gone; send a new invitation")) from None


def render_invitation(actor: Actor, message: Message) -> Mail:
    """The invitation's mail; NotWanted once it was used, withdrawn, or their address changed."""
    rows = Invitation.objects.visible_to(actor).select_related("client")
    invitation = rows.filter(pk=message.subject_id).first()
    if invitation is None or state_of(invitation) is not InvitationState.OPEN:
        raise NotWanted(_("the invitation is no longer open"))
    client, practice = invitation.client, get_practice(actor)
    token = InvitationToken(actor.practice_id, invitation.pk, _secret(message))
    context = {
        "practice_name": practice.name,
        "practice": practice,
        "called": client.called,
        "url": absolute("invitation_accept", token=token.packed()),
    }
    return Mail(
        to_name=client.full_name,
        to_address=invitation.email,
        from_name=practice.sender_name,
        reply_to=practice.contact_email,
        **written("invitation", context),
    )
