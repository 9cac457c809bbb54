"""supervisord: its configuration, its process and its control over a private socket."""

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from signal import Signals
from typing import Any
from xmlrpc.client import Error as XMLRPCError
from xmlrpc.client import ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from practice.config.embedded.process import die_with_parent
from practice.config.up import CannotStart
from practice.config.up.parts import Part

HEAD = """\
[unix_http_server]
file = {socket}
chmod = 0700

[supervisord]
logfile = log/supervisord.log
logfile_maxbytes = 10MB
logfile_backups = 3
pidfile = run/supervisord.pid
nodaemon = true
silent = true
umask = 077
minfds = 1024
identifier = supple

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
"""
PROGRAM = """
[program:{name}]
command = python -m practice.config.up.part {name}
priority = {priority}
autostart = {autostart}
autorestart = true
startsecs = 1
startretries = 10
stopsignal = {stop_signal}
stopwaitsecs = {stop_seconds}
killasgroup = true
redirect_stderr = true
stdout_logfile = log/{name}.log
stdout_logfile_maxbytes = 10MB
stdout_logfile_backups = 5
"""


def configuration(parts: list[Part], socket: Path) -> str:
    """Return supervisord's configuration; its paths start at SUPPLE_HOME, so none needs quoting."""
    text = HEAD.format(socket=socket)
    for number, part in enumerate(parts, start=1):
        text += PROGRAM.format(
            name=part.name,
            priority=number * 10,
            autostart="true" if part.starts_first else "false",
            stop_signal=Signals(part.stop_signal).name.removeprefix("SIG"),
            stop_seconds=part.stop_seconds,
        )
    return text


UP = {"STARTING", "RUNNING", "BACKOFF"}
DOWN = {"STOPPED", "EXITED", "FATAL", "UNKNOWN"}


class Supervisor:
    """A supervisord of ours and the line to it."""

    def __init__(self, run: Path, sockets: Path) -> None:
        self.run = run
        self.socket = sockets / "supervisor.sock"
        self.parts: list[Part] = []
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, parts: list[Part], environment: dict[str, str], folder: Path) -> None:
        """Start supervisord with the parts that others need first."""
        self.parts = parts
        path = self.run / "supervisord.conf"
        path.write_text(configuration(parts, self.socket), encoding="utf-8")
        command = [sys.executable, "-m", "supervisor.supervisord", "-n", "-c", str(path)]
        with (self.run.parent / "log" / "supervisord.out").open("wb") as out:
            self.process = subprocess.Popen(
                command,
                cwd=self.run.parent,
                env=environment | _findable(folder, environment.get("PATH", "")),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                # Ctrl-C reaches bin/up alone, which stops the parts in order.
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509
            )
        deadline = time.monotonic() + 20
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise CannotStart(f"supervisord did not start; see {out.name}")
            time.sleep(0.05)

    def states(self) -> dict[str, dict[str, Any]]:
        """Return what supervisord knows of each part, by name."""
        known: Any = self._call("getAllProcessInfo")
        return {part["name"]: part for part in known}

    def begin(self, name: str) -> None:
        """Start a part without waiting for it."""
        self._call("startProcess", name, False)

    def stop(self, seconds: float = 150) -> None:
        """Stop those who serve, then those they need; each turn's parts at once."""
        if self.process is None:
            return
        # A supervisord that is busy or gone does not answer: the signal below says the same.
        with suppress(OSError, XMLRPCError):
            for turn in sorted({part.stop_turn for part in self.parts}):
                self._stop_at_once([part for part in self.parts if part.stop_turn == turn])
        self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _stop_at_once(self, parts: list[Part]) -> None:
        deadline = time.monotonic() + max(part.stop_seconds for part in parts)
        states = self.states()
        for part in parts:
            if states[part.name]["statename"] in UP:
                self._call("stopProcess", part.name, False)
        while time.monotonic() < deadline:
            states = self.states()
            if all(states[part.name]["statename"] in DOWN for part in parts):
                return
            time.sleep(0.05)

    def is_alive(self) -> bool:
        """Say whether supervisord still runs."""
        return self.process is not None and self.process.poll() is None

    def _answers(self) -> bool:
        try:
            self._call("getState")
        except (OSError, XMLRPCError):
            return False
        return True

    def _call(self, method: str, *arguments: object) -> object:
        transport = SupervisorTransport(serverurl=f"unix://{self.socket}")
        with ServerProxy("http://127.0.0.1", transport=transport) as proxy:
            return getattr(proxy.supervisor, method)(*arguments)


def terminate_former(pid: int) -> None:
    """Ask a supervisord that outlived its bin/up to stop its parts."""
    try:
        os.kill(pid, Signals.SIGTERM)
    except ProcessLookupError:
        return


def _findable(folder: Path, path: str) -> dict[str, str]:
    """Let supervisord find this Python and our modules by name, wherever it stands."""
    programs = str(Path(sys.executable).parent)
    return {"PATH": f"{programs}{os.pathsep}{path}", "PYTHONPATH": str(folder)}
