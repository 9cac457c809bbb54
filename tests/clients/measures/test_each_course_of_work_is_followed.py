"""A second course of work does not end what is asked of the first, nor hide how it went."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from clients.measures.models import MeasureResponse
from clients.measures.queries import all_of, get_measured, lines_of
from clients.measures.rules import Mode, Rater, Stage
from clients.measures.services import Way, answer_measure, ask_for_review, withdraw_response
from clients.records.models import Client, Episode
from practice.core.actor import acting
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from tests.api.calling import caller, token_for
from tests.cast import House, sign_in
from tests.clients.measures.conftest import PORTAL, data, kept
from tests.clients.measures.test_the_page_shows_what_is_due_and_the_course import fields, words

pytestmark = pytest.mark.django_db
Answer = Callable[..., MeasureResponse]


@pytest.fixture
def second(linden: House, nora: Client, episode: Episode, answer: Answer) -> Episode:
    """Another course of work, opened today, on the day that ended the first."""
    answer()
    today = today_in(nora.timezone)
    with acting(linden.boss):
        episode.closed_on, episode.state = today, "closed"
        episode.save(update_fields=["closed_on", "state"])
        other = Episode(
            practice=linden.practice, client=nora, concern="A stiff knee", opened_on=today
        )
        other.save(force_insert=True)
    return other


def test_both_are_asked_about(
    linden: House, nora: Client, episode: Episode, second: Episode
) -> None:
    with acting(linden.boss) as boss:
        due = get_measured(boss, nora.pk).due()
    asked = {(one.instrument.code, one.rater.value, one.stage.value, one.episode) for one in due}
    assert ("nprs", "client", "intake", second.pk) in asked
    assert ("grc", "client", "discharge", episode.pk) in asked
    assert ("grc", "practitioner", "discharge", episode.pk) in asked
    browser = sign_in("practitioner@linden.example")
    mine = reverse("measure_answer", args=[nora.pk, "grc", "practitioner"])
    page = words(browser, "measures_page", nora.pk)
    assert f"{mine}?work={episode.pk}" in page
    assert "A stiff knee" in page
    mine += f"?work={episode.pk}"
    assert browser.post(mine, fields(browser, mine) | {"item_0": "4"}).status_code == 302
    row = kept(linden)[-1]
    assert (row["episode_id"], row["stage"]) == (episode.pk, "discharge")
    portal = sign_in("nora@clients.example")
    theirs = reverse("portal_measure", args=["nprs"]) + f"?work={second.pk}"
    sent = fields(portal, theirs) | {"item_0": "2"}
    assert portal.post(theirs, sent).status_code == 302
    row = kept(linden)[-1]
    assert (row["episode_id"], row["stage"], row["is_baseline"]) == (second.pk, "intake", True)
    due_now = caller(token_for(linden, linden.practitioner)).get(
        f"/api/v1/measures/due/?client={nora.pk}"
    )
    assert {one["episode"] for one in due_now.json()} == {str(episode.pk)}


def test_each_shows_its_own_course(
    linden: House, nora: Client, episode: Episode, second: Episode
) -> None:
    browser = sign_in("practitioner@linden.example")
    page = reverse("measures_page", args=[nora.pk])
    assert "Since it began" not in browser.get(page).content.decode()
    first = browser.get(f"{page}?work={episode.pk}").content.decode()
    assert "Pain, average of 7 days (NPRS)" in first.partition('class="split"')[2]
    assert browser.get(f"{page}?work={linden.practice.pk}").status_code == 404
    course = reverse("measure_course", args=[nora.pk, "nprs", "client"])
    assert browser.get(course).context["told"] == []
    assert len(browser.get(f"{course}?work={episode.pk}").context["told"]) == 1
    portal = words(sign_in("nora@clients.example"), "portal_measures")
    assert "6 of 10" in portal  # how the first began


def test_a_course_begins_with_what_stands(
    linden: House, nora: Client, episode: Episode, answer: Answer
) -> None:
    """The baseline is taken out and another stands far back: verdicts rest on that one."""
    first, today = answer(answers=[("average", 9)]), today_in(nora.timezone)
    (row,) = kept(linden)
    del row["id"]
    with acting(linden.boss) as boss:
        for week in range(8):  # 8, 7, 6 … 1
            row |= {
                "stage": Stage.WEEKLY,
                "asked_on": today + timedelta(weeks=week),
                "answered_on": today + timedelta(weeks=week),
                "answers": [["average", 8 - week]],
                "is_baseline": False,
            }
            MeasureResponse(**row).save(force_insert=True)
        withdraw_response(actor=boss, response_id=first.pk, why="Not hers.")
        work = get_measured(boss, nora.pk).work
        assert work is not None
        line = next(one for one in lines_of(boss, work) if one.instrument.code == "nprs")
        told, _more = all_of(boss, work, "nprs", Rater.CLIENT)
    for course in (line.told, told):
        newest, oldest = course[0], course[-1]
        assert (oldest.score, oldest.change) == (8, None)
        assert newest.change is not None
        assert (newest.score, newest.change.better) == (1, 7)


def test_a_new_wording_begins_anew(
    linden: House, nora: Client, episode: Episode, answer: Answer
) -> None:
    """A baseline for each version: what was asked in other words is not compared with."""
    answer(answers=[("average", 9)])
    (row,) = kept(linden)
    with acting(linden.boss):
        MeasureResponse._base_manager.filter(pk=row.pop("id")).update(
            withdrawn_at=now(), withdrawn_by_id=linden.practitioner.pk
        )
        MeasureResponse(**row | {"version": "0"}).save(force_insert=True)
    with acting(linden.boss) as boss:
        ask_for_review(actor=boss, client_id=nora.pk)
    day = today_in(nora.timezone)
    assert answer(stage=Stage.REVIEW, asked_on=day, answers=[("average", 6)]).is_baseline
    (row,) = [one for one in kept(linden) if one["stage"] == "review"]
    row |= {"asked_on": day + timedelta(days=1), "answered_on": day + timedelta(days=1)}
    row |= {"answers": [["average", 3]], "is_baseline": False}
    del row["id"]
    with acting(linden.boss) as boss:
        MeasureResponse(**row).save(force_insert=True)
        work = get_measured(boss, nora.pk).work
        assert work is not None
        line = next(one for one in lines_of(boss, work) if one.instrument.code == "nprs")
        told, _more = all_of(boss, work, "nprs", Rater.CLIENT)
    for newest in (line.newest, told[0]):
        assert newest.change is not None
        assert newest.change.better == 3


@pytest.mark.parametrize("moment", [None, Stage.SESSION_END])
def test_a_lesson_that_is_not_held_asks_nothing(
    linden: House, nora: Client, episode: Episode, answer: Answer, moment: Stage | None
) -> None:
    said = data("ease", stage=Stage.SESSION_START)
    lent = Way(mode=Mode.TABLET, entered_by_id=linden.practitioner.pk, moment=moment)
    for way in (PORTAL, lent):
        with acting(linden.as_client(nora)) as actor, pytest.raises(DomainError) as refused:
            answer_measure(actor=actor, client_id=nora.pk, data=said, way=way)
        assert refused.value.code == "over"
    held = Way(mode=Mode.TABLET, entered_by_id=linden.practitioner.pk, moment=Stage.SESSION_START)
    with acting(linden.as_client(nora)) as actor:
        answer_measure(actor=actor, client_id=nora.pk, data=said, way=held)
    answer("nprs_now", stage=Stage.SESSION_END)
    assert [row["mode"] for row in kept(linden)] == ["tablet", "in_person"]


def test_a_lessons_questions_are_written_down_together(
    linden: House, nora: Client, episode: Episode
) -> None:
    browser = sign_in("practitioner@linden.example")
    page = words(browser, "measures_page", nora.pk)
    assert 'href="?moment=session_start"' in page
    assert 'href="?moment=session_end"' in page
    held = browser.get(reverse("measures_page", args=[nora.pk]) + "?moment=session_end")
    ask = reverse("measure_answer", args=[nora.pk, "ease", "client"])
    ask += f"?work={episode.pk}&moment=session_end"
    assert ask.replace("&", "&amp;") in held.content.decode()
    answer = browser.post(ask, fields(browser, ask) | {"item_0": "5"})
    assert answer["Location"].endswith("?moment=session_end")
    assert [row["stage"] for row in kept(linden)] == ["session_end"]


def test_the_api_says_what_was_taken_out(
    linden: House, nora: Client, episode: Episode, answer: Answer
) -> None:
    response = answer()
    program = caller(token_for(linden, linden.practitioner))
    one = f"/api/v1/measures/{response.pk}/"
    assert program.get(one).json()["withdrawn_at"] is None
    with acting(linden.boss) as boss:
        withdraw_response(actor=boss, response_id=response.pk, why="Not hers.")
    assert program.get(one).json()["withdrawn_at"] is not None


def test_the_portals_home_says_that_something_is_due(
    linden: House, nora: Client, episode: Episode, answer: Answer
) -> None:
    portal = sign_in("nora@clients.example")
    assert "A few questions wait for you." in words(portal, "portal_home")
    answer()
    assert "A few questions wait for you." not in words(portal, "portal_home")
