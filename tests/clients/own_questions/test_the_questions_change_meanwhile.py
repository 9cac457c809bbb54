"""The questions changed while somebody answered them: what stands stays, what is new is asked."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from clients.intake.models import IntakeSubmission
from clients.intake.rules import IntakeStep
from clients.intake.services import Incomplete, sign_intake
from clients.own_questions.rules import Question
from clients.own_questions.services import move_question
from clients.records.models import Client
from practice.core.actor import acting
from tests.cast import House, sign_in
from tests.clients.intake.walking import hidden, path, stored
from tests.clients.own_questions.asking import (
    ALL,
    COMES,
    RIDE,
    STORED,
    TELL,
    answer,
    asks,
    asks_no_more,
    asks_otherwise,
    core,
    intake,
    revision,
    words,
)

pytestmark = pytest.mark.django_db
MANY = tuple(Question("", "text", f"Question {n}?") for n in range(12))


@pytest.fixture
def browser(linden: House, nora: Client) -> Any:
    return sign_in("nora@clients.example")


def told(house: House) -> Any:
    return intake(house).answers["own"]["answers"]


def test_it_saves_itself_and_says_when_the_questions_changed(linden: House, browser: Any) -> None:
    asks(linden, RIDE)
    page, accept = browser.get(path("own")), {"accept": "application/json"}
    kept = browser.post(path("own"), {**hidden(page), "own_q1": "yes"}, headers=accept)
    assert kept.status_code == 200
    version = kept.json()["version"]
    next_one = {**hidden(page), "version": version, "own_q1": "no"}
    assert browser.post(path("own"), next_one, headers=accept).status_code == 200
    asks(linden, TELL)
    before = stored(linden)
    refused = browser.post(path("own"), next_one, headers=accept)
    assert refused.status_code == 409
    assert "changed these questions" in refused.json()["detail"]
    assert "url" not in refused.json()  # going there would leave what was typed behind
    assert stored(linden) == before


def test_answers_to_an_old_version_are_refused_and_nothing_typed_is_lost(
    linden: House, browser: Any
) -> None:
    asks(linden, RIDE, TELL, COMES)
    old = hidden(browser.get(path("own")))
    asks_no_more(linden, "q3")
    form = asks_otherwise(linden, "q2", wording="What else is there?")
    typed = {"own_q1": "yes", "own_q2": "My knee.", "own_q3": "By train"}
    refused = browser.post(path("own"), {**old, **typed})
    assert refused.status_code == 409
    said = words(refused)
    assert "Your practice changed these questions in between" in said
    assert "What else is there?" in said
    assert "> My knee.</textarea>" in said
    assert "You had typed, to a question that is no longer asked here: <q>By train</q>" in said
    assert stored(linden) == []
    again = {**hidden(refused), "own_q1": "yes", "own_q2": "My knee."}
    assert browser.post(path("own"), again).status_code == 302
    assert intake(linden).answers["own"]["form"] == form.id
    assert told(linden) == {"q1": True, "q2": "My knee."}


def test_a_question_that_comes_onto_an_old_screen_keeps_its_answer(
    linden: House, browser: Any
) -> None:
    asks(linden, *ALL, Question("", "text", "On the second screen?"))
    answer(browser)
    old = hidden(browser.get(path("own-2")))
    asks_no_more(linden, "q5")
    refused = browser.post(path("own-2"), {**old, "own_q6": "Mine."})
    assert refused.status_code == 409
    form = refused.context["form"]
    again = {name: form[name].value() for name in form.fields}
    assert (again["own_q1"], again["own_q3"], again["own_q6"]) == ("yes", "0", "Mine.")
    assert browser.post(path("own-2"), again).status_code == 302
    expected = {code: value for code, value in STORED.items() if code != "q5"}
    assert told(linden) == {**expected, "q6": "Mine."}


def test_what_was_typed_to_a_question_on_another_screen_by_now_is_listed(
    linden: House, browser: Any
) -> None:
    asks(linden, *ALL, Question("", "text", "On the second screen?"))
    old = hidden(browser.get(path("own")))
    with acting(linden.boss) as boss:
        move_question(actor=boss, code="q5", by=1, revision=revision(boss))
    form = asks(linden)
    assert [question.code for question in form.questions][-1] == "q5"
    refused = browser.post(path("own"), {**old, "own_q1": "yes", "own_q5": "My knee."})
    assert refused.status_code == 409
    assert set(refused.context["form"].fields) & {"own_q5", "own_q6"} == {"own_q6"}
    assert "You had typed, to a question that is no longer asked here: <q>My knee.</q>" in words(
        refused
    )


def test_what_still_stands_stays_when_a_new_version_comes(linden: House, browser: Any) -> None:
    asks(linden, *ALL)
    core(browser)
    answer(browser)
    asks_otherwise(linden, "q2", wording="How do you get here?", options=("By train", "By boat"))
    asks_no_more(linden, "q5")
    form = asks(linden, Question("", "text", "And what is new?"))
    for page in (browser.get("/portal/intake/"), browser.get(path("own"))):
        assert "No longer kept:" in words(page)
        assert "<li>What else?</li>" in words(page)
        assert "<li>Do you ride?</li>" not in words(page)
    assert "1 step left" in words(browser.get("/portal/intake/"))
    before = stored(linden)
    refused = browser.post("/portal/intake/")
    assert refused.status_code == 422
    assert "Your practice changed these questions. Please look at them again." in words(refused)
    assert "And what is new? – please look at this" in words(refused)
    assert stored(linden) == before
    shown = browser.get(path("own")).context["form"]
    assert (shown["own_q2"].value(), shown["own_q6"].value()) == ("By train", "")
    page = browser.get(path("own"))
    kept = {name: shown[name].value() for name in ("own_q1", "own_q2", "own_q3", "own_q4")}
    browser.post(path("own"), {**kept, **hidden(page)})
    expected = {code: value for code, value in STORED.items() if code != "q5"}
    assert told(linden) == {**expected, "q6": None}
    assert "No longer kept:" not in words(browser.get("/portal/intake/"))
    assert browser.post("/portal/intake/").status_code == 302
    signed = intake(linden)
    assert str(signed.own_form_id) == form.id
    assert signed.answers["own"]["version"] == form.version


def test_an_answer_that_can_no_longer_be_chosen_is_asked_anew(linden: House, browser: Any) -> None:
    asks(linden, COMES)
    answer(browser, own_q1="By train")
    asks_otherwise(linden, "q1", options=("On foot", "By boat"))
    assert "<li>How do you come?</li>" in words(browser.get(path("own")))
    answer(browser, own_q1="")
    assert told(linden) == {"q1": None}


def test_a_version_that_only_drops_questions_is_looked_at_before_it_is_signed(
    linden: House, browser: Any
) -> None:
    asks(linden, RIDE, TELL)
    core(browser)
    answer(browser, own_q1="no", own_q2="My knee.")
    asks_no_more(linden, "q2")
    refused = browser.post("/portal/intake/")
    assert refused.status_code == 422
    assert f'<a href="{path("own")}">Your practice also asks</a>: Your practice changed' in words(
        refused
    )
    answer(browser, own_q1="no")
    assert browser.post("/portal/intake/").status_code == 302
    assert told(linden) == {"q1": False}


def test_questions_that_are_all_withdrawn_do_not_keep_anybody_from_signing(
    linden: House, browser: Any
) -> None:
    asks(linden, TELL)
    core(browser)
    answer(browser, own_q1="My knee.")
    assert asks_no_more(linden, "q1") is None
    assert "<li>What else?</li>" in words(browser.get("/portal/intake/"))
    assert browser.get(path("own")).status_code == 302
    assert browser.post("/portal/intake/").status_code == 302
    assert "own" not in intake(linden).answers
    assert intake(linden).own_form_id is None


def test_signing_by_the_service_refuses_an_old_version_with_the_step_named(
    linden: House, nora: Client, browser: Any
) -> None:
    asks(linden, RIDE)
    core(browser)
    answer(browser, own_q1="yes")
    asks_otherwise(linden, "q1", wording="Do you ride a horse?")
    before = stored(linden)
    with acting(linden.as_client(nora)) as actor, pytest.raises(Incomplete) as refused:
        sign_intake(actor=actor)
    assert [(part.step, part.field) for part in refused.value.missing] == [(IntakeStep.OWN, "own")]
    assert stored(linden) == before


def test_a_form_published_before_anything_was_told_is_missing_too(
    linden: House, nora: Client
) -> None:
    asks(linden, RIDE)
    with acting(linden.as_client(nora)) as actor, pytest.raises(Incomplete) as refused:
        sign_intake(actor=actor)
    assert "own.answers.q1" in [part.field for part in refused.value.missing]


def test_what_was_signed_stays_when_a_new_version_comes(linden: House, browser: Any) -> None:
    asks(linden, *ALL)
    core(browser)
    answer(browser)
    browser.post("/portal/intake/")
    before = intake(linden)
    asks_no_more(linden, "q1", "q2")
    assert intake(linden).answers == before.answers
    owner = sign_in("practitioner@linden.example")
    page = words(owner.get(f"/intakes/{before.pk}/"))
    assert "<dt>Do you ride?</dt><dd>Yes</dd>" in page
    with acting(linden.boss) as boss, pytest.raises(DatabaseError), transaction.atomic():
        IntakeSubmission._base_manager.filter(practice_id=boss.practice_id, pk=before.pk).update(
            own_form=None
        )
