"""Reads of phrases."""

from typing import Any
from uuid import UUID

from django.db.models import Case, QuerySet, When
from django.http import Http404

from practice.core.actor import Actor
from practice.core.beside import beside
from sessions.notes.models import Phrase
from sessions.notes.rules import PHRASED


def phrases_by_part(actor: Actor) -> QuerySet[Phrase]:
    """The practice's phrases by part of the note, in the note's order, each part by its words."""
    order = Case(*(When(part=part, then=n) for n, part in enumerate(PHRASED)))
    return Phrase.objects.visible_to(actor).order_by(order, "text")


_PHRASED = (
    "SELECT DISTINCT phrase.part FROM care_sessions_phrase phrase WHERE phrase.practice_id = %s"
)


def phrased_beside(actor: Actor) -> Any:
    """The parts of the note that the practice has any phrase for, read along with another row."""
    return beside(actor, f"{Phrase.subject}.read", _PHRASED, actor.practice_id)


def parts_with_phrases(actor: Actor) -> set[str]:
    """The same, read alone."""
    parts = Phrase.objects.visible_to(actor).order_by().values_list("part", flat=True)
    return set(parts.distinct())


def get_phrase(actor: Actor, phrase_id: UUID) -> Phrase:
    """The one door to a phrase: Http404 unless the actor may change it."""
    phrase = Phrase.objects.visible_to(actor, "settings.write").by_id(phrase_id)
    if phrase is None:
        raise Http404("phrase")
    return phrase
