"""A running bin/up, for tests that need the whole of it."""

import json
import os
import queue
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from practice.config.embedded.mail import free_port

ROOT = Path(__file__).parents[2]
# LD_LIBRARY_PATH: a Python may need it to start at all.
SHELL = {"PATH", "HOME", "LANG", "LD_LIBRARY_PATH"}


class Up:
    """A running bin/up and what it has said so far."""

    def __init__(
        self, home: Path, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> None:
        self.home = home
        self.port = free_port()
        self.said = ""
        self._lines: queue.Queue[str] = queue.Queue()
        self.process = subprocess.Popen(
            [str(ROOT / "bin" / "up"), "--port", str(self.port), *arguments],
            # A bare shell: none of the addresses that bin/test gives to its tests.
            env={k: v for k, v in os.environ.items() if k in SHELL}
            | {"SUPPLE_HOME": str(home), **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as out:
            for line in out:
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

    def until(self, true: Callable[[], bool], seconds: float = 60) -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + seconds
        while not true():
            if time.monotonic() > deadline:
                pytest.fail(f"not so after {seconds} s:\n{self.said}")
            time.sleep(0.2)

    def first_process(self, part: str) -> int:
        return int(json.loads((self.home / "run" / f"{part}.group").read_text())["group"])

    def end(self) -> None:
        """Stop it, and take its database away."""
        self.process.terminate()
        self.process.wait(120)
        remove_cluster(self.home)


def remove_cluster(home: Path) -> None:
    """As root, the database lies outside SUPPLE_HOME."""
    for line in (home / "env").read_text().splitlines():
        if line.startswith("SUPPLE_POSTGRES_FOLDER="):
            subprocess.run(["rm", "-rf", line.partition("=")[2]], check=True)
