"""Asking an address for its calendar: over https, of the very machine that was looked at.

Without Django and without secrets: it runs in a process of its own (`reading`).
"""

import socket
import ssl
import zlib
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import urljoin

from sessions.busy_times.rules import (
    BYTES_MOST,
    REDIRECTS_MOST,
    SECONDS_MOST,
    Fault,
    Unreadable,
    Where,
    is_public,
    where_of,
)

PIECE = 64 * 1024
MOVED = frozenset({301, 302, 303, 307, 308})
SAME = 304
HEADER_LENGTH = 300


@dataclass(frozen=True)
class Fetched:
    """What stands there; `text` None where it is the same as before."""

    text: bytes | None
    etag: str
    modified: str


def public_address(where: Where) -> str:
    """The number of the machine that a name leads to; each that it may lead to must be public."""
    try:
        found = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreadable(Fault.UNREACHABLE) from None
    numbers = [str(one[4][0]) for one in found]
    if not numbers or not all(is_public(number) for number in numbers):
        raise Unreadable(Fault.NOT_PUBLIC)
    return numbers[0]


class _Pinned(HTTPSConnection):
    """A connection to a number that was looked at; the certificate is that of the name."""

    number: str
    secure: ssl.SSLContext

    def connect(self) -> None:
        """Connect there, and ask no name server again."""
        self.sock = socket.create_connection((self.number, self.port), timeout=SECONDS_MOST)
        self.sock = self.secure.wrap_socket(self.sock, server_hostname=self.host)


def fetch(
    address: str, etag: str = "", modified: str = "", secure: ssl.SSLContext | None = None
) -> Fetched:
    """What stands at an address, unless it is as `etag` and `modified` say; Unreadable if not."""
    secure = secure or ssl.create_default_context()
    headers = {
        "User-Agent": "Supple (busy times)",
        "Accept": "text/calendar, */*;q=0.1",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    if etag:
        headers["If-None-Match"] = etag
    if modified:
        headers["If-Modified-Since"] = modified
    for _hop in range(REDIRECTS_MOST + 1):
        where = where_of(address)
        if where is None:
            raise Unreadable(Fault.NOT_SECURE)
        connection = _Pinned(where.host, where.port, timeout=SECONDS_MOST)
        connection.number, connection.secure = public_address(where), secure
        try:
            connection.request("GET", where.target, headers=headers)
            answer = connection.getresponse()
            if answer.status not in MOVED:
                return _read(answer)
            address = urljoin(address, answer.headers.get("Location", ""))
        except TimeoutError:
            raise Unreadable(Fault.TOO_SLOW) from None
        except ssl.SSLError:
            raise Unreadable(Fault.NOT_SECURE) from None
        except (OSError, HTTPException, ValueError):
            raise Unreadable(Fault.UNREACHABLE) from None
        finally:
            connection.close()
    raise Unreadable(Fault.REDIRECTS)


_SAID = {
    404: Fault.NOT_FOUND,
    410: Fault.NOT_FOUND,
    401: Fault.REFUSED,
    403: Fault.REFUSED,
    407: Fault.REFUSED,
}
READABLE = 200


def _read(answer: HTTPResponse) -> Fetched:
    etag, modified = (
        answer.headers.get(name, "")[:HEADER_LENGTH] for name in ("ETag", "Last-Modified")
    )
    if answer.status == SAME:
        return Fetched(None, etag, modified)
    if answer.status != READABLE:
        raise Unreadable(_SAID.get(answer.status, Fault.UNREACHABLE))
    packed = answer.headers.get("Content-Encoding", "").strip().lower()
    if packed not in {"", "identity", "gzip", "x-gzip"}:
        raise Unreadable(Fault.NOT_A_CALENDAR)
    if (answer.length or 0) > BYTES_MOST:
        raise Unreadable(Fault.TOO_LARGE)
    return Fetched(_whole(answer, is_packed="gzip" in packed), etag, modified)


def _whole(answer: HTTPResponse, *, is_packed: bool) -> bytes:
    """All of it, piece by piece, so that no more is held than may be."""
    unpack = zlib.decompressobj(wbits=31) if is_packed else None
    parts, sent, size = list[bytes](), 0, 0
    while piece := answer.read1(PIECE):
        sent += len(piece)
        try:
            part = unpack.decompress(piece, BYTES_MOST + 1) if unpack else piece
        except zlib.error:
            raise Unreadable(Fault.NOT_A_CALENDAR) from None
        size += len(part)
        if max(sent, size) > BYTES_MOST:
            raise Unreadable(Fault.TOO_LARGE)
        parts.append(part)
    if answer.length or (unpack is not None and not unpack.eof):
        raise Unreadable(Fault.UNREACHABLE)  # cut off: half a calendar is none
    return b"".join(parts)
