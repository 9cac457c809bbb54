"""An address leads to no machine but a public one, and is read no longer than it may."""

import gzip
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from sessions.busy_times import apart
from sessions.busy_times.apart import read_apart
from sessions.busy_times.fetching import Fetched, fetch
from sessions.busy_times.rules import (
    BYTES_MOST,
    WAIT_MOST,
    Fault,
    Unreadable,
    is_public,
    next_at,
    where_of,
)
from tests.sessions.busy_times.serving import HOST, OTHER, PUBLIC, Served, serving

HERE = f"https://{HOST}/a.ics"
TEXT = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with serving(tmp_path, monkeypatch) as found:
        found.pages["/a.ics"] = (200, {"ETag": '"1"', "Last-Modified": "Monday"}, TEXT)
        yield found


def asked(served: Served, address: str = HERE, **more: str) -> Fetched:
    return fetch(address, secure=served.secure, **more)


def fault_of(served: Served, address: str = HERE) -> Fault:
    with pytest.raises(Unreadable) as refused:
        asked(served, address)
    assert HOST not in str(refused.value)
    return refused.value.fault


def test_what_stands_there_is_read_and_not_again_while_it_is_the_same(served: Served) -> None:
    assert asked(served) == Fetched(TEXT, '"1"', "Monday")
    served.pages["/a.ics"] = (304, {}, b"")
    assert asked(served, etag='"1"', modified="Monday").text is None
    host, path, headers = served.asked[-1]
    assert (host, path) == (HOST, "/a.ics")
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"1"', "Monday")


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1"),
        *("fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1"),
        *(
            "64:ff9b::10.0.0.1",
            "::ffff:0:10.0.0.1",
            "2002:a00:1::",
            "fe80::1%eth0",
            "2001:db8::1",
            "no number",
        ),
    ],
)
def test_what_is_not_public_is_not_asked(served: Served, number: str) -> None:
    assert not is_public(number)
    served.leads[HOST] = [number.replace(" ", "-")]
    assert fault_of(served) is Fault.NOT_PUBLIC
    assert served.connected == []


def test_a_name_that_leads_to_both_is_not_asked(served: Served) -> None:
    served.leads[HOST] = [f"{PUBLIC} 10.0.0.1"]
    assert fault_of(served) is Fault.NOT_PUBLIC
    assert is_public(PUBLIC)
    assert is_public("2606:4700::1111")


def test_it_connects_to_the_number_that_was_looked_at(served: Served) -> None:
    """A name server that answers otherwise the second time is not asked a second time."""
    served.leads[HOST] = [PUBLIC, "127.0.0.1"]
    asked(served)
    assert served.looked_up == [HOST]
    assert served.connected == [PUBLIC]


def test_each_place_it_is_led_to_is_looked_at_anew(served: Served) -> None:
    served.pages["/to"] = (302, {"Location": f"https://{OTHER}/a.ics"}, b"")
    assert asked(served, f"https://{HOST}/to").text == TEXT
    assert served.looked_up == [HOST, OTHER]
    served.leads[OTHER] = ["127.0.0.1"]
    assert fault_of(served, f"https://{HOST}/to") is Fault.NOT_PUBLIC
    assert len(served.connected) == 3  # here, there, here


def test_it_is_led_on_three_times_and_never_away_from_https(served: Served) -> None:
    for n in range(9):
        served.pages[f"/{n}"] = (307, {"Location": f"/{n - 1}" if n else "/a.ics"}, b"")
    assert asked(served, f"https://{HOST}/2").text == TEXT
    assert fault_of(served, f"https://{HOST}/3") is Fault.REDIRECTS
    for where in ("http://calendar.example/a.ics", "file:///etc/passwd", "https://x@y/"):
        served.pages["/out"] = (302, {"Location": where}, b"")
        assert fault_of(served, f"https://{HOST}/out") is Fault.NOT_SECURE


@pytest.mark.parametrize("said", [str(BYTES_MOST + 1), ""])
def test_what_is_too_large_is_not_read_to_its_end(served: Served, said: str) -> None:
    """As its head says, or as it turns out."""
    served.pages["/a.ics"] = (200, {"Content-Length": said}, b"x" * (BYTES_MOST + 1))
    assert fault_of(served) is Fault.TOO_LARGE


def test_what_is_packed_is_measured_unpacked(served: Served) -> None:
    packed = {"Content-Encoding": "gzip"}
    served.pages["/a.ics"] = (200, packed, gzip.compress(TEXT))
    assert asked(served).text == TEXT
    served.pages["/a.ics"] = (200, packed, gzip.compress(b"x" * 40 * BYTES_MOST, 1))
    assert fault_of(served) is Fault.TOO_LARGE
    served.pages["/a.ics"] = (200, packed, gzip.compress(TEXT)[:-9])
    assert fault_of(served) is Fault.UNREACHABLE
    served.pages["/a.ics"] = (200, packed, TEXT)
    assert fault_of(served) is Fault.NOT_A_CALENDAR


