"""Looking at what would be shared, and sharing it, as somebody signed in does."""

import re
from typing import Any

from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import acting
from sessions.progress.sharing.models import SharedProgress
from tests.cast import House, sign_in


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def path(client: Client) -> str:
    return f"/clients/{client.pk}/progress/share/"


def seal(answer: Any) -> str:
    found = re.search(r'name="seen" value="(\w+)"', answer.content.decode())
    assert found is not None
    return found[1]


def share(browser: Browser, client: Client, *parts: str, **typed: str) -> Any:
    """Look at it, and share just that."""
    sent = {"parts": list(parts), **typed}
    looked = browser.post(path(client), sent)
    assert looked.status_code == 200, text(looked)
    return browser.post(path(client), {**sent, "seen": seal(looked), "share": "1"})


def stored(house: House) -> list[SharedProgress]:
    with acting(house.boss):
        return list(SharedProgress._base_manager.order_by("id"))


def as_nora() -> Browser:
    return sign_in("nora@clients.example")
