"""What a booking asks of the database, and what of it is undone where it is lost."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from practice.core.actor import Actor, acting
from practice.core.ids import new_id
from sessions.appointments.models import Appointment
from sessions.appointments.queries.choices import choices_of
from sessions.appointments.queries.free import around
from sessions.appointments.queries.spacing import choices_and_spacing, spacing_of
from sessions.appointments.rules import Span
from sessions.appointments.services import JustTaken
from sessions.appointments.services.taking import taking
from tests.booking import at, service_of
from tests.cast import sign_in
from tests.conftest import admin_connection
from tests.sessions.appointments.conftest import DAY, Desk

AT = at(DAY, 12)
_READ = """SELECT coalesce(idx_tup_fetch, 0) + coalesce(seq_tup_read, 0)
    FROM pg_stat_xact_user_tables WHERE relname = 'care_sessions_appointment'"""


def test_choices_and_spacing_are_one_statement(desk: Desk) -> None:
    desk.book(10)
    with acting(desk.house.boss) as boss:
        choices_and_spacing(boss, desk.nora.pk)  # reads once what a process keeps
        with CaptureQueriesContext(connection) as told:
            choices, about = choices_and_spacing(boss, desk.nora.pk)
        assert len(told) == 1
        assert about is not None
        assert (about[0].full_name, about) == (desk.nora.full_name, spacing_of(boss, desk.nora.pk))
        assert choices == choices_of(boss)
        whole = service_of(boss)
    lesson = next(one for one in choices.services if one.pk == whole.pk)
    names = ("name", "minutes", "reminder_hours", "buffer_after_minutes", "cancellation_hours")
    assert [getattr(lesson, one) for one in names] == [getattr(whole, one) for one in names]
    assert desk.place.pk in {one.pk for one in choices.places}
    assert next(one for one in choices.places if one.pk == desk.place.pk).timezone
    assert desk.house.practitioner.pk in {one.pk for one in choices.people}
    assert desk.house.assistant.pk not in {one.pk for one in choices.people}


def test_of_a_client_out_of_reach_only_the_choices_are_told(desk: Desk) -> None:
    with acting(desk.house.boss) as boss:
        choices, about = choices_and_spacing(boss, desk.house.practice.pk)
        assert about is None
        assert choices == choices_of(boss)


def _read(what: Callable[[], object]) -> int:
    """How many rows of appointments were read for it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_READ)
        (before,) = cursor.fetchone() or (0,)
        what()
        cursor.execute(_READ)
        (after,) = cursor.fetchone() or (0,)
    return int(after - before)


def _apart(one: Appointment, weeks: int, **more: Any) -> Appointment:
    """The same so many weeks later."""
    columns = {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}
    apart = timedelta(weeks=weeks)
    names = ("starts_at", "ends_at", "blocked_from", "blocked_until", "local_date")
    moved = {name: columns[name] + apart for name in names}
    return Appointment(**{**columns, **moved, "id": new_id(), **more})


def _keep(desk: Desk, rows: Iterable[Appointment]) -> None:
    """Keep them, and let PostgreSQL look at what it has: it plans by that."""
    with acting(desk.house.boss):
        Appointment._base_manager.bulk_create(rows)
    with admin_connection(str(connection.settings_dict["NAME"])) as admin:
        admin.execute("ANALYZE")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("weeks", [-1, 1], ids=["behind them", "ahead"])
def test_no_more_of_their_lessons_is_read_than_is_near(desk: Desk, weeks: int) -> None:
    one = desk.book(10)
    near = AT - timedelta(days=3), AT + timedelta(days=3)
    span = Span(*near, *near)

    def look() -> None:
        with acting(desk.house.boss) as boss:
            around(boss, desk.house.practitioner.pk, desk.nora.pk, span, AT.date())

    others = (_apart(one, n, client_id=desk.nell.pk, state="cancelled") for n in range(1500))
    _keep(desk, others)
    few = _read(look)
    _keep(desk, (_apart(one, weeks * n) for n in range(1, 41)))
    assert _read(look) <= few + 4


def test_a_booking_by_the_form_takes_eight_statements(desk: Desk) -> None:
    browser = sign_in("practitioner@linden.example")
    for hour in ("09:00", "12:00"):  # a process reads some things only once
        sent = desk.typed(time=hour, key=str(uuid4()), anyway="1")
        with CaptureQueriesContext(connection) as told:
            answer = browser.post(reverse("appointment_new"), sent)
        assert answer.status_code == 302, answer.content.decode()[-2000:]
    ways = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")
    asked = [one["sql"] for one in told if not one["sql"].startswith(ways)]
    assert len(asked) == 8, asked


def test_what_goes_well_lets_go_of_its_savepoint_at_the_end(desk: Desk) -> None:
    with acting(desk.house.boss) as boss:
        before = list(connection.savepoint_ids), list(connection.atomic_blocks)
        with CaptureQueriesContext(connection) as told, taking(boss):
            pass
        assert (connection.savepoint_ids, connection.atomic_blocks) == before
    assert [one["sql"].split(" ", 1)[0] for one in told.captured_queries] == ["SAVEPOINT"]


def _lose(actor: Actor, one: Appointment) -> None:
    with taking(actor):
        transaction.on_commit(lambda: None)
        Appointment._base_manager.filter(pk=one.pk).update(version=9)
        raise RuntimeError


def _lose_around(actor: Actor, one: Appointment) -> None:
    with transaction.atomic():
        with taking(actor):
            transaction.on_commit(lambda: None)
            Appointment._base_manager.filter(pk=one.pk).update(version=9)
        raise RuntimeError


@pytest.mark.parametrize("lose", [_lose, _lose_around])
def test_what_is_lost_is_undone_with_what_waits_for_the_commit(desk: Desk, lose: Any) -> None:
    one = desk.book(10)
    with acting(desk.house.boss) as boss:
        waiting = len(connection.run_on_commit)
        with pytest.raises(RuntimeError):
            lose(boss, one)
        assert len(connection.run_on_commit) == waiting
        one.refresh_from_db(fields=["version"])
        assert one.version == 1
        with taking(boss):
            transaction.on_commit(lambda: None)
        assert len(connection.run_on_commit) == waiting + 1


def test_what_a_part_marked_for_undoing_is_undone(desk: Desk) -> None:
    one = desk.book(10)
    with acting(desk.house.boss) as boss:
        with taking(boss):
            Appointment._base_manager.filter(pk=one.pk).update(version=9)
            transaction.set_rollback(True)
        one.refresh_from_db(fields=["version"])
        assert one.version == 1
        assert not connection.needs_rollback


def test_after_a_time_was_lost_another_is_booked_in_the_same_transaction(desk: Desk) -> None:
    desk.book(10)
    with pytest.raises(JustTaken):
        desk.book(10, whose=desk.nell)
    other = desk.book(14, whose=desk.nell)
    with acting(desk.house.boss):
        assert Appointment._base_manager.filter(pk=other.pk).exists()
