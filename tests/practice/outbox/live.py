"""What tests of sending share: real rows, committed, and the worker's own database role."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, connections, transaction

from clients.records.models import Client, Episode
from clients.records.services import ClientData, create_client
from practice.core.actor import Actor, acting
from practice.core.clock import now
from practice.outbox.models import DeliveryAttempt, Message
from practice.outbox.services import Planned, plan_message, plan_messages
from sessions.programs.models import HomeProgram
from sessions.reminders.models import ReminderPlan
from sessions.reminders.services import KIND, follow_program
from tests.cast import House, build_house

NO_QUIET_HOURS = {"quiet_from": time(0), "quiet_until": time(0)}
EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]


@contextmanager
def database_role(role: str) -> Iterator[None]:
    """Log in to the database as another role of ours."""
    settings = connections["default"].settings_dict
    before = settings["USER"], settings["PASSWORD"]
    _forget_connections()
    settings["USER"] = f"supple_{role}"
    settings["PASSWORD"] = os.environ[f"SUPPLE_{role.upper()}_PASSWORD"]
    try:
        yield
    finally:
        _forget_connections()
        settings["USER"], settings["PASSWORD"] = before


def _forget_connections() -> None:
    connection.close()
    wrapper: Any = connections["default"]
    wrapper.close_pool()


def found_house(name: str, zone: str, domain: str) -> House:
    """A practice whose rows are committed."""
    with transaction.atomic():
        return build_house(name, zone, domain)


def add_client(house: House, name: str = "Nora", zone: str = "", email: str = "") -> Client:
    """A committed client with an address of their own."""
    with acting(house.boss) as boss:
        data = ClientData(
            given_name=name,
            email=email or f"{uuid4().hex[:12]}@clients.example",
            timezone=zone or house.practice.timezone,
        )
        return create_client(actor=boss, data=data)


def add_program(
    actor: Actor,
    client: Client,
    times: list[time],
    days: list[int] | None = None,
    state: str = "active",
) -> HomeProgram:
    """A program that runs, inside the caller's transaction."""
    episode = Episode(
        practice_id=actor.practice_id, client=client, concern="…", opened_on=date(2026, 1, 1)
    )
    episode.save(force_insert=True)
    program = HomeProgram(
        practice_id=actor.practice_id,
        client=client,
        episode=episode,
        state=state,
        days=EVERY_DAY if days is None else days,
        times=times,
        created_at=now(),
    )
    program.save(force_insert=True)
    follow_program(actor, program)
    # These tests run at any hour of the client's day.
    ReminderPlan.objects.visible_to(actor).filter(home_program=program).update(**NO_QUIET_HOURS)
    return program


def add_reminder(house: House, client: Client, slot: str = "0", **more: Any) -> Message:
    """A reminder that is due now, with the running program it is for."""
    with acting(house.boss) as boss:
        program = HomeProgram.objects.visible_to(boss).filter(client=client).first()
        program = program or add_program(boss, client, [time(7)])
        values: dict[str, Any] = {
            "local_date": now().date(),
            "due_at": now() - timedelta(seconds=1),
            "expires_at": now() + timedelta(hours=12),
        }
        made = plan_message(
            actor=boss,
            kind=KIND,
            person_id=client.pk,
            subject_id=program.pk,
            slot=slot,
            **(values | more),
        )
    assert made is not None
    return made


def let_it_be_named(house: House) -> None:
    """Everybody lets the practice be named in the mail, so that its own subject goes out."""
    with acting(house.boss) as boss:
        ReminderPlan.objects.visible_to(boss).update(detail=True)


def stored(house: House, message_id: UUID) -> Message:
    """A message as it is stored."""
    with acting(house.boss) as boss:
        return Message.objects.visible_to(boss).get(pk=message_id)


def all_messages(house: House) -> list[Message]:
    """Every message of a practice, as stored, oldest first."""
    with acting(house.boss) as boss:
        return list(Message.objects.visible_to(boss).order_by("due_at", "id"))


def attempts(house: House, message_id: UUID) -> list[DeliveryAttempt]:
    """The attempts of one message, in order."""
    with acting(house.boss) as boss:
        rows = DeliveryAttempt.objects.visible_to(boss).filter(message_id=message_id)
        return list(rows.order_by("number"))


def change(house: House, message_id: UUID, **values: Any) -> None:
    """Change a stored message by hand."""
    with acting(house.boss) as boss:
        Message.objects.visible_to(boss).filter(pk=message_id).update(**values)


def plan_for(house: House, program: HomeProgram) -> ReminderPlan:
    """The plan of a program, as stored."""
    with acting(house.boss) as boss:
        rows = ReminderPlan.objects.visible_to(boss).select_related("client", "home_program")
        return rows.get(home_program=program)


def make_due(house: House, count: int) -> None:
    """Many clients at once, each with a reminder that is due now."""
    at = now()
    with acting(house.boss) as boss:
        mine: dict[str, Any] = {"practice_id": boss.practice_id}
        clients = Client._base_manager.bulk_create(
            Client(
                **mine,
                given_name=f"Client {n}",
                email=f"client{n}@clients.example",
                timezone="America/Denver",
                sort_name=f"client {n}",
                created_at=at,
            )
            for n in range(count)
        )
        episodes = Episode._base_manager.bulk_create(
            Episode(**mine, client=c, concern="…", opened_on=date(2026, 1, 1)) for c in clients
        )
        programs = HomeProgram._base_manager.bulk_create(
            HomeProgram(
                **mine,
                client=c,
                episode=e,
                state="active",
                days=EVERY_DAY,
                times=[time(7)],
                created_at=at,
            )
            for c, e in zip(clients, episodes, strict=True)
        )
        ReminderPlan._base_manager.bulk_create(
            ReminderPlan(**mine, **NO_QUIET_HOURS, client=p.client, home_program=p, changed_at=at)
            for p in programs
        )
        planned = [
            Planned(
                kind=KIND,
                person_id=p.client_id,
                subject_id=p.pk,
                local_date=at.date(),
                due_at=at,
                expires_at=at + timedelta(hours=5),
                known_at=at - timedelta(days=1),
            )
            for p in programs
        ]
        assert len(plan_messages(actor=boss, planned=planned)) == count


def states_of(house: House) -> Counter[str]:
    """How many messages of a practice stand in each state."""
    with acting(house.boss) as boss:
        return Counter(Message.objects.visible_to(boss).values_list("state", flat=True))
