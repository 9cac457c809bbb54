"""Everybody changes their mind while their mail leaves: who stops, who rests, who moves."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clients.records.models import Client
from clients.records.services import ClientData, edit_client
from practice.core.actor import acting
from practice.core.clock import now
from practice.outbox.models import DeliveryAttempt, Message
from sessions.programs.models import HomeProgram
from sessions.reminders.services import follow_program, stop_reminders
from tests.cast import House
from tests.practice.outbox.sink import Sink

WAYS = ("stops", "rests", "moves")


@dataclass(frozen=True)
class Change:
    """What somebody changed, and when that was sure."""

    client_id: UUID
    way: str
    old_address: str
    sure_at: datetime


def change_minds(house: House, seed: int = 8058) -> Iterator[Change]:
    """Each client of a practice changes one thing, in no order."""
    chance = random.Random(seed)
    with acting(house.boss) as boss:
        clients = list(Client.objects.visible_to(boss).order_by("id"))
    chance.shuffle(clients)
    for number, client in enumerate(clients):
        way = WAYS[number % len(WAYS)]
        _change(house, client, way)
        yield Change(client.pk, way, client.email, now())


def _change(house: House, client: Client, way: str) -> None:
    if way == "stops":
        actor = house.as_client(client)
        with acting(actor):
            stop_reminders(actor=actor, client_id=client.pk)
        return
    with acting(house.boss) as boss:
        if way == "rests":
            programs = HomeProgram.objects.visible_to(boss).select_related("client")
            program = programs.get(client=client)
            program.state = "paused"
            program.save(update_fields=["state"])
            follow_program(boss, program)
            return
        stored = Client.objects.visible_to(boss).get(pk=client.pk)
        data = ClientData(
            given_name=stored.given_name,
            email=f"new-{stored.email}",
            timezone=stored.timezone,
        )
        edit_client(actor=boss, client=stored, data=data, version=stored.version)


@dataclass(frozen=True)
class Raced:
    """Who got a mail that was begun after they had changed their mind, by what they changed."""

    after: dict[str, int]
    before: int  # mails that left before
    kept_back: int  # mails that did not leave
    moved: int  # mails to a new address


def raced(house: House, sink: Sink, changes: list[Change]) -> Raced:
    """Compare each change with the 354 of what the mail server took."""
    with acting(house.boss) as boss:
        rows = DeliveryAttempt.objects.visible_to(boss).filter(outcome="accepted")
        begun = dict(rows.values_list("message_id", "data_at"))
        people = dict(Message.objects.visible_to(boss).values_list("id", "person_id"))
    to = {str(mail["Message-ID"]): mail["To"].addresses[0].addr_spec for mail in sink.mails}
    by_person = {people[pk]: (at, to[f"<{pk.hex}@127.0.0.1>"]) for pk, at in begun.items()}
    after = dict.fromkeys(WAYS, 0)
    before = kept_back = moved = 0
    for change in changes:
        at, address = by_person.get(change.client_id, (None, ""))
        if at is None:
            kept_back += 1
        elif change.way == "moves" and address != change.old_address:
            moved += 1
        elif at > change.sure_at:
            after[change.way] += 1
        else:
            before += 1
    return Raced(after, before, kept_back, moved)
