"""Mails of booked time: each once, minutes later, as it is by then, and never after an undo."""

from datetime import timedelta
from typing import Any

import pytest

from practice.core.actor import acting, system_actor
from practice.outbox.kinds import NotWanted
from practice.outbox.models import Message
from sessions.appointments import services
from sessions.appointments.emails import (
    TO_CLIENT,
    TO_PRACTICE,
    render_to_client,
    render_to_practice,
)
from sessions.appointments.services.moving import MoveData
from tests.booking import at
from tests.sessions.appointments.conftest import DAY, NOON, Desk

RENDER = {TO_CLIENT: render_to_client, TO_PRACTICE: render_to_practice}


def planned(desk: Desk, kind: str = TO_CLIENT) -> list[Message]:
    with acting(desk.house.boss) as boss:
        rows = Message.objects.visible_to(boss).filter(kind=kind)
        return list(rows.order_by("planned_at", "id"))


def rendered(desk: Desk, message: Message) -> Any:
    with acting(system_actor(desk.house.practice.pk)) as system:
        return RENDER[message.kind](system, message)


def move(desk: Desk, one: Any, hour: int) -> None:
    data = MoveData(
        starts_at=at(DAY, hour), practitioner_id=desk.house.practitioner.pk, place=desk.place
    )
    with acting(desk.ours) as ours:
        services.move_appointment(actor=ours, appointment_id=one.pk, data=data)


def test_booked_by_the_practice_tells_the_client_three_minutes_later(desk: Desk) -> None:
    desk.book(10)
    (message,) = planned(desk)
    assert message.due_at == NOON + timedelta(minutes=3)
    assert message.person_id == desk.nora.pk
    assert planned(desk, TO_PRACTICE) == []
    mail = rendered(desk, message)
    assert mail.to_address == "nora@clients.example"
    for said in ("3 December 2026, 10:00–11:00 (America/Denver)", "with Practitioner", "Nora"):
        assert said in mail.text
    assert "until 24 hours before" in mail.text
    assert "Booked: " in mail.subject
    for health in ("worse", "pain", "lesson", "Lesson", "concern"):
        assert health not in mail.text + mail.subject


def test_booked_by_the_client_tells_who_gives_it_too_and_names_nobody(desk: Desk) -> None:
    desk.book(10, actor=desk.hers)
    assert len(planned(desk)) == 1
    (message,) = planned(desk, TO_PRACTICE)
    mail = rendered(desk, message)
    assert mail.to_address == "practitioner@linden.example"
    assert "Nora" not in mail.text + mail.html + mail.subject
    assert "A client booked " in mail.subject


def test_what_was_taken_back_is_told_to_nobody(desk: Desk) -> None:
    one = desk.book(10)
    with acting(desk.ours) as ours:
        services.undo(actor=ours, appointment_id=one.pk)
    (message,) = planned(desk)
    assert message.state == "cancelled"
    with pytest.raises(NotWanted):  # also if a sender had taken it by then
        rendered(desk, message)


def test_the_last_word_is_told_alone(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    clock.shift(timedelta(minutes=1))
    move(desk, one, 14)
    first, second = planned(desk)
    with pytest.raises(NotWanted):
        rendered(desk, first)
    mail = rendered(desk, second)
    assert "Your appointment was moved. It is now:" in mail.text
    assert "14:00–15:00" in mail.text
    with acting(desk.ours) as ours:
        services.undo(actor=ours, appointment_id=one.pk)
    assert "10:00–11:00" in rendered(desk, first).text  # the move is as if it had not been


def test_cancelled_says_so_and_not_why(desk: Desk, clock: Any) -> None:
    one = desk.book(10)
    clock.shift(timedelta(minutes=5))
    with acting(desk.ours) as ours:
        services.cancel(actor=ours, appointment_id=one.pk, why="worse", words="My back.")
    mail = rendered(desk, planned(desk)[-1])
    assert "Your appointment is cancelled. It was:" in mail.text
    assert "worse" not in mail.text
    assert "My back" not in mail.text + mail.html


def test_nobody_is_mailed_of_what_has_begun_or_without_an_address(desk: Desk, clock: Any) -> None:
    desk.book(10, day=NOON.date(), anyway=True)
    assert planned(desk) == []
    desk.book(14, whose=desk.nell)
    (message,) = planned(desk)
    with pytest.raises(NotWanted, match="no address"):
        rendered(desk, message)
