"""bin/up as a person meets it: it starts, mends, refuses a second one and leaves nothing behind."""

import json
import os
import queue
import signal
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from practice.config.embedded.mail import free_port

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow_start


class Up:
    """A running bin/up and what it has said so far."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.home = home
        self.port = free_port()
        self.said = ""
        self._lines: queue.Queue[str] = queue.Queue()
        self.process = subprocess.Popen(
            [str(ROOT / "bin" / "up"), "--port", str(self.port), *arguments],
            # A bare shell: none of the addresses that bin/test gives to its tests.
            env={k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG"}}
            | {"SUPPLE_HOME": str(home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def wait_for(self, words: str, seconds: float) -> None:
        """Read on until it says these words."""
        deadline = time.monotonic() + seconds
        while words not in self.said:
            try:
                line = self._lines.get(timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"never said {words!r} in {seconds} s:\n{self.said}")
            if not line:
                pytest.fail(f"ended without saying {words!r}:\n{self.said}")
            self.said += line

    def status(self, path: str) -> int:
        try:
            address = f"http://127.0.0.1:{self.port}{path}"
            with urllib.request.urlopen(address, timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def first_process(self, part: str) -> int:
        return int(json.loads((self.home / "run" / f"{part}.group").read_text())["group"])


@pytest.fixture(scope="module")
def up() -> Iterator[Up]:
    # Short, so that sockets fit below it.
    with tempfile.TemporaryDirectory(prefix="supple-up-", dir="/tmp") as folder:
        running = Up(Path(folder) / "home")
        try:
            running.wait_for("Supple is at", 120)
            yield running
        finally:
            running.process.terminate()
            running.process.wait(120)
            _remove_cluster(running.home)


def _remove_cluster(home: Path) -> None:
    """As root, the database lies outside SUPPLE_HOME."""
    for line in (home / "env").read_text().splitlines():
        if line.startswith("SUPPLE_POSTGRES_FOLDER="):
            subprocess.run(["rm", "-rf", line.partition("=")[2]], check=True)


def test_it_is_ready_and_offers_set_up_by_a_link(up: Up) -> None:
    assert up.status("/readyz") == 200
    assert f"http://127.0.0.1:{up.port}/" in up.said


def test_a_command_by_hand_finds_the_same_database(up: Up) -> None:
    shell = {"PATH": os.environ["PATH"], "SUPPLE_HOME": str(up.home)}
    command = [str(ROOT / "manage.py"), "migrate", "--check"]
    python = str(ROOT / ".venv" / "bin" / "python")
    subprocess.run([python, *command], env=shell, check=True, cwd="/")


def test_a_second_start_beside_it_says_so(up: Up) -> None:
    second = Up(up.home)
    second.wait_for("already running", 30)
    assert f"http://127.0.0.1:{up.port}" in second.said
    assert second.process.wait(10) == 1


@pytest.mark.parametrize("part", ["web", "worker", "beat", "valkey", "postgres"])
def test_a_killed_part_comes_back(up: Up, part: str) -> None:
    former = up.first_process(part)
    os.kill(former, signal.SIGKILL)
    up.wait_for(f"{part} runs again", 30)
    up.said = up.said.replace(f"{part} runs again", "")
    assert up.first_process(part) != former
    deadline = time.monotonic() + 45
    while up.status("/readyz") != 200:
        assert time.monotonic() < deadline, "not ready again"
        time.sleep(0.2)


def test_it_leaves_no_process_behind(up: Up) -> None:
    up.process.terminate()
    assert up.process.wait(120) == 0
    home = str(up.home)
    assert [p for p in psutil.process_iter() if home in _described(p)] == []


def _described(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline()) + process.environ().get("SUPPLE_HOME", "")
    except psutil.Error:
        return ""
