"""How messages stand before a visit."""

from clients.messages.emails import NO_MESSAGES
from clients.messages.services import need_no_answer
from practice.core.actor import acting
from practice.core.links import Link, link_token
from practice.dashboard.morning.emails import NO_MORNING
from tests.statements.scene import Scene


def ending_mails(scene: Scene) -> None:
    """The link of the foot of a mail about a message."""
    link = Link(NO_MESSAGES, scene.house.practice.pk, scene.nora.pk)
    scene.ids["token"] = link_token(link)


def ending_mornings(scene: Scene) -> None:
    """The link of the foot of Today's mail."""
    link = Link(NO_MORNING, scene.house.practice.pk, scene.house.owner.pk)
    scene.ids["token"] = link_token(link)


def all_settled(scene: Scene) -> None:
    """Nothing waits for an answer."""
    with acting(scene.house.boss) as boss:
        need_no_answer(actor=boss, client_id=scene.nora.pk)


def wrote_it(scene: Scene) -> None:
    """The message that is meant is the client's own."""
    scene.ids["client_message_id"] = scene.ids["their_message_id"]
