"""What a practice may word of the mails that ask how it goes, and that tell of next steps."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from clients.guardians.queries import Addressee
from clients.records.queries import get_client
from practice.core.actor import Actor
from practice.core.links import absolute
from practice.core.queries import get_practice
from practice.outbox.kinds import Mail
from practice.outbox.texts.common import COMMON
from practice.outbox.texts.kinds import TextKind
from practice.outbox.texts.rules import OwnText
from sessions.check_ins.mailing.emails import CHECK_IN, NEXT_STEPS, written_to

ADDED = _(
    "Supple writes the link below it, for a guardian whom it is about, and the link that turns"
    " mails of this kind off."
)


def _preview(kind: str) -> Callable[[Actor, UUID, OwnText], Mail]:
    def preview(actor: Actor, client_id: UUID, text: OwnText) -> Mail:
        client, practice = get_client(actor, client_id), get_practice(actor)
        to = Addressee(client.full_name, client.email, client.called)
        url = absolute("portal_home")
        return written_to(practice, to, kind, {kind: text}, url, url)

    return preview


def _kind(code: str, **words: Any) -> TextKind:
    preview = _preview(code)
    return TextKind(code=code, added=ADDED, placeholders=COMMON, preview=preview, **words)


TEXTS = (
    _kind(
        CHECK_IN,
        word=_("Questions wait"),
        subject=_("A minute for a few questions"),
        body=_(
            "Hello {first_name},\n\nA few questions wait for you. They take about a minute. Answer"
            " what you like, and leave the rest."
        ),
    ),
    _kind(
        NEXT_STEPS,
        word=_("Next steps"),
        subject=_("What comes next"),
        body=_(
            "Hello {first_name},\n\nYour practice has written down what comes next. It is a short"
            " page, and stays in your portal."
        ),
    ),
)
