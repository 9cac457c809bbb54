"""The lines of a mail: headers by the standard library's folding, bodies by its C encoders.

Not by `email.policy` and its `EmailMessage`: a long name comes back from its folding with blanks in
its words, one with quotes and commas as several addresses. And not by `email.generator`: it takes
more of the processor than the whole rest of a send.
"""

from binascii import b2a_qp
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.base64mime import body_encode
from email.header import Header
from email.utils import formataddr

from practice.outbox.kinds import ForCalendar

_WHOLE = 76  # letters of a line that no reader minds
_LONGEST = 900  # and what every server takes
_END = b"\r\n"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a mail: its own headers, and its body as encoded, without a last end of line."""

    said: Mapping[str, str]
    body: bytes

    def whole(self, said: Mapping[str, str] | None = None) -> bytes:
        """With its headers, and others before them."""
        lines = [_line(name, value) for name, value in {**(said or {}), **self.said}.items()]
        return _END.join([*lines, b"", self.body])


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


def _line(name: str, value: str) -> bytes:
    """A header as it leaves: ASCII, and nothing in it begins another."""
    if "\r" in value or "\n" in value.replace("\n ", ""):
        raise ValueError(f"{name} has an end of line in it")
    return f"{name}: {value}".replace("\n", "\r\n").encode("ascii")


def words(kind: str, text: str) -> Part:
    """Text to read, of a kind: plain or html; itself readable in the source, and safe on every
    way."""
    said = {
        "Content-Type": f'text/{kind}; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
    }
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").replace("\n", "\r\n")
    ended = b2a_qp(f"{lines}\r\n".encode(), istext=True)  # the first end says what a fold ends with
    return Part(said, ended.removesuffix(_END))


def _as_file(kind: str, body: bytes, **more: str) -> Part:
    said = {"Content-Type": kind, "Content-Transfer-Encoding": "base64", **more}
    return Part(said, body_encode(body, eol="\r\n").rstrip().encode())


def _together(kind: str, parts: Sequence[Part]) -> Part:
    """Several parts as one. No encoded line has the mark between them: in quoted-printable a
    letter or digit follows a "=", in base64 nothing does."""
    mark = f"=_{kind}"
    between = f"--{mark}".encode()
    lines = [line for part in parts for line in (between, part.whole())]
    body = _END.join([*lines, between + b"--"])
    return Part({"Content-Type": f'multipart/{kind}; boundary="{mark}"'}, body)


def body(text: str, html: str, brought: ForCalendar | None) -> Part:
    """The words, beside them as HTML; what comes with them for a calendar as another way to read
    it, which mail programs show, and as a file for others."""
    ways = [words("plain", text)]
    if html:
        ways.append(words("html", html))
    if brought:
        kind = f'text/calendar; charset="utf-8"; method="{brought.method}"'
        ways.append(_as_file(kind, brought.body))
    whole = _together("alternative", ways) if len(ways) > 1 else ways[0]
    if brought is None:
        return whole
    named = {"Content-Disposition": 'attachment; filename="appointment.ics"'}
    return _together("mixed", [whole, _as_file("application/ics", brought.body, **named)])


def as_lines(letter: Part, said: Mapping[str, str]) -> bytes:
    """The whole, with its headers."""
    return letter.whole({"MIME-Version": "1.0", **said}) + _END
