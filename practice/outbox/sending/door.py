"""The one door that mails leave by: the provider that the environment names, or else SMTP."""

from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self

from django.conf import settings

from practice.outbox.sending.post import Envelope, Post, Result
from practice.outbox.sending.provider import ProviderPost


class Door(Protocol):
    """Hands over one mail after the other, and says of each how it ended."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, _type: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None: ...

    def deliver(self, envelope: Envelope, before_body: Callable[[], bool]) -> Result:
        """How one conversation ended; ServerDown says nothing about any single mail."""
        ...


def open_door() -> Door:
    """The way out; nothing is connected yet."""
    return ProviderPost() if settings.SUPPLE_MAIL_PROVIDER else Post()