def test_half_a_calendar_is_none(served: Served) -> None:
    served.pages["/a.ics"] = (200, {"Content-Length": "900", "Connection": "close"}, TEXT)
    assert fault_of(served) is Fault.UNREACHABLE


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (404, Fault.NOT_FOUND),
        (410, Fault.NOT_FOUND),
        (403, Fault.REFUSED),
        (500, Fault.UNREACHABLE),
    ],
)
def test_what_a_server_refuses_is_told(served: Served, status: int, fault: Fault) -> None:
    served.pages["/a.ics"] = (status, {}, b"")
    assert fault_of(served) is fault


def test_a_certificate_of_another_name_is_not_believed(served: Served) -> None:
    assert fault_of(served, "https://third.example/a.ics") is Fault.NOT_SECURE


def test_an_address_is_one_over_https() -> None:
    assert where_of("webcal://calendar.example/a?b=c#d") == (HOST, 443, "/a?b=c")
    assert where_of("https://bücher.example:8443") == ("xn--bcher-kva.example", 8443, "/")
    for wrong in (
        *("http://a.example/", "ftp://a.example/", "https:///a", "https://u:p@a.example/"),
        *("https://a.example:22/", "https://a.example:x/", "https://a.example/a b", "", "a"),
        *("https://a.example/\r\nHost: b", "https://a.example/" + "a" * 2000, "https://[::1/"),
    ):
        assert where_of(wrong) is None, wrong


def test_after_failures_it_waits_longer_and_a_day_at_most() -> None:
    at = datetime(2026, 12, 1, tzinfo=UTC)
    waits = [next_at(at, n, 0) - at for n in (0, 1, 2, 40)]
    assert waits == [timedelta(minutes=20), timedelta(minutes=40), timedelta(minutes=80), WAIT_MOST]
    assert next_at(at, 0, 5000) - at < timedelta(minutes=23)


def told(address: str) -> dict[str, Any]:
    window = {"since": "2026-12-01T00:00:00+00:00", "until": "2027-12-01T00:00:00+00:00"}
    return {"address": address, "etag": "", "modified": "", "zone": "UTC", "host": "", **window}


def test_it_is_read_by_a_process_that_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """It begins, looks at the number, and says why it does not ask."""
    runs, run = list[dict[str, Any]](), subprocess.run

    def watched(*args: Any, **kwargs: Any) -> Any:
        runs.append(kwargs)
        assert "secret" not in str(args)
        return run(*args, **kwargs)

    monkeypatch.setattr(subprocess, "run", watched)
    monkeypatch.setitem(os.environ, "SECRET_KEY", "never")
    with pytest.raises(Unreadable) as refused:
        read_apart(**told("https://127.0.0.1/secret.ics"))
    assert refused.value.fault is Fault.NOT_PUBLIC
    assert set(runs[0]["env"]) <= {*apart.PASSED_ON, "PYTHONPATH"}


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("import time; time.sleep(9)", Fault.TOO_SLOW),
        ("import os; os.kill(os.getpid(), 24)", Fault.TOO_MUCH),
        ("print('no JSON')", Fault.NOT_A_CALENDAR),
    ],
)
def test_a_process_that_does_not_answer_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, fault: Fault
) -> None:
    (tmp_path / "stuck.py").write_text(script)
    monkeypatch.setattr(apart, "MODULE", "stuck")
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    monkeypatch.setattr(apart, "SECONDS_MOST", 0)
    monkeypatch.setattr(apart, "GRACE", 0.5)
    with pytest.raises(Unreadable) as refused:
        read_apart(**told(HERE))
    assert refused.value.fault is fault


@pytest.mark.parametrize(
    ("limit", "fetch_", "answer"),
    [
        ("SECONDS_MOST = 1", "time.sleep(9)", (0, "too_slow")),
        ("CPU_SECONDS_MOST = 1", "all(True for _ in iter(int, 1))", (-signal.SIGXCPU, "")),
        ("MEMORY_MOST", "bytearray(2**30)", (0, "too_much")),
    ],
)
def test_the_process_ends_itself(limit: str, fetch_: str, answer: tuple[int, str]) -> None:
    """Slow, computing for ever, or growing: whatever part of a library it is in."""
    script = f"import time, sessions.busy_times.reading as r; r.{limit};"
    script += f" r.fetch = lambda *_: {fetch_}; r.main()"
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(told(HERE)).encode(),
        capture_output=True,
        cwd=settings.BASE_DIR,
        timeout=8,
        check=False,
    )
    fault = json.loads(done.stdout)["fault"] if done.stdout else ""
    assert (done.returncode, fault) == answer


def test_an_answer_is_beginnings_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    at = "2026-12-01T10:00:00+00:00"
    answer = {"busy": [[at, at, ""]], "odd": 1, "etag": "e", "modified": "m"}
    done = subprocess.CompletedProcess([], 0, stdout=json.dumps(answer).encode())
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_more: done)
    found = read_apart(**told(HERE))
    begins = datetime(2026, 12, 1, 10, tzinfo=UTC)
    assert (found.busy, found.odd, found.etag) == ([(begins, begins, "")], 1, "e")
