"""Reads of phrases."""

from uuid import UUID

from django.http import Http404

from practice.core.actor import Actor
from sessions.notes.models import Phrase
from sessions.notes.rules import PHRASED


def phrases_by_part(actor: Actor) -> dict[str, list[Phrase]]:
    """The practice's phrases by part of the note, in the note's order; only parts that have any."""
    found: dict[str, list[Phrase]] = {part: [] for part in PHRASED}
    for phrase in Phrase.objects.visible_to(actor).order_by("text"):
        found[phrase.part].append(phrase)
    return {part: phrases for part, phrases in found.items() if phrases}


def get_phrase(actor: Actor, phrase_id: UUID) -> Phrase:
    """The one door to a phrase: Http404 unless the actor may change it."""
    phrase = Phrase.objects.visible_to(actor, "settings.write").filter(pk=phrase_id).first()
    if phrase is None:
        raise Http404("phrase")
    return phrase
