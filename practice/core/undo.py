"""Saying that something was done, beside the way to take it back."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest


def say_undoable(request: HttpRequest, words: str, path: str, **fields: str) -> None:
    """Say it in a toast whose button posts `fields` to `path`, on the next page that is drawn; it
    may be this one.

    What undoes is an act like any other: the same door, the same service, the same trail.
    """
    messages.success(request, words, extra_tags=json.dumps({"path": path, "fields": fields}))


def way_back(extra_tags: str | None) -> dict[str, Any] | None:
    """Where a message's undo leads, or None if it has none."""
    if not (extra_tags or "").startswith("{"):
        return None
    found: dict[str, Any] = json.loads(extra_tags or "")
    return found
