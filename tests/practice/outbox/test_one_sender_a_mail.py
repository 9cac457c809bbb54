"""Claims: two senders share the work, a lost one is swept, a late result is refused."""

from collections.abc import Sequence
from datetime import timedelta
from threading import Thread
from time import sleep

import pytest
from django.db import connection

from practice.core.clock import now
from practice.outbox import tasks
from practice.outbox.rules import Outcome, State
from practice.outbox.sending import run
from practice.outbox.sending.claims import Claim, claim_due, figures, release
from practice.outbox.sending.deciding import Ready, decide
from practice.outbox.sending.run import send_due
from practice.outbox.sending.settling import Verdict, note_data, settle
from practice.outbox.sending.sweeping import sweep
from tests.cast import House
from tests.practice.outbox.live import (
    add_client,
    add_reminder,
    attempts,
    change,
    found_house,
    stored,
)
from tests.practice.outbox.sink import Sink


def test_two_senders_send_each_mail_once(mill: House, sink: Sink) -> None:
    harbour = found_house("Harbour Movement", "Europe/Berlin", "harbour.example")
    for house in (mill, harbour):
        for _ in range(30):
            add_reminder(house, add_client(house))
    faults: list[BaseException] = []

    def run() -> None:
        try:
            send_due(20)
        except BaseException as error:
            faults.append(error)
        finally:
            connection.close()

    senders = [Thread(target=run) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(30)
    assert faults == []
    assert len(sink.mails) == 60
    assert set(sink.copies().values()) == {1}


def test_what_is_claimed_is_nobody_elses(mill: House) -> None:
    message = add_reminder(mill, add_client(mill))
    assert [claim.id for claim in claim_due(10)] == [message.pk]
    assert claim_due(10) == []
    change(mill, message.pk, lease_until=now() - timedelta(seconds=1))
    assert claim_due(10) == []  # not even when its sender is late: the sweep judges first
    change(mill, message.pk, state=State.SENT)
    assert claim_due(10) == []


def test_a_claim_that_never_reached_data_goes_again(mill: House, sink: Sink) -> None:
    message = add_reminder(mill, add_client(mill))
    [claim] = claim_due(10)
    decide([claim])
    assert sweep().total() == 0
    change(mill, message.pk, lease_until=now() - timedelta(seconds=1))
    assert sweep()["retry"] == 1
    assert [a.outcome for a in attempts(mill, message.pk)] == ["not_sent"]
    assert send_due(5)["sent"] == 1


def test_a_claim_that_died_after_data_is_unknown(mill: House, sink: Sink) -> None:
    message = add_reminder(mill, add_client(mill))
    [claim] = claim_due(10)
    decide([claim])
    assert note_data(claim, "<1@x>")
    change(mill, message.pk, lease_until=now() - timedelta(seconds=1))
    assert sweep()["unknown"] == 1
    kept = stored(mill, message.pk)
    assert (kept.state, kept.reason) == ("unknown", "the sender died while handing it over")
    assert figures()["unknown"] == 1
    assert send_due(5).total() == 0


def test_a_lost_claim_may_neither_send_nor_settle(mill: House, sink: Sink) -> None:
    message = add_reminder(mill, add_client(mill))
    [old] = claim_due(10)
    decide([old])
    change(mill, message.pk, lease_until=now() - timedelta(seconds=1))
    sweep()
    [new] = claim_due(10)
    assert new.attempt == old.attempt + 1
    assert not note_data(old, "<1@x>")
    sent = Verdict(state=State.SENT, outcome=Outcome.ACCEPTED)
    assert settle(old.practice_id, [old], sent) == 0
    assert stored(mill, message.pk).state == "claimed"
    release([old])
    assert stored(mill, message.pk).state == "claimed"
    release([new])
    assert stored(mill, message.pk).state == "retry"


def test_what_somebody_waits_for_goes_first(mill: House) -> None:
    add_reminder(mill, add_client(mill), due_at=now() - timedelta(hours=1))
    urgent = add_reminder(mill, add_client(mill))
    change(mill, urgent.pk, urgent=True)
    assert [claim.id for claim in claim_due(1)] == [urgent.pk]


def test_figures_say_how_late_the_oldest_is(mill: House) -> None:
    assert figures()["oldest_overdue_seconds"] == 0
    add_reminder(mill, add_client(mill), due_at=now() - timedelta(seconds=90))
    assert 89 <= figures()["oldest_overdue_seconds"] <= 95


def test_another_sender_is_called_once_when_there_is_much(
    mill: House, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "BATCH", 3)
    called: list[int] = []
    for _ in range(8):
        add_reminder(mill, add_client(mill))
    assert send_due(20, lambda: called.append(len(sink.mails)))["sent"] == 8
    assert called == [0]  # at once, before the first of them leaves
    add_reminder(mill, add_client(mill))
    send_due(20, lambda: called.append(9))
    assert called == [0]


def test_a_sender_that_was_called_calls_no_other(
    mill: House, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "BATCH", 2)
    called: list[str] = []
    monkeypatch.setattr(tasks, "wake", lambda: called.append("one more"))
    for asked, calls in ((tasks.send, []), (tasks.tick, ["one more"])):
        for _ in range(3):
            add_reminder(mill, add_client(mill))
        asked()
        assert called == calls
    assert len(sink.mails) == 6


def test_what_is_given_back_undone_is_said_to_be_not_sent(
    mill: House, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time is up between deciding and sending: the attempt ends with the claim."""
    message = add_reminder(mill, add_client(mill))

    def decide_slowly(claims: Sequence[Claim]) -> list[Ready]:
        ready = decide(claims)
        sleep(0.3)
        return ready

    monkeypatch.setattr(run, "decide", decide_slowly)
    assert send_due(0.2).total() == 0
    assert stored(mill, message.pk).state == "retry"
    [kept] = attempts(mill, message.pk)
    assert (kept.outcome, kept.data_at) == (Outcome.NOT_SENT, None)
    assert kept.ended_at is not None
