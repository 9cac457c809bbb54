"""Dozens of people stop, rest or move while their mail leaves: none gets one begun afterwards."""

import time
from threading import Thread

from django.db import connection

from practice.outbox.sending.run import send_due
from tests.cast import House
from tests.practice.outbox.killing import ends_of, is_under_way
from tests.practice.outbox.live import make_due
from tests.practice.outbox.racing import change_minds, raced
from tests.practice.outbox.sink import Sink

DUE = 36


def test_nobody_gets_a_mail_that_was_begun_afterwards(mill: House, sink: Sink) -> None:
    sink.slow = 0.02
    make_due(mill, DUE)
    senders = [Thread(target=_send) for _ in range(2)]
    for sender in senders:
        sender.start()
    while not sink.mails:
        time.sleep(0.01)
    changes = list(change_minds(mill))
    for sender in senders:
        sender.join(60)
    while is_under_way(mill):
        send_due(10)
    found = raced(mill, sink, changes)
    assert found.after == {"stops": 0, "rests": 0, "moves": 0}
    assert found.before + found.kept_back + found.moved == DUE
    assert ends_of(mill, sink).keep_the_promise


def _send() -> None:
    try:
        send_due(30)
    finally:
        connection.close()
