"""A mail server for trying Supple out: keeps every mail as a file and delivers none.

Run as `python -m practice.config.embedded.mail PORT FOLDER`.
"""

import asyncio
import os
import secrets
import signal
import socket
import sys
import time
from email.message import Message
from pathlib import Path

from aiosmtpd.handlers import Message as MessageHandler
from aiosmtpd.smtp import SMTP


class Keeper(MessageHandler):
    """Writes each mail as `<nanoseconds since 1970>-<random>.eml`, complete or not at all."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def handle_message(self, message: Message) -> None:
        name = f"{time.time_ns()}-{secrets.token_hex(3)}"
        beside = self.folder / f".{name}.new"
        beside.write_bytes(message.as_bytes())
        beside.rename(self.folder / f"{name}.eml")


async def serve(port: int, folder: Path) -> None:
    """Accept mail on loopback until SIGTERM or SIGINT."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.umask(0o077)
    loop = asyncio.get_running_loop()
    keeper = Keeper(folder)
    server = await loop.create_server(
        lambda: SMTP(keeper, hostname="supple.invalid", enable_SMTPUTF8=True), "127.0.0.1", port
    )
    stopped = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stopped.set)
    async with server:
        await stopped.wait()


def free_port() -> int:
    """Return a loopback port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
