"""What the statements of sharing progress need."""

import re

from tests.statements.scene import Scene

TAKES = "a letter takes all of the progress along, which is read beside what it tells anyway"
LETTER = {
    "addressee": "Dr. Vale",
    "words": "Dear colleague.",
    "chapters": ["severity", "activities", "matrix", "sensation", "practice", "retention"],
}


def looked(scene: Scene) -> None:
    """The practitioner has looked at one part, and shares it."""
    typed = {"parts": ["severity"]}
    page = scene.browsers["practitioner"].post(scene.path("progress_share"), typed)
    seen = re.search(r'name="seen" value="(\w+)"', page.content.decode())
    scene.typed |= {**typed, "seen": seen[1] if seen else "", "share": "1"}
