"""Mails that ask how it goes, and that tell of next steps. Neither says what it is about."""

from django.utils.translation import gettext as _

from clients.guardians.queries import Addressee, addressee_of, guarding_of
from clients.guardians.telling import mail_to
from clients.mail_wishes.queries import wants_mail
from clients.mail_wishes.rules import MailKind
from clients.measures.queries import get_measured
from clients.measures.rules import Rater
from clients.records.models import Client, Episode
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.links import Link, absolute, link_token, portal_link
from practice.core.models import Practice
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.outbox.texts.common import common_values
from practice.outbox.texts.queries import Texts, own_words
from sessions.check_ins.mailing.rules import asked_by_mail
from sessions.understanding.models import NextSteps

CHECK_IN = "check_in"
NEXT_STEPS = "next_steps"
NO_CHECK_INS = "no_check_ins"  # the purpose of the link that turns both off


def render_check_in(actor: Actor, message: Message) -> Mail:
    """To the client, or a guardian of theirs; NotWanted once everything is answered."""
    measured = get_measured(actor, message.person_id)
    checking_in, due = measured.checking_in(), measured.due(by=Rater.CLIENT)
    if asked_by_mail([*checking_in, *due]) is None:
        raise NotWanted(_("it is answered"))
    name = "portal_check_in" if checking_in else "portal_measures"
    return _mail(actor, message, measured.client, CHECK_IN, portal_link(name, measured.client.pk))


def render_next_steps(actor: Actor, message: Message) -> Mail:
    """As above; NotWanted where what let go was taken back, or the practice offers no such page."""
    rows = Episode.objects.visible_to(actor).select_related("client")
    episode = rows.filter(pk=message.subject_id, client_id=message.person_id).first()
    if episode is None or episode.released_on is None:
        raise NotWanted(_("it was taken back"))
    if not NextSteps.objects.visible_to(actor).filter(is_offered=True).exists():
        raise NotWanted(_("the page is not offered any more"))
    there = portal_link("portal_next_steps", episode.client_id, episode_id=str(episode.pk))
    return _mail(actor, message, episode.client, NEXT_STEPS, there)


def _mail(actor: Actor, message: Message, client: Client, kind: str, url: str) -> Mail:
    if client.state == ClientState.ARCHIVED:
        raise NotWanted(_("the record is archived"))
    if not wants_mail(actor, client.pk, MailKind.CHECK_IN):
        raise NotWanted(_("they want no mails of this kind"))
    to = addressee_of(client, guarding_of(actor, client.pk), message.recipient_id)
    if to is None or not to.address:
        raise NotWanted(_("there is no address that it could go to"))
    practice = get_practice(actor)
    guardian_id = message.recipient_id if to.for_whom else None
    stop = Link(NO_CHECK_INS, practice.pk, client.pk, to=guardian_id)
    stop_url = absolute("check_ins_off_link", token=link_token(stop))
    return written_to(practice, to, kind, message.texts, url, stop_url)


def written_to(
    practice: Practice, to: Addressee, kind: str, texts: Texts, url: str, stop_url: str
) -> Mail:
    """The mail of a kind, in the practice's own words where it has some."""
    own = own_words(texts, kind, common_values(practice, to.called))
    return mail_to(practice, to, kind, url, unsubscribe_url=stop_url, stop_url=stop_url, own=own)
