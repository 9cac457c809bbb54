"""The embedded PostgreSQL: passwords only, sockets only."""

import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psycopg

from practice.config.embedded import system_user
from practice.config.embedded.sockets import fits, socket_folder

DATABASE = "supple"
ADMIN = "postgres"
FOLDER = "SUPPLE_POSTGRES_FOLDER"

HBA = "# Written by Supple at each start: passwords only, and nobody from the network.\n"
HBA += "local all all scram-sha-256\n"

TUNING = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "maintenance_work_mem": "64MB",
    "random_page_cost": "1.1",
    # Pages are short queries: compiling them costs more than it saves.
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Statements and the details of errors hold what people typed: neither reaches the log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "cluster_name": "supple",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL with its data under `folder`; `forgetful` ones are for tests only."""

    home: Path
    folder: Path
    admin_password: str
    connections: int = 100
    forgetful: bool = False

    @cached_property
    def user(self) -> system_user.SystemUser | None:
        """Who runs it; None is whoever started Supple."""
        return system_user.postgres_user()

    @cached_property
    def sockets(self) -> Path:
        """Where its socket lies: with its data if that is not within reach of the system user."""
        own = self.folder / "socket"
        return own if self.user is not None and fits(own) else socket_folder(self.home)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        """Address of the administrator's connection."""
        password = quote(self.admin_password, safe="")
        return f"postgresql://{ADMIN}:{password}@/{DATABASE}?host={self.sockets}"

    def command(self) -> list[str]:
        """Return the command that serves in the foreground; SIGINT stops it fast and clean."""
        settings = TUNING | (FORGETFUL if self.forgetful else {})
        settings["max_connections"] = str(self.connections)
        settings["unix_socket_directories"] = str(self.sockets)
        options = [f"--{name}={value}" for name, value in settings.items()]
        program = system_user.program(self.user) / "postgres"
        return [str(program), "-D", str(self.data), *options]

    def prepare(self) -> None:
        """Make the data folder if there is none, and write who may connect."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.user is not None:
            (self.folder / "socket").mkdir(exist_ok=True, mode=0o700)
            for path in (self.folder, self.folder / "socket"):
                os.chown(path, self.user.uid, self.user.gid)
        if not self.data.exists():
            self._initialise()
        hba = self.data / "pg_hba.conf"
        hba.write_text(HBA, encoding="utf-8")
        hba.chmod(0o600)

    def _initialise(self) -> None:
        fresh = self.folder / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        with tempfile.NamedTemporaryFile("w", dir=self.folder) as secret:
            secret.write(self.admin_password)
            secret.flush()
            if self.user is not None:
                os.chown(secret.name, self.user.uid, self.user.gid)
            command = [str(system_user.program(self.user) / "initdb"), "-D", str(fresh)]
            command += ["--username", ADMIN, "--pwfile", secret.name, "--encoding=UTF8"]
            command += ["--auth=scram-sha-256", "--locale=C", "--no-instructions"]
            # PostgreSQL's own C.UTF-8: the same order of words on every system.
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            self.run_as_user([*command, "--no-sync"] if self.forgetful else command)
        fresh.rename(self.data)

    def run_as_user(self, command: list[str]) -> None:
        """Run one of PostgreSQL's programs; what it says comes with the error."""
        who = self.user
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
            user=who.uid if who else None,
            group=who.gid if who else None,
            extra_groups=[] if who else None,
        )
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")

    def stop_leftover(self) -> None:
        """Stop a server that a former start left behind on this data folder."""
        if (self.data / "postmaster.pid").exists():
            program = system_user.program(self.user) / "pg_ctl"
            command = [str(program), "-D", str(self.data), "-m", "fast", "-w", "-t", "60", "stop"]
            try:
                self.run_as_user(command)
            except RuntimeError:
                # Nobody answers to that number: PostgreSQL itself judges the file at its start.
                return

    def wait_until_ready(self, seconds: float = 60) -> None:
        """Return when it accepts connections; raise TimeoutError otherwise."""
        wait_for_database(self.url, seconds)


def cluster_folder(home: Path, recorded: str) -> Path:
    """Return where this installation's cluster lives: as recorded, else chosen now."""
    if recorded:
        return Path(recorded)
    if os.geteuid() != 0:
        return home / "postgres"
    return system_user.new_folder()


def wait_for_database(url: str, seconds: float) -> None:
    """Return when the server at this address answers; raise TimeoutError if it does not.

    A database that does not exist yet is an answer. So is a refused password, which waiting
    would not change: it is raised at once.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            psycopg.connect(url, connect_timeout=5).close()
            return
        except psycopg.OperationalError as error:
            if "does not exist" in str(error):
                return
            if "authentication failed" in str(error):
                raise
            if time.monotonic() > deadline:
                raise TimeoutError(f"PostgreSQL does not answer: {error}") from error
            time.sleep(0.1)
