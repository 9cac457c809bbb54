"""The word to whoever works with a client: a program was paused. It names nobody and no reason."""

import css_inline
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.links import absolute
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.team.queries import trainee_working, who_answers_for
from sessions.flares.models import Flare

KIND_WORD = gettext_lazy("word to a colleague")


def render_paused(actor: Actor, message: Message) -> Mail:
    """To whoever works with them, else the owner; with a recipient, to the trainee who does."""
    rows = Flare.objects.visible_to(actor).select_related("client")
    flare = rows.filter(pk=message.subject_id).first()
    if flare is None or flare.settled_at or flare.client.state == ClientState.ARCHIVED:
        raise NotWanted(_("it is not needed any more"))  # whoever reads this may not know why
    client = flare.client
    colleague = who_answers_for(actor, client.assigned_to_id)
    if message.recipient_id is not None:
        colleague = trainee_working(actor, client.assigned_to_id)
    if colleague is None or message.recipient_id not in {None, colleague.pk}:
        raise NotWanted(_("nobody here can be told"))
    practice = get_practice(actor)
    url = absolute("client_page", client_id=client.pk)
    context = {"practice_name": practice.name, "called": colleague.name, "url": url}
    subject = render_to_string("emails/program_paused.subject.txt", context).strip()
    html = render_to_string("emails/program_paused.html", context | {"subject": subject})
    return Mail(
        to_name=colleague.name,
        to_address=colleague.user.email,
        from_name=practice.sender_name,
        reply_to="",
        subject=" ".join(subject.split()),
        text=render_to_string("emails/program_paused.txt", context),
        html=css_inline.inline(html, keep_style_tags=True),
    )
