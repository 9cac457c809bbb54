"""Buckets: how fast mails leave of one practice and of all; what is over waits as it was."""

from collections import Counter
from datetime import datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from practice.core.actor import acting
from practice.core.clock import clock_at, now
from practice.core.models import Practice
from practice.dashboard.desk import mails_in_trouble
from practice.outbox.models import EVERYBODY, Brake
from practice.outbox.queries import list_messages
from practice.outbox.rules import CHUNK
from practice.outbox.sending.claims import across_practices, claim_due, figures, release
from practice.outbox.sending.run import send_due
from tests.cast import House
from tests.practice.outbox.live import (
    add_client,
    add_reminder,
    all_messages,
    attempts,
    change,
    found_house,
    make_due,
    states_of,
)
from tests.practice.outbox.sink import Sink


@pytest.fixture
def slow(settings: Any) -> None:
    """Ten mails a minute and practice, twenty for all."""
    settings.SUPPLE_MAILS_A_MINUTE, settings.SUPPLE_MAILS_A_MINUTE_ALL = 10, 20


def _claimed(house: House) -> int:
    return states_of(house)["claimed"]


def _claim_all(at: datetime) -> int:
    """Claim until nothing comes, as a sender does."""
    count = 0
    with clock_at(at):
        while claims := claim_due(50):
            count += len(claims)
    return count


def test_what_is_over_the_bucket_waits_untouched(
    mill: House, sink: Sink, slow: None, settings: Any
) -> None:
    settings.SUPPLE_SMTP["timeouts"] = [60.0, 60.0, 60.0]  # however slowly the first is written
    make_due(mill, 25)
    begun = now()
    with clock_at(begun):
        assert send_due(60) == Counter(sent=10)
        assert send_due(60).total() == 0
    waiting = [m for m in all_messages(mill) if m.state == "planned"]
    assert len(waiting) == 15
    assert {(m.attempt, m.reason, m.try_at) for m in waiting} == {(0, "", None)}
    assert attempts(mill, waiting[0].pk) == []
    with clock_at(begun + timedelta(seconds=30)):
        assert send_due(60) == Counter(sent=5)
    with clock_at(begun + timedelta(hours=1)):  # a minute's worth at most is saved up
        assert send_due(60) == Counter(sent=10)


def test_a_practice_says_its_own_number(mill: House, slow: None) -> None:
    make_due(mill, 25)
    with acting(mill.boss) as boss:
        Practice.objects.filter(pk=boss.practice_id).update(mails_a_minute=3)
    assert _claim_all(now()) == 3


def test_ten_thousand_of_one_do_not_keep_anothers_waiting(mill: House, slow: None) -> None:
    harbour = found_house("Harbour Movement", "Europe/Berlin", "harbour.example")
    make_due(mill, 60)
    begun = now()
    with clock_at(begun):
        late = add_reminder(harbour, add_client(harbour), due_at=begun)
        assert late.pk in [claim.id for claim in claim_due(6)]
        _claim_all(begun)
    assert _claimed(mill) == 10
    assert _claimed(harbour) == 1


def test_all_together_have_a_bucket_and_share_it(mill: House, slow: None, settings: Any) -> None:
    settings.SUPPLE_MAILS_A_MINUTE_ALL = 12
    harbour = found_house("Harbour Movement", "Europe/Berlin", "harbour.example")
    for house in (mill, harbour):
        make_due(house, 15)
    assert _claim_all(now()) == 12
    assert {_claimed(mill), _claimed(harbour)} == {6}


