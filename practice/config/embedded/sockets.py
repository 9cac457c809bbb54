"""Where the sockets lie: private, and short enough for the system."""

import hashlib
import os
import re
from pathlib import Path

# sun_path holds 108 bytes on Linux and 104 on macOS, its closing zero included; the longest name
# put there is supervisor's own "supervisor.sock.<pid>".
LONGEST_PATH = 103
LONGEST_NAME = len("/supervisor.sock.4194304")
# Addresses carry the path: anything that would need quoting goes to the short folder too.
SPEAKABLE = re.compile(r"[A-Za-z0-9/._-]+")


def socket_folder(home: Path) -> Path:
    """Return a 0700 folder of ours for sockets, under SUPPLE_HOME where its path allows."""
    preferred = home / "run"
    if fits(preferred):
        return preferred
    name = f"supple-{os.geteuid()}-{hashlib.sha256(os.fsencode(home)).hexdigest()[:10]}"
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nonexistent")
    base = runtime if runtime.is_dir() and fits(runtime / name) else Path("/tmp")
    folder = base / name
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not folder.is_dir() or folder.is_symlink() or found.st_uid != os.geteuid():
        raise RuntimeError(f"{folder} is in the way and belongs to somebody else; remove it.")
    folder.chmod(0o700)
    return folder


def fits(folder: Path) -> bool:
    """Say whether sockets can live in this folder."""
    path = str(folder)
    short = len(os.fsencode(path)) + LONGEST_NAME <= LONGEST_PATH
    return short and SPEAKABLE.fullmatch(path) is not None
