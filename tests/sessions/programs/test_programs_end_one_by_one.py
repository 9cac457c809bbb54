"""What is over is led nowhere, and a fault as one program ends or begins is that program's own."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import reverse

from clients.records.models import Client
from practice.core.actor import Actor, acting, system_actor
from practice.core.clock import clock_at
from sessions.programs import following
from sessions.programs.models import HomeProgram
from sessions.programs.queries import program_to_change
from sessions.programs.services import end_passed, moving, tell_begun
from tests.cast import House, sign_in
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db
DENVER = ZoneInfo("America/Denver")
BEFORE, AFTER = (datetime(2026, 6, day, 6, tzinfo=DENVER) for day in (1, 8))
LAST = date(2026, 6, 5)
STAFF = "practitioner@linden.example"


@pytest.fixture
def programs(linden: House, nora: Client) -> list[HomeProgram]:
    """Three, each for a concern of its own, all over by Saturday."""
    with clock_at(BEFORE), acting(linden.boss) as boss:
        return [building.running(boss, nora, ends_on=LAST) for _ in range(3)]


def _wrong_word(home_program: HomeProgram) -> None:
    raise LookupError(home_program.pk)


def _wrong_statement(home_program: HomeProgram) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Who follows programs, and stumbles over one of them."""
    monkeypatch.setattr(following, "_followers", dict(following._followers))
    of: dict[str, Any] = {}

    def stumble(actor: Actor, home_program: HomeProgram) -> None:
        if home_program.pk == of["program"]:
            of["fault"](home_program)

    following.register("stumbling", stumble)
    return of


@pytest.mark.parametrize("fault", [_wrong_word, _wrong_statement])
def test_a_faulty_one_rolls_back_no_other(
    linden: House,
    programs: list[HomeProgram],
    faulty: dict[str, Any],
    fault: Callable[[HomeProgram], None],
) -> None:
    faulty |= {"program": programs[1].pk, "fault": fault}
    with clock_at(AFTER), acting(system_actor(linden.practice.pk)) as actor:
        assert end_passed(actor=actor) == 2
    with acting(linden.boss) as boss:
        rows = HomeProgram.objects.visible_to(boss).order_by("id")
        assert list(rows.values_list("state", "version")) == [
            ("ended", 3),
            ("active", 2),
            ("ended", 3),
        ]


def test_one_that_cannot_begin_waits_and_the_others_begin(
    linden: House, nora: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock_at(BEFORE), acting(linden.boss) as boss:
        made = [building.running(boss, nora, starts_on=LAST) for _ in range(3)]

    def stumble(home_program: HomeProgram) -> None:
        if home_program == made[1]:
            raise LookupError(home_program.pk)

    monkeypatch.setattr(moving, "keep_standing_of", stumble)
    with clock_at(AFTER), acting(system_actor(linden.practice.pk)) as actor:
        assert tell_begun(actor=actor) == 2
    with acting(linden.boss) as boss:
        rows = HomeProgram.objects.visible_to(boss).order_by("id")
        assert list(rows.values_list("begins_on", flat=True)) == [None, LAST, None]


def test_nothing_is_added_to_what_is_over(
    linden: House, nora: Client, programs: list[HomeProgram]
) -> None:
    with clock_at(BEFORE), acting(linden.boss) as boss:
        assert program_to_change(boss, nora.pk) == programs[2].pk
    with clock_at(AFTER):
        with acting(linden.boss) as boss:
            assert program_to_change(boss, nora.pk) is None
        answer = sign_in(STAFF).get(reverse("program_add", args=[nora.pk]))
        assert answer.headers["Location"].startswith(reverse("program_new", args=[nora.pk]))


def test_the_builder_of_what_has_ended_says_so_as_it_is_opened(
    linden: House, programs: list[HomeProgram]
) -> None:
    with clock_at(AFTER):
        browser = sign_in(STAFF)
        answer = browser.get(reverse("program_edit", args=[programs[0].pk]), follow=True)
        assert answer.redirect_chain == [(reverse("program_page", args=[programs[0].pk]), 302)]
        assert "This program has ended. Make a new one." in answer.content.decode()
