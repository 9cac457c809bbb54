"""A mail provider's HTTP interface, by django-anymail, with the same three ends as SMTP.

There is no 354: the fact that a mail may be out is committed before the request begins. What ends
before a connection stands was not sent; what ends without an answer afterwards is unknown, unless
the provider knows a second request for the same one.
"""

import logging
import ssl
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage as Letter
from email.policy import default
from time import sleep
from types import TracebackType
from typing import Any, Self

import requests
import urllib3
from anymail.exceptions import (
    AnymailAPIError,
    AnymailError,
    AnymailRecipientsRefused,
)
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives
from django.utils.module_loading import import_string

from practice.outbox.rules import Outcome
from practice.outbox.sending.post import Envelope, Result, ServerDown

log = logging.getLogger(__name__)
# Headers that the mail has by other ways, or that only its own encoding knew.
_ELSEWHERE = {"from", "to", "subject", "reply-to", "date", "mime-version", "content-type"} | {
    "content-transfer-encoding"
}
# HTTP answers about us, or about now: key, credits, account, out of order. They say nothing about
# any single mail, so all of them wait.
_OURS = {401, 402, 403, 404, 408, 425, 503}
_TOO_MANY = 429  # this second: asked once more after a pause
_LONGEST_PAUSE = 5.0  # seconds
_OF_THE_MAIL = {413}  # too large, and will stay so
_STUMBLES = 3  # in a row, until the others are kept from becoming unknown too
# Source: postmarkapp.com/developer/api/overview, "API error codes", which come as 422: the token,
# the sender's signature, credits, and an account that may not send (yet).
_POSTMARKS_OURS = {10, 400, 401, 405, 412, 413}
# Providers that can be told to put no counters into a mail; the others are told on their own pages.
_TELLS_NOT_TO_TRACK = {"postmark", "mailgun"}
# Source: resend.com/docs, "Idempotency Keys": a header, kept for 24 hours.
_KNOWS_AGAIN = {"resend": "Idempotency-Key"}
# Source: resend.com/docs, "Errors": names that come as 409 and 429.
_OTHER_BODY, _STILL_AT_IT = "invalid_idempotent_request", "concurrent_idempotent_requests"
_RESENDS_OURS = {"daily_quota_exceeded", "monthly_quota_exceeded"}


