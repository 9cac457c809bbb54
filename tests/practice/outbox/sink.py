"""A mail server on loopback that takes mails, or misbehaves as a test tells it to."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from practice.config.embedded.mail import free_port
from practice.core.clock import now

Fault = Callable[["Sink", SMTP], "str | None"]


def answer(words: str) -> Fault:
    """A fault that is an answer of the server."""
    return lambda _sink, _server: words


def hang_up(_sink: "Sink", server: SMTP) -> str:
    """A fault that is a lost connection."""
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()
    return "421 gone"


def hang_up_after_keeping(sink: "Sink", server: SMTP) -> str:
    """A fault that is a connection lost after the mail was taken: no answer came."""
    return f"keep {hang_up(sink, server)}"


class _Server(SMTP):
    """Can hang up right after its 354, before a word of the body came."""

    async def push(self, status: Any) -> None:
        sink: Sink = self.event_handler
        await super().push(status)
        if str(status).startswith("354") and sink.at_354:
            sink.at_354.pop(0)(sink, self)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, **self.SMTP_kwargs)


class Sink:
    """Keeps every mail it took.

    `at_rcpt`, `at_354` and `at_end` are faults to come, first come first. An answer after "keep "
    or "wait " comes `stall` seconds late; "keep " takes the mail.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.taken_at: list[datetime] = []  # when each of them was
        self.clock = now
        self.at_rcpt: list[Fault] = []
        self.at_354: list[Fault] = []
        self.at_end: list[Fault] = []
        self.stall = 0.0
        self.slow = 0.0
        self.greetings = 0
        self._port = free_port()
        self._controller: Controller | None = None

    def start(self) -> int:
        """Listen; returns the port, which stays the same after a stop."""
        self._controller = _Controller(self, hostname="127.0.0.1", port=self._port)
        self._controller.start()
        return self._port

    def stop(self) -> None:
        """Be down."""
        if self._controller is not None:
            self._controller.stop(no_assert=True)
        self._controller = None

    @property
    def settings(self) -> dict[str, Any]:
        """SUPPLE_SMTP for a sender in this process."""
        plain = {"user": "", "password": "", "tls": False, "ssl": False}
        return {"host": "127.0.0.1", "port": self._port, **plain, "timeouts": [2.0, 2.0, 1.0]}

    @property
    def is_up(self) -> bool:
        """Whether it listens."""
        return self._controller is not None

    async def handle_EHLO(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        self.greetings += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        said = self.at_rcpt.pop(0)(self, server) if self.at_rcpt else None
        if said is None:
            envelope.rcpt_tos.append(address)
        elif said.startswith("wait "):
            await asyncio.sleep(self.stall)
        return (said or "250 OK").removeprefix("wait ")

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        await asyncio.sleep(self.slow)
        said = self.at_end.pop(0)(self, server) if self.at_end else None
        if said is None or said.startswith("keep "):
            raw = cast(bytes, envelope.content)
            self.taken_at.append(self.clock())  # before the mail: see `came`
            self.mails.append(message_from_bytes(raw, policy=default))
        if said and said.startswith("keep "):
            await asyncio.sleep(self.stall)
            return said.removeprefix("keep ")
        return said or "250 OK"

    def came(self, since: int = 0) -> list[tuple[EmailMessage, datetime]]:
        """Mails from the `since`th on, each with when it was taken.

        Whoever asks while one comes may find its time alone: it is left out.
        """
        return list(zip(self.mails[since:], self.taken_at[since:], strict=False))

    def first_taken(self) -> dict[str, datetime]:
        """When the first mail of each Message-ID came."""
        return {str(mail["Message-ID"]): at for mail, at in reversed(self.came())}

    def copies(self) -> Counter[str]:
        """How often each Message-ID came."""
        return Counter(str(mail["Message-ID"]) for mail in self.mails)
