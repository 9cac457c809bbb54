"""Progress that was shared with a client, for the worlds of tests."""

from collections.abc import Callable
from datetime import date
from typing import Any

from clients.records.models import Client
from practice.core.clock import now
from sessions.progress.sharing.models import SharedProgress
from tests.cast import House

TOLD = {
    "parts": [{"part": "habit", "title": "Habit", "words": "", "says": ["Slowly."], "tables": []}]
}


def put_shared(put: Callable[..., Any], house: House, client: Client) -> SharedProgress:
    """A page with one part, shared by the practitioner."""
    by, at = {"shared_by": house.practitioner}, {"shared_at": now(), "as_of": date(2026, 11, 20)}
    said = {"parts": ["habit"], "period": "A pull", "words": "Look.", "told": TOLD}
    shared: SharedProgress = put(
        SharedProgress, client=client, **by, **at, **said, drawn={"habit": "<p>Slowly.</p>"}
    )
    return shared
