"""The breaker: far more than was planned is held, and said; what was planned goes."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from practice.core.actor import acting
from practice.core.clock import clock_at, now
from practice.outbox import rules
from practice.outbox.models import Message
from practice.outbox.rules import CROWD, UNPLANNED_MOST
from practice.outbox.sending.claims import claim_due
from practice.outbox.services import Planned, plan_messages
from tests.cast import House
from tests.practice.outbox.live import change, found_house, states_of


@pytest.fixture(autouse=True)
def no_bucket(settings: Any) -> None:
    settings.SUPPLE_MAILS_A_MINUTE = settings.SUPPLE_MAILS_A_MINUTE_ALL = 0


def _due(house: House, count: int, known: timedelta = timedelta(0), kind: str = "x") -> None:
    """So many mails that are due now, each known so long before."""
    at = now()
    with acting(house.boss) as boss:
        plan_messages(
            actor=boss,
            planned=[
                Planned(
                    kind=kind, person_id=uuid4(), subject_id=uuid4(), local_date=at.date(),
                    due_at=at, known_at=at - known,
                )
                for _ in range(count)
            ],
        )  # fmt: skip


def _claim(count: int) -> int:
    return len(claim_due(count))


def test_two_thousand_that_nobody_planned_are_held(mill: House) -> None:
    _due(mill, 2000)
    assert _claim(50) == 0
    assert states_of(mill) == {"held": 2000}
    with acting(mill.boss) as boss:
        reasons = set(Message.objects.visible_to(boss).values_list("reason", "attempt"))
    assert reasons == {(CROWD, 0)}


def test_two_thousand_that_were_planned_go(mill: House) -> None:
    _due(mill, 2000, known=rules.KNOWN_BEFORE)
    assert _claim(3000) == 2000


def test_just_before_its_time_is_not_planned(mill: House) -> None:
    _due(mill, UNPLANNED_MOST + 1, known=rules.KNOWN_BEFORE - timedelta(seconds=1))
    assert _claim(3000) == 0


@pytest.mark.parametrize(("more", "goes"), [(0, True), (1, False)])
def test_as_many_as_said_go(mill: House, more: int, goes: bool) -> None:
    _due(mill, UNPLANNED_MOST + more)
    assert _claim(3000) == (UNPLANNED_MOST if goes else 0)


@pytest.mark.parametrize(("more", "goes"), [(0, True), (1, False)])
def test_half_of_what_was_planned_may_come_on_top(mill: House, more: int, goes: bool) -> None:
    _due(mill, 100, known=timedelta(days=1))
    _due(mill, UNPLANNED_MOST + 50 + more)
    assert _claim(3000) == 100 + (UNPLANNED_MOST + 50 if goes else 0)


def test_a_trickle_is_counted_too(mill: House) -> None:
    _due(mill, UNPLANNED_MOST)
    assert _claim(3000) == UNPLANNED_MOST
    _due(mill, 10)
    assert _claim(3000) == 0
    assert states_of(mill)["held"] == 10


def test_after_an_hour_it_is_forgotten(mill: House) -> None:
    _due(mill, UNPLANNED_MOST)
    assert _claim(3000) == UNPLANNED_MOST
    with clock_at(now() + timedelta(minutes=61)):
        _due(mill, 10)
        assert _claim(3000) == 10


def test_what_was_planned_goes_on_beside_what_is_held(mill: House) -> None:
    _due(mill, 2000)
    _due(mill, 5, known=timedelta(days=1))
    assert _claim(3000) == 5


def test_what_somebody_waits_for_passes(mill: House) -> None:
    _due(mill, 2000)
    _due(mill, 3, kind="invitation")
    assert _claim(3000) == 3


def test_another_practices_goes_on(mill: House) -> None:
    harbour = found_house("Harbour Movement", "Europe/Berlin", "harbour.example")
    _due(mill, UNPLANNED_MOST + 1)
    _due(harbour, 5)
    assert _claim(3000) == 5


def test_a_little_in_every_practice_is_much_in_all(
    mill: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    harbour = found_house("Harbour Movement", "Europe/Berlin", "harbour.example")
    _few(monkeypatch, most=8, each=1)
    for house in (mill, harbour):
        _due(house, 5)
        _due(house, 1, known=timedelta(days=1))
    assert _claim(3000) == 12
    _due(mill, 1)
    assert _claim(3000) == 0
    assert states_of(mill)["held"] == 1


def _few(monkeypatch: pytest.MonkeyPatch, *, most: int, each: int) -> None:
    for name, value in (("UNPLANNED_ALL", most), ("UNPLANNED_EACH", each)):
        monkeypatch.setattr(f"practice.outbox.sending.brakes.{name}", value)


def _ids(messages: Iterable[Message]) -> list[Any]:
    return [message.pk for message in messages]


def test_one_that_was_let_go_by_hand_is_not_held_again(mill: House) -> None:
    _due(mill, 2000)
    assert _claim(1) == 0
    with acting(mill.boss) as boss:
        one = Message.objects.visible_to(boss).first()
    assert one is not None
    change(mill, one.pk, state="retry", released_at=now())
    assert [claim.id for claim in claim_due(3000)] == [one.pk]
