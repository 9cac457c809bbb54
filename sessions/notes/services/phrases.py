"""Writes of phrases: words that a practice uses often in its notes."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.errors import DomainError
from sessions.notes.models import Phrase
from sessions.notes.rules import PHRASED

PHRASES_AT_MOST = 300


def add_phrase(*, actor: Actor, part: str, text: str) -> Phrase:
    """Add a phrase for one part of the note; refuses one that is there."""
    actor.require("settings.write")
    words = " ".join(text.split())
    if part not in PHRASED:
        raise DomainError(_("Choose a part of the note."), field="part")
    if not words:
        raise DomainError(_("There are no words in it."), field="text")
    if Phrase.objects.visible_to(actor).count() >= PHRASES_AT_MOST:
        raise DomainError(_("There are three hundred phrases. Remove some first."))
    phrase = Phrase(practice_id=actor.practice_id, part=part, text=words)
    try:
        with transaction.atomic():
            phrase.save(force_insert=True)
    except IntegrityError:
        raise DomainError(_("This phrase is there already."), field="text") from None
    return phrase


def remove_phrase(*, actor: Actor, phrase: Phrase) -> None:
    """Offer a phrase no more; notes that used it keep their words."""
    actor.require("settings.write")
    phrase.delete()
