"""One row that cannot go ends in a state with its reason; all others go out on time."""

from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import getaddresses
from uuid import uuid4

import pytest

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import clock_at, now
from practice.outbox import kinds
from practice.outbox.kinds import Mail
from practice.outbox.models import Message
from practice.outbox.sending.claims import claim_due, lease
from practice.outbox.sending.composing import compose
from practice.outbox.sending.deciding import decide
from practice.outbox.sending.run import send_due
from practice.outbox.sending.settling import note_data
from practice.outbox.sending.sweeping import sweep
from sessions.programs.models import HomeProgram
from sessions.reminders.tasks import plan_everywhere
from tests.cast import House
from tests.practice.outbox.live import (
    add_client,
    add_program,
    add_reminder,
    all_messages,
    change,
    found_house,
    stored,
)
from tests.practice.outbox.sink import Sink, answer

MORNING = datetime(2026, 11, 23, 14, tzinfo=UTC)  # seven in Denver, a Monday
GONE = "Mars/Olympus_Mons"


def _change(house: House, client: Client, **values: object) -> None:
    with acting(house.boss) as boss:
        Client.objects.visible_to(boss).filter(pk=client.pk).update(**values)


def _practising(house: House, name: str = "Nora", *times: time) -> Client:
    client = add_client(house, name)
    with acting(house.boss) as boss:
        add_program(boss, client, list(times) or [time(7)])
    return client


def _broken(_actor: object, _message: object) -> Mail:
    raise KeyError("name")


def _bad_ones(house: House) -> dict[str, Message]:
    """One of each, due before everybody else."""
    made = {
        name: add_reminder(house, add_client(house, name), due_at=now() - timedelta(minutes=1))
        for name in ("bounces", "address", "template", "ended", "stopped")
    }
    change(house, made["bounces"].pk, due_at=now() - timedelta(minutes=2))
    change(house, made["template"].pk, kind="broken")
    with acting(house.boss) as boss:
        clients = Client.objects.visible_to(boss)
        clients.filter(given_name="address").update(email="no ra@clients.example\nBcc: x@y.example")
        clients.filter(given_name="stopped").update(mail_stopped_at=now())
        programs = HomeProgram.objects.visible_to(boss)
        programs.filter(client__given_name="ended").update(state="ended")
    return made


def test_each_ends_with_its_reason_and_delays_nobody(
    mill: House, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds._kinds, "broken", _broken)
    bad = _bad_ones(mill)
    good = [add_reminder(mill, add_client(mill, f"Good {n}")) for n in range(6)]
    sink.at_rcpt = [answer("550 5.1.1 no such mailbox")]
    tally = send_due(10)
    ends = {name: stored(mill, one.pk) for name, one in bad.items()}
    assert {name: (one.state, one.reason) for name, one in ends.items()} == {
        "bounces": ("failed", "550 5.1.1 no such mailbox"),
        "address": ("failed", "the address cannot be used"),
        "template": ("failed", "it could not be written (KeyError)"),
        "ended": ("suppressed", "the program does not run"),
        "stopped": ("suppressed", "reminders were turned off"),
    }
    assert all(one.settled_at for one in ends.values())
    assert [stored(mill, one.pk).state for one in good] == ["sent"] * len(good)
    assert tally["sent"] == len(good) == len(sink.mails)
    assert send_due(5).total() == 0


@pytest.mark.parametrize("name", ["L" * 300, "Löwe " * 60, 'Jo "Quick", Jr. ' * 20, "\r\n\t" * 100])
def test_a_name_of_300_letters_is_folded(name: str) -> None:
    message = Message(pk=uuid4(), planned_at=now())
    mail = Mail(
        to_name=name, to_address="nora@clients.example", from_name=name, reply_to="",
        subject=name, text="T", html="",
    )  # fmt: skip
    lines = compose(message, mail).lines
    assert max(map(len, lines.split(b"\r\n"))) <= 998
    read = message_from_bytes(lines)
    shown = " ".join(name.split())
    for header in ("From", "To"):
        [(called, address)] = getaddresses([read[header]])
        assert str(make_header(decode_header(called))) == shown
        assert address.endswith(("@127.0.0.1", "nora@clients.example"))
    subject = read["Subject"].replace("\r\n", "")
    assert str(make_header(decode_header(subject))) == shown
    assert {name.lower() for name in read} <= {
        *("from", "to", "subject", "date", "message-id", "auto-submitted", "mime-version"),
        *("content-type", "content-transfer-encoding"),
    }


