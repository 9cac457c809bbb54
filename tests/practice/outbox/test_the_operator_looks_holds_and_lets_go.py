"""manage.py outbox: what stands where and why, a hold by hand, letting go; bad words refused."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from practice.core.actor import acting
from practice.core.models import AccessLog
from practice.outbox.rules import CROWD
from practice.outbox.sending.run import send_due
from tests.cast import House
from tests.practice.outbox.live import add_client, add_reminder, change, found_house, states_of
from tests.practice.outbox.sink import Sink


def _said(*words: str) -> str:
    out = StringIO()
    call_command("outbox", *words, stdout=out)
    return out.getvalue()


def _logged(house: House) -> list[tuple[str, str, str]]:
    with acting(house.boss):
        rows = AccessLog.objects.filter(action__startswith="outbox").order_by("id")
        return list(rows.values_list("action", "role", "object_id"))


def test_it_looks_and_names_nobody(mill: House) -> None:
    nora = add_client(mill, "Nora", email="nora@clients.example")
    for number, values in enumerate(
        ({"state": "held", "reason": CROWD}, {"state": "unknown"}, {"state": "sent"}, {})
    ):
        message = add_reminder(mill, nora, slot=str(number))
        change(mill, message.pk, **values) if values else None
    said = _said("look")
    assert "Due now: 1, of these late: 0" in said
    assert "Mill Somatics" in said
    for line in ("1 held", f"held, 1: {CROWD}", "1 unknown whether they arrived", "1 due"):
        assert line in said
    assert "Nora" not in said
    assert "nora@" not in said


def test_a_hold_of_all_says_so_and_is_let_go(mill: House, sink: Sink) -> None:
    add_reminder(mill, add_client(mill))
    assert "of every practice are held" in _said("hold", "--all", "--reason", "we  move")
    assert send_due(60).total() == 0
    said = _said("look")
    assert "All practices are held" in said
    assert "held by hand: we move" in said
    assert "Let go: 1." in _said("release", "--all")
    assert send_due(60) == {"sent": 1}
    assert "on hold" not in _said("look")


def test_one_practice_is_held_and_let_go_alone(mill: House, sink: Sink) -> None:
    harbour = found_house("Harbour Movement", "Europe/Berlin", "harbour.example")
    for house in (mill, harbour):
        add_reminder(house, add_client(house))
    _said("hold", "--practice", mill.practice.slug, "--reason", "asked for")
    assert send_due(60) == {"sent": 1}
    assert "Harbour" not in _said("look", "--practice", mill.practice.slug)
    _said("release", "--practice", str(mill.practice.pk))
    assert send_due(60) == {"sent": 1}
    assert _logged(mill) == [("outbox hold", "system", ""), ("outbox release", "system", "")]
    assert _logged(harbour) == []


def test_one_mail_is_let_go_and_logged(mill: House, sink: Sink) -> None:
    message = add_reminder(mill, add_client(mill))
    other = add_reminder(mill, add_client(mill))
    for one in (message, other):
        change(mill, one.pk, state="held", reason=CROWD)
    assert "was let go" in _said("release", "--mail", str(message.pk))
    assert send_due(60) == {"sent": 1}
    assert states_of(mill) == {"sent": 1, "held": 1}
    assert _logged(mill) == [("outbox release", "system", str(message.pk))]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("hold", "--all", "--reason", "  "), "Say why"),
        (("hold", "--practice", "nowhere", "--reason", "x"), "no practice called nowhere"),
        (("look", "--practice", "nowhere"), "no practice called nowhere"),
        (("release", "--practice", "nowhere"), "no practice called nowhere"),
        (("release", "--mail", "zebra"), "zebra is no mail’s id"),
        (("release", "--mail", str(uuid4())), "There is no mail"),
        (("hold", "--all"), "--reason"),
        (("hold", "--reason", "x"), "--all --practice"),
        (("release",), "--all --practice --mail"),
        (("dance",), "dance"),
    ],
)
def test_what_it_does_not_understand_it_refuses(
    mill: House, words: tuple[str, ...], told: str
) -> None:
    with pytest.raises(CommandError, match=told.replace("?", ".")):
        _said(*words)
    assert _logged(mill) == []


def test_a_mail_that_is_not_held_stays_as_it_is(mill: House) -> None:
    message = add_reminder(mill, add_client(mill))
    change(mill, message.pk, state="sent")
    with pytest.raises(CommandError, match="is not held"):
        _said("release", "--mail", str(message.pk))
    assert states_of(mill) == {"sent": 1}
