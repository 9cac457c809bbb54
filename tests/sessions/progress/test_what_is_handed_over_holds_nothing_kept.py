"""A page that a client can be shown, and a paper they can have, tell nothing that is kept."""

import io
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pypdf import PdfReader

from clients.records.models import Client, Episode
from practice.core.actor import NotAllowed, acting, enter_as
from practice.team.rules import Scope
from sessions.progress.course.parts import Progress, ProgressPart, ToldSeverity
from sessions.progress.course.queries import progress_of, progress_to_hand_over
from tests.api.calling import caller, token_for
from tests.cast import sign_in
from tests.sessions.progress.courses import TODAY, WEEK, Writer

pytestmark = pytest.mark.django_db
START = TODAY - 20 * WEEK


def page(browser: Browser, client: Client) -> str:
    answer = browser.get(reverse("client_progress", args=[client.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def paper(browser: Browser, client: Client) -> str:
    answer = browser.get(reverse("client_progress_paper", args=[client.pk]))
    assert answer.status_code == 200
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


def phases(works: Writer, member: Any = None) -> list[tuple[str, Any]]:
    """The phases of the newest course of work with their first days, as a member reads them."""
    house = works.house
    with acting(house.actor(member or house.practitioner)) as actor:
        found: Progress = progress_of(actor, works.client.pk)
    part = found.parts[ProgressPart.SEVERITY]
    assert isinstance(part, ToldSeverity)
    rows = part.happened.rows if part.happened else []
    return [(what.removeprefix("Phase: "), day) for day, what in rows if "Phase" in what]


def test_what_one_judged_alone_stands_on_no_page_and_no_paper(
    nora_works: Writer, practitioner: Browser
) -> None:
    day, client = START + 8 * WEEK, nora_works.client
    nora_works.answer("grc", day, 4, rater="practitioner")
    shown = page(practitioner, client)
    assert "<td>+4</td>" not in shown
    assert "not both of you did yet" in shown
    assert "1 judgement from the practice is kept, and not shown before the client’s" in shown
    printed = paper(practitioner, client)
    assert "+4" not in printed
    assert "is kept" not in printed
    path = reverse("api_client_progress", args=[client.pk])
    token = token_for(nora_works.house, nora_works.house.practitioner, Scope.PROGRESS_READ)
    assert "+4" not in caller(token).get(path).content.decode()
    nora_works.answer("grc", day, 2)
    shown = page(practitioner, client)
    assert "<td>+2</td><td>+4</td>" in shown
    assert "is kept, and not shown" not in shown
    assert "+2 +4" in paper(practitioner, client)


def test_what_an_author_keeps_is_on_no_paper_of_theirs(nora_works: Writer) -> None:
    nora_works.lesson(1, START, tone_fit="too_high", pain=6, author_only=True)
    nora_works.release(START, note=nora_works.note)
    author = sign_in("owner@linden.example")
    assert "too high, pain 6" in page(author, nora_works.client)
    printed = paper(author, nora_works.client)
    assert "too high" not in printed
    assert "Let go" not in printed
    assert "No position was looked at in this time." in printed


def test_no_phase_begins_on_a_day_that_an_author_keeps(nora_works: Writer) -> None:
    hidden, open_day = START + 2 * WEEK, START + 6 * WEEK
    nora_works.lesson(1, hidden, tone_fit="too_high", author_only=True)
    nora_works.release(hidden, note=nora_works.note)
    assert phases(nora_works) == [("Understand", "6 July 2026")]
    assert ("Open", "20 July 2026") in phases(nora_works, nora_works.house.owner)
    nora_works.release(open_day, side="right")
    assert phases(nora_works) == [("Open", "17 August 2026"), ("Understand", "6 July 2026")]
    assert "20 July 2026" not in str(phases(nora_works))


def test_a_course_that_closed_without_integration_stands_open(nora_works: Writer) -> None:
    nora_works.release(START + 2 * WEEK)
    enter_as(nora_works.house.boss)
    Episode._base_manager.filter(pk=nora_works.episode.pk).update(
        state="closed", closed_on=START + 9 * WEEK
    )
    assert [name for name, _day in phases(nora_works)] == ["Open", "Understand"]


def test_nobody_hands_over_what_they_may_not_read(nora_works: Writer) -> None:
    nora_works.everything()
    house = nora_works.house
    with acting(house.actor(house.assistant)) as assistant, pytest.raises(NotAllowed):
        progress_to_hand_over(assistant, nora_works.client.pk)
