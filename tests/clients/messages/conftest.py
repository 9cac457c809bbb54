"""Both sides of a thread, and what they see of it."""

from dataclasses import dataclass
from typing import Any

import pytest

from clients.messages.models import ClientMessage, MessageThread
from clients.messages.queries import thread_of
from clients.messages.services import mark_read, send_message
from clients.records.models import Client
from practice.core.actor import Actor, acting
from practice.outbox.models import Message
from tests.cast import House


@dataclass
class Talk:
    """Nora and her practice."""

    house: House
    nora: Client

    @property
    def hers(self) -> Actor:
        return self.house.as_client(self.nora)

    @property
    def ours(self) -> Actor:
        return self.house.actor(self.house.practitioner)

    def write(self, actor: Actor, said: str = "Slowly.", **more: Any) -> ClientMessage:
        with acting(actor):
            return send_message(actor=actor, client=self.nora, said=said, **more)

    def read(self, actor: Actor) -> int:
        """Read all that stands on the first page."""
        with acting(actor):
            since, through = thread_of(actor, self.nora.pk, "Nora").new or (None, None)
            if since is None or through is None:
                return 0
            return mark_read(actor=actor, client_id=self.nora.pk, since=since, through=through)

    def said(self, actor: Actor) -> list[str]:
        """What somebody sees, the newest first."""
        with acting(actor):
            shown = thread_of(actor, self.nora.pk, "Nora").shown
            return [one.message.said for one in shown]

    def stands(self) -> list[tuple[Any, Any]]:
        """Where the thread stands."""
        with acting(self.house.boss) as boss:
            rows = MessageThread.objects.visible_to(boss).filter(client=self.nora)
            return list(rows.values_list("last_at", "waits_since"))

    def mails(self, kind: str) -> list[Message]:
        with acting(self.house.boss) as boss:
            rows = Message.objects.visible_to(boss).filter(kind=kind)
            return list(rows.order_by("planned_at"))


@pytest.fixture
def talk(linden: House, nora: Client) -> Talk:
    return Talk(linden, nora)
