"""What a yes to a safety question says at once."""

from typing import Any

from clients.intake.rules import EMERGENCY_TEXT, EMERGENCY_TITLE, LEVEL_WORDS, RedFlagLevel
from practice.core.actor import Actor
from practice.core.queries import get_practice


def safety_words(actor: Actor, level: RedFlagLevel | None) -> dict[str, Any]:
    """For clients/intake/safety.html: the practice's words in an emergency; empty without a yes."""
    if level is None:
        return {}
    if level is not RedFlagLevel.EMERGENCY:
        return {"title": level.label, "text": LEVEL_WORDS[level]}
    practice = get_practice(actor)
    return {
        "emergency": True,
        "title": EMERGENCY_TITLE,
        "text": EMERGENCY_TEXT,
        "practice_text": practice.emergency_text,
    }
