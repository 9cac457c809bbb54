"""A mail server that takes every mail, keeps none and counts: `python -m … PORT`.

`VRFY` tells what it took until now: mails, different Message-IDs among them, bytes.
"""

import asyncio
import re
import signal
import sys
from contextlib import suppress

from aiosmtpd.smtp import SMTP, Envelope, Session

_ID = re.compile(rb"(?mi)^Message-ID: *(\S+)")


class Counting:
    """What was taken."""

    def __init__(self) -> None:
        self.mails = 0
        self.bytes = 0
        self.ids: set[bytes] = set()

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take it."""
        content = envelope.content
        if isinstance(content, bytes):
            found = _ID.search(content)
            self.ids.add(found[1] if found else b"")
            self.bytes += len(content)
        self.mails += 1
        return "250 OK"

    async def handle_VRFY(  # noqa: N802
        self, _server: SMTP, _session: Session, _envelope: Envelope, _address: str
    ) -> str:
        """Tell."""
        return f"252 {self.mails} {len(self.ids)} {self.bytes}"


async def serve(port: int) -> None:
    """Listen on loopback until SIGTERM."""
    counting = Counting()
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stopped.set)
    async with await loop.create_server(
        lambda: SMTP(counting, hostname="bench.example"), "127.0.0.1", port
    ):
        await stopped.wait()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(int(sys.argv[1])))
