"""A reminder is judged again at the moment of sending; what no longer holds does not leave."""

from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import now
from practice.outbox import kinds
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.outbox.sending.run import send_due
from practice.outbox.services import cancel_messages, plan_message
from sessions.practice_logs.models import LogSource, PracticeLog
from sessions.programs.models import HomeProgram
from sessions.reminders.models import ReminderPlan
from sessions.reminders.services import follow_program, stop_reminders
from tests.cast import House
from tests.practice.outbox.live import (
    add_client,
    add_program,
    add_reminder,
    all_messages,
    change,
    stored,
)
from tests.practice.outbox.sink import Sink


def _change_client(house: House, client: Client, **values: object) -> None:
    with acting(house.boss) as boss:
        Client.objects.visible_to(boss).filter(pk=client.pk).update(**values)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"email": ""}, "no e-mail address"),
        ({"state": "archived"}, "the record is archived"),
        ({"mail_stopped_at": now()}, "reminders were turned off"),
    ],
)
def test_the_person_is_looked_at_again(
    mill: House, sink: Sink, values: dict[str, object], reason: str
) -> None:
    client = add_client(mill)
    message = add_reminder(mill, client)
    _change_client(mill, client, **values)
    send_due(5)
    kept = stored(mill, message.pk)
    assert (kept.state, kept.reason) == ("suppressed", reason)
    assert sink.mails == []


@pytest.mark.parametrize(
    ("model", "state", "reason"),
    [
        (ReminderPlan, "off", "reminders were turned off"),
        (HomeProgram, "paused", "the program does not run"),
    ],
)
def test_what_it_is_about_is_looked_at_again(
    mill: House, sink: Sink, model: Any, state: str, reason: str
) -> None:
    """Also where whoever changed it could not cancel the mail: a sender held it already."""
    message = add_reminder(mill, add_client(mill))
    with acting(mill.boss) as boss:
        model.objects.visible_to(boss).update(state=state)
    send_due(5)
    kept = stored(mill, message.pk)
    assert (kept.state, kept.reason) == ("suppressed", reason)
    assert sink.mails == []


def test_the_address_is_the_one_of_now(mill: House, sink: Sink) -> None:
    client = add_client(mill, email="old@clients.example")
    add_reminder(mill, client)
    _change_client(mill, client, email="new@clients.example")
    send_due(5)
    assert [mail["To"].addresses[0].addr_spec for mail in sink.mails] == ["new@clients.example"]


@pytest.mark.parametrize(
    ("logs", "suppressed"),
    [
        ([], []),
        ([True], ["0700"]),
        ([False], ["0700"]),  # a skip is an answer too
        ([True, False], ["0700", "1800"]),
        ([True, True, True], ["0700", "1800"]),
    ],
)
def test_as_many_as_answered_today_are_left_out(
    mill: House, sink: Sink, logs: list[bool], suppressed: list[str]
) -> None:
    client = add_client(mill)
    with acting(mill.boss) as boss:
        program = add_program(boss, client, [time(7), time(18)])
        for number, done in enumerate([True, *logs]):
            PracticeLog(
                practice_id=boss.practice_id,
                client=client,
                home_program=program,
                local_date=now().date() - timedelta(days=0 if number else 1),
                logged_at=now(),
                client_key=uuid4(),
                source=LogSource.PORTAL,
                done=done,
                skip_reason="" if done else "no_time",
            ).save(force_insert=True)
    for slot in ("0700", "1800"):
        add_reminder(mill, client, slot=slot)
    send_due(5)
    settled = {message.slot: (message.state, message.reason) for message in all_messages(mill)}
    left_out = ("suppressed", "already practised today")
    assert settled == {
        slot: left_out if slot in suppressed else ("sent", "") for slot in ("0700", "1800")
    }
    assert len(sink.mails) == 2 - len(suppressed)


def test_a_paused_program_takes_its_waiting_mail_along(mill: House, sink: Sink) -> None:
    client = add_client(mill)
    message = add_reminder(mill, client)
    with acting(mill.boss) as boss:
        program = HomeProgram.objects.visible_to(boss).select_related("client").get(client=client)
        program.state = "paused"
        program.save()
        follow_program(boss, program)
    send_due(5)
    assert stored(mill, message.pk).state == "cancelled"
    assert sink.mails == []


def test_after_an_opt_out_nothing_leaves(mill: House, sink: Sink) -> None:
    client = add_client(mill)
    message = add_reminder(mill, client)
    actor = mill.as_client(client)
    with acting(actor):
        stop_reminders(actor=actor, client_id=client.pk)
    send_due(5)
    assert stored(mill, message.pk).state == "cancelled"
    assert sink.mails == []


