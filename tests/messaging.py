"""Messages as rows: each side writes in its own name, and in no other."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from clients.messages.models import ClientMessage, MessageThread
from clients.records.models import Client
from practice.core.actor import aside, enter
from practice.core.clock import now
from tests.cast import House

WORDS = "canary-story-quillwort-in-said-end"


def put_messages(put: Callable[..., Any], house: House, client: Client) -> dict[str, Any]:
    """One of the practitioner's own, just sent and unread, and one of the client's own."""
    at, told = now(), {"client": client, "said": WORDS}
    put(MessageThread, client=client, last_at=at, waits_since=at)
    before = at - timedelta(seconds=1)
    ours = put(ClientMessage, author=house.practitioner, sent_at=before, **told)
    with aside():
        enter(practice_id=house.practice.pk, client_id=client.pk)
        theirs = put(ClientMessage, sent_at=at, **told)
    return {"client_message_id": ours.pk, "their_message_id": theirs.pk}
