"""The word to whoever works with a client: a program was paused. It names nobody and no reason."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.links import absolute
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.team.telling import colleague_to_tell, mail_to_colleague
from sessions.flares.models import Flare

KIND_WORD = gettext_lazy("word to a colleague")


def render_paused(actor: Actor, message: Message) -> Mail:
    """To whoever works with them, else the owner; with a recipient, to the trainee who does."""
    rows = Flare.objects.visible_to(actor).select_related("client")
    flare = rows.filter(pk=message.subject_id).first()
    if flare is None or flare.settled_at or flare.client.state == ClientState.ARCHIVED:
        raise NotWanted(_("it is not needed any more"))  # whoever reads this may not know why
    client = flare.client
    colleague = colleague_to_tell(actor, client.assigned_to_id, message.recipient_id)
    url = absolute("client_page", client_id=client.pk)
    return mail_to_colleague(actor, colleague, "program_paused", url)
