"""What a client feels, for the worlds of tests: a report each time, in words nobody else sees."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from clients.sensing.models import SensationReport
from clients.symptoms.rules import BODY_REGIONS
from practice.core.clock import now
from sessions.practice_logs.models import EndedLinks

REGION = "front_groin_left_core"
CLARITIES = ("absent", "distorted", "unclear", "clear")


def put_felt(put: Callable[..., Any], client: Any, words: str) -> SensationReport:
    """Two reports of one region; the second looks back at the first, and is a discovery. And that
    their links were ended once."""
    day = date(2026, 11, 20)
    about = {"client": client, "region": REGION, "side": "left", "source": "portal"}
    said = {"words": words, "reported_at": now()}
    put(SensationReport, **about, **said, clarity="absent", felt_on=day, reported_on=day)
    put(EndedLinks, client=client, ended_at=datetime(2026, 1, 1, tzinfo=UTC))
    back = {"felt_on": day, "reported_on": day + timedelta(days=1), "is_discovery": True}
    second: SensationReport = put(
        SensationReport, **about, **said, clarity="unclear", felt=4, **back
    )
    return second


def many_reports(client_id: Any, number: int, words: str) -> Iterator[dict[str, Any]]:
    """As many reports as are asked for: the first region has most, and others have some."""
    last = date(2026, 11, 20)
    for n in range(number):
        region = BODY_REGIONS[n % 60 if n % 3 == 0 else 0]
        day = last - timedelta(days=n % 300)
        yield {
            "client_id": client_id,
            "region": region.code,
            "side": region.side,
            "clarity": CLARITIES[n % 4],
            "felt": None if n % 4 == 0 else n % 11,
            "words": words,
            "is_discovery": n % 4 != 0,
            "felt_on": day,
            "reported_on": last if n % 5 == 0 else day,
            "reported_at": now(),
            "source": "portal",
        }
