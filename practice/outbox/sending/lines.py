"""The lines of a mail: headers that are remembered, bodies in C."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from email.header import Header
from email.utils import formataddr
from functools import lru_cache

_WHOLE = 76  # letters of a line that no reader minds
_LONGEST = 900  # and what every server takes


@lru_cache(maxsize=1024)
def header(name: str, value: str) -> bytes:
    """One header, folded and encoded where it has to be; an address of the web stays whole."""
    line = f"{name}: {value}"
    plain = value.isascii() and value.isprintable() and "=?" not in value
    if plain and (len(line) <= _WHOLE or " " not in value):
        return line.encode() + b"\r\n"
    return f"{name}: {_encoded(name, value, 'us-ascii' if plain else 'utf-8')}\r\n".encode()


def address(name: str, person: str, addr_spec: str) -> bytes:
    """A header that names one person: whatever they are called, one address comes of it."""
    line = f"{name}: {formataddr((person, addr_spec))}"
    if line.isascii() and len(line) <= _LONGEST and "=?" not in line:
        return line.encode() + b"\r\n"
    return f"{name}: {_encoded(name, person, 'utf-8')}\r\n <{addr_spec}>\r\n".encode()


def _encoded(name: str, value: str, charset: str) -> str:
    # Not email.policy's own folding: a long name comes back from it with blanks in its words, and
    # one with quotes and commas as several addresses.
    return Header(value, charset, _WHOLE, name).encode(linesep="\r\n")


def headers(found: Mapping[str, str]) -> bytes:
    """Several of them."""
    return b"".join(header(name, value) for name, value in found.items())


def text_part(kind: str, text: str) -> bytes:
    """Words, quoted-printable: read by people in the source, and safe on every way."""
    lines = "\r\n".join(text.rstrip("\n").splitlines()) + "\r\n"
    body = binascii.b2a_qp(lines.encode(), istext=True)
    said = {
        "Content-Type": f'{kind}; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
    }
    return headers(said) + b"\r\n" + body


def file_part(kind: str, content: bytes, more: Mapping[str, str] | None = None) -> bytes:
    """Something to keep, in base64."""
    said = {"Content-Type": kind, "Content-Transfer-Encoding": "base64", **(more or {})}
    body = base64.encodebytes(content).replace(b"\n", b"\r\n")
    return headers(said) + b"\r\n" + body


def several(kind: str, boundary: str, parts: Sequence[bytes]) -> bytes:
    """Parts in one."""
    said = header("Content-Type", f'multipart/{kind}; boundary="{boundary}"')
    between = f"--{boundary}\r\n".encode()
    inside = b"\r\n".join(between + part for part in parts)
    return said + b"\r\n" + inside + f"\r\n--{boundary}--\r\n".encode()
