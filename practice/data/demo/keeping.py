"""What the first practice keeps for itself: tags to sort clients by, phrases for its notes."""

from clients.records.services import add_tag
from practice.core.actor import Actor, acting
from sessions.notes.services import add_phrase

TAGS = ("Desk work", "Musician", "Runs", "Thursday group", "Waiting list")
PHRASES = {
    "observed": (
        "Head turns late.",
        "Left hip higher than the right.",
        "Shoulders rise with the breath.",
        "Walks with short steps.",
        "Weight on the right.",
    ),
    "sensed_by_hand": (
        "Does not let go when the leg is lowered.",
        "Lets go in steps, with shaking.",
        "Long and quiet to the touch.",
    ),
    "retest": (
        "Comes to sitting without a pull.",
        "Same as before the lesson.",
        "Turns further, and easier.",
    ),
    "felt_change": ("Feels longer on one side.", "Feels no difference yet.", "Stands taller."),
    "home_movements": ("Once a day, lying down, slowly.", "Only as far as it is easy."),
    "plan": (
        "Integrate before anything new is freed.",
        "Look again at sitting.",
        "Slower, and fewer.",
    ),
}


def keep_words(owner: Actor) -> None:
    """Let the owner keep them, as on the settings' pages."""
    with acting(owner):
        for name in TAGS:
            add_tag(actor=owner, name=name)
        for part, texts in PHRASES.items():
            for text in texts:
                add_phrase(actor=owner, part=part, text=text)
