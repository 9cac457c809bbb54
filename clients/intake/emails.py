"""The intake's one mail: that something is asked back, decided again at the moment of sending."""

import css_inline
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from clients.intake.models import QuestionBack
from clients.intake.queries import DRAFT
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.links import absolute
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message


def render_question(actor: Actor, message: Message) -> Mail:
    """Leads to the step in question, and says nothing of it; NotWanted once it is answered."""
    rows = QuestionBack.objects.visible_to(actor).select_related("submission", "client")
    asked = rows.filter(pk=message.subject_id).first()
    if asked is None or asked.answered_at or asked.submission.state != DRAFT:
        raise NotWanted(_("the question does not wait any more"))
    client, practice = asked.client, get_practice(actor)
    if not client.email or client.user_id is None or client.state == ClientState.ARCHIVED:
        raise NotWanted(_("they cannot open it: no address, no login, or archived"))
    there = {"step": asked.step} if asked.step else {}
    context = {
        "practice_name": practice.name,
        "practice": practice,
        "called": client.called,
        "url": absolute("portal_intake_step" if there else "portal_intake", **there),
    }
    subject = render_to_string("emails/intake_question.subject.txt", context).strip()
    html = render_to_string("emails/intake_question.html", context | {"subject": subject})
    return Mail(
        to_name=client.full_name,
        to_address=client.email,
        from_name=practice.sender_name,
        reply_to=practice.contact_email,
        subject=" ".join(subject.split()),
        text=render_to_string("emails/intake_question.txt", context),
        html=css_inline.inline(html, keep_style_tags=True),
    )
