"""From a rendered mail to the lines that leave: headers that stay the same at every attempt."""

import unicodedata
from email.headerregistry import Address
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from practice.outbox.kinds import Mail
from practice.outbox.models import Message
from practice.outbox.sending.lines import address, as_lines, body, header
from practice.outbox.sending.post import Envelope


class Unaddressable(Exception):
    """No mail server could be told this address."""


def one_line(text: str) -> str:
    """A text that can stand in a header: no control characters, single spaces."""
    shown = text
    if not text.isprintable():
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


def compose(message: Message, mail: Mail) -> Envelope:
    """Write the mail. Message-ID and Date come from the row: every copy carries the same."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    to = plain_address(mail.to_address)
    host = urlsplit(settings.SUPPLE_BASE_URL).hostname
    message_id = f"<{message.pk.hex}@{host}>"
    said = {
        "From": address("From", one_line(mail.from_name), sender),
        "To": address("To", one_line(mail.to_name), to),
        **({"Reply-To": plain_address(mail.reply_to)} if mail.reply_to else {}),
        "Subject": header("Subject", one_line(mail.subject)),
        "Date": format_datetime(message.planned_at),
        "Message-ID": message_id,
        "Auto-Submitted": "auto-generated",
    }
    if mail.unsubscribe_url:
        said["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        said["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter = body(mail.text, mail.html, mail.for_calendar)
    lines = as_lines(letter, said)
    return Envelope(sender, to, message_id, lines, message.practice_id, message.pk)
