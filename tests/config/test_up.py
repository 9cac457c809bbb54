"""bin/up as a person meets it: it starts, mends, refuses a second one and leaves nothing behind."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.config.running import ROOT, SHELL, Up

pytestmark = pytest.mark.slow_start


@pytest.fixture(scope="module")
def up() -> Iterator[Up]:
    # Short, so that sockets fit below it.
    with tempfile.TemporaryDirectory(prefix="supple-up-", dir="/tmp") as folder:
        running = Up(Path(folder) / "home")
        try:
            running.wait_for("/set-up/", 300)
            yield running
        finally:
            running.end()


def test_it_is_ready_and_offers_set_up_by_a_link(up: Up) -> None:
    assert up.status("/readyz") == 200
    assert f"http://127.0.0.1:{up.port}/set-up/" in up.said
    assert up.said.index("Supple is at") < up.said.index("/set-up/")  # the last thing one reads


def test_a_command_by_hand_finds_the_same_database(up: Up) -> None:
    shell = {k: v for k, v in os.environ.items() if k in SHELL} | {"SUPPLE_HOME": str(up.home)}
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
    up.wait_for(f"{part} runs again", 60)
    up.said = up.said.replace(f"{part} runs again", "")
    up.until(lambda: up.first_process(part) != former)
    up.until(lambda: up.status("/readyz") == 200)


def test_it_leaves_no_process_behind(up: Up) -> None:
    up.process.terminate()
    assert up.process.wait(120) == 0
    home = str(up.home)
    assert [p for p in psutil.process_iter() if home in _described(p)] == []


def _described(process: psutil.Process) -> str:
    try:
        return f"{process.cmdline()} {process.environ().get('SUPPLE_HOME')}"
    except psutil.Error:
        return ""
