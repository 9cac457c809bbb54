"""Our own SMTP conversation, so that we always know on which side of the 354 it ended."""

import contextlib
import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from practice.outbox.addresses.rules import is_bad_address, without_addresses
from practice.outbox.rules import Outcome

_DOT = re.compile(rb"(?m)^\.")
# What a server says when it cannot go on at all; every step may answer it.
_CLOSING = 421


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the server is told: from whom, to whom, the lines of the mail, and whose row it is."""

    sender: str
    to: str
    message_id: str
    lines: bytes
    practice_id: UUID
    row_id: UUID


@dataclass(frozen=True, slots=True)
class Result:
    """How one conversation about one mail ended. `permanent`: asking again would not help.

    `bad_address`: there is no such address, for good. `provider_id`: what a provider calls it.
    """

    outcome: Outcome
    code: int | None = None
    detail: str = ""
    permanent: bool = False
    bad_address: bool = False
    provider_id: str = ""


class ServerDown(Exception):
    """The mail server does not take our mails now; it says nothing about any single one."""


class _Refused(Exception):
    def __init__(
        self, code: int, words: bytes, *, permanent: bool, of_address: bool = False
    ) -> None:
        detail = without_addresses(words.decode("ascii", "replace"))
        bad_address = of_address and is_bad_address(code, detail)
        self.result = Result(Outcome.REFUSED, code, detail, permanent, bad_address)


class Post:
    """One connection for many mails: opened when first needed, again after it broke."""

    def __init__(self) -> None:
        self._server: smtplib.SMTP | None = None
        self._taken = False  # whether the last mail was
        self._connect, self._before_data, self._after_dot = settings.SUPPLE_SMTP["timeouts"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Say goodbye, if anybody listens."""
        server, self._server = self._server, None
        if server is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def deliver(self, envelope: Envelope, before_body: Callable[[], bool]) -> Result:
        """Hand over one mail. `before_body` commits the 354; when it says no, nothing leaves."""
        try:
            server = self._begin(envelope.sender)
            self._taken = False
            self._expect(server.rcpt(envelope.to), {250, 251}, of_address=True)
            self._expect(server.docmd("DATA"), {354})
            if not before_body():
                self._drop()
                return Result(Outcome.NOT_SENT, detail="the claim was lost")
        except _Refused as error:
            if error.result.code == _CLOSING:
                self._drop()
            return error.result
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self._drop()
            return Result(Outcome.NOT_SENT, detail=type(error).__name__)
        except BaseException:
            # Without a final dot the server throws away what it began to take.
            self._drop()
            raise
        return self._body(server, envelope)

    def _begin(self, sender: str) -> smtplib.SMTP:
        """Begin a mail on the connection that is open, or on a new one when that does not go on.

        After a mail that was taken a server begins anew by itself; else it is told to.
        """
        if self._server is not None:
            try:
                if not self._taken:
                    self._expect(self._server.docmd("RSET"), {250})
                self._expect(self._server.mail(sender), {250})
            except (OSError, smtplib.SMTPException, _Refused):
                self._drop()
            else:
                return self._server
        self._server = self._open()
        # A refused sender is about us, not about this mail: it may be put right.
        self._expect(self._server.mail(sender), {250}, ours=True)
        return self._server

    def _open(self) -> smtplib.SMTP:
        try:
            return self._greet()
        except (OSError, smtplib.SMTPException) as error:
            raise ServerDown(type(error).__name__) from error

    def _greet(self) -> smtplib.SMTP:
        smtp = settings.SUPPLE_SMTP
        name = urlsplit(settings.SUPPLE_BASE_URL).hostname or "localhost"
        where, wait = (smtp["host"], smtp["port"], name), self._connect
        server: smtplib.SMTP
        if smtp["ssl"]:
            trusted = ssl.create_default_context()
            server = smtplib.SMTP_SSL(*where, timeout=wait, context=trusted)
        else:
            server = smtplib.SMTP(*where, timeout=wait)
        try:
            self._wait(server, self._before_data)
            if smtp["tls"]:
                # Raises when the server offers none: never on in the clear.
                server.starttls(context=ssl.create_default_context())
            server.ehlo_or_helo_if_needed()
            if smtp["user"]:
                server.login(smtp["user"], smtp["password"])
        except BaseException:
            server.close()
            raise
        return server

    def _body(self, server: smtplib.SMTP, envelope: Envelope) -> Result:
        try:
            self._wait(server, self._after_dot)
            server.send(_DOT.sub(b"..", envelope.lines) + b".\r\n")
            code, words = server.getreply()
            self._wait(server, self._before_data)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Result(Outcome.UNKNOWN, detail=type(error).__name__)
        except BaseException:
            self._drop()
            raise
        if 200 <= code < 300:
            self._taken = True
            return Result(Outcome.ACCEPTED, code)
        if code < 400:
            self._drop()
            return Result(Outcome.UNKNOWN, code if code > 0 else None)
        return _Refused(code, words, permanent=code >= 500).result

    @staticmethod
    def _expect(
        answer: tuple[int, bytes], good: set[int], *, ours: bool = False, of_address: bool = False
    ) -> None:
        code, words = answer
        if code not in good:
            permanent = code >= 500 and not ours
            raise _Refused(max(code, 0), words, permanent=permanent, of_address=of_address)

    @staticmethod
    def _wait(server: smtplib.SMTP, seconds: float) -> None:
        sock: socket.socket | None = server.sock
        if sock is None:
            raise smtplib.SMTPServerDisconnected("no connection")
        sock.settimeout(seconds)

    def _drop(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.close()
