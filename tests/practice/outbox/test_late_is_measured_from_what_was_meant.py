"""A mail that is put off stays late: on Today, in the list of mails and for /readyz."""

from datetime import timedelta

import pytest

from practice.core.actor import acting
from practice.core.clock import clock_at, now
from practice.dashboard.desk import mails_in_trouble
from practice.outbox.queries import list_messages
from practice.outbox.sending.claims import claim_due, figures
from practice.outbox.sending.run import send_due
from practice.outbox.services import send_again
from tests.cast import House
from tests.practice.outbox.live import add_client, add_reminder, change, stored
from tests.practice.outbox.sink import Sink


def _seen_late(house: House) -> tuple[bool, bool, bool]:
    """By Today, by the list of mails, by /readyz."""
    with acting(house.boss) as boss:
        [line] = list_messages(boss).lines
        return bool(mails_in_trouble(boss)), line.is_late, figures()["oldest_overdue_seconds"] > 60


def test_while_the_mail_server_is_down_everybody_sees_it(mill: House, sink: Sink) -> None:
    begun = now()
    message = add_reminder(mill, add_client(mill), due_at=begun)
    sink.stop()
    for minutes in (0, 2, 5, 10, 30):
        with clock_at(begun + timedelta(minutes=minutes)):
            assert send_due(5)["server_down"] == 1
    kept = stored(mill, message.pk)
    assert (kept.state, kept.due_at) == ("retry", begun)
    with clock_at(begun + timedelta(minutes=31)):
        assert claim_due(10) == []
        assert _seen_late(mill) == (True, True, True)
        assert figures()["oldest_overdue_seconds"] == 31 * 60


@pytest.mark.parametrize(("seconds", "late"), [(59, False), (61, True)])
def test_late_is_three_ticks_everywhere(mill: House, seconds: int, late: bool) -> None:
    begun = now()
    add_reminder(mill, add_client(mill), due_at=begun)
    with clock_at(begun + timedelta(seconds=seconds)):
        assert _seen_late(mill) == (late, late, late)


def test_sent_again_by_hand_it_goes_at_once(mill: House, sink: Sink) -> None:
    message = add_reminder(mill, add_client(mill))
    meant = stored(mill, message.pk).due_at
    change(mill, message.pk, state="unknown", try_at=now() + timedelta(hours=1))
    with acting(mill.boss) as boss:
        send_again(actor=boss, message=message)
    assert send_due(5)["sent"] == 1
    assert stored(mill, message.pk).due_at == meant
