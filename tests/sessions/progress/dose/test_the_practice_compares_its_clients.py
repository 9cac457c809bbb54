"""Across clients: adherence beside the change, with how many, who is missing, and no name."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.measures.queries import Changed
from clients.measures.rules import NPRS
from clients.records.models import Client, Episode
from clients.records.services import ClientData, create_client, open_episode
from practice.core.actor import acting
from practice.core.clock import today_in
from sessions.progress.dose.across import Compared, LeftOut, Ran, compared_by, programs_of
from tests.cast import House, sign_in
from tests.sessions.progress.dose.weeks import logged, ran, said

pytestmark = pytest.mark.django_db
PATH = "/dose/"
BEGAN = 30  # days ago: as many planned days, and one


def words(who: str = "practitioner@linden.example") -> str:
    answer = sign_in(who).get(PATH)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def today() -> date:
    return today_in("America/Denver")


@pytest.fixture
def somebody(linden: House, today: date) -> Callable[..., Episode]:
    """A client whose work began thirty days ago, practised so many days, and went from 8 down."""

    def come(n: int, days: int, now: int | None) -> Episode:
        began = today - timedelta(days=BEGAN)
        with acting(linden.boss) as boss:
            client = create_client(actor=boss, data=ClientData(given_name=f"Quillwort{n}"))
            work = open_episode(actor=boss, client=client, concern="The back.")
            work.opened_on = began
            work.save(update_fields=["opened_on"])
        program = ran(linden, work, began)
        logged(linden, program, [began + timedelta(days=d) for d in range(days)])
        said(linden, work, "nprs", began, 8)
        if now is not None:
            said(linden, work, "nprs", today, now)
        return work

    return come


def test_more_of_what_was_planned_went_with_more_ease(
    linden: House, somebody: Callable[..., Episode]
) -> None:
    for n in range(11):
        somebody(n, 2 + 2 * n, 8 - n // 2)
    page = words()
    assert "11 clients, each with the newest course of work." in page
    assert "Whoever practised more of the planned days had the pain ease more: 11 clients." in page
    assert "That does not show that one made the other" in page
    assert "Quillwort" not in page
    assert 'class="dot"' in page


def test_nothing_is_told_of_a_few(linden: House, somebody: Callable[..., Episode]) -> None:
    for n in range(9):
        somebody(n, 3 * n + 1, 8 - n // 2)
    page = words()
    assert "Cannot tell: 9 clients can be compared; it takes 10." in page
    assert 'class="dot"' not in page


def test_who_is_missing_is_told_with_why(
    linden: House, somebody: Callable[..., Episode], today: date
) -> None:
    somebody(0, 0, 5)  # never logged: unknown, and not nought
    somebody(1, 9, None)  # answered once
    began = today - timedelta(days=BEGAN)
    for n, days in ((2, None), (3, 5)):
        with acting(linden.boss) as boss:
            client = create_client(actor=boss, data=ClientData(given_name=f"Other{n}"))
            work = open_episode(actor=boss, client=client, concern="The neck.")
        said(linden, work, "nprs", began, 8)
        said(linden, work, "nprs", today, 4)
        if days:
            ran(linden, work, today - timedelta(days=days))
    page = words()
    for why in (
        "Never logged a practice: 1",
        "Not answered at the beginning and again later: 1",
        "No home program has begun: 1",
        "Fewer than 14 planned days up to the last answer: 1",
    ):
        assert f"<li>{why}</li>" in page
    assert "Nothing to compare yet: nobody" in page


def test_a_client_is_counted_once_by_the_newest_work(
    linden: House, somebody: Callable[..., Episode], today: date
) -> None:
    old = somebody(0, 9, 5)
    with acting(linden.boss) as boss:
        client = Client.objects.visible_to(boss).get(pk=old.client_id)
        open_episode(actor=boss, client=client, concern="The knee.")
    page = words()
    assert "One client, with the newest course of work." in page
    assert "Not answered at the beginning and again later: 1" in page


def test_what_was_practised_after_the_last_answer_counts_for_nothing() -> None:
    begins = date(2026, 1, 5)
    program = Ran([1, 2, 3, 4, 5, 6, 7], begins, None, {"nprs": 20, "psfs": 3})
    found = compared_by([program], NPRS, Changed(2.0, begins + timedelta(days=19)))
    assert found == Compared(logged=20, planned=20, better=2.0)
    ended = Ran([1, 2, 3, 4, 5, 6, 7], begins, begins + timedelta(days=13), {"nprs": 7})
    half = compared_by([ended], NPRS, Changed(2.0, begins + timedelta(days=30)))
    assert isinstance(half, Compared)
    assert (half.logged, half.planned, half.adherence) == (7, 14, 0.5)
    soon = Changed(2.0, begins + timedelta(days=12))
    assert compared_by([program], NPRS, soon) is LeftOut.TOO_SHORT
    twice = Ran([1], begins, None, {"nprs": 40})  # more days than were planned are no more than all
    more = compared_by([twice], NPRS, Changed(2.0, begins + timedelta(days=100)))
    assert isinstance(more, Compared)
    assert more.adherence == 1


def test_days_of_practice_are_counted_up_to_each_last_answer(linden: House, today: date) -> None:
    """Of a program's own days, each once; pain was answered last on day 20, activities on day 9."""
    began = today - timedelta(days=BEGAN)
    with acting(linden.boss) as boss:
        client = create_client(actor=boss, data=ClientData(given_name="Quillwort"))
        work = open_episode(actor=boss, client=client, concern="The back.")

    def days(*numbers: int) -> list[date]:
        return [began + timedelta(days=n) for n in numbers]

    ended = ran(linden, work, days(2)[0], state="ended", ended_on=days(8)[0])
    logged(linden, ended, days(1, 2, 2, 5, 8, 9))  # 1 and 9 are none of its days
    goes_on = ran(linden, work, days(9)[0])
    logged(linden, goes_on, days(9, 9, 10, 20, 21))
    logged(linden, goes_on, days(12), done=False)
    changes = {
        (work.pk, "nprs"): Changed(2.0, days(20)[0]),
        (work.pk, "psfs"): Changed(1.0, days(9)[0]),
    }
    with acting(linden.actor(linden.practitioner)) as actor:
        found = programs_of(actor, [work.pk], changes)[work.pk]
    counted = {one.first: one.logged for one in found}
    assert counted[days(2)[0]] == {"nprs": 3, "psfs": 3}
    assert counted[days(9)[0]] == {"nprs": 3, "psfs": 1}


def test_each_sees_their_own_and_an_assistant_nothing(
    harbour: House, linden: House, somebody: Callable[..., Episode]
) -> None:
    somebody(0, 9, 5)
    assert "One client" in words("owner@linden.example")
    assert "No work began yet" in words("trainee@linden.example")
    assert "No work began yet" in words("owner@harbour.example")
    assert sign_in("assistant@linden.example").get(PATH).status_code == 403


def test_it_takes_as_many_statements_for_many_as_for_one(
    linden: House, somebody: Callable[..., Episode]
) -> None:
    browser, counts = sign_in("practitioner@linden.example"), []
    for begin, end in ((0, 1), (1, 12)):
        for n in range(begin, end):
            somebody(n, 2 * n + 1, 5)
        browser.get(PATH)
        with CaptureQueriesContext(connection) as seen:
            browser.get(PATH)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 14
