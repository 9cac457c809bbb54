"""Writes of cards and next steps."""

from practice.core.actor import Actor
from sessions.understanding.library import CARDS, NEXT_STEPS_BODY, NEXT_STEPS_TITLE
from sessions.understanding.models import NextSteps, UnderstandingCard
from sessions.understanding.rules import BuiltInCard


def _row(actor: Actor, card: BuiltInCard, position: int) -> UnderstandingCard:
    return UnderstandingCard(
        practice_id=actor.practice_id,
        built_in_code=card.code,
        built_in_version=card.version,
        title=card.title,
        summary=card.summary,
        body=card.body,
        healthy="\n".join(card.healthy),
        tight="\n".join(card.tight),
        drawing=card.drawing,
        source=card.source,
        author=card.author,
        licence=card.licence,
        offered_to_all=card.offered_to_all,
        position=position,
    )


def copy_understanding(actor: Actor) -> None:
    """Copy the built-in cards and the page of next steps into a new practice."""
    UnderstandingCard._base_manager.bulk_create(
        _row(actor, card, position) for position, card in enumerate(CARDS)
    )
    NextSteps._base_manager.create(
        practice_id=actor.practice_id, title=NEXT_STEPS_TITLE, body=NEXT_STEPS_BODY
    )
