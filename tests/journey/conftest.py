"""A browser, and a short home so that sockets fit below it."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="supple-job-", dir="/tmp") as folder:
        yield Path(folder) / "home"


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = os.environ["SUPPLE_CHROMIUM"]
        started = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield started
        started.close()
