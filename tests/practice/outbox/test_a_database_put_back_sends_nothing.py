"""After a restore the outbox is held until somebody lets it go; only what is waited for leaves."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404

from practice.core.actor import NotAllowed, acting
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.outbox.holding import cancel_held, release_held
from practice.outbox.models import Message
from practice.outbox.operating import hold_mails, release_mail, release_mails
from practice.outbox.rules import BY_SETTING, RESTORED
from practice.outbox.sending.claims import claim_due, figures
from practice.outbox.sending.run import send_due
from practice.outbox.services import send_again
from tests.cast import House
from tests.conftest import admin_connection
from tests.practice.outbox.live import (
    add_client,
    add_reminder,
    change,
    found_house,
    states_of,
    stored,
)
from tests.practice.outbox.sink import Sink


@pytest.fixture
def harbour(mill: House) -> House:
    """Another practice."""
    return found_house("Harbour Movement", "Europe/Berlin", "harbour.example")


def put_back() -> None:
    """What every restore of a dump does: the row that never changes is written anew, as it was."""
    with admin_connection(str(connection.settings_dict["NAME"])) as admin:
        kept = admin.execute("SELECT id, made_at FROM practice_databaseorigin").fetchall()
        admin.execute("DELETE FROM practice_databaseorigin")
        for row in kept:
            admin.execute("INSERT INTO practice_databaseorigin VALUES (%s, %s)", row)


def _due(house: House) -> Message:
    return add_reminder(house, add_client(house))


def _begin() -> None:
    """A sender has run once, as before every dump."""
    assert claim_due(1) == []


def test_a_first_start_holds_nothing(mill: House, sink: Sink) -> None:
    _due(mill)
    assert send_due(60)["sent"] == 1
    _due(mill)
    assert send_due(60)["sent"] == 1
    assert not figures()["on_hold"]


def test_nothing_but_what_is_waited_for_leaves(mill: House, harbour: House, sink: Sink) -> None:
    _begin()
    for house in (mill, harbour):
        _due(house)
    urgent = _due(mill)
    change(mill, urgent.pk, urgent=True)
    later = add_reminder(mill, add_client(mill), due_at=now() + timedelta(hours=1))
    put_back()
    assert send_due(60) == {"sent": 1}
    assert stored(mill, urgent.pk).state == "sent"
    assert (states_of(mill)["held"], states_of(harbour)["held"]) == (1, 1)
    assert stored(mill, later.pk).state == "planned"
    assert figures()["on_hold"]
    another = _due(mill)
    assert send_due(60).total() == 0
    kept = stored(mill, another.pk)
    assert (kept.state, kept.reason, kept.attempt) == ("held", RESTORED, 0)


def test_a_practice_lets_its_own_go(mill: House, harbour: House, sink: Sink) -> None:
    _begin()
    for house in (mill, harbour):
        _due(house)
    put_back()
    send_due(60)
    with acting(mill.boss) as boss:
        assert release_held(actor=boss) == 1
    _due(mill)
    _due(harbour)
    assert send_due(60) == {"sent": 2}
    assert states_of(harbour) == {"held": 2}


def test_whoever_runs_it_lets_all_go_and_it_stays_so(
    mill: House, harbour: House, sink: Sink
) -> None:
    _begin()
    for house in (mill, harbour):
        _due(house)
    put_back()
    send_due(60)
    assert release_mails() == 2
    _due(harbour)
    assert send_due(60) == {"sent": 3}
    assert not figures()["on_hold"]


def test_put_back_once_more_it_is_held_once_more(mill: House, sink: Sink) -> None:
    _begin()
    put_back()
    _due(mill)
    send_due(60)
    with acting(mill.boss) as boss:
        release_held(actor=boss)
    put_back()
    assert send_due(60).total() == 0
    assert states_of(mill) == {"held": 1}


def test_what_is_too_late_by_then_ends_as_that(mill: House, sink: Sink) -> None:
    _begin()
    put_back()
    message = _due(mill)
    send_due(60)
    change(mill, message.pk, expires_at=now() - timedelta(seconds=1))
    with acting(mill.boss) as boss:
        release_held(actor=boss)
    assert send_due(60) == {"not_wanted": 1}
    assert stored(mill, message.pk).state == "expired"
    assert sink.mails == []


def test_one_alone_is_let_go(mill: House, sink: Sink) -> None:
    _begin()
    put_back()
    one, other = _due(mill), _due(mill)
    send_due(60)
    with acting(mill.boss) as boss:
        send_again(actor=boss, message=one)
    assert send_due(60) == {"sent": 1}
    assert stored(mill, other.pk).state == "held"
    release_mail(other.pk)
    assert send_due(60) == {"sent": 1}


def test_none_of_them_is_sent(mill: House, harbour: House, sink: Sink) -> None:
    _begin()
    put_back()
    _due(mill)
    _due(harbour)
    send_due(60)
    with acting(mill.boss) as boss:
        assert cancel_held(actor=boss) == 1
    assert (states_of(mill), states_of(harbour)) == ({"cancelled": 1}, {"held": 1})


def test_what_the_operator_holds_only_they_let_go(mill: House, harbour: House, sink: Sink) -> None:
    message = _due(mill)
    hold_mails(reason="we move", practice_id=mill.practice.pk)
    _due(harbour)
    assert send_due(60) == {"sent": 1}
    assert stored(mill, message.pk).reason == "held by hand: we move"
    with acting(mill.boss) as boss:
        with pytest.raises(DomainError, match="we move"):
            release_held(actor=boss)
        with pytest.raises(DomainError, match="we move"):
            send_again(actor=boss, message=message)
    assert states_of(mill) == {"held": 1}
    assert release_mails(practice_id=mill.practice.pk) == 1
    assert send_due(60) == {"sent": 1}


def test_a_setting_holds_from_the_first_claim_on(mill: House, sink: Sink, settings: Any) -> None:
    settings.SUPPLE_HOLD_MAIL = True
    _due(mill)
    assert send_due(60).total() == 0
    assert states_of(mill) == {"held": 1}
    settings.SUPPLE_HOLD_MAIL = False
    release_mails()
    assert send_due(60) == {"sent": 1}


def test_a_setting_holds_where_a_restore_was_let_go_long_since(
    mill: House, sink: Sink, settings: Any
) -> None:
    _begin()
    put_back()
    assert send_due(60).total() == 0
    with acting(mill.boss) as boss:
        release_held(actor=boss)
    settings.SUPPLE_HOLD_MAIL = True
    message = _due(mill)
    assert send_due(60).total() == 0
    assert (stored(mill, message.pk).state, stored(mill, message.pk).reason) == ("held", BY_SETTING)
    with acting(mill.boss) as boss, pytest.raises(DomainError, match="SUPPLE_HOLD_MAIL"):
        release_held(actor=boss)
    release_mails(practice_id=mill.practice.pk)
    assert send_due(60) == {"sent": 1}  # held once by a setting, not at every claim


def test_a_restore_leaves_the_operators_word_as_it_is(mill: House, sink: Sink) -> None:
    _begin()
    hold_mails(reason="we move")
    release_mails(practice_id=mill.practice.pk)
    put_back()
    message = _due(mill)
    assert send_due(60).total() == 0
    assert stored(mill, message.pk).reason == "held by hand: we move"
    with acting(mill.boss) as boss, pytest.raises(DomainError, match="we move"):
        release_held(actor=boss)
    assert states_of(mill) == {"held": 1}


def test_it_is_said_until_the_last_practice_is_let_go(
    mill: House, harbour: House, sink: Sink
) -> None:
    _begin()
    put_back()
    send_due(60)
    for house in (mill, harbour):
        assert figures()["on_hold"]
        with acting(house.boss) as boss:
            release_held(actor=boss)
    assert not figures()["on_hold"]


def test_who_sees_their_own_clients_alone_decides_for_nobody_else(mill: House, sink: Sink) -> None:
    _begin()
    put_back()
    _due(mill)
    send_due(60)
    narrowed = replace(mill.actor(mill.practitioner), only_own_clients=True)
    for act in (release_held, cancel_held):
        with acting(narrowed), pytest.raises(NotAllowed):
            act(actor=narrowed)
    _due(mill)
    assert send_due(60).total() == 0
    assert states_of(mill) == {"held": 2}


def test_a_hold_holds_what_was_let_go_before(mill: House, sink: Sink) -> None:
    message = _due(mill)
    change(mill, message.pk, state="retry", released_at=now() - timedelta(minutes=1))
    hold_mails(reason="we move")
    assert send_due(60).total() == 0
    assert states_of(mill) == {"held": 1}


def test_who_may_not_write_lets_nothing_go(mill: House, sink: Sink) -> None:
    _begin()
    put_back()
    _due(mill)
    send_due(60)
    for act in (release_held, cancel_held):
        with acting(mill.actor(mill.assistant)) as actor, pytest.raises((NotAllowed, Http404)):
            act(actor=actor)
    assert states_of(mill) == {"held": 1}