def test_the_faster_mails_leave_the_more_one_gives_at_once(mill: House, settings: Any) -> None:
    """Deciding costs by the practice: in a round that is soon over each gives a whole chunk."""
    settings.SUPPLE_MAILS_A_MINUTE = settings.SUPPLE_MAILS_A_MINUTE_ALL = 0
    others = [found_house(f"{name} Movement", "Europe/Berlin", name) for name in ("dune", "fen")]
    for house in (mill, *others):
        make_due(house, 2 * CHUNK)
    with clock_at(begun := now()):
        slowly = Counter(claim.practice_id for claim in claim_due(6))
    assert set(slowly.values()) == {2}
    turns = []
    for second in range(1, 4):
        with clock_at(begun + timedelta(seconds=second)):
            turns.append(Counter(claim.practice_id for claim in claim_due(CHUNK, pace=100)))
    assert [set(turn.values()) for turn in turns] == [{CHUNK}] * 3
    assert len({one for turn in turns for one in turn}) == 3  # one after the other


def test_what_somebody_waits_for_takes_no_turn(mill: House, slow: None) -> None:
    make_due(mill, 12)
    begun = now()
    assert _claim_all(begun) == 10
    urgent = add_reminder(mill, add_client(mill))
    change(mill, urgent.pk, urgent=True)
    with clock_at(begun):
        assert [claim.id for claim in claim_due(50)] == [urgent.pk]


def test_many_senders_take_no_more_than_one_would(mill: House, slow: None) -> None:
    make_due(mill, 40)
    begun = now()
    taken: list[int] = []

    def run() -> None:
        try:
            taken.append(_claim_all(begun))
        finally:
            connection.close()

    senders = [Thread(target=run) for _ in range(6)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(20)
    assert sum(taken) == 10


def test_a_clock_set_back_stops_nobody(mill: House, slow: None) -> None:
    make_due(mill, 25)
    begun = now()
    assert _claim_all(begun + timedelta(days=1)) == 10
    assert _claim_all(begun + timedelta(seconds=1)) == 10
    with across_practices() as cursor:
        cursor.execute("SELECT max(filled_at) FROM practice_brake")
        assert cursor.fetchone() == (begun + timedelta(seconds=1),)


def test_what_is_given_back_has_its_tokens_back(mill: House, slow: None) -> None:
    make_due(mill, 25)
    begun = now()
    with clock_at(begun):
        release(claim_due(8))
        assert _claim_all(begun) == 10
    assert _claimed(mill) == 10


def test_no_number_is_no_limit(mill: House, settings: Any) -> None:
    settings.SUPPLE_MAILS_A_MINUTE = settings.SUPPLE_MAILS_A_MINUTE_ALL = 0
    make_due(mill, 120)
    assert _claim_all(now()) == 120


def test_who_waits_for_their_turn_is_not_late_and_it_is_said(mill: House, slow: None) -> None:
    make_due(mill, 25)
    begun = now()
    later = begun + timedelta(minutes=2)
    _claim_all(begun)
    _claim_all(later)
    with clock_at(later + timedelta(seconds=30)), acting(mill.boss) as boss:
        found = figures()
        assert (found["late"], found["waiting_for_turn"]) == (0, 5)
        assert (found["oldest_overdue_seconds"], found["oldest_waiting_seconds"]) == (0, 150)
        waiting = [line for line in list_messages(boss).lines if line.waits_for_turn]
        assert (len(waiting), any(line.is_late for line in waiting)) == (5, False)
        assert mails_in_trouble(boss) == []
    # Nobody claims any more: then they are late.
    with clock_at(later + timedelta(seconds=61)), acting(mill.boss) as boss:
        assert (figures()["late"], figures()["waiting_for_turn"]) == (5, 0)
        assert len(mails_in_trouble(boss)) == 5


def test_a_practice_sees_its_own_brake_and_everybodys(mill: House, slow: None) -> None:
    harbour = found_house("Harbour Movement", "Europe/Berlin", "harbour.example")
    for house in (mill, harbour):
        make_due(house, 1)
    _claim_all(now())
    with acting(mill.boss):
        seen = set(Brake.objects.values_list("whose", flat=True))
        assert seen == {EVERYBODY, mill.practice.pk}
        assert Brake.objects.filter(whose=EVERYBODY).update(held_reason="mine") == 0
