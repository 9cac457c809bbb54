"""The picture of a card of the practice's own: kept, handed out, deleted."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from clients.files.checking import checked
from clients.files.rules import FileKind
from clients.files.serving import streamed
from clients.files.store import drop, new_name, put
from clients.symptoms.own_words import worded
from practice.core.actor import Actor
from practice.core.errors import DomainError
from sessions.understanding.models import UnderstandingCard
from sessions.understanding.queries import get_card
from sessions.understanding.rules import PICTURE_WORDS
from sessions.understanding.services import WRITE


@transaction.atomic
def keep_picture(
    *, actor: Actor, card_id: UUID, upload: "File[bytes]", says: str
) -> UnderstandingCard:
    """Give a card a picture, in place of the one it has; `says` is for who does not see it."""
    actor.require(WRITE)
    card = get_card(actor, card_id, WRITE, hold=True)
    if card.built_in_version:
        raise DomainError(_("What came along keeps its drawing. Copy it, and change the copy."))
    says = worded(says, PICTURE_WORDS, "says")
    former, name = card.picture, new_name(actor.practice_id)
    with checked(upload, FileKind.POSTURE) as found:
        try:
            put(name, found.file)
            card.picture, card.picture_type, card.picture_says = name, found.content_type, says
            card.version += 1
            card.save(update_fields=["picture", "picture_type", "picture_says", "version"])
        except BaseException:
            drop(name)
            raise
    if former:
        transaction.on_commit(partial(drop, former))
    return card


@transaction.atomic
def delete_picture(*, actor: Actor, card_id: UUID) -> None:
    """Delete the picture of a card for good."""
    actor.require(WRITE)
    card = get_card(actor, card_id, WRITE, hold=True)
    if not card.picture:
        return
    transaction.on_commit(partial(drop, card.picture))
    card.picture = card.picture_type = card.picture_says = ""
    card.version += 1
    card.save(update_fields=["picture", "picture_type", "picture_says", "version"])


def as_answer(card: UnderstandingCard) -> HttpResponse:
    """Its picture; Http404 where it has none."""
    if not card.picture:
        raise Http404("picture")
    return streamed(card.picture, card.picture_type, filename="card")


def names_known(actor: Actor, names: Sequence[str]) -> set[str]:
    """Which of these names of the store belong to a card."""
    rows = UnderstandingCard.objects.visible_to(actor).filter(picture__in=names)
    return set(rows.values_list("picture", flat=True))
