"""A mail server away for hours, and nights in which clocks change, tick by tick."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.cast import House
from tests.practice.outbox.killing import ends_of
from tests.practice.outbox.simulating import live_through, with_mail_down
from tests.practice.outbox.sink import Sink

FIRST = datetime(2027, 6, 1, 13, tzinfo=UTC)  # seven in the morning in Denver
NIGHTS = (("America/New_York", date(2027, 3, 14)), ("Africa/Cairo", date(2027, 10, 28)))


@pytest.mark.parametrize(("hours", "sent", "expired"), [(6, 3, 0), (26, 3, 6)])
def test_what_outlasts_its_day_is_said_and_the_rest_leaves_once(
    mill: House, sink: Sink, hours: float, sent: int, expired: int
) -> None:
    with_mail_down(sink, mill, 3, FIRST, hours, timedelta(minutes=40))
    ends = ends_of(mill, sink)
    assert ends.keep_the_promise, ends
    assert ends.states == {"sent": sent} | ({"expired": expired} if expired else {})
    assert ends.once == sent == len(sink.mails)


@pytest.mark.parametrize("night", NIGHTS)
def test_each_comes_once_at_its_minute_while_clocks_change(
    mill: House, sink: Sink, night: tuple[str, date]
) -> None:
    told = list(live_through(sink, mill, [night]))
    assert len(told) == 12
    assert [came for _meant, came in told] == [meant for meant, _came in told]
    assert set(sink.copies().values()) == {1}
