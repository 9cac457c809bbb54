"""From a rendered mail to the lines that leave: headers that stay the same at every attempt."""

import unicodedata
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from practice.outbox.kinds import ForCalendar, Mail
from practice.outbox.models import Message
from practice.outbox.sending.post import Envelope


class Unaddressable(Exception):
    """No mail server could be told this address."""


def one_line(text: str) -> str:
    """A text that can stand in a header: no control characters, single spaces."""
    shown = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return " ".join(shown.split())


def plain_address(address: str) -> str:
    """The address in ASCII, its domain by IDNA; Unaddressable if there is no such thing."""
    try:
        validate_email(address)
        user, _at, domain = address.rpartition("@")
        return Address(username=user, domain=domain.encode("idna").decode()).addr_spec
    except (ValidationError, ValueError) as error:
        raise Unaddressable("the address cannot be used") from error


def _bring(letter: EmailMessage, brought: ForCalendar) -> None:
    """What mail programs show with the mail as an alternative, and others as a file."""
    letter.add_alternative(
        brought.body.decode(),
        subtype="calendar",
        cte="base64",
        params={"method": brought.method},
    )
    letter.add_attachment(
        brought.body, maintype="application", subtype="ics", filename="appointment.ics"
    )


def compose(message: Message, mail: Mail) -> Envelope:
    """Write the mail. Message-ID and Date come from the row: every copy carries the same."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    to = plain_address(mail.to_address)
    host = urlsplit(settings.SUPPLE_BASE_URL).hostname
    letter = EmailMessage(policy=SMTP)
    letter["From"] = formataddr((one_line(mail.from_name), sender))
    letter["To"] = formataddr((one_line(mail.to_name), to))
    if mail.reply_to:
        letter["Reply-To"] = plain_address(mail.reply_to)
    letter["Subject"] = one_line(mail.subject)
    letter["Date"] = format_datetime(message.planned_at)
    letter["Message-ID"] = f"<{message.pk.hex}@{host}>"
    letter["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe_url:
        letter["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter.set_content(mail.text, cte="quoted-printable")
    if mail.html:
        letter.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    if mail.for_calendar:
        _bring(letter, mail.for_calendar)
    lines = letter.as_bytes().rstrip(b"\r\n") + b"\r\n"
    return Envelope(sender, to, letter["Message-ID"], lines)
