"""Runs one command beside servers of its own, which end with it.

`python -m practice.config.embedded.run -- COMMAND…`, as bin/test does. The command finds a full
environment (SUPPLE_HOME, DATABASE_URL, BROKER_URL, EMAIL_URL, keys and passwords), an empty
database `supple` and a migrated one, `supple_template`, to copy for each test process.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from practice.config.embedded import roles
from practice.config.embedded.env import EnvFile, open_home
from practice.config.embedded.mail import free_port
from practice.config.embedded.postgres import DATABASE, FOLDER, Cluster
from practice.config.embedded.process import die_with_parent
from practice.config.embedded.valkey import Broker

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE = "supple_template"
PATIENCE = 20
# One test process each, and each with its own pools, live servers and workers.
CONNECTIONS = 400


def main(arguments: list[str]) -> int:
    """Run the command and return its exit status."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    os.umask(0o077)
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, _interrupt)
    try:
        with temporary_servers() as environment:
            status = _make_template(environment)
            return status or _wait_for(subprocess.Popen(command, env=environment))
    except KeyboardInterrupt:
        return 130


@contextmanager
def temporary_servers() -> Iterator[dict[str, str]]:
    """Start PostgreSQL, Valkey and the mail sink in a folder that ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="supple-test-", dir="/tmp"))  # short, for the sockets
    running: list[tuple[subprocess.Popen[bytes], int]] = []
    try:
        # PostgreSQL's system user passes through; SUPPLE_HOME inside stays closed.
        folder.chmod(0o711)
        home = open_home(folder / "home")
        env = EnvFile(home / "env", kept={FOLDER: str(folder / "postgres")})
        env.ensure_secrets()
        cluster = Cluster(
            home,
            folder / "postgres",
            env.kept["SUPPLE_ADMIN_PASSWORD"],
            CONNECTIONS,
            forgetful=True,
        )
        broker = Broker(home, env.kept["SUPPLE_BROKER_PASSWORD"])
        port = free_port()
        env.written = {
            "DATABASE_URL": cluster.url,
            "BROKER_URL": broker.url,
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "SUPPLE_BASE_URL": "http://127.0.0.1:8000",
        }
        env.save()
        cluster.prepare()
        broker.prepare()
        sink = [sys.executable, "-m", "practice.config.embedded.mail", str(port)]
        uid = cluster.user.uid if cluster.user else None
        gid = cluster.user.gid if cluster.user else None
        running.append((start(cluster.command(), home, "postgres", uid, gid), signal.SIGINT))
        running.append((start(broker.command(), home, "valkey"), signal.SIGTERM))
        running.append((start([*sink, str(home / "mail")], home, "mail"), signal.SIGTERM))
        cluster.wait_until_ready()
        roles.bootstrap(cluster.url, env.kept)
        environment = {**os.environ, **env.kept, **env.written, "SUPPLE_HOME": str(home)}
        for name in ("SUPPLE_ROLE", "SUPPLE_INSECURE", "SUPPLE_STATIC_ROOT"):
            environment.pop(name, None)
        yield environment
    finally:
        for process, sign in reversed(running):
            end(process, sign)
        shutil.rmtree(folder, ignore_errors=True)


def _make_template(environment: dict[str, str]) -> int:
    url = environment["DATABASE_URL"].replace(f"/{DATABASE}?", f"/{TEMPLATE}?")
    roles.bootstrap(url, environment)
    inside = {**environment, "DATABASE_URL": url}
    gathering = _manage(inside, "collectstatic", "--noinput", "--ignore", "rest_framework")
    try:
        return (
            _wait_for(_manage(inside, "migrate", "--noinput"))
            or _wait_for(_manage(inside, "createcachetable"))
            or _wait_for(gathering)
        )
    finally:
        end(gathering, signal.SIGTERM)


def _manage(environment: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(ROOT / "manage.py"), *arguments, "--verbosity", "0"]
    return subprocess.Popen(command, env=environment)


def start(
    command: list[str],
    home: Path,
    name: str,
    uid: int | None = None,
    gid: int | None = None,
    environment: dict[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a server that ends with us and writes into a log of its own."""
    sign = signal.SIGINT if name == "postgres" else signal.SIGTERM
    with (home / "log" / f"{name}.log").open("wb") as out:
        return subprocess.Popen(
            command,
            # PostgreSQL's system user cannot stand in a folder that is closed to it.
            cwd="/" if name == "postgres" else ROOT,
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            user=uid,
            group=gid,
            extra_groups=None if uid is None else [],
            # Ctrl-C reaches the command alone; the servers end after it.
            start_new_session=True,
            preexec_fn=partial(die_with_parent, sign),  # noqa: PLW1509
        )


def _wait_for(process: subprocess.Popen[bytes]) -> int:
    try:
        return process.wait()
    except KeyboardInterrupt:
        end(process, signal.SIGTERM)
        raise


def end(process: subprocess.Popen[bytes], sign: int) -> None:
    """Ask a server to end, and insist if it does not."""
    if process.poll() is None:
        process.send_signal(sign)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
