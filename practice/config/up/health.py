"""Whether the running Supple answers."""

import http.client
import json
import time
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from practice.config.up.address import local_target


def ask(path: str, *, bind: str, port: int, base_url: str) -> tuple[int, str]:
    """Return status and body of a health address, asked as a visitor would; (0, '') if silent."""
    connection = http.client.HTTPConnection(local_target(bind), port, timeout=5)
    base = urlsplit(base_url)
    headers = {"Host": base.netloc, "X-Forwarded-Proto": base.scheme}
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        connection.close()


def is_ready(status: int, body: str, since: float) -> bool:
    """Judge an answer of /readyz: well, and by a worker seen after `since` (seconds, UTC).

    A quick restart finds the former worker's sign of life still fresh.
    """
    if status != HTTPStatus.OK:
        return False
    try:
        seen = datetime.fromisoformat(json.loads(body)["parts"]["worker"]["seen"])
    except (ValueError, KeyError, TypeError):
        return False
    return seen.timestamp() >= since


def wait_for(answers: Callable[[], bool], *, seconds: float, goes_on: Callable[[], bool]) -> bool:
    """Ask again and again; False when time is up or waiting has become pointless."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and goes_on():
        if answers():
            return True
        time.sleep(0.1)
    return False
