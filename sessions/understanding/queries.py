"""Reads of cards and next steps: one door each."""

from uuid import UUID

from django.http import Http404

from practice.core.actor import Actor
from sessions.understanding.models import UnderstandingCard

LIBRARY_LIMIT = 300  # the page never reads without an end


def get_card(actor: Actor, card_id: UUID, action: str = "understanding.read") -> UnderstandingCard:
    """The one door to a card of the library, retired ones too: for who works in the practice."""
    card = UnderstandingCard.objects.visible_to(actor, action).filter(pk=card_id).first()
    if card is None:
        raise Http404("card")
    return card


def all_cards(actor: Actor) -> list[UnderstandingCard]:
    """Every card that can be chosen, in the library's order."""
    rows = UnderstandingCard.objects.visible_to(actor).filter(retired_at=None)
    return list(rows.order_by("position", "title", "id")[:LIBRARY_LIMIT])
