"""Every part of Supple as real processes on servers of the drill's own, to kill and start again."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil
from django.conf import settings

from practice.config.embedded import roles
from practice.config.embedded.env import open_home
from practice.config.embedded.mail import free_port
from practice.config.embedded.postgres import Cluster
from practice.config.embedded.run import end, start
from practice.config.embedded.valkey import Broker
from practice.config.up import parts
from practice.config.up.parts import Part
from tests.cast import House, sign_in
from tests.drill import launched
from tests.drill.databases import django_at
from tests.drill.guards.guard import Guard
from tests.practice.outbox.background import ROOT
from tests.practice.outbox.live import found_house
from tests.practice.outbox.sink import Sink

HOST = "127.0.0.1"
PATIENCE = 120  # seconds, for what takes a few on an idle machine
TICK = 1
TOKEN = "drill" * 6 + "dr"  # 32 letters in cookie and header: what Django takes for its own
_patience: ContextVar[float] = ContextVar("patience", default=PATIENCE)
IN_ORDER = ("postgres", "valkey", "web", "worker", "beat")


class NeverSo(Exception):
    """What a fault waited for did not come."""


@dataclass(frozen=True)
class Answer:
    """What a visitor got, and how long it took."""

    status: int
    body: str
    seconds: float


@dataclass
class Stage:
    """The parts by their names. One that was killed stays dead until it is started; one that
    ended by itself is started anew, as supervisord does with `bin/up`: Celery's worker ends when
    the broker goes while it holds tasks.
    """

    home: Path
    cluster: Cluster
    environment: dict[str, str]
    port: int
    sink: Sink
    parts: dict[str, Part]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    also: str = ""  # what the names of practices end with, where a fault is run once more
    over: threading.Event = field(default_factory=threading.Event)

    def tend(self) -> None:
        """Start anew what ended by itself, until all of it is over."""
        while not self.over.wait(TICK / 2):
            for name, process in list(self.running.items()):
                if process.poll() is not None and self.running.get(name) is process:
                    self.start(name)

    def start(self, *names: str) -> None:
        """Start these parts as bin/up describes them."""
        for name in names:
            part = self.parts[name]
            environment = self.environment | part.environment
            ours = (part.uid, part.gid, environment)
            self.running[name] = start(part.command, self.home, name, *ours)

    def kill(self, name: str) -> None:
        """kill -9 a part; of PostgreSQL the first process alone, the others end by themselves."""
        process = self.running.pop(name)
        family = self.seen(process).children(recursive=True)
        process.kill()
        process.wait()
        for child in family if name != "postgres" else []:
            with suppress(psutil.NoSuchProcess):
                child.kill()
        psutil.wait_procs(family, timeout=PATIENCE)  # else the next one finds its data in use

    def seen(self, process: subprocess.Popen[bytes]) -> psutil.Process:
        """A running part, to look at its children."""
        return psutil.Process(process.pid)

    def end(self) -> None:
        """Stop everything, PostgreSQL last."""
        self.over.set()
        self.sink.stop()
        for name in reversed(IN_ORDER):
            process = self.running.pop(name, None)
            if process is not None:
                end(process, self.parts[name].stop_signal)

    def found_house(self, name: str) -> House:
        """A practice of its own for one fault."""
        name += self.also
        return found_house(name, "America/Denver", f"{name.replace(' ', '-')}.example")

    @contextmanager
    def launched(
        self, *names: str, clock: "SetClock | None" = None, without: Sequence[Guard] = ()
    ) -> Iterator[None]:
        """These parts by a clock that is set, or without guards; afterwards as they were."""
        changes = [(guard.file, guard.text, guard.instead) for guard in without]
        told = {launched.WITHOUT: json.dumps(changes)}
        told |= {launched.CLOCK: str(clock.file)} if clock else {}
        as_they_were = dict(self.parts), self.environment
        for name in names:
            self.kill(name)
            part = self.parts[name]
            self.parts[name] = replace(
                part, command=as_launched(part.command), environment=part.environment | told
            )
        self.environment = self.environment | told
        self.start(*names)
        try:
            yield
        finally:
            for name in names:
                self.kill(name)
            self.parts, self.environment = as_they_were
            self.start(*names)
            wait_until(self.is_ready, "all is as it was", PATIENCE)

    def ask(
        self,
        path: str,
        headers: dict[str, str] | None = None,
        form: dict[str, str] | None = None,
        sent: dict[str, Any] | None = None,
    ) -> Answer:
        """Visit a page, or send a form, or `sent` to the API; status 0 when nobody answers."""
        began = time.monotonic()
        connection = HTTPConnection(HOST, self.port, timeout=30)
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        body = urlencode(form) if form else None
        if sent:
            kind, body = {"Content-Type": "application/json"}, json.dumps(sent)
        try:
            connection.request("POST" if body else "GET", path, body, (headers or {}) | kind)
            answer = connection.getresponse()
            told = answer.status, answer.read().decode("utf-8", "replace")
        except (OSError, HTTPException):
            told = 0, ""
        finally:
            connection.close()
        return Answer(*told, time.monotonic() - began)

    def is_ready(self) -> bool:
        """Whether every part says that it is well."""
        return self.ask("/readyz").status == HTTPStatus.OK


@dataclass(frozen=True)
class SetClock:
    """The clock of launched parts: it stands still until it is moved."""

    file: Path

    def move(self, to: datetime) -> None:
        """Show another instant; whoever reads meanwhile sees the one or the other."""
        fresh = self.file.with_suffix(".fresh")
        fresh.write_text(to.isoformat(), encoding="utf-8")
        fresh.replace(self.file)

    @property
    def shows(self) -> datetime:
        """The instant it shows."""
        return launched.told_by(self.file)


def as_launched(command: list[str]) -> list[str]:
    """The same command by way of `tests.drill.launched`."""
    python, how, module, *arguments = command
    if how != "-m":
        raise ValueError(f"not run as a module: {command}")
    return [python, "-m", "tests.drill.launched", module, *arguments]


def owner_of(house: House) -> str:
    """The address that the owner of a practice signs in with."""
    return house.owner.user.email


def signed_in(email: str) -> dict[str, str]:
    """The headers of somebody who signed in, good for pages and forms."""
    browser = sign_in(email)
    browser.get("/")
    kept = {name: morsel.value for name, morsel in browser.cookies.items()}
    kept[settings.CSRF_COOKIE_NAME] = TOKEN
    cookies = "; ".join(f"{name}={value}" for name, value in kept.items())
    return {"Cookie": cookies, "X-CSRFToken": TOKEN}


@contextmanager
def patient_for(seconds: float) -> Iterator[None]:
    """Let faults wait so long and no longer for what they do not say a time for."""
    token = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(token)


def wait_until(so: Callable[[], bool], what: str, seconds: float | None = None) -> float:
    """Ask again and again; returns how long it took, raises NeverSo when it takes too long."""
    began, seconds = time.monotonic(), seconds or _patience.get()
    while not so():
        if time.monotonic() - began > seconds:
            raise NeverSo(f"not so after {seconds:.0f} s: {what}")
        time.sleep(0.2)
    return time.monotonic() - began


@contextmanager
def open_stage() -> Iterator[Stage]:
    """A PostgreSQL that keeps its word, a broker, web, worker, beat and a mail server."""
    folder = Path(tempfile.mkdtemp(prefix="supple-drill-", dir="/tmp"))  # short, for the sockets
    stage = None
    try:
        folder.chmod(0o711)
        stage = _stage(folder)
        stage.cluster.prepare()
        stage.start("postgres")
        stage.cluster.wait_until_ready()
        roles.bootstrap(stage.cluster.url, os.environ)
        for command in ("migrate", "createcachetable"):
            _manage(stage, command)
        stage.start("valkey", "web", "worker", "beat")
        with django_at(stage.cluster.url):
            wait_until(stage.is_ready, "the drill's own Supple is ready")
            threading.Thread(target=stage.tend, daemon=True).start()
            yield stage
    finally:
        if stage is not None:
            stage.end()
        shutil.rmtree(folder, ignore_errors=True)


def _stage(folder: Path) -> Stage:
    home = open_home(folder / "home")
    cluster = Cluster(home, folder / "postgres", os.environ["SUPPLE_ADMIN_PASSWORD"])
    broker = Broker(home, os.environ["SUPPLE_BROKER_PASSWORD"])
    broker.prepare()
    sink, port = Sink(), free_port()
    environment = dict(os.environ) | {
        "DATABASE_URL": cluster.url,
        "BROKER_URL": broker.url,
        "EMAIL_URL": f"smtp://{HOST}:{sink.start()}",
        "SUPPLE_SMTP_TIMEOUTS": "1,2,2",
        "SUPPLE_TICK_SECONDS": str(TICK),
        "SUPPLE_MAILS_A_MINUTE": "0",
        "SUPPLE_MAILS_A_MINUTE_ALL": "0",
        "SUPPLE_LOG_LEVEL": "WARNING",
    }
    made = [parts.postgres(cluster), parts.valkey(broker), parts.web(HOST, port)]
    made += [parts.worker(), parts.beat()]
    return Stage(home, cluster, environment, port, sink, {part.name: part for part in made})


def _manage(stage: Stage, command: str) -> None:
    manage = [sys.executable, str(ROOT / "manage.py"), command, "--verbosity", "0"]
    subprocess.run(
        [*manage, *(["--noinput"] if command == "migrate" else [])],
        env=stage.environment,
        check=True,
    )
