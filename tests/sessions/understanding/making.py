"""Cards as somebody writes them."""

from typing import Any

from sessions.understanding.services import CardData

A_CARD = CardData(
    title="Your jaw",
    summary="It may hang.",
    body="Let it hang.",
    author="Linden",
    licence="own words",
    offered_to_all=True,
)


def typed(**more: Any) -> dict[str, Any]:
    """A card as a form sends it."""
    return {"title": "Your jaw", "body": "Let it hang.", **more}
