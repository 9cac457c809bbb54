"""Programs that call the API in tests: their tokens, and how they send."""

from typing import Any

from django.test import Client as Browser

from practice.core.actor import acting
from practice.core.models import Membership
from practice.team.rules import Scope
from practice.team.services import make_token
from tests.cast import House

ALL = tuple(Scope)


def token_for(house: House, member: Membership, *scopes: Scope) -> str:
    """A token of somebody; trainees and assistants get theirs past the page that refuses them."""
    actor = house.actor(member)
    with acting(actor):
        token, secret = make_token(
            actor=house.boss, name="test", scopes=scopes or ALL, expires_at=None
        )
        token.membership = member
        token.save(update_fields=["membership"])
    return secret


def caller(secret: str) -> Browser:
    return Browser(headers={"Authorization": f"Bearer {secret}"})


LISTS = ("clients", "home-programs", "practice-logs", "measures", "sensations", "reminders")


def send(browser: Browser, method: str, path: str, body: Any = None, **headers: str) -> Any:
    call = getattr(browser, method)
    return call(f"/api/v1/{path}", body or {}, content_type="application/json", headers=headers)
