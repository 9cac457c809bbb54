"""Client and practitioner judge one change apart: each is shut to the other until both are in."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from clients.measures.models import MeasureResponse
from clients.measures.queries import get_measured, get_response, lines_of, responses_where
from clients.measures.rules import Rater, Stage
from clients.measures.services import answer_measure, ask_for_review, withdraw_response
from clients.records.models import Client, Episode
from practice.core.actor import Actor, acting
from practice.core.clock import today_in
from practice.core.errors import DomainError
from practice.core.services import AlreadyDone
from tests.cast import House
from tests.clients.measures.conftest import PORTAL, data, kept

pytestmark = pytest.mark.django_db
Answer = Callable[..., MeasureResponse]
MINE, THEIRS = [("change", 4)], [("change", -3)]


@pytest.fixture
def day(linden: House, nora: Client, episode: Episode) -> date:
    """A review was asked for today."""
    with acting(linden.boss) as boss:
        ask_for_review(actor=boss, client_id=nora.pk)
        ask_for_review(actor=boss, client_id=nora.pk)  # twice is once
    return today_in(nora.timezone)


def judge(answer: Answer, day: date, actor: Actor, code: str = "grc") -> MeasureResponse:
    rater = Rater.CLIENT if actor.in_portal else Rater.PRACTITIONER
    numbers = THEIRS if actor.in_portal and code == "grc" else MINE
    return answer(code, actor=actor, rater=rater, stage=Stage.REVIEW, asked_on=day, answers=numbers)


def seen(actor: Actor, client: Client) -> set[tuple[str, str]]:
    """Whose judgements an actor gets by every read there is."""
    with acting(actor):
        rows = MeasureResponse.objects.visible_to(actor)
        found = {(one.rater, one.instrument) for one in rows}
        listed = {(one.rater, one.instrument) for one in responses_where(actor, client=client.pk)}
        work = get_measured(actor, client.pk).work
        assert work is not None
        lines = {
            (line.rater.value, line.instrument.code)
            for line in lines_of(actor, work)
            if line.instrument.judges_change
        }
    assert found == listed == lines
    return found


def test_one_alone_sees_their_own(linden: House, nora: Client, answer: Answer, day: date) -> None:
    client, staff = linden.as_client(nora), linden.actor(linden.practitioner)
    theirs = judge(answer, day, client)
    assert seen(client, nora) == {("client", "grc")}
    for colleague in (staff, linden.boss):
        assert seen(colleague, nora) == set()
        with acting(colleague), pytest.raises(Http404):
            get_response(colleague, theirs.pk)
    mine = judge(answer, day, staff)
    both = {("client", "grc"), ("practitioner", "grc")}
    assert seen(client, nora) == seen(staff, nora) == both
    with acting(client):
        assert get_response(client, mine.pk).answers == [["change", 4]]


def test_the_other_way_round(linden: House, nora: Client, answer: Answer, day: date) -> None:
    client, staff = linden.as_client(nora), linden.actor(linden.practitioner)
    mine = judge(answer, day, staff)
    assert seen(client, nora) == set()
    with acting(client), pytest.raises(Http404):
        get_response(client, mine.pk)
    assert seen(staff, nora) == {("practitioner", "grc")}
    judge(answer, day, client)
    assert len(seen(client, nora)) == len(seen(staff, nora)) == 2


def test_an_impression_says_the_same_and_is_shut_with_it(
    linden: House, nora: Client, answer: Answer, day: date
) -> None:
    client, staff = linden.as_client(nora), linden.actor(linden.practitioner)
    judge(answer, day, client, "pgic")
    assert seen(staff, nora) == set()
    judge(answer, day, staff)
    assert seen(staff, nora) == seen(client, nora) == {("client", "pgic"), ("practitioner", "grc")}


def test_nobody_judges_anew_after_seeing_the_others(
    linden: House, nora: Client, answer: Answer, day: date
) -> None:
    """A rating and an impression stand in for each other: one of them for an occasion."""
    client, staff = linden.as_client(nora), linden.actor(linden.practitioner)
    judge(answer, day, client, "pgic")
    judge(answer, day, staff)
    with pytest.raises(DomainError, match="answered already") as refused:
        judge(answer, day, client)
    assert refused.value.code == "answered"
    with pytest.raises(DomainError, match="answered already"):  # nor in their name
        answer("grc", actor=staff, stage=Stage.REVIEW, asked_on=day)
    first, _theirs = kept(linden)
    assert (first["instrument"], len(kept(linden))) == ("pgic", 2)
    row = {**first, "instrument": "grc", "answers": [["change", 4]]}
    del row["id"]
    with acting(linden.boss), pytest.raises(IntegrityError), transaction.atomic():
        MeasureResponse(**row).save(force_insert=True)


def test_a_judgement_sent_twice_is_one(
    linden: House, nora: Client, episode: Episode, day: date
) -> None:
    client, key = linden.as_client(nora), uuid4()
    said = data("pgic", stage=Stage.REVIEW, asked_on=day)
    with acting(client):
        answer_measure(actor=client, client_id=nora.pk, data=said, way=PORTAL, key=key)
    with acting(client), pytest.raises(AlreadyDone):
        answer_measure(actor=client, client_id=nora.pk, data=said, way=PORTAL, key=key)


def test_another_occasion_opens_nothing(
    linden: House, nora: Client, answer: Answer, day: date, episode: Episode
) -> None:
    client, staff = linden.as_client(nora), linden.actor(linden.practitioner)
    judge(answer, day, client)
    with acting(linden.boss):
        episode.closed_on, episode.state = day, "closed"
        episode.save(update_fields=["closed_on", "state"])
    answer(
        "grc",
        actor=staff,
        rater=Rater.PRACTITIONER,
        stage=Stage.DISCHARGE,
        asked_on=day,
        answers=MINE,
    )
    assert seen(staff, nora) == {("practitioner", "grc")}
    assert seen(client, nora) == {("client", "grc")}


def test_what_was_taken_out_opens_nothing(
    linden: House, nora: Client, answer: Answer, day: date
) -> None:
    client, staff = linden.as_client(nora), linden.actor(linden.practitioner)
    mine = judge(answer, day, staff)
    with acting(staff):
        withdraw_response(actor=staff, response_id=mine.pk, why="Wrong person.")
    judge(answer, day, client)
    assert ("client", "grc") not in {
        (one.rater, one.instrument) for one in _all(staff) if one.withdrawn_at is None
    }


def _all(actor: Actor) -> list[MeasureResponse]:
    with acting(actor):
        return list(MeasureResponse.objects.visible_to(actor))


def test_whoever_writes_it_down_has_judged_before(
    linden: House, nora: Client, answer: Answer, day: date
) -> None:
    staff = linden.actor(linden.practitioner)
    for code in ("grc", "pgic"):
        with pytest.raises(DomainError, match="your own rating first"):
            answer(code, actor=staff, stage=Stage.REVIEW, asked_on=day)
    judge(answer, day, staff)
    answer("grc", actor=staff, stage=Stage.REVIEW, asked_on=day)
    assert len(seen(staff, nora)) == 2


def test_both_were_seen_and_stay(linden: House, nora: Client, answer: Answer, day: date) -> None:
    client, staff = linden.as_client(nora), linden.actor(linden.practitioner)
    both = [judge(answer, day, staff), judge(answer, day, client)]
    for one in both:
        with acting(staff), pytest.raises(DomainError, match="stay as they are"):
            withdraw_response(actor=staff, response_id=one.pk, why="Softer.")


def test_due_says_that_it_is_in_and_not_what(
    linden: House, nora: Client, answer: Answer, day: date
) -> None:
    client, staff = linden.as_client(nora), linden.actor(linden.practitioner)
    judge(answer, day, client)
    with acting(staff):
        due = get_measured(staff, nora.pk).due()
    owed = [one.rater for one in due if one.instrument.code == "grc"]
    assert owed == [Rater.PRACTITIONER]
