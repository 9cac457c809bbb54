"""The practice's page: what is due, each course with verdict and source, an answer in person."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.measures.models import MeasureResponse
from clients.measures.rules import Stage
from clients.measures.services import ask_for_review
from clients.records.models import Client, Episode
from practice.core.actor import acting
from practice.core.clock import now, today_in
from tests.cast import House, sign_in
from tests.clients.measures.conftest import kept

pytestmark = pytest.mark.django_db
NOT_COUNTED = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


def words(browser: Browser, name: str, *args: Any) -> str:
    answer = browser.get(reverse(name, args=args))
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


@pytest.fixture
def browser(linden: House) -> Browser:
    return sign_in("practitioner@linden.example")


def fields(browser: Browser, page: str) -> dict[str, str]:
    """The hidden fields of the form that stands on a page."""
    form = browser.get(page).context["form"]
    hidden = {field.name: field.value() for field in form.hidden_fields()}
    return {name: str(value) for name, value in hidden.items() if value is not None}


def test_what_is_due_is_answered_in_person(
    linden: House, nora: Client, episode: Episode, browser: Browser
) -> None:
    body = words(browser, "measures_page", nora.pk)
    assert "Pain, average of 7 days (NPRS)" in body
    assert "In the intake" in body  # where the activities began
    page = reverse("measure_answer", args=[nora.pk, "nprs", "client"])
    asked = browser.get(page).content.decode()
    assert "not answered yet" in asked
    assert "checked" not in asked
    sent = fields(browser, page) | {"item_0": "6"}
    answer = browser.post(page, sent)
    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("measures_page", args=[nora.pk]),
    )
    assert browser.post(page, sent).status_code == 302  # pressed twice
    (row,) = kept(linden)
    assert (row["answers"], row["mode"]) == ([["average", 6]], "in_person")
    assert "Nothing is due today" in words(browser, "measures_page", nora.pk)


@pytest.mark.parametrize(
    ("typed", "words_"),
    [
        ({}, "Choose a number."),
        ({"item_0": "11"}, "Choose a number from 0 to 10."),
        ({"item_0": "-1"}, "Choose a number from 0 to 10."),
        ({"item_0": "six"}, "Choose a number from 0 to 10."),
    ],
)
def test_what_is_out_of_range_is_said_beside_the_field(
    linden: House,
    nora: Client,
    episode: Episode,
    browser: Browser,
    typed: dict[str, str],
    words_: str,
) -> None:
    page = reverse("measure_answer", args=[nora.pk, "nprs", "client"])
    answer = browser.post(page, fields(browser, page) | typed)
    assert answer.status_code == 422
    assert words_ in answer.context["form"].errors["item_0"]
    assert kept(linden) == []


def test_a_version_that_changed_is_refused_with_words(
    linden: House, nora: Client, episode: Episode, browser: Browser
) -> None:
    page = reverse("measure_answer", args=[nora.pk, "nprs", "client"])
    answer = browser.post(
        page, fields(browser, page) | {"item_0": "6", "version": "0"}, follow=True
    )
    assert "The question changed since it was opened" in answer.content.decode()
    assert kept(linden) == []


def test_a_course_says_what_its_change_means_and_who_says_so(
    linden: House,
    nora: Client,
    browser: Browser,
    answer: Callable[..., MeasureResponse],
    begun: Callable[[int], date],
) -> None:
    answer()
    day = begun(7) + timedelta(days=7)
    response = answer(stage=Stage.WEEKLY, asked_on=day, answers=[("average", 4)])
    answer("open_core", stage=Stage.WEEKLY, asked_on=day)
    body = words(browser, "measures_page", nora.pk)
    assert "Improved, a lot" in body
    assert "2 better" in body
    assert "From 2 or 33 %: Salaffi et al. 2004, PMID 15207508" in body
    assert "not validated" in body
    assert "Not validated: shown without a verdict." in body
    course = words(browser, "measure_course", nora.pk, "nprs", "client")
    assert "Numeric pain rating scale" in course
    assert "The number that was chosen" in course
    assert course.count("2 better") == 1
    assert course.count("From 2 or 33 %: Salaffi et al. 2004, PMID 15207508") == 1
    mine = words(sign_in("nora@clients.example"), "portal_measures")
    assert "Improved, a lot. From 2 or 33 %: Salaffi et al. 2004, PMID 15207508" in mine
    raw = words(browser, "measure_response", response.pk)
    assert "How much pain have you had over the last 7 days, on average?" in raw
    out = reverse("measure_response", args=[response.pk])
    assert browser.post(out, {"why": ""}).status_code == 422
    assert browser.post(out, {"why": "Not hers."}).status_code == 302
    assert "2 better" not in words(browser, "measures_page", nora.pk)
    assert "taken out" in words(browser, "measure_response", response.pk)


def test_each_verdict_that_is_shown_cites_its_own_threshold(
    linden: House,
    nora: Client,
    browser: Browser,
    answer: Callable[..., MeasureResponse],
    begun: Callable[[int], date],
) -> None:
    answer()
    day = begun(7) + timedelta(days=7)
    answer(stage=Stage.WEEKLY, asked_on=day, answers=[("average", 5)])
    with acting(linden.boss) as boss:
        ask_for_review(actor=boss, client_id=nora.pk)
    answer(stage=Stage.REVIEW, asked_on=day, answers=[("average", 4)])
    for page in (
        words(browser, "measures_page", nora.pk),
        words(browser, "measure_course", nora.pk, "nprs", "client"),
    ):
        assert "Improved, a lot" in page
        assert "Improved, a little" in page
        assert page.index("From 2 or 33 %: Salaffi") < page.index("From 1 or 15 %: Salaffi")


def test_both_ratings_show_together_or_not_at_all(
    linden: House, nora: Client, episode: Episode, browser: Browser
) -> None:
    with acting(linden.boss) as boss:
        ask_for_review(actor=boss, client_id=nora.pk)
    portal = sign_in("nora@clients.example")
    theirs = reverse("portal_measure", args=["grc"])
    assert portal.post(theirs, fields(portal, theirs) | {"item_0": "-3"}).status_code == 302
    hers = kept(linden)[0]["id"]
    page = words(browser, "measures_page", nora.pk)
    assert "−3" not in page
    assert "Change on the whole (GRC), the client" not in page
    assert "Give your rating" in page
    assert browser.get(reverse("measure_response", args=[hers])).status_code == 404
    course = words(browser, "measure_course", nora.pk, "grc", "client")
    assert "−3" not in course
    client = words(browser, "client_page", nora.pk)
    assert "−3" not in client
    assert "Give your rating" not in words(portal, "portal_measures")
    mine = reverse("measure_answer", args=[nora.pk, "grc", "practitioner"])
    assert browser.post(mine, fields(browser, mine) | {"item_0": "4"}).status_code == 302
    assert "−3" in words(browser, "measures_page", nora.pk)
    assert "+4" in words(portal, "portal_measures")
    assert browser.get(reverse("measure_response", args=[hers])).status_code == 200


def test_the_client_does_not_see_the_practitioners_first(
    linden: House, nora: Client, episode: Episode, browser: Browser
) -> None:
    asked = browser.post(reverse("measure_review", args=[nora.pk]))
    assert asked.status_code == 302
    mine = reverse("measure_answer", args=[nora.pk, "grc", "practitioner"])
    assert browser.post(mine, fields(browser, mine) | {"item_0": "4"}).status_code == 302
    portal = sign_in("nora@clients.example")
    assert "+4" not in words(portal, "portal_measures")
    assert "by your practitioner" not in words(portal, "portal_measures")
    theirs = reverse("portal_measure", args=["grc"])
    assert portal.post(theirs, fields(portal, theirs) | {"item_0": "-3"}).status_code == 302
    assert "+4" in words(portal, "portal_measures")


def fill(house: House, client: Client, episode: Episode, first: int, number: int) -> None:
    """Answers to every instrument, day by day."""
    codes = ["nprs", "nprs_now", "srbai", "ease", "open_core", "free_sleeve", "psfs", "pgic"]
    answers = {"nprs": [["average", 5]], "srbai": [["automatically", 4]]}
    day = today_in(client.timezone)
    with acting(house.boss):
        MeasureResponse._base_manager.bulk_create(
            MeasureResponse(
                practice=house.practice,
                client=client,
                episode=episode,
                instrument=codes[n % 8],
                version={"psfs": "1995", "srbai": "2012"}.get(codes[n % 8], "1"),
                language="en",
                rater="client",
                stage="session_end",
                asked_on=day - timedelta(days=n),
                answers=answers.get(codes[n % 8], [["x", 2]]),
                mode="portal",
                is_baseline=False,
                answered_on=day - timedelta(days=n),
                answered_at=now(),
            )
            for n in range(first, first + number)
        )


def test_five_hundred_answers_take_eight_statements(
    linden: House, nora: Client, episode: Episode, browser: Browser
) -> None:
    page = reverse("measures_page", args=[nora.pk])
    counts: list[int] = []
    for more in (8, 492):
        fill(linden, nora, episode, len(counts) * 8, more)
        browser.get(page)
        with CaptureQueriesContext(connection) as told:
            answer = browser.get(page)
        asked = [query["sql"] for query in told.captured_queries]
        counts.append(len([sql for sql in asked if not sql.startswith(NOT_COUNTED)]))
    assert counts[0] == counts[1] <= 8
    assert len(answer.content) <= 40_000
    body = answer.content.decode()
    assert "All 63 answers" in body
    course = browser.get(reverse("measure_course", args=[nora.pk, "nprs", "client"]))
    assert "Show what was earlier" in course.content.decode()
    older = browser.get(course.request["PATH_INFO"] + f"?before={course.context['more']}")
    assert len(older.context["told"]) == 13
    activities = browser.get(reverse("measure_course", args=[nora.pk, "psfs", "client"]))
    assert len(activities.context["told"]) == 20  # each is written out with every answer
    assert activities.context["more"]


def test_an_archived_record_offers_nothing(
    linden: House, nora: Client, episode: Episode, browser: Browser
) -> None:
    with acting(linden.boss):
        Client._base_manager.filter(pk=nora.pk).update(state="archived")
    body = words(browser, "measures_page", nora.pk)
    assert "Due today" not in body
    page = reverse("measure_answer", args=[nora.pk, "nprs", "client"])
    assert browser.get(page).status_code == 302
    portal = sign_in("nora@clients.example")
    assert "To answer now" not in words(portal, "portal_measures")


def test_what_is_no_measure_is_not_found(
    linden: House, nora: Client, episode: Episode, browser: Browser
) -> None:
    for name, code, rater in (
        ("measure_answer", "peg", "client"),
        ("measure_answer", "nprs", "somebody"),
        ("measure_course", "peg", "client"),
    ):
        assert browser.get(reverse(name, args=[nora.pk, code, rater])).status_code == 404
