"""A mail filled into its kept shape says, letter for letter, what its templates would write."""

from html import unescape
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practice.outbox.sending.run import send_due
from practice.outbox.written import filled, written
from tests.cast import House
from tests.practice.outbox.live import add_client, add_reminder, make_due
from tests.practice.outbox.sink import Sink

AWKWARD = 'Ann & <b>Jo\'s</b> "Q" 100 % {{ x }} Øyvind'
URL = "https://mill.example/l/practice/a:b-c_d/?for=1&x=%C3%B8"
OPTIONAL = ("for_whom", "practice_phone", "cue")


@pytest.mark.parametrize("given", [*product(["", AWKWARD], repeat=len(OPTIONAL))])
@pytest.mark.parametrize("detail", [True, False])
def test_it_is_the_same(given: tuple[str, ...], detail: bool) -> None:
    values = {"name": AWKWARD, "practice_name": f"{AWKWARD} & Co", **dict.fromkeys(("url",), URL)}
    values |= dict(zip(OPTIONAL, given, strict=True))
    values |= {"change_url": f"{URL}&change", "stop_url": f"{URL}&stop"}
    more = {"names_practice": detail}
    wanted = written("practice_reminder", {**values, **more})
    for _time in range(2):
        found = filled("practice_reminder", values, lambda _marks: more)
        assert found["subject"] == wanted["subject"]
        assert found["text"] == wanted["text"]
        assert unescape(found["html"]) == unescape(wanted["html"])
        assert "<b>" not in found["html"]


def test_two_people_share_nothing(mill: House, sink: Sink) -> None:
    for name in ("Ada", "Ben", "Ada"):
        add_reminder(mill, add_client(mill, name))
    send_due(20)
    said = sorted(
        (mail["To"].addresses[0].display_name, part.get_content().count(name))
        for mail in sink.mails
        for part in mail.iter_parts()
        for name in ("Ada", "Ben")
        if name in part.get_content()
    )
    assert said == [("Ada", 1)] * 4 + [("Ben", 1)] * 2


def test_statements_do_not_grow_with_the_mails_of_a_chunk(mill: House, sink: Sink) -> None:
    """Two for each mail: its 354 and its end. The rest is asked once for twenty."""
    make_due(mill, 40)
    with CaptureQueriesContext(connection) as queries:
        assert send_due(20)["sent"] == 40
    real = [q for q in queries if not q["sql"].startswith(("BEGIN", "COMMIT"))]
    assert len(real) / 40 <= 3, len(real)
