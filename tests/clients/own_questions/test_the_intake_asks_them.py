"""The intake asks a practice's own questions after ours, in the version published now."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from clients.intake.rules import CORE_STEPS, IntakeStep
from clients.intake.services import accept_intake, save_step
from clients.own_questions.models import OwnAnswer
from clients.own_questions.rules import Form, Question
from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import today_in
from practice.core.errors import DomainError, Stale
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.clients.intake.walking import hidden, path, send, stored
from tests.clients.own_questions.asking import (
    ALL,
    EASE,
    FORM,
    LAST,
    RIDE,
    STORED,
    answer,
    asks,
    asks_otherwise,
    core,
    intake,
    words,
)

pytestmark = pytest.mark.django_db
MANY = tuple(Question("", "text", f"Question {n}?") for n in range(12))


@pytest.fixture
def browser(linden: House, nora: Client) -> Any:
    return sign_in("nora@clients.example")


def told(house: House) -> Any:
    return intake(house).answers["own"]["answers"]


def test_without_questions_there_is_no_such_step(linden: House, browser: Any) -> None:
    overview = words(browser.get("/portal/intake/"))
    assert "Your practice also asks" not in overview
    assert f"{len(CORE_STEPS)} short steps" in overview
    assert browser.get(path("own")).status_code == 302
    assert browser.post(path("own"), {"own_q1": "yes"}).status_code == 302
    assert stored(linden) == []
    kept = browser.post(path("own"), {"own_q1": "yes"}, headers={"accept": "application/json"})
    assert kept.status_code == 422
    assert "does not ask this" in kept.json()["detail"]


def test_they_are_asked_after_ours_and_before_the_agreement(linden: House, browser: Any) -> None:
    form = asks(linden, *ALL)
    overview = words(browser.get("/portal/intake/"))
    assert "14 short steps" in overview
    assert "13. Your practice also asks" in overview
    assert "14. Agreement" in overview
    assert send(browser, "red_flags")["Location"] == path("own")
    page = browser.get(path("own"))
    said = words(page)
    assert "Step 13 of 14: Your practice also asks" in said
    assert all(question.wording in said for question in ALL)
    assert "A guess will do." in said
    assert 'max="' in said  # a date that is over
    assert "An answer is needed." in said
    assert "checked" not in said.split("How easy is it?")[1].split('value="0"')[1][:20]
    assert answer(browser)["Location"] == path("consent")
    kept = intake(linden).answers["own"]
    assert kept["form"] == form.id
    assert kept["version"] == 1
    assert kept["answers"] == STORED
    assert kept["questions"] == [question.stored() for question in form.questions]


def test_nothing_is_preset_and_all_may_stay_open_but_what_is_needed(
    linden: House, browser: Any
) -> None:
    asks(linden, *ALL)
    core(browser)
    assert "1 step left" in words(browser.get("/portal/intake/"))
    nothing = dict.fromkeys(FORM, "")
    answer(browser, **nothing)
    assert told(linden) == dict.fromkeys(STORED)
    refused = browser.post("/portal/intake/")
    assert refused.status_code == 422
    assert "How easy is it? – an answer is needed." in words(refused)
    answer(browser, **{**nothing, "own_q3": "0"})
    assert browser.post("/portal/intake/").status_code == 302
    assert intake(linden).state == "signed"


def test_what_was_kept_is_shown_again(linden: House, browser: Any) -> None:
    asks(linden, *ALL)
    answer(browser)
    page = browser.get(path("own"))
    shown = {name: page.context["form"][name].value() for name in FORM}
    assert {name: str(value) for name, value in shown.items()} == FORM


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("own_q1", "perhaps"),
        ("own_q2", "By boat"),
        ("own_q3", "11"),
        ("own_q3", "-1"),
        ("own_q3", "2.5"),
        ("own_q4", "2999-01-01"),
        ("own_q4", "1066-10-14"),
        ("own_q4", "yesterday"),
        ("own_q5", "x" * 1001),
    ],
)
def test_a_wrong_answer_is_refused_beside_its_field(
    linden: House, browser: Any, name: str, value: str
) -> None:
    asks(linden, *ALL)
    answer(browser)
    before = stored(linden)
    refused = answer(browser, **{name: value})
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {name}
    assert stored(linden) == before


def test_a_question_that_is_not_asked_is_refused(linden: House, browser: Any) -> None:
    asks(linden, *ALL)
    before = stored(linden)
    refused = answer(browser, own_q9="yes")
    assert refused.status_code == 422
    assert "does not ask this" in words(refused)
    assert stored(linden) == before


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"q9": "x"}, "own.answers.q9"),
        ({"q1": "yes"}, "own.answers.q1"),
        ({"q2": "By boat"}, "own.answers.q2"),
        ({"q3": 11}, "own.answers.q3"),
        ({"q3": True}, "own.answers.q3"),
        ({"q3": 2.5}, "own.answers.q3"),
        ({"q4": "2999-01-01"}, "own.answers.q4"),
        ({"q4": "20190530"}, "own.answers.q4"),
        ({"q5": "x" * 1001}, "own.answers.q5"),
        ({"q5": " "}, "own.answers.q5"),
        ({"q5": ["x"]}, "own.answers.q5"),
        ([], "own"),
    ],
)
def test_the_service_names_the_place_and_writes_nothing(
    linden: House, nora: Client, answers: Any, field: str
) -> None:
    form = asks(linden, *ALL)
    with acting(linden.as_client(nora)) as actor:
        part = {"own": {"form": form.id, "answers": answers}}
        with pytest.raises(DomainError) as refused:
            save_step(actor=actor, step=IntakeStep.OWN, part=part, seen=None)
    assert refused.value.field == field
    assert stored(linden) == []


@pytest.mark.parametrize(
    "part",
    [{}, {"own": []}, {"own": {"answers": {}}}, {"own": {"form": "x", "answers": {}, "more": 1}}],
)
def test_another_shape_is_refused(linden: House, nora: Client, part: dict[str, Any]) -> None:
    asks(linden, RIDE)
    with acting(linden.as_client(nora)) as actor, pytest.raises(DomainError) as refused:
        save_step(actor=actor, step=IntakeStep.OWN, part=part, seen=None)
    assert refused.value.field == "own"
    assert stored(linden) == []


def test_answers_to_another_practices_form_are_refused(
    harbour: House, linden: House, nora: Client
) -> None:
    theirs, _ours = asks(harbour, RIDE), asks(linden, RIDE)
    part = {"own": {"form": theirs.id, "answers": {"q1": True}}}
    with acting(linden.as_client(nora)) as actor, pytest.raises(DomainError) as refused:
        save_step(actor=actor, step=IntakeStep.OWN, part=part, seen=None)
    assert refused.value.code == "old_form"
    assert stored(linden) == []


def test_a_date_may_lie_ahead_where_the_practice_says_so(linden: House, browser: Any) -> None:
    asks(linden, LAST, Question("", "date", "When do you travel?", future=True))
    ahead = (today_in("America/Denver") + timedelta(days=3)).isoformat()
    assert answer(browser, own_q1=ahead, own_q2=ahead).status_code == 422
    assert answer(browser, own_q1="", own_q2=ahead).status_code == 302
    assert told(linden) == {"q1": None, "q2": ahead}


def test_more_than_five_are_asked_on_several_screens(linden: House, browser: Any) -> None:
    asks(linden, *MANY)
    core(browser)
    texts = {f"own_q{n}": f"Answer {n}" for n in range(1, 13)}
    assert "part 1 of 3" in words(browser.get(path("own")))
    first = answer(browser, **{f"own_q{n}": texts[f"own_q{n}"] for n in range(1, 6)})
    assert first["Location"] == path("own-2")
    assert set(told(linden)) == {f"q{n}" for n in range(1, 6)}
    assert "Question 5? – please look at this" in words(browser.post("/portal/intake/"))
    assert f'href="{path("own-2")}"' in words(browser.get("/portal/intake/"))
    third = answer(browser, "own-3", own_q11="A", own_q12="B", go="back")
    assert third["Location"] == path("own-2")
    assert answer(browser, "own-2", go="back")["Location"] == path("own")
    assert answer(browser, "own-2")["Location"] == path("own-3")
    assert answer(browser, "own-3", own_q11="A", own_q12="B")["Location"] == path("consent")
    kept = told(linden)
    assert (kept["q1"], kept["q6"], kept["q11"]) == ("Answer 1", None, "A")
    assert browser.post("/portal/intake/").status_code == 302
    for wrong in ("own-0x", "own-", "concern-2", "own-02", "mine"):
        assert browser.get(path(wrong)).status_code in {302, 404}


def test_a_screen_that_is_not_there_is_not_found(linden: House, browser: Any) -> None:
    asks(linden, *MANY)
    for wrong in ("own-x", "own-", "concern-2", "own-02", "mine"):
        assert browser.get(path(wrong)).status_code == 404, wrong


def test_two_devices_on_two_screens_do_not_meet_and_on_one_they_do(
    linden: House, browser: Any
) -> None:
    asks(linden, *MANY)
    first, second = browser.get(path("own")), browser.get(path("own-2"))
    one = {**hidden(first), "own_q1": "A"}
    two = {**hidden(second), "own_q6": "B"}
    assert browser.post(path("own"), one).status_code == 302
    assert browser.post(path("own-2"), two).status_code == 302
    assert (told(linden)["q1"], told(linden)["q6"]) == ("A", "B")
    before = stored(linden)
    stale = browser.post(path("own"), {**hidden(first), "own_q1": "C"})
    assert stale.status_code == 409
    assert stored(linden) == before
    again = {**hidden(stale), "own_q1": "C"}
    assert browser.post(path("own"), again).status_code == 302
    assert told(linden)["q1"] == "C"


def test_accepting_writes_each_answer_as_a_row_of_its_kind(linden: House, browser: Any) -> None:
    form = asks(linden, *ALL, Question("", "text", "Left open?"))
    core(browser)
    answer(browser)
    answer(browser, "own-2", own_q6="")
    browser.post("/portal/intake/")
    submission = intake(linden)
    with acting(linden.boss) as boss:
        episode = accept_intake(actor=boss, submission_id=submission.pk)
        rows = OwnAnswer.objects.visible_to(boss).order_by("question__position")
        columns = ("code", "words", "choice", "number", "yes", "day__year")
        assert list(rows.values_list(*columns)) == [
            ("q1", None, None, None, True, None),
            ("q2", None, "By train", None, None, None),
            ("q3", None, None, 0, None, None),
            ("q4", None, None, None, None, 2019),
            ("q5", "Nothing else.", None, None, None, None),
        ]
        assert {str(row.question.form_id) for row in rows.select_related("question")} == {form.id}
        assert {row.episode_id for row in rows} == {episode.pk}
        bad = OwnAnswer._base_manager.filter(practice_id=boss.practice_id, code="q1")
        for wrong in ({"yes": None}, {"choice": "also"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                bad.update(**wrong)


def test_answers_are_counted_by_code_for_who_may_read_a_story(
    linden: House, nora: Client, browser: Any
) -> None:
    asks(linden, *ALL)
    core(browser)
    answer(browser)
    browser.post("/portal/intake/")
    signed = intake(linden)
    with acting(linden.boss) as boss:
        accept_intake(actor=boss, submission_id=signed.pk)
    asks_otherwise(linden, "q1", wording="Do you ride a horse?")
    teacher = sign_in("practitioner@linden.example")
    page = words(teacher.get("/settings/questions/versions/2/"))
    assert "Do you ride a horse?" in page
    assert "all versions: yes 1×" in page
    assert "all versions: By train 1×" in page
    assert "all versions: 0 1×; 0.0 of 10 on average" in page
    assert page.count("all versions: answered once") == 2
    assistant = words(sign_in("assistant@linden.example").get("/settings/questions/versions/2/"))
    assert "all versions" not in assistant
    trainee = words(sign_in("trainee@linden.example").get("/settings/questions/versions/2/"))
    assert "all versions: answered 0 times" in trainee


def test_a_stale_screen_of_a_caller_is_refused(linden: House, nora: Client) -> None:
    form: Form = asks(linden, RIDE)
    with acting(linden.as_client(nora)) as actor:
        for value, seen in ((True, None), (True, "seen long ago")):
            part = {"own": {"form": form.id, "answers": {"q1": value}}}
            save_step(actor=actor, step=IntakeStep.OWN, part=part, seen=seen)
        part = {"own": {"form": form.id, "answers": {"q1": False}}}
        with pytest.raises(Stale):
            save_step(actor=actor, step=IntakeStep.OWN, part=part, seen="seen long ago")
    assert told(linden) == {"q1": True}


def test_the_pages_stay_light_and_take_few_statements(linden: House, browser: Any) -> None:
    options = tuple(f"{n}{'o' * 79}" for n in range(10))
    choice = Question("", "choice", "w" * 200, help="h" * 300, options=options)
    scale = Question("", "scale", "w" * 200, help="h" * 300, low="l" * 40, high="h" * 40)
    asks(linden, *([scale, choice] * 10))
    core(browser)
    for word in ("own", "own-2", "own-3", "own-4"):
        with statements() as seen:
            page = browser.get(path(word))
        assert len(seen) <= 8, "\n".join(seen)
        assert len(page.content) < 40_000, len(page.content)
        with statements() as seen:
            browser.post(path(word), hidden(page))
        assert len(seen) <= 11, "\n".join(seen)
    assert EASE.needed
    assert len(browser.get("/portal/intake/").content) < 40_000
    browser.post("/portal/intake/")
    assert intake(linden).state == "signed"
    teacher = sign_in("practitioner@linden.example")
    assert len(teacher.get(f"/intakes/{intake(linden).pk}/").content) < 40_000