class ProviderPost:
    """One session for many mails, opened when first needed."""

    def __init__(self) -> None:
        self._name = settings.SUPPLE_MAIL_PROVIDER["name"]
        self._backend: Any = None
        self._stumbles = 0  # in a row

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the session go."""
        backend, self._backend = self._backend, None
        if backend is not None:
            backend.close()

    def deliver(self, envelope: Envelope, before_body: Callable[[], bool]) -> Result:
        """Hand over one mail. `before_body` commits that it may be out; without it, it stays."""
        if self._stumbles >= _STUMBLES:  # before this mail could become one more of them
            raise ServerDown("the provider stumbles")
        try:
            mail = _as_django(envelope, self._name)
            backend = self._ready()
            _rehearse(backend, mail)
        except ImproperlyConfigured as error:
            log.error("the mail provider is not set up: %s", error)
            raise ServerDown("the provider is not set up") from error
        except (AnymailError, ValueError, LookupError) as error:
            return Result(Outcome.NOT_SENT, detail=type(error).__name__, permanent=True)
        if header := _KNOWS_AGAIN.get(self._name):
            backend.session.headers[header] = envelope.message_id
        return self._asked(mail, before_body, may_pause=True)

    def _asked(
        self, mail: EmailMultiAlternatives, before_body: Callable[[], bool], *, may_pause: bool
    ) -> Result:
        if not before_body():
            return Result(Outcome.NOT_SENT, detail="the claim was lost")
        stumbles, self._stumbles = self._stumbles, 0
        try:
            self._backend.send_messages([mail])
        except AnymailError as error:
            self._stumbles = stumbles
            if may_pause and (pause := _pause(error)):
                sleep(pause)
                return self._asked(mail, before_body, may_pause=False)
            return self._refused(error)
        status = mail.anymail_status  # type: ignore[attr-defined]
        return Result(Outcome.ACCEPTED, provider_id=str(status.message_id or ""))

    def _ready(self) -> Any:
        if self._backend is None:
            made = import_string(f"anymail.backends.{self._name}.EmailBackend")
            connect, _before, after = settings.SUPPLE_SMTP["timeouts"]
            told = settings.SUPPLE_MAIL_PROVIDER["options"]
            self._backend = made(timeout=(connect, after), **told)
            self._backend.open()
        return self._backend

    def _refused(self, error: AnymailError) -> Result:
        if isinstance(error, AnymailRecipientsRefused):
            words = "the provider takes no mail for this address"
            return Result(Outcome.REFUSED, None, words, permanent=True, bad_address=True)
        code: int | None = error.status_code
        if isinstance(error, requests.RequestException) and code is None:
            return self._no_answer(error)
        if isinstance(error, AnymailAPIError) and code is not None:
            return self._answered(code, error)
        return Result(Outcome.UNKNOWN, detail=type(error).__name__)

    def _no_answer(self, error: requests.RequestException) -> Result:
        self.close()
        words = type(error.__cause__ or error).__name__
        if _never_connected(error):
            raise ServerDown(words) from error
        return self._lost(words)

    def _answered(self, code: int, error: AnymailAPIError) -> Result:
        words = f"the provider answered {code}"
        name = _named(error)
        if code in _OURS or _said(error) in _POSTMARKS_OURS or name in _RESENDS_OURS:
            raise ServerDown(words) from error
        if code == _TOO_MANY:
            self._stumbles += 1
            return Result(Outcome.NOT_SENT, None, words)
        if name == _OTHER_BODY:
            # The first request was read, and what became of it nobody tells. Links in a mail are
            # signed anew each time, so the second one says something else.
            return Result(Outcome.UNKNOWN, None, words)
        if name == _STILL_AT_IT:
            return Result(Outcome.NOT_SENT, None, words)
        if 400 <= code < 500:
            # Who complains of the sender may say it like this too: asked again, as often as a
            # server is.
            self._stumbles = 0
            return Result(Outcome.REFUSED, None, words, permanent=code in _OF_THE_MAIL)
        # It may have taken the mail before it stumbled, or not; 2xx that nobody can read too.
        return self._lost(words)

    def _lost(self, words: str) -> Result:
        """Nobody knows; where a second request is known for the same one, it is simply made."""
        self._stumbles += 1
        outcome = Outcome.NOT_SENT if self._name in _KNOWS_AGAIN else Outcome.UNKNOWN
        return Result(outcome, None, words)


def _rehearse(backend: Any, mail: EmailMultiAlternatives) -> None:
    """Raise what anymail would raise of this mail before its request, while nothing is noted."""
    payload = backend.build_message_payload(mail, backend.send_defaults)
    payload.get_request_params(backend.api_url)


def _pause(error: AnymailError) -> float:
    """How many seconds until the provider may be asked once more; 0: not by this sender."""
    if error.status_code != _TOO_MANY or _named(error) in _RESENDS_OURS:
        return 0
    try:
        pause = max(1.0, float(error.response.headers["Retry-After"]))
    except (AttributeError, KeyError, ValueError):
        return 1.0
    return pause if pause <= _LONGEST_PAUSE else 0


def _named(error: AnymailError) -> str:
    """The name of the error as Resend gives it; "" where there is none."""
    try:
        return str(error.response.json()["name"])
    except (AttributeError, KeyError, TypeError, ValueError):
        return ""


def _said(error: AnymailAPIError) -> int:
    """The number of the error as Postmark counts them; 0 where there is none."""
    try:
        return int(error.response.json()["ErrorCode"])
    except (AttributeError, KeyError, TypeError, ValueError):
        return 0


def _never_connected(error: BaseException) -> bool:
    """Whether nothing of the request can have left."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, (requests.ConnectTimeout, urllib3.exceptions.NewConnectionError)):
            return True
        reason = next(iter(seen.args), None)
        inner = getattr(reason, "reason", reason)
        if isinstance(inner, urllib3.exceptions.NewConnectionError):
            return True
        if isinstance(inner, urllib3.exceptions.SSLError) and isinstance(
            next(iter(inner.args), None), ssl.SSLCertVerificationError
        ):
            return True  # a certificate that is not theirs: nothing was said to it
        seen = seen.__cause__
    return False


def _as_django(envelope: Envelope, provider: str) -> EmailMultiAlternatives:
    """The same mail as parts, which is how providers take it."""
    letter: Letter = message_from_bytes(envelope.lines, _class=Letter, policy=default)
    plain, html = (letter.get_body((kind,)) for kind in ("plain", "html"))
    mail = EmailMultiAlternatives(
        subject=letter["Subject"],
        body=plain.get_content() if plain else "",
        from_email=str(letter["From"]),
        to=[str(letter["To"])],
        reply_to=[str(letter["Reply-To"])] if letter["Reply-To"] else None,
        headers={k: str(v) for k, v in letter.items() if k.lower() not in _ELSEWHERE},
    )
    if html is not None:
        mail.attach_alternative(html.get_content(), "text/html")
    for part in letter.iter_attachments():  # of the calendar's two, the one that is a file
        if part.get_content_disposition() == "attachment":
            mail.attach(part.get_filename(), part.get_content(), part.get_content_type())
    told: Any = mail
    told.metadata = {"practice": str(envelope.practice_id), "mail": str(envelope.row_id)}
    if provider in _TELLS_NOT_TO_TRACK:
        told.track_opens = told.track_clicks = False
    return mail
