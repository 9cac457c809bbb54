"""The lines of a mail, by the standard library's own parts.

Not by `email.policy` and its `EmailMessage`: a long name comes back from its folding with blanks in
its words, one with quotes and commas as several addresses, and it takes five times as long.
"""

from collections.abc import Mapping
from email.charset import QP, Charset
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import formataddr

from practice.outbox.kinds import ForCalendar

_POLICY = compat32.clone(linesep="\r\n", max_line_length=0)  # headers are folded here
_WORDS, _FILE = Charset("utf-8"), Charset("utf-8")
_WORDS.body_encoding = QP  # read by people in the source, and safe on every way
_WHOLE = 76  # letters of a line that no reader minds
_LONGEST = 900  # and what every server takes


def header(name: str, value: str) -> str:
    """One header's value, folded and encoded where it has to be; an address of the web stays
    whole."""
    plain = value.isascii() and value.isprintable() and "=?" not in value
    if plain and (len(name) + 2 + len(value) <= _WHOLE or " " not in value):
        return value
    return _encoded(name, value, "us-ascii" if plain else "utf-8")


def address(name: str, person: str, addr_spec: str) -> str:
    """The value of a header that names one person: whatever they are called, one address comes of
    it."""
    whole = formataddr((person, addr_spec))
    if whole.isascii() and len(whole) <= _LONGEST and "=?" not in whole:
        return whole
    return f"{_encoded(name, person, 'utf-8')}\n <{addr_spec}>"


def _encoded(name: str, value: str, charset: str) -> str:
    return Header(value, charset, _WHOLE, name).encode()


def words(kind: str, text: str) -> MIMEBase:
    """Text to read, of a kind: plain or html."""
    return MIMEText(text, kind, _WORDS)  # type: ignore[arg-type]


def _for_calendar(brought: ForCalendar) -> MIMEBase:
    way = MIMEText(brought.body.decode(), "calendar", _FILE)  # type: ignore[arg-type]
    way.set_param("method", brought.method)
    return way


def body(text: str, html: str, brought: ForCalendar | None) -> MIMEBase:
    """The words, beside them as HTML; what comes with them for a calendar as another way to read
    it, which mail programs show, and as a file for others."""
    ways = [words("plain", text)]
    if html:
        ways.append(words("html", html))
    if brought:
        ways.append(_for_calendar(brought))
    whole: MIMEBase = MIMEMultipart("alternative", None, ways) if len(ways) > 1 else ways[0]
    if brought is None:
        return whole
    file = MIMEApplication(brought.body, "ics")
    file.add_header("Content-Disposition", "attachment", filename="appointment.ics")
    return MIMEMultipart("mixed", None, [whole, file])


def as_lines(letter: MIMEBase, said: Mapping[str, str]) -> bytes:
    """The whole, with its headers."""
    for name, value in said.items():
        letter[name] = value
    return letter.as_bytes(policy=_POLICY).rstrip(b"\r\n") + b"\r\n"
