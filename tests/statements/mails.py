"""What the statements of mails need."""

from practice.core.actor import acting
from practice.core.links import Link, link_token
from practice.outbox.models import Message
from practice.outbox.rules import RESTORED
from tests.statements.scene import Scene


def held(scene: Scene) -> None:
    """The mails are held."""
    with acting(scene.house.boss) as boss:
        rows = Message._base_manager.filter(practice_id=boss.practice_id)
        rows.update(state="held", reason=RESTORED)


def of_offers(scene: Scene) -> None:
    """The link of the foot of such a mail."""
    link = Link("no_offers", scene.house.practice.pk, scene.nora.pk)
    scene.ids["token"] = link_token(link)


def of_appointments(scene: Scene) -> None:
    """The link of the foot of a reminder."""
    link = Link("no_appointment_reminders", scene.house.practice.pk, scene.nora.pk)
    scene.ids["token"] = link_token(link)


def of_check_ins(scene: Scene) -> None:
    """The link of the foot of a mail that asks how it goes."""
    link = Link("no_check_ins", scene.house.practice.pk, scene.nora.pk)
    scene.ids["token"] = link_token(link)
