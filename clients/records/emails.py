"""The record's one mail: the invitation, decided again at the moment of sending."""

from uuid import UUID

from cryptography.fernet import InvalidToken
from django.utils.translation import gettext as _

from clients.records.models import Invitation
from clients.records.queries import get_client, state_of
from practice.core.actor import Actor
from practice.core.links import absolute
from practice.core.models import Practice
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.outbox.secrets import unseal
from practice.outbox.texts.common import common_values
from practice.outbox.texts.queries import Texts, own_words
from practice.outbox.texts.rules import OwnText
from practice.outbox.written import written
from practice.team.rules import InvitationState, InvitationToken

TEXT = "invitation"


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
    called, name, address = client.called, client.full_name, invitation.email
    url = absolute("invitation_accept", token=token.packed())
    return _written(practice, called, name, address, url, message.texts)


def preview_invitation(actor: Actor, client_id: UUID, text: OwnText) -> Mail:
    """The invitation as a client would get it with these words; its link leads to the portal."""
    client, practice = get_client(actor, client_id), get_practice(actor)
    url, told = absolute("portal_home"), (client.called, client.full_name, client.email)
    return _written(practice, *told, url, {TEXT: text})


def _written(
    practice: Practice, called: str, name: str, address: str, url: str, texts: Texts
) -> Mail:
    context = {
        "practice_name": practice.name,
        "practice": practice,
        "called": called,
        "url": url,
        "own": own_words(texts, TEXT, common_values(practice, called)),
    }
    return Mail(
        to_name=name,
        to_address=address,
        from_name=practice.sender_name,
        reply_to=practice.contact_email,
        **written("invitation", context),
    )
