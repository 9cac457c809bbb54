"""bin/ finds a Python that is new enough, or says what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

VENV_SH = Path(__file__).parents[2] / "practice" / "config" / "venv.sh"
# A Python may need it to start at all.
LIBRARIES = {k: v for k, v in os.environ.items() if k == "LD_LIBRARY_PATH"}


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A machine with an old python3 on PATH and nothing else."""
    path = tmp_path / "bin"
    path.mkdir()
    _script(path / "python3", "exit 1")
    return tmp_path


def _script(path: Path, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def _shell(machine: Path, words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", f'. "{VENV_SH}"; root={machine}; {words}'],
        env=LIBRARIES | {"PATH": str(machine / "bin"), "HOME": str(machine)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_new_python_on_path_is_taken(bare: Path) -> None:
    os.symlink(sys.executable, bare / "bin" / "python3.12")
    assert _shell(bare, "find_python").stdout.strip() == str(bare / "bin" / "python3.12")


def test_one_of_pyenv_is_called_by_its_own_path(bare: Path) -> None:
    _script(bare / "bin" / "python3.13", "exit 127")  # a shim for a version that is not chosen
    real = bare / ".pyenv" / "versions" / "3.13.0" / "bin" / "python3"
    _script(real, f'exec "{sys.executable}" "$@"')
    assert _shell(bare, "find_python").stdout.strip() == str(real)


def test_uv_is_asked_last(bare: Path) -> None:
    _script(bare / "bin" / "uv", f'[ "$1 $2" = "python find" ] && echo "{sys.executable}"')
    assert _shell(bare, "find_python").stdout.strip() == sys.executable


def test_nothing_found_says_what_to_install(bare: Path) -> None:
    done = _shell(bare, "make_venv")
    assert done.returncode == 1
    assert "Python 3.12 or newer" in done.stderr
    assert not (bare / ".venv").exists()
