"""`$SUPPLE_HOME/env`: what one installation of Supple knows about itself.

The upper part belongs to the person: generated secrets, and whatever they add. The lower part is
written anew by each start, so that a command typed by hand finds what the running Supple uses.
"""

import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

SECRETS = (
    "SECRET_KEY",
    "SUPPLE_ADMIN_PASSWORD",
    "SUPPLE_OWNER_PASSWORD",
    "SUPPLE_WEB_PASSWORD",
    "SUPPLE_WORKER_PASSWORD",
    "SUPPLE_BROKER_PASSWORD",
)
HEADER = "# Yours to add to. Keep it secret, and keep it with your backups: it holds the key."
RULE = "# --- Below this line: written anew by each start of bin/up. ---"


class HomeNotOurs(Exception):
    """SUPPLE_HOME belongs to another system user; the message says so in words."""


def open_home(home: Path) -> Path:
    """Make SUPPLE_HOME (0700) and its folders, and return it resolved."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        if home.stat().st_uid != os.geteuid():
            raise HomeNotOurs(
                f"{home} belongs to another user of this machine: start Supple as that user, "
                "or point SUPPLE_HOME to a folder of your own."
            )
        home.chmod(0o700)
        for name in ("run", "log"):
            (home / name).mkdir(exist_ok=True, mode=0o700)
    except PermissionError as error:
        raise HomeNotOurs(f"{home} is not yours to write to ({error.strerror}).") from error
    return home.resolve()


@dataclass
class EnvFile:
    """The two parts of the file, in order."""

    path: Path
    kept: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> "EnvFile":
        """Read the upper part; the lower part of a former start is forgotten."""
        file = cls(path)
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        for line in lines:
            if line.strip() == RULE:
                break
            name, equals, value = line.partition("=")
            if equals and not name.lstrip().startswith("#"):
                file.kept[name.strip().removeprefix("export ")] = _unquoted(value.strip())
        return file

    def ensure_secrets(self) -> None:
        """Make each missing key or password, once and for good."""
        for name in SECRETS:
            self.kept.setdefault(name, secrets.token_urlsafe(48))

    def known(self, name: str) -> str:
        """Return what the environment says, else what the person wrote in the file, else ''."""
        return os.environ.get(name) or self.kept.get(name, "")

    def save(self) -> None:
        """Write the file, readable to nobody else, all or nothing."""
        below = {k: v for k, v in self.written.items() if k not in self.kept}
        lines = [HEADER, *_lines(self.kept.items()), "", RULE, *_lines(below.items()), ""]
        beside = self.path.with_name("env.new")
        beside.unlink(missing_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write("\n".join(lines))
            out.flush()
            os.fsync(out.fileno())
        beside.replace(self.path)

    def as_environment(self) -> dict[str, str]:
        """Return this file under the real environment, which wins."""
        return {**self.written, **self.kept, **os.environ}


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if quoted else value


def _lines(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{name}={value}" if _plain(value) else f"{name}='{value}'" for name, value in pairs]


def _plain(value: str) -> bool:
    return not set(value) & set(" '\"#$\\")
