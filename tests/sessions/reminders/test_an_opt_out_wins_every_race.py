"""Whoever saves reminders at the same moment: a client's stop is never undone by another."""

from threading import Thread
from time import monotonic, sleep

import pytest
from django.db import connection

from clients.records.models import Client
from clients.records.services import stop_mail
from practice.core.actor import acting
from practice.core.errors import DomainError
from sessions.reminders.models import ReminderPlan
from sessions.reminders.services import change_reminders, stop_reminders
from tests.cast import House
from tests.conftest import admin_connection
from tests.practice.outbox.live import add_client, add_reminder, found_house

WAIT = 10


@pytest.fixture
def mill(transactional_db: None) -> House:
    """A practice whose rows are committed."""
    return found_house("Mill Somatics", "America/Denver", "mill.example")


def _plan(house: House) -> ReminderPlan:
    with acting(house.boss) as boss:
        rows = ReminderPlan.objects.visible_to(boss).select_related("client", "home_program")
        return rows.get()


def _somebody_waits() -> bool:
    name = str(connection.settings_dict["NAME"])
    with admin_connection(name) as admin:
        row = admin.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        ).fetchone()
    return bool(row and row[0])


def _turn_on(house: House, refused: list[str]) -> None:
    try:
        with acting(house.boss) as boss:
            rows = ReminderPlan.objects.visible_to(boss).select_related("client", "home_program")
            plan = rows.get()
            change_reminders(
                actor=boss,
                plan=plan,
                on=True,
                days=plan.home_program.days,
                times=plan.home_program.times,
                detail=True,
                version=plan.home_program.version,
            )
    except DomainError as error:
        refused.append(error.field)
    finally:
        connection.close()


def test_a_save_that_began_before_a_stop_is_refused(mill: House) -> None:
    nora = add_client(mill)
    message = add_reminder(mill, nora)
    refused: list[str] = []
    saving = Thread(target=_turn_on, args=[mill, refused])
    with acting(mill.as_client(nora)) as actor:
        stop_reminders(actor=actor, client_id=nora.pk)
        saving.start()
        deadline = monotonic() + WAIT
        while not _somebody_waits():
            assert monotonic() < deadline, "the save did not wait for the stop"
            sleep(0.05)
    saving.join(WAIT)
    plan = _plan(mill)
    assert refused == ["on"]
    assert (plan.state, plan.detail, plan.next_due_at) == ("off", False, None)
    assert plan.client.mail_stopped_at is not None
    with acting(mill.boss) as boss:
        assert type(message).objects.visible_to(boss).get().state == "cancelled"


def test_nobody_else_lifts_a_stop(linden: House, nora: Client) -> None:
    with acting(linden.as_client(nora)) as actor:
        stop_mail(actor=actor, client_id=nora.pk, stopped=True)
    with acting(linden.boss) as boss:
        with pytest.raises(DomainError):
            stop_mail(actor=boss, client_id=nora.pk, stopped=False)
        assert Client.objects.visible_to(boss).get(pk=nora.pk).mail_stopped_at is not None
    with acting(linden.as_client(nora)) as actor:
        stop_mail(actor=actor, client_id=nora.pk, stopped=False)
        assert Client.objects.visible_to(actor).get(pk=nora.pk).mail_stopped_at is None
