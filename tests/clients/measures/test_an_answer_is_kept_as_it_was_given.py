"""Raw answers stay as they were given; what is wrong is refused with words, and nothing kept."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.utils.translation import get_language

from clients.measures.models import MeasureResponse
from clients.measures.queries import get_measured, lines_of
from clients.measures.rules import Mode, Rater, Stage, Verdict
from clients.measures.services import Way, answer_measure, ask_for_review, withdraw_response
from clients.records.models import Client, Episode
from clients.records.rules import ClientState
from clients.records.services import set_client_state
from practice.core.actor import NotAllowed, acting
from practice.core.clock import today_in
from practice.core.errors import DomainError, ReadOnly
from practice.core.services import AlreadyDone
from tests.cast import House
from tests.clients.measures.conftest import ONE, PORTAL, data, in_person, kept

pytestmark = pytest.mark.django_db
Answer = Callable[..., MeasureResponse]


def test_it_is_kept_with_who_how_when_and_which_version(
    linden: House, nora: Client, answer: Answer
) -> None:
    answer()
    (row,) = kept(linden)
    assert row["answers"] == [["average", 6]]
    assert (row["instrument"], row["version"]) == ("nprs", "1")
    assert row["language"] == get_language() != ""
    assert (row["mode"], row["entered_by_id"]) == ("in_person", linden.practitioner.pk)
    assert (row["rater"], row["stage"], row["is_baseline"]) == ("client", "intake", True)
    assert row["answered_on"] == today_in(nora.timezone)
    assert "score" not in row  # computed anew each time


def test_the_portals_answer_names_no_colleague(linden: House, nora: Client, answer: Answer) -> None:
    answer(actor=linden.as_client(nora))
    (row,) = kept(linden)
    assert (row["mode"], row["entered_by_id"]) == ("portal", None)


@pytest.mark.parametrize(
    ("code", "changed", "field", "words"),
    [
        ("nprs", {"answers": [("average", 11)]}, "average", "from 0 to 10"),
        ("nprs", {"answers": [("average", -1)]}, "average", "from 0 to 10"),
        ("nprs", {"answers": []}, "average", "Choose a number"),
        ("nprs", {"answers": [("now", 3)]}, "", "not asked"),
        ("nprs", {"version": "0"}, "", "changed since it was opened"),
        ("psfs", {"version": "2.0"}, "", "changed since it was opened"),
        ("peg", {}, "instrument", "no such measure"),
        ("ease", {}, "stage", "not asked then"),
        ("nprs", {"asked_on": date(2020, 1, 1)}, "asked_on", "not asked any more"),
        ("nprs", {"stage": Stage.DISCHARGE}, "asked_on", "not asked any more"),
        ("nprs", {"rater": Rater.PRACTITIONER}, "rater", "Only the client"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_kept(
    linden: House, answer: Answer, code: str, changed: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(DomainError, match=words) as refused:
        answer(code, **changed)
    assert refused.value.field == field
    assert kept(linden) == []


def test_the_same_screen_answered_twice_is_one_answer(
    linden: House, nora: Client, episode: Episode, answer: Answer
) -> None:
    key, boss = uuid4(), linden.boss
    with acting(boss):
        first = answer_measure(
            actor=boss, client_id=nora.pk, data=data(), way=in_person(boss), key=key
        )
    with acting(boss), pytest.raises(AlreadyDone) as done:
        answer_measure(actor=boss, client_id=nora.pk, data=data(), way=in_person(boss), key=key)
    assert done.value.object_id == first.pk
    with pytest.raises(DomainError, match="answered already"):  # opened twice, sent twice
        answer(answers=[("average", 2)])
    (row,) = kept(linden)
    assert row["answers"] == [["average", 6]]


def test_an_answer_for_somebody_else_is_not_found(
    harbour: House, omar: Client, linden: House, nora: Client, episode: Episode
) -> None:
    with acting(harbour.boss) as boss, pytest.raises(Http404):
        answer_measure(actor=boss, client_id=nora.pk, data=data(), way=in_person(boss))
    with acting(linden.boss) as boss, pytest.raises(Http404):
        answer_measure(actor=boss, client_id=omar.pk, data=data(), way=in_person(boss))
    with acting(linden.actor(linden.trainee)) as trainee, pytest.raises(Http404):
        answer_measure(actor=trainee, client_id=nora.pk, data=data(), way=in_person(trainee))
    with acting(linden.actor(linden.assistant)) as actor, pytest.raises(NotAllowed):
        answer_measure(actor=actor, client_id=nora.pk, data=data(), way=in_person(actor))
    other = linden.as_client(nora)
    with acting(other), pytest.raises(Http404):
        answer_measure(actor=other, client_id=omar.pk, data=data(), way=PORTAL)
    said = data("grc", rater=Rater.PRACTITIONER)
    with acting(other), pytest.raises(NotAllowed):  # nobody judges as their practitioner
        answer_measure(actor=other, client_id=nora.pk, data=said, way=PORTAL)
    assert kept(linden) == []


def test_an_archived_record_is_read_only(linden: House, nora: Client, answer: Answer) -> None:
    answer()
    with acting(linden.boss) as boss:
        nora.refresh_from_db()
        set_client_state(actor=boss, client=nora, state=ClientState.ARCHIVED)
    for tried in (answer, lambda: answer(actor=linden.as_client(nora))):
        with pytest.raises(ReadOnly):
            tried()
    with acting(linden.actor(linden.trainee)) as trainee, pytest.raises(Http404):
        answer_measure(actor=trainee, client_id=nora.pk, data=data(), way=in_person(trainee))
    with acting(linden.boss) as boss, pytest.raises(ReadOnly):
        ask_for_review(actor=boss, client_id=nora.pk)
    assert len(kept(linden)) == 1


def test_the_intakes_goals_are_where_activities_begin(
    linden: House, nora: Client, episode: Episode, answer: Answer, begun: Callable[[int], date]
) -> None:
    """Read from where they were told, and stored nowhere else."""
    with acting(linden.boss) as boss:
        work = get_measured(boss, nora.pk).work
        assert work is not None
        assert work.told_in_intake is not None
        told = dict(work.told_in_intake.answers)
        assert 1 <= len(told) <= 5
        assert "psfs" not in {one.instrument.code for one in work.due(today_in(nora.timezone))}
    assert kept(linden) == []
    asked_on = begun(7) + timedelta(days=7)
    better = [(activity, min(10, ability + 3)) for activity, ability in told.items()]
    names = [name for name, _words in work.activities]
    whole = [(name, dict(better).get(name, 5)) for name in names]
    response = answer("psfs", stage=Stage.WEEKLY, asked_on=asked_on, answers=whole)
    assert not response.is_baseline
    with acting(linden.boss) as boss:
        work = get_measured(boss, nora.pk).work
        assert work is not None
        (line,) = lines_of(boss, work)
    newest, beginning = line.told
    assert (beginning.mode, beginning.change) == (None, None)
    assert newest.change is not None
    assert newest.change.verdict is Verdict.IMPROVED_LARGE
    assert newest.score == sum(dict(whole).values()) / len(whole)


def test_scores_are_computed_from_what_is_stored(
    linden: House, nora: Client, episode: Episode, answer: Answer, begun: Callable[[int], date]
) -> None:
    """A number that somebody wrote past the code shows in the score: nothing else is trusted."""
    asked_on = begun(14)
    with acting(linden.boss):
        episode.runs_since = asked_on
        episode.save(update_fields=["runs_since"])
    due = asked_on + timedelta(days=14)
    answer("srbai", stage=Stage.HABIT, asked_on=due)
    answer("nprs", stage=Stage.WEEKLY, asked_on=due)
    with acting(linden.boss) as boss:
        work = get_measured(boss, nora.pk).work
        assert work is not None
        scores = {line.instrument.code: line.told[0].score for line in lines_of(boss, work)}
    assert scores == {"srbai": 4, "nprs": 6, "psfs": scores["psfs"]}


def test_the_database_changes_no_answer(linden: House, answer: Answer) -> None:
    answer()
    before = kept(linden)
    for statement in (
        "UPDATE clients_measureresponse SET answers = '[[\"average\", 0]]'",
        "UPDATE clients_measureresponse SET is_baseline = false",
        "DELETE FROM clients_measureresponse",
    ):
        with acting(linden.boss), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement)
    assert kept(linden) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"answers": []},
        {"answers": {"average": 3}},
        {"rater": "somebody"},
        {"stage": "sometime"},
        {"mode": "portal"},  # and yet somebody of the practice entered it
        {"mode": "in_person", "entered_by_id": None},
        {"rater": "practitioner", "mode": "tablet"},
    ],
)
def test_the_database_refuses_what_must_never_be(
    linden: House, answer: Answer, wrong: dict[str, Any]
) -> None:
    answer()
    (row,) = kept(linden)
    row = {**row, "asked_on": date(2020, 1, 1), "is_baseline": False}
    del row["id"]
    with acting(linden.boss):
        MeasureResponse(**row).save(force_insert=True)  # whole, it is taken
    row |= {"asked_on": date(2020, 1, 2), **wrong}
    with acting(linden.boss), pytest.raises(DatabaseError), transaction.atomic():
        MeasureResponse(**row).save(force_insert=True)
    assert len(kept(linden)) == 2


def test_what_was_entered_by_mistake_is_taken_out_and_stays(
    linden: House, nora: Client, answer: Answer
) -> None:
    wrong = answer(answers=[("average", 1)])
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="Say why"):
        withdraw_response(actor=boss, response_id=wrong.pk, why=" ")
    with acting(linden.as_client(nora)) as actor, pytest.raises(NotAllowed):
        withdraw_response(actor=actor, response_id=wrong.pk, why="No.")
    with acting(linden.boss) as boss:
        withdraw_response(actor=boss, response_id=wrong.pk, why="Another client's.")
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="already"):
        withdraw_response(actor=boss, response_id=wrong.pk, why="Again.")
    answer()
    first, second = kept(linden)
    assert (first["answers"], first["withdrawn_why"]) == ([["average", 1]], "Another client's.")
    assert second["is_baseline"]
    with acting(linden.boss) as boss:
        work = get_measured(boss, nora.pk).work
        assert work is not None
        lines = {line.instrument.code: line for line in lines_of(boss, work)}
    assert [one.score for one in lines["nprs"].told] == [6]


def test_a_tablets_answer_says_who_lent_it(linden: House, nora: Client, episode: Episode) -> None:
    actor = linden.as_client(nora)
    way = Way(mode=Mode.TABLET, entered_by_id=linden.practitioner.pk)
    with acting(actor):
        answer_measure(actor=actor, client_id=nora.pk, data=data(), way=way)
    (row,) = kept(linden)
    assert (row["mode"], row["entered_by_id"]) == ("tablet", linden.practitioner.pk)


def test_each_answer_of_the_cast_is_whole() -> None:
    assert set(ONE) == {"nprs", "nprs_now", "grc", "pgic", "srbai", "ease", "open_core"} | {
        "free_sleeve"
    }
