"""/metrics: for a token alone, in the format of Prometheus, the same figures as /readyz."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from practice.core.clock import now
from practice.core.services import note_heartbeat
from practice.outbox.measured import GAUGES
from practice.outbox.sending.claims import figures
from tests.cast import House
from tests.practice.outbox.live import add_client, add_reminder, change

TOKEN = "a-token-of-whoever-measures"
LINE = re.compile(r"(?P<name>[a-z_]+) (?P<value>[0-9.]+)")


@pytest.fixture
def token(settings: Any) -> dict[str, str]:
    settings.SUPPLE_METRICS_TOKEN = TOKEN
    return {"Authorization": f"Bearer {TOKEN}"}


def _measured(headers: dict[str, str]) -> dict[str, float]:
    answer = Browser().get("/metrics", headers=headers)
    assert answer["Content-Type"].startswith("text/plain; version=")
    lines = answer.content.decode().splitlines()
    found = {}
    for told, typed, line in zip(lines[::3], lines[1::3], lines[2::3], strict=True):
        match = LINE.fullmatch(line)
        assert match is not None
        assert told.startswith(f"# HELP {match['name']} ")
        assert typed == f"# TYPE {match['name']} gauge"
        found[match["name"].removeprefix("supple_mail_")] = float(match["value"])
    return found


@pytest.mark.django_db
def test_without_a_token_in_the_environment_nothing_is_there(settings: Any) -> None:
    settings.SUPPLE_METRICS_TOKEN = ""
    for headers in ({}, {"Authorization": "Bearer "}):
        assert Browser().get("/metrics", headers=headers).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer another", TOKEN, f"bearer {TOKEN}"])
def test_another_token_is_told_nothing(token: dict[str, str], given: str) -> None:
    note_heartbeat("worker", {"due": 7})
    answer = Browser().get("/metrics", headers={"Authorization": given})
    assert (answer.status_code, answer.content) == (401, b"A token is needed.\n")


def test_it_says_what_the_outbox_says_and_readyz_too(mill: House, token: dict[str, str]) -> None:
    ago = now() - timedelta(seconds=90)
    rows: list[dict[str, Any]] = [
        {"state": "held"}, {"state": "held"}, {"state": "unknown", "settled_at": now()},
        {"state": "sent", "settled_at": now()}, {"state": "failed", "settled_at": now()},
        {"state": "sent", "settled_at": now() - timedelta(minutes=61)},
        {"state": "retry", "try_at": now() + timedelta(hours=1)}, {},
    ]  # fmt: skip
    for number, values in enumerate(rows):
        message = add_reminder(mill, add_client(mill), slot=str(number), due_at=ago)
        change(mill, message.pk, **({"state": "planned"} | values))
    add_reminder(mill, add_client(mill), due_at=now() + timedelta(hours=1))
    note_heartbeat("worker", figures())
    note_heartbeat("beat")
    found = _measured(token)
    assert set(GAUGES) < set(found)
    wanted: dict[str, float] = {
        "due": 2,
        "late": 2,
        "retry": 1,
        "held": 2,
        "unknown": 1,
        "waiting_for_turn": 0,
    }
    wanted |= {"sent_last_hour": 1, "failed_last_hour": 1, "sent_a_minute": 0.2, "on_hold": 0}
    assert {name: found[name] for name in wanted} == wanted
    assert 90 <= found["oldest_overdue_seconds"] <= 100
    assert found["supple_worker_seen_seconds"] < 60
    mail = Browser().get("/readyz").json()["parts"]["mail"]
    assert mail["ok"] is False
    for name in ("oldest_overdue_seconds", "waiting_for_turn", "held", "unknown", "on_hold"):
        assert mail[name] == found[name]


def test_asking_costs_one_statement_and_finding_another(mill: House, token: dict[str, str]) -> None:
    note_heartbeat("worker", figures())
    with CaptureQueriesContext(connection) as seen:
        figures()
    assert len([q for q in seen if "practice_message" in q["sql"]]) == 1
    with CaptureQueriesContext(connection) as seen:
        _measured(token)
    told = [q["sql"] for q in seen]
    assert len([sql for sql in told if "practice_heartbeat" in sql]) == 1
    assert not [sql for sql in told if "practice_message" in sql or "accesslog" in sql]
