"""Of one client: weeks with more practice beside how it felt at their end, in words."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.records.models import Client, Episode
from clients.records.rules import ClientState
from clients.records.services import set_client_state
from practice.core.actor import acting
from practice.core.clock import now, today_in
from sessions.programs.models import HomeProgram
from tests.cast import House, sign_in
from tests.clients.measures.conftest import begun, episode
from tests.sessions.progress.dose.weeks import logged, ran, said, week

__all__ = ["begun", "episode"]
pytestmark = pytest.mark.django_db
PRACTISED = (3, 1, 5, 7, 6, 5, 2, 4, 1, 6, 1, 2)  # no week says anything of the next
MADE = "That does not show that one made the other"


def words(house: House, client: Client) -> str:
    answer = sign_in("practitioner@linden.example").get(f"/clients/{client.pk}/dose/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def today() -> date:
    return today_in("America/Denver")


@pytest.fixture
def program(linden: House, episode: Episode, begun: Callable[[int], date]) -> HomeProgram:
    return ran(linden, episode, begun(200))


def weeks(house: House, program: HomeProgram, today: date, pain: Callable[[int], int]) -> None:
    for n, days in enumerate(PRACTISED):
        week(house, program.episode, program, today - timedelta(weeks=n), days, pain(days))


def test_more_practice_went_with_less_pain(
    linden: House, nora: Client, program: HomeProgram, today: date
) -> None:
    weeks(linden, program, today, lambda days: 9 - days)
    page = words(linden, nora)
    assert "In weeks with more practice, the pain told at their end was lower: 12 weeks." in page
    assert MADE in page
    assert "Rank correlation 1.00, 95 % interval from" in page
    assert "practise more" not in page.lower()
    assert page.count('<circle class="dot"') == 7
    assert '<text class="t-in"' in page  # three weeks with one day stand in one dot


def test_more_practice_went_with_more_pain(
    linden: House, nora: Client, program: HomeProgram, today: date
) -> None:
    weeks(linden, program, today, lambda days: days + 1)
    page = words(linden, nora)
    assert "the pain told at their end was higher: 12 weeks." in page
    assert MADE in page


def test_an_interval_that_holds_zero_tells_nothing(
    linden: House, nora: Client, program: HomeProgram, today: date
) -> None:
    weeks(linden, program, today, lambda days: 5 + days % 2)
    page = words(linden, nora)
    assert "Cannot tell: in 12 weeks, more practice went clearly neither" in page
    assert MADE not in page


def test_what_is_always_the_same_tells_nothing(
    linden: House, nora: Client, program: HomeProgram, today: date
) -> None:
    weeks(linden, program, today, lambda _days: 4)
    page = words(linden, nora)
    assert "Cannot tell: at the end of each of 12 weeks the answer was the same." in page
    assert "Rank correlation" not in page


def test_one_week_is_too_few(
    linden: House, nora: Client, program: HomeProgram, today: date
) -> None:
    week(linden, program.episode, program, today, 3, 5)
    page = words(linden, nora)
    assert "Cannot tell: 1 week with a practice logged and an answer; it takes 8." in page
    assert 'class="dot"' not in page


def test_without_anything_it_says_so(linden: House, nora: Client, program: HomeProgram) -> None:
    assert words(linden, nora).count("Nothing to compare yet") == 2


def test_before_any_work_it_says_what_comes_first(linden: House, nora: Client) -> None:
    assert "No work began yet" in words(linden, nora)


def test_silence_is_left_out_and_told(
    linden: House, nora: Client, program: HomeProgram, today: date
) -> None:
    weeks(linden, program, today, lambda days: 9 - days)
    for n in (20, 21):
        said(linden, program.episode, "nprs", today - timedelta(weeks=n), 9)
    page = words(linden, nora)
    assert "was lower: 12 weeks." in page
    assert "2 weeks with an answer are left out: nothing was logged in them" in page


def test_a_skipped_practice_is_a_day_without_and_no_silence(
    linden: House, nora: Client, program: HomeProgram, today: date
) -> None:
    weeks(linden, program, today, lambda days: 9 - days)
    long_ago = today - timedelta(weeks=20)
    said(linden, program.episode, "nprs", long_ago, 9)
    logged(linden, program, [long_ago], done=False)
    page = words(linden, nora)
    assert "was lower: 13 weeks." in page
    assert "left out" not in page


def test_another_wording_is_another_question(
    linden: House, nora: Client, program: HomeProgram, today: date
) -> None:
    weeks(linden, program, today, lambda days: 9 - days)
    said(linden, program.episode, "nprs", today - timedelta(weeks=15), 9, version="0")
    page = words(linden, nora)
    assert "1 answer is left out: it was to another wording" in page
    assert "was lower: 12 weeks." in page


def test_activities_are_compared_with_the_same_activities(
    linden: House, nora: Client, program: HomeProgram, today: date
) -> None:
    for n, days in enumerate(PRACTISED):
        until = today - timedelta(weeks=n)
        logged(linden, program, [until - timedelta(days=d) for d in range(days)])
        said(linden, program.episode, "psfs", until, answers=[["walk_freely", days]])
    said(
        linden,
        program.episode,
        "psfs",
        today - timedelta(weeks=14),
        answers=[["walk_freely", 1], ["easy_balance", 9]],
    )
    page = words(linden, nora)
    assert "the activities went better at their end: 12 weeks." in page
    assert "1 answer is left out: it was to another wording, or about other activities." in page


def test_what_was_taken_out_or_said_by_another_counts_for_nothing(
    linden: House, nora: Client, program: HomeProgram, today: date
) -> None:
    out = {"withdrawn_at": now(), "withdrawn_by": linden.practitioner}
    said(linden, program.episode, "nprs", today, 5, **out)
    assert words(linden, nora).count("Nothing to compare yet") == 2


def test_it_is_read_of_an_archived_record(
    linden: House, nora: Client, program: HomeProgram, today: date
) -> None:
    weeks(linden, program, today, lambda days: 9 - days)
    with acting(linden.boss) as boss:
        nora.refresh_from_db()
        set_client_state(actor=boss, client=nora, state=ClientState.ARCHIVED)
    assert "was lower: 12 weeks." in words(linden, nora)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("owner@linden.example", 200),
        ("owner@harbour.example", 404),
        ("trainee@linden.example", 404),
        ("assistant@linden.example", 403),
        ("nora@clients.example", 403),
    ],
)
def test_nobody_else_opens_it(
    harbour: House, linden: House, nora: Client, who: str, status: int
) -> None:
    assert sign_in(who).get(f"/clients/{nora.pk}/dose/").status_code == status


def test_it_takes_as_many_statements_for_a_year_as_for_a_week(
    linden: House, nora: Client, program: HomeProgram, today: date
) -> None:
    browser = sign_in("practitioner@linden.example")
    counts = []
    for weeks_told in (1, 12):
        if weeks_told > 1:
            weeks(linden, program, today - timedelta(weeks=1), lambda days: 9 - days)
        else:
            week(linden, program.episode, program, today, 3, 5)
        browser.get(f"/clients/{nora.pk}/dose/")
        with CaptureQueriesContext(connection) as seen:
            browser.get(f"/clients/{nora.pk}/dose/")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12
