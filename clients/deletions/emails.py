"""Mails of requests for deletion: to the practice that somebody asks, to who asked that there is an
answer. The first names nobody, and none says what was asked or answered."""

from typing import Any

from django.utils.translation import gettext as _

from clients.deletions.models import DeletionRequest
from clients.deletions.queries import told_of
from clients.guardians.queries import (
    addressee_of,
    can_open_mails,
    guarding_beside,
    told_guarding,
)
from clients.guardians.telling import mail_to
from practice.core.actor import Actor
from practice.core.links import absolute, portal_link
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.team.telling import mail_to_colleague

KIND, ANSWER = "deletion_request", "deletion_answer"


def render_request(actor: Actor, message: Message) -> Mail:
    """To one colleague; NotWanted once it was taken back or answered."""
    rows = DeletionRequest.objects.visible_to(actor).select_related("client")
    asked = rows.filter(pk=message.subject_id).first()
    if asked is None or not asked.is_open:
        raise NotWanted(_("it was taken back, or answered"))
    told = told_of(actor, asked.client.assigned_to_id)
    colleague = next((one for one in told if one.pk == message.recipient_id), None)
    if colleague is None:
        raise NotWanted(_("they do not work with this client any more"))
    url = absolute("client_deletion", client_id=asked.client_id)
    return mail_to_colleague(actor, colleague, KIND, url)


def render_answer(actor: Actor, message: Message) -> Mail:
    """To the client or a guardian: that there is an answer. It goes where work has ended too."""
    rows: Any = DeletionRequest.objects.visible_to(actor).select_related("client")
    column = "clients_deletionrequest.client_id"
    rows = rows.annotate(**guarding_beside(actor, "client__", column=column))
    asked = rows.filter(pk=message.subject_id).first()
    if asked is None or asked.answered_at is None:
        raise NotWanted(_("it is not answered"))
    client, guarding = asked.client, told_guarding(asked)
    if not can_open_mails(client, guarding):
        raise NotWanted(_("they cannot open it: no address, or no login"))
    to = addressee_of(client, guarding, message.recipient_id)
    if to is None or not to.address:
        raise NotWanted(_("their part as a guardian has ended"))
    return mail_to(get_practice(actor), to, ANSWER, portal_link("portal_deletion", client.pk))
