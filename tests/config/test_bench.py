"""bin/bench: its arithmetic, its load, and that every entry answers on a tiny seed."""

import http.server
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from practice.config import bench
from practice.config.bench.databases import fill
from practice.config.bench.entries import ENTRIES
from practice.config.bench.figures import Timed, figures, percentile, round_by_round, table
from practice.config.bench.load import answer_end, request_bytes, run
from practice.config.bench.people import make_people
from practice.config.bench.visits import planned_visits
from tests.conftest import admin_connection, empty_database


def test_percentiles() -> None:
    times = [n / 100 for n in range(1, 101)]
    assert percentile(times, 0.5) == 0.51
    assert percentile(times, 0.95) == 0.96
    assert percentile([0.2], 0.95) == 0.2


def test_a_ratio_is_that_of_rounds_side_by_side() -> None:
    # The machine was half as fast in the second round, for both of them.
    assert round_by_round([90, 45, 90], [100, 50, 100]) == 0.9


def timed(entry: str, rps: float, variant: str = "", queries: int = 5) -> Timed:
    return Timed(entry, variant, queries, 1.0, [rps, rps, rps], [8 / rps] * 10)


def test_the_slowest_variant_is_measured_against_its_targets() -> None:
    large = [
        timed("plain50", 100),
        timed("client_list", 95, "first page"),
        timed("client_list", 40, "searched", queries=9),
    ]
    small = [
        timed("plain50", 100),
        timed("client_list", 96, "first page"),
        timed("client_list", 80, "searched"),
    ]
    plain, listed = figures(large, small)
    assert plain.met
    assert plain.ratio is None
    assert (listed.variant, listed.ratio, listed.growth, listed.queries) == ("searched", 0.4, 2, 9)
    assert listed.missed == [
        "0.40 × plain50 < 0.9",
        "growth 2.00 > 1.2",
        "9 statements > 8",
    ]
    assert listed.as_json()["met"] is False
    rows = table([plain, listed]).splitlines()
    assert len({len(row) for row in rows}) == 1
    assert rows[-1].endswith("| NO  |")


def test_the_price_of_protection_is_time_with_it_over_time_without() -> None:
    (line,) = figures([timed("plain50", 100)], [timed("plain50", 150)], price=True)
    assert line.growth == 1.5
    assert line.missed == ["price 1.50 > 1.35"]


def test_each_reference_is_measured_itself() -> None:
    names = [entry.name for entry in ENTRIES]
    assert {entry.reference for entry in ENTRIES if entry.reference} <= set(names)
    assert len(set(names)) == 21


def visit(**more: Any) -> dict[str, Any]:
    return {"path": "/x", "method": "GET", "headers": {"Cookie": "a=b"}, "body": "", **more}


def test_a_request_and_the_end_of_an_answer() -> None:
    sent = request_bytes(visit(method="POST", body="k={uuid}&v={version}"), 4).decode()
    head, _blank, body = sent.partition("\r\n\r\n")
    assert head.startswith("POST /x HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: a=b\r\n")
    assert f"Content-Length: {len(body)}" in head
    assert body.endswith("&v=5")
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
    assert answer_end(answer) == len(answer)
    assert answer_end(answer[:-1]) == answer_end(answer[:20]) == 0
    with pytest.raises(ValueError, match="length"):
        answer_end(b"HTTP/1.1 200 OK\r\n\r\nabc")


class Answers(http.server.BaseHTTPRequestHandler):
    """A server that knows two pages."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/x" else 404)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_the_load_counts_answers_and_notices_a_wrong_one(port: int) -> None:
    order = {"name": "x", "port": port, "connections": 2, "seconds": 0.2}
    counts: dict[str, int] = defaultdict(int)
    good = run({**order, "visits": [visit(status=200)]}, counts)
    assert good["failed"] == ""
    assert good["rps"] > 0
    assert len(good["times"]) == counts["x 0"] + counts["x 1"] > 0
    bad = run({**order, "visits": [visit(path="/gone", status=200)]}, counts)
    assert bad["failed"].startswith("404 for /gone")


@pytest.mark.django_db(transaction=True)
def test_every_entry_answers_on_a_tiny_seed(settings: Any) -> None:
    settings.ROOT_URLCONF = "practice.config.bench.urls"
    folder = Path(bench.__file__).parent / "templates"
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], folder]}]
    empty_database()
    make_people(small_practices=1)
    name = str(connections["default"].settings_dict["NAME"])
    with admin_connection(name) as admin, admin.transaction():
        fill(admin, 120)
    planned = planned_visits()  # raises for an answer that is not as planned
    asked = {each["entry"]: each["queries"] for each in planned}
    assert set(asked) == {entry.name for entry in ENTRIES} - {"hello"}
    assert all(1 <= queries <= 14 for queries in asked.values())
    assert [len(each["visits"]) for each in planned if each["entry"] == "note_save"] == [8]
