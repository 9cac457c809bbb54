"""The intake's mails, decided again at the moment of sending: a question, a new intake, a
safety answer that cannot wait."""

from django.utils.translation import gettext as _

from clients.guardians.queries import (
    addressee_of,
    can_open_mails,
    guarding_beside,
    told_guarding,
)
from clients.guardians.telling import mail_to
from clients.intake.models import IntakeSubmission, QuestionBack
from clients.intake.queries import DRAFT, guarding_of_intakes
from clients.intake.rules import RedFlagLevel, highest_level
from clients.mail_wishes.queries import wants_mail
from clients.mail_wishes.rules import MailKind
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.links import absolute, portal_link
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.team.telling import colleague_to_tell, mail_to_colleague


def render_question(actor: Actor, message: Message) -> Mail:
    """Leads to the step in question, and says nothing of it; NotWanted once it is answered."""
    rows = QuestionBack.objects.visible_to(actor).select_related("submission", "client")
    column = "clients_questionback.client_id"
    rows = rows.annotate(**guarding_beside(actor, "client__", column=column))
    asked = rows.filter(pk=message.subject_id).first()
    if asked is None or asked.answered_at or asked.submission.state != DRAFT:
        raise NotWanted(_("the question does not wait any more"))
    there = {"step": asked.step} if asked.step else {}
    view = "portal_intake_step" if there else "portal_intake"
    url = portal_link(view, asked.client_id, **there)
    return _mail(actor, message, asked, "intake_question", url)


def render_again(actor: Actor, message: Message) -> Mail:
    """Leads to a new intake; NotWanted once it is signed."""
    rows = IntakeSubmission.objects.visible_to(actor).select_related("client")
    rows = rows.annotate(**guarding_of_intakes(actor))
    draft = rows.filter(pk=message.subject_id).first()
    if draft is None or draft.state != DRAFT:
        raise NotWanted(_("the intake does not wait any more"))
    url = portal_link("portal_intake", draft.client_id)
    return _mail(actor, message, draft, "intake_again", url)


def render_urgent(actor: Actor, message: Message) -> Mail:
    """To whoever works with them, else the owner: an answer to look at now. It names nobody.

    With a recipient it is the word to a trainee, whose supervisor has a mail of their own.
    """
    rows = IntakeSubmission.objects.visible_to(actor).select_related("client")
    told = rows.filter(pk=message.subject_id).first()
    if (
        told is None
        or told.client.state == ClientState.ARCHIVED
        or highest_level(told.answers.get("red_flags", {})) is not RedFlagLevel.EMERGENCY
    ):
        raise NotWanted(_("it is not needed any more"))  # whoever reads this may not know why
    client = told.client
    colleague = colleague_to_tell(actor, client.assigned_to_id, message.recipient_id)
    url = absolute("client_page", client_id=client.pk)
    return mail_to_colleague(actor, colleague, "safety_answer", url)


def _mail(
    actor: Actor, message: Message, about: IntakeSubmission | QuestionBack, name: str, url: str
) -> Mail:
    """`about` is read with what `told_guarding` reads."""
    client, guarding = about.client, told_guarding(about)
    if not can_open_mails(client, guarding) or client.state == ClientState.ARCHIVED:
        raise NotWanted(_("they cannot open it: no address, no login, or archived"))
    if not wants_mail(actor, client.pk, MailKind.INTAKE):
        raise NotWanted(_("they want no mails about the intake"))
    to = addressee_of(client, guarding, message.recipient_id)
    if to is None or not to.address:
        raise NotWanted(_("their part as a guardian has ended"))
    return mail_to(get_practice(actor), to, name, url)
