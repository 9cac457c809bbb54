"""Before anybody has ended it, a program whose last day is over is listed and read as ended."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import clock_at
from sessions.programs.models import HomeProgram
from sessions.programs.services import edit_program
from tests.api.calling import send
from tests.cast import House
from tests.sessions.programs import building

DENVER = ZoneInfo("America/Denver")  # Nora's
LAST = date(2026, 6, 5)


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    with clock_at(datetime(2026, 6, 1, 6, tzinfo=DENVER)), acting(linden.boss) as boss:
        return building.running(boss, nora, ends_on=LAST)


def _listed(owner: Browser, state: str) -> list[tuple[str, str | None]]:
    found = owner.get(f"/api/v1/home-programs/?state={state}").json()["results"]
    return [(row["state"], row["ended_on"]) for row in found]


@pytest.mark.parametrize(("day", "is_over"), [(5, False), (6, True)])
def test_by_the_clients_own_day(
    owner: Browser, program: HomeProgram, linden: House, day: int, is_over: bool
) -> None:
    with clock_at(datetime(2026, 6, day, 0, 10, tzinfo=DENVER)):
        ended: list[tuple[str, str | None]] = [("ended", "2026-06-05")]
        assert _listed(owner, "active") == ([] if is_over else [("active", None)])
        assert _listed(owner, "ended") == (ended if is_over else [])
        every = owner.get("/api/v1/home-programs/").json()["results"]
        one = owner.get(f"/api/v1/home-programs/{program.pk}/").json()
        for told in (*every, one):
            assert (told["state"] == "ended") is is_over
        paused = owner.post(f"/api/v1/home-programs/{program.pk}/pause/")
        assert (paused.status_code == 422) is is_over
    with acting(linden.boss) as boss:
        kept = HomeProgram.objects.visible_to(boss).get()
    assert kept.state == ("active" if is_over else "paused")


def test_a_log_says_of_which_revision_it_is(
    owner: Browser, program: HomeProgram, linden: House
) -> None:
    with clock_at(datetime(2026, 6, 2, 9, tzinfo=DENVER)):
        logged = {"home_program": str(program.pk), "done": True}
        first = send(owner, "post", "practice-logs/", logged).json()
        with acting(linden.boss) as boss:
            plan = building.data(building.item(boss, "back_lift"), ends_on=LAST)
            edit_program(actor=boss, home_program=program, data=plan, version=program.version)
        second = send(owner, "post", "practice-logs/", logged).json()
        listed = owner.get("/api/v1/practice-logs/").json()["results"]
    assert (first["revision"], second["revision"]) == (1, 2)
    assert {row["id"]: row["revision"] for row in listed} == {first["id"]: 1, second["id"]: 2}