def test_what_expired_is_settled_and_stays(mill: House, sink: Sink) -> None:
    message = add_reminder(mill, add_client(mill), expires_at=now() - timedelta(seconds=1))
    send_due(5)
    assert stored(mill, message.pk).state == "expired"
    assert sink.mails == []


def test_what_is_held_waits_for_somebody(mill: House, sink: Sink) -> None:
    message = add_reminder(mill, add_client(mill))
    change(mill, message.pk, state="held")
    assert send_due(5).total() == 0
    assert stored(mill, message.pk).state == "held"


def test_a_person_gets_three_mails_a_day(mill: House, sink: Sink) -> None:
    client = add_client(mill)
    for slot in range(5):
        add_reminder(mill, client, slot=str(slot))
    send_due(5)
    states = sorted(message.state for message in all_messages(mill))
    assert states == ["sent", "sent", "sent", "suppressed", "suppressed"]
    assert len(sink.mails) == 3


def test_what_does_not_leave_uses_up_none_of_them(mill: House, sink: Sink) -> None:
    def unwanted(_actor: object, _message: object) -> Mail:
        raise NotWanted("not now")

    kinds.register("unwanted", unwanted)
    client = add_client(mill)
    made = [add_reminder(mill, client, slot=str(slot)) for slot in range(4)]
    for minutes, message in enumerate(reversed(made)):
        change(mill, message.pk, due_at=now() - timedelta(minutes=minutes + 1))
    for message in made[:3]:
        change(mill, message.pk, kind="unwanted")
    send_due(5)
    assert stored(mill, made[3].pk).state == "sent"


def test_one_that_cannot_be_written_delays_no_other(mill: House, sink: Sink) -> None:
    bad = add_reminder(mill, add_client(mill))
    unknown = add_reminder(mill, add_client(mill))
    good = add_reminder(mill, add_client(mill))

    def broken(_actor: object, _message: object) -> Mail:
        raise KeyError("name")

    kinds.register("broken", broken)
    change(mill, bad.pk, kind="broken")
    change(mill, unknown.pk, kind="nobody_registered_this")
    send_due(5)
    assert stored(mill, bad.pk).state == stored(mill, unknown.pk).state == "failed"
    assert stored(mill, good.pk).state == "sent"


def test_an_occasion_has_one_message(mill: House) -> None:
    client = add_client(mill)
    first = add_reminder(mill, client)
    with acting(mill.boss) as boss:
        again = plan_message(
            actor=boss,
            kind=first.kind,
            person_id=client.pk,
            subject_id=first.subject_id,
            local_date=first.local_date,
            slot=first.slot,
        )
    assert again is None
    assert len(all_messages(mill)) == 1


def test_a_secret_is_wiped_when_its_mail_is_over(mill: House, sink: Sink) -> None:
    def render(_actor: object, message: Message) -> Mail:
        assert message.secret
        return Mail(
            to_name="N", to_address="n@clients.example", from_name="M", reply_to="",
            subject="S", text="T", html="",
        )  # fmt: skip

    kinds.register("with_secret", render)
    with acting(mill.boss) as boss:
        ids = [uuid4(), uuid4()]
        for number in ids:
            plan_message(
                actor=boss, kind="with_secret", person_id=number, subject_id=number,
                local_date=now().date(), secret="hush",
            )  # fmt: skip
        cancel_messages(actor=boss, subject_id=ids[0], reason="withdrawn")
    assert sorted(bool(m.secret) for m in all_messages(mill)) == [False, True]
    send_due(5)
    assert sorted((m.state, m.secret) for m in all_messages(mill)) == [
        ("cancelled", ""),
        ("sent", ""),
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ann\r\nBcc: all@evil.example", "Ann Bcc: all@evil.example"),
        ('Jo "Quick" <x@y>, Jr.', 'Jo "Quick" <x@y>, Jr.'),
        ("Øyvind Ñandú 🙂", "Øyvind Ñandú 🙂"),
    ],
)
def test_odd_names_stay_names(mill: House, sink: Sink, name: str, shown: str) -> None:
    client = add_client(mill, email="odd@clients.example")
    add_reminder(mill, client)
    _change_client(mill, client, given_name=name)
    send_due(5)
    [mail] = sink.mails
    [to] = mail["To"].addresses
    assert (to.display_name, to.addr_spec) == (shown, "odd@clients.example")
    assert mail["Bcc"] is None
