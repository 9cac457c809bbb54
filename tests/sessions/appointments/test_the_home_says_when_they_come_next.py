"""The client's home: when they come next, by the clock of the place, or nothing."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import time_machine

from practice.core.actor import acting
from sessions.appointments.services import cancel
from tests.cast import sign_in
from tests.clients.intake.counting import statements
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.programs import building

SAID = "Your next appointment"


def _home(desk: Desk) -> Any:
    return sign_in("nora@clients.example").get("/portal/")


def test_nothing_is_said_where_nothing_is_booked(desk: Desk) -> None:
    desk.book(9, whose=desk.nell)
    page = _home(desk)
    assert page.context["home"].next_appointment is None
    assert SAID not in page.content.decode()
    assert page.content.decode().count('href="/portal/appointments/"') >= 1


def test_the_nearest_is_said_before_and_while_they_practise(desk: Desk) -> None:
    desk.book(15, day=date(2026, 12, 20))
    desk.book(9, 30)
    for practises in (False, True):
        if practises:
            with acting(desk.house.boss) as boss:
                building.running(boss, desk.nora)
        page = _home(desk)
        comes = page.context["home"].next_appointment
        assert comes.starts_at == datetime(2026, 12, 3, 16, 30, tzinfo=UTC)
        assert (comes.zone, comes.practitioner) == ("America/Denver", "Practitioner")
        said = page.content.decode()
        assert SAID in said
        assert "Thursday 3 December" in said or "Thursday, December 3" in said
        assert desk.place.name in said
        assert "(America/Denver)" in said


def test_somebody_elsewhere_reads_the_time_of_the_place(desk: Desk) -> None:
    with acting(desk.house.boss):
        desk.nora.timezone = "Europe/Berlin"
        desk.nora.save(update_fields=["timezone"])
    desk.book(9, 30)
    said = _home(desk).content.decode()
    part = said[said.index(SAID) :]
    assert "9:30" in part[:900]
    assert "17:30" not in part[:900]
    assert "5:30" not in part[:900]


def test_what_was_given_up_or_is_over_is_not_next(desk: Desk) -> None:
    first = desk.book(9)
    desk.book(15, day=date(2026, 12, 20))
    with time_machine.travel(first.ends_at - timedelta(minutes=1), tick=False):
        assert _home(desk).context["home"].next_appointment.starts_at == first.starts_at
    with time_machine.travel(first.ends_at, tick=False):
        assert _home(desk).context["home"].next_appointment.starts_at.day == 20
    with acting(desk.ours) as ours:
        cancel(actor=ours, appointment_id=first.pk, why="practice")
    assert _home(desk).context["home"].next_appointment.starts_at.day == 20


def test_it_costs_no_statement(desk: Desk) -> None:
    counts = []
    for day in (None, DAY):
        if day:
            desk.book(9, day=day)
        browser = sign_in("nora@clients.example")
        browser.get("/portal/")
        with statements() as seen:
            browser.get("/portal/")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8
