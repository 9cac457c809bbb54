"""Own words for a mail, as a practice might have them."""

from typing import Any

from practice.core.actor import acting
from practice.outbox.texts.rules import OwnText
from practice.outbox.texts.services import word_text
from tests.cast import House

WORDS = OwnText("Time for you, {first_name}", "Dear {first_name},\n\nA few minutes & no more.")


def put_worded(house: House, code: str = "practice_reminder", **more: Any) -> dict[str, Any]:
    """The owner words one text; returns what its addresses are filled with."""
    told: dict[str, Any] = {"text": WORDS, "version": 0, "language": "en"} | more
    with acting(house.boss) as boss:
        word_text(actor=boss, code=code, **told)
    return {"text_code": code, "language": "en"}
