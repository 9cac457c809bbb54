"""The word to the owner and to who works with a client: somebody asks for deletion. No name."""

import css_inline
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from clients.deletions.models import DeletionRequest
from clients.deletions.queries import told_of
from practice.core.actor import Actor
from practice.core.links import absolute
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message

KIND = "deletion_request"


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
    practice = get_practice(actor)
    url = absolute("client_deletion", client_id=asked.client_id)
    context = {"practice_name": practice.name, "called": colleague.name, "url": url}
    subject = render_to_string(f"emails/{KIND}.subject.txt", context).strip()
    html = render_to_string(f"emails/{KIND}.html", context | {"subject": subject})
    return Mail(
        to_name=colleague.name,
        to_address=colleague.user.email,
        from_name=practice.sender_name,
        reply_to="",
        subject=" ".join(subject.split()),
        text=render_to_string(f"emails/{KIND}.txt", context),
        html=css_inline.inline(html, keep_style_tags=True),
    )