def test_a_zone_that_is_gone_fails_by_name_and_stops_nobody(mill: House, sink: Sink) -> None:
    with clock_at(MORNING - timedelta(hours=1)):
        lost, *others = (_practising(mill, name) for name in ("Lost", "N 1", "N 2", "N 3"))
    _change(mill, lost, timezone=GONE)
    with clock_at(MORNING + timedelta(minutes=1)):
        assert plan_everywhere() == 4
        assert send_due(5)["sent"] == 3
        assert plan_everywhere() == 0
    told = {m.person_id: (m.state, m.reason) for m in all_messages(mill)}
    assert told[lost.pk] == ("failed", f"their time zone is not known: {GONE}")
    assert [told[client.pk] for client in others] == [("sent", "")] * 3
    with clock_at(MORNING + timedelta(days=1, minutes=1)):  # said again the next day
        assert plan_everywhere() == 4
    _change(mill, lost, timezone="America/Denver")
    with clock_at(MORNING + timedelta(days=2, minutes=1)):
        plan_everywhere()
        assert send_due(5)["sent"] == 4


def test_a_clock_that_jumps_ahead_and_back_sends_each_once(mill: House, sink: Sink) -> None:
    with clock_at(MORNING - timedelta(hours=1)):
        for number in range(4):
            _practising(mill, f"N {number}", time(7), time(18))
    for minutes in (0, 1, 60 * 5, 2, 60 * 11, 60 * 9, 60 * 24, 60 * 23, 60 * 35):
        with clock_at(MORNING + timedelta(minutes=minutes)):
            plan_everywhere()
            send_due(5)
    days = {(m.person_id, m.local_date, m.slot): m.state for m in all_messages(mill)}
    assert len(days) == len(all_messages(mill)) == 4 * 4  # two days, twice each
    assert set(days.values()) == {"sent"}
    assert set(sink.copies().values()) == {1}


def test_what_a_dead_sender_held_is_found_after_the_clock_went_back(
    mill: House, sink: Sink
) -> None:
    kept = add_reminder(mill, add_client(mill), due_at=now() - timedelta(days=1))
    begun = add_reminder(mill, add_client(mill), due_at=now() - timedelta(days=1))
    with clock_at(now() + timedelta(hours=3)):
        claims = claim_due(10)
        decide(claims)
        assert note_data(next(one for one in claims if one.id == begun.pk), "<1@x>")
    assert sweep() == {"retry": 1, "unknown": 1}
    assert send_due(5)["sent"] == 1
    assert (stored(mill, kept.pk).state, stored(mill, begun.pk).state) == ("sent", "unknown")


def test_a_sender_at_work_keeps_its_claim_while_the_clock_is_right(mill: House) -> None:
    message = add_reminder(mill, add_client(mill))
    with clock_at(now() + lease() / 2):  # two machines are never quite of one mind
        claim_due(10)
    assert sweep().total() == 0
    assert stored(mill, message.pk).state == "claimed"


def test_two_practices_are_planned_apart(mill: House, sink: Sink) -> None:
    """What is wrong with one practice's plans is its own: the other's go out."""
    other = found_house("Harbour Movement", "America/Denver", "harbour.example")
    for house in (mill, other):
        with clock_at(MORNING - timedelta(hours=1)):
            _practising(house)
    with acting(mill.boss) as boss:
        Client.objects.visible_to(boss).update(timezone=GONE)
    with clock_at(MORNING):
        plan_everywhere()
        assert send_due(5)["sent"] == 1
    assert [m.state for m in all_messages(mill)] == ["failed"]
    assert [m.state for m in all_messages(other)] == ["sent"]
