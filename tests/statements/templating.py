"""Prepares visits to templates of home programs."""

from practice.core.actor import acting
from sessions.movements.models import Movement
from tests.sessions.program_templates.writing import sent
from tests.statements.scene import Scene


def template_typed(scene: Scene) -> None:
    """A template with one movement, as somebody typed it; under another name than the one there."""
    with acting(scene.house.boss) as boss:
        movement = Movement.objects.visible_to(boss).earliest("position")
        told = sent(boss, movement, name="Nights")
        scene.typed |= {name: str(value) for name, value in told.items()}
