"""What the statements of mails need."""

from practice.core.actor import acting
from practice.outbox.models import Message
from practice.outbox.rules import RESTORED
from tests.statements.scene import Scene


def held(scene: Scene) -> None:
    """The mails are held."""
    with acting(scene.house.boss) as boss:
        rows = Message._base_manager.filter(practice_id=boss.practice_id)
        rows.update(state="held", reason=RESTORED)
