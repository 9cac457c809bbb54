"""A short home so that sockets fit below it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="supple-job-", dir="/tmp") as folder:
        yield Path(folder) / "home"
