"""Until the mail server says 354, whoever stops a mail or moves has it taken from its sender."""

from collections.abc import Callable
from typing import Any

import pytest

from clients.records.models import Client
from clients.records.services import ClientData, edit_client
from practice.core.actor import acting
from practice.outbox.operating import hold_mails
from practice.outbox.sending import run
from practice.outbox.sending.claims import Claim, claim_due
from practice.outbox.sending.deciding import decide
from practice.outbox.sending.run import send_due
from practice.outbox.sending.settling import note_data
from sessions.programs.models import HomeProgram
from sessions.reminders.services import follow_program, stop_reminders
from tests.cast import House
from tests.practice.outbox.live import add_client, add_reminder, attempts, change, stored
from tests.practice.outbox.sink import Sink


def _stops(house: House, client: Client) -> None:
    actor = house.as_client(client)
    with acting(actor):
        stop_reminders(actor=actor, client_id=client.pk)


def _rests(house: House, client: Client) -> None:
    with acting(house.boss) as boss:
        program = HomeProgram.objects.visible_to(boss).select_related("client").get(client=client)
        program.state = "paused"
        program.save(update_fields=["state"])
        follow_program(boss, program)


def _moves(house: House, client: Client) -> None:
    with acting(house.boss) as boss:
        stored_one = Client.objects.visible_to(boss).get(pk=client.pk)
        data = ClientData(given_name="Nora", email="new@clients.example", timezone="UTC")
        edit_client(actor=boss, client=stored_one, data=data, version=stored_one.version)


@pytest.mark.parametrize(
    ("change", "state", "to"),
    [
        (_stops, "cancelled", []),
        (_rests, "cancelled", []),
        (_moves, "sent", ["new@clients.example"]),
    ],
)
def test_what_was_decided_and_not_begun_does_not_leave(
    mill: House,
    sink: Sink,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[House, Client], None],
    state: str,
    to: list[str],
) -> None:
    """They change their mind between the decision and the 354, the narrowest time there is."""
    client = add_client(mill, email="old@clients.example")
    message = add_reminder(mill, client)
    changed: list[Any] = []

    def note(claim: Claim, message_id: str) -> bool:
        if not changed:
            changed.append(claim)
            change(mill, client)
        return note_data(claim, message_id)

    monkeypatch.setattr(run, "note_data", note)
    send_due(20)
    assert changed
    kept = stored(mill, message.pk)
    assert (kept.state, kept.lease_until) == (state, None)
    assert [mail["To"].addresses[0].addr_spec for mail in sink.mails] == to
    assert [one.outcome for one in attempts(mill, message.pk)] == ["not_sent", "accepted"][
        : 1 + len(to)
    ]


def test_a_hold_takes_what_is_not_begun(
    mill: House, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two are claimed and decided; whoever runs Supple holds all before the second one's 354."""
    made = [add_reminder(mill, add_client(mill)) for _ in range(3)]
    change(mill, made[2].pk, urgent=True)  # somebody waits for it: it goes first, and all the same

    def deliver(claim: Claim, message_id: str) -> bool:
        begun = note_data(claim, message_id)
        if claim.id == made[2].pk:
            hold_mails(reason="we move")
        return begun

    monkeypatch.setattr(run, "note_data", deliver)
    send_due(20)
    assert [stored(mill, message.pk).state for message in made] == ["held", "held", "sent"]
    assert len(sink.mails) == 1


@pytest.mark.parametrize("change", [_stops, _moves])
def test_what_is_begun_is_on_its_way(mill: House, change: Callable[[House, Client], None]) -> None:
    client = add_client(mill)
    message = add_reminder(mill, client)
    [claim] = claim_due(10)
    decide([claim])
    assert note_data(claim, "<1@x>")
    change(mill, client)
    assert stored(mill, message.pk).state == "claimed"
