"""What a crash leaves behind is ended, and nothing else."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from practice.config.up.leftovers import end_group, supervisor_pid, wait_for_exit

LEADER = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def group() -> Iterator[tuple[subprocess.Popen[str], psutil.Process]]:
    """A part's first process and its child, in a group of their own."""
    leader = subprocess.Popen(
        [sys.executable, "-c", LEADER], stdout=subprocess.PIPE, text=True, process_group=0
    )
    assert leader.stdout is not None
    child = psutil.Process(int(leader.stdout.readline()))
    yield leader, child
    for process in (leader, child):
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    leader.wait()
    leader.stdout.close()


def _noted(path: Path, leader: int, since: float) -> Path:
    path.write_text(json.dumps({"group": leader, "since": since}))
    return path


def test_children_of_a_killed_part_are_ended(
    tmp_path: Path, group: tuple[subprocess.Popen[str], psutil.Process]
) -> None:
    leader, child = group
    record = _noted(tmp_path / "web.group", leader.pid, psutil.Process(leader.pid).create_time())
    os.kill(leader.pid, signal.SIGKILL)
    leader.wait()
    assert child.is_running()
    assert end_group(record)
    child.wait(5)
    assert not end_group(record)


def test_a_number_that_belongs_to_strangers_is_left_alone(
    tmp_path: Path, group: tuple[subprocess.Popen[str], psutil.Process]
) -> None:
    leader, child = group
    record = _noted(tmp_path / "web.group", leader.pid, time.time() - 3600)
    assert not end_group(record)
    assert leader.poll() is None
    assert child.is_running()


def test_a_pid_file_counts_only_for_a_supervisord_of_this_home(tmp_path: Path) -> None:
    pid_file = tmp_path / "supervisord.pid"
    assert supervisor_pid(pid_file) is None
    pid_file.write_text(str(os.getpid()))
    assert supervisor_pid(pid_file) is None
    assert wait_for_exit(pid_file, 1)
