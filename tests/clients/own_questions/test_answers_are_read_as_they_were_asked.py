"""The review, the PDF, the comparison, a question back and paper show the version answered."""

from typing import Any

import pytest

from clients.intake.models import IntakeSubmission
from clients.intake.rules import STEP_PARTS, IntakeStep, changes_between
from clients.intake.services import (
    Incomplete,
    accept_intake,
    ask_back,
    fill_in_together,
    save_step,
    sign_intake,
)
from clients.own_questions.rules import Question
from clients.records.models import Client
from practice.core.actor import acting
from practice.core.errors import DomainError
from tests.cast import House, sign_in
from tests.clients.intake.test_the_intake_is_reviewed_and_accepted import nora_answers
from tests.clients.intake.test_the_pdf_says_what_was_signed import fetched, letters, read
from tests.clients.intake.walking import hidden, path, stored
from tests.clients.own_questions.asking import (
    ALL,
    COMES,
    FORM,
    RIDE,
    TELL,
    answer,
    asks,
    asks_no_more,
    asks_otherwise,
    core,
    intake,
    words,
)

pytestmark = pytest.mark.django_db
STAFF, NORA = "practitioner@linden.example", "nora@clients.example"


def told(house: House, **changes: Any) -> IntakeSubmission:
    """Nora's intake, signed, with her answers to what the practice asks now."""
    browser = sign_in(NORA)
    core(browser)
    answer(browser, **changes)
    assert browser.post("/portal/intake/").status_code == 302
    return intake(house)


def test_the_review_and_the_pdf_read_as_it_was_asked(linden: House, nora: Client) -> None:
    asks(linden, *ALL)
    signed = told(linden, own_q4="")
    asks_otherwise(linden, "q1", wording="Do you ride a horse?")
    asks_no_more(linden, "q2", "q5")
    page = words(sign_in(STAFF).get(f"/intakes/{signed.pk}/"))
    section = page[page.index('id="h-own"') :]
    section = section[: section.index("</section>")]
    assert "What you ask besides" in section
    assert "version 1" in section
    for question, said in (
        ("Do you ride?", "Yes"),
        ("How do you come?", "By train"),
        ("How easy is it?", "0 of 10 (0 hard, 10 easy)"),
        ("When did you last dance?", "left open"),
        ("What else?", "Nothing else."),
    ):
        assert f"<dt>{question}</dt><dd>{said}</dd>" in section
    assert "Do you ride a horse?" not in page
    text = read(fetched(STAFF, f"/intakes/{signed.pk}/intake.pdf"))
    for line in (
        "Your practice also asks",
        "Do you ride? Yes",
        "How do you come? By train",
        "When did you last dance? left open",
        "What else? Nothing else.",
    ):
        assert letters(line) in text
    assert letters("The practice’s own questions version 1") in text
    assert letters("horse") not in text
    assert fetched(NORA, f"/portal/intakes/{signed.pk}/intake.pdf")


def test_an_assistant_reads_none_of_it(linden: House, nora: Client) -> None:
    asks(linden, *ALL)
    signed = told(linden)
    browser = sign_in("assistant@linden.example")
    for url in (f"/intakes/{signed.pk}/", f"/intakes/{signed.pk}/intake.pdf"):
        assert browser.get(url).status_code == 403


def test_without_own_questions_nothing_of_them_is_said(linden: House, nora: Client) -> None:
    browser = sign_in(NORA)
    core(browser)
    browser.post("/portal/intake/")
    page = words(sign_in(STAFF).get(f"/intakes/{intake(linden).pk}/"))
    assert "What you ask besides" not in page
    assert '<option value="own">' not in page
    text = read(fetched(STAFF, f"/intakes/{intake(linden).pk}/intake.pdf"))
    assert letters("own questions") not in text


def test_a_second_intake_is_compared_by_code_whatever_the_wording(
    linden: House, nora: Client
) -> None:
    asks(linden, *ALL)
    signed = told(linden)
    asks_otherwise(linden, "q1", wording="Do you ride a horse?")
    asks_otherwise(linden, "q2", wording="How do you get here?")
    form = asks(linden, Question("", "text", "And since then?"))
    answers = {"q1": True, "q2": "On foot", "q3": 0, "q4": None, "q5": "A lot.", "q6": "Less."}
    with acting(linden.boss) as boss:
        accept_intake(actor=boss, submission_id=signed.pk)
        fill_in_together(actor=boss, client_id=nora.pk)
        whole: dict[str, Any] = {**nora_answers()}
        whole["own"] = {"form": form.id, "answers": answers}
        for step in IntakeStep:
            part = {name: whole[name] for name in STEP_PARTS[step] if name in whole}
            save_step(actor=boss, step=step, part=part, seen=None, client_id=nora.pk)
        second = sign_intake(actor=boss, client_id=nora.pk)
    changes = dict(changes_between(signed.answers, second.answers))[IntakeStep.OWN]
    assert [tuple(change) for change in changes] == [
        ("How do you come? By train", "How do you get here? On foot"),
        ("What else? Nothing else.", "What else? A lot."),
        ("", "And since then? Less."),
        ("When did you last dance? 2019-05-30", ""),
    ]
    page = words(sign_in(STAFF).get(f"/intakes/{second.pk}/"))
    assert (
        "<strong>Was:</strong> How do you come? By train "
        "<strong>Is:</strong> How do you get here? On foot" in page
    )
    assert "<strong>No longer:</strong> When did you last dance? 2019-05-30" in page
    assert "<strong>New:</strong> And since then? Less." in page
    assert "Do you ride a horse?" not in page.split("h-safety")[0]


def asked_back(house: House, signed: IntakeSubmission, step: str = "own") -> None:
    with acting(house.boss) as boss:
        ask_back(actor=boss, submission_id=signed.pk, step=step, question="By which train?")


def test_a_question_back_opens_the_step_and_shows_both_answers(linden: House, nora: Client) -> None:
    asks(linden, *ALL)
    signed = told(linden)
    teacher = sign_in(STAFF)
    page = words(teacher.get(f"/intakes/{signed.pk}/"))
    assert '<option value="own">Your practice also asks<' in page
    asked_back(linden, signed)
    browser = sign_in(NORA)
    assert browser.get(path("goals")).status_code == 302
    assert "By which train?" in words(browser.get(path("own")))
    answer(browser, own_q2="On foot")
    consent_again(browser)
    assert browser.post("/portal/intake/").status_code == 302
    newer = intake(linden)
    assert newer.previous_id == signed.pk
    page = words(teacher.get(f"/intakes/{newer.pk}/"))
    asked = page[page.index('id="h-asked"') :]
    was, now = asked.split("<strong>Is:</strong>")[:2]
    assert "<q>How do you come? By train</q>" in was
    assert "<q>How do you come? On foot</q>" in now


def test_a_step_that_was_not_asked_cannot_be_asked_back_on(linden: House, nora: Client) -> None:
    browser = sign_in(NORA)
    core(browser)
    browser.post("/portal/intake/")
    signed, before = intake(linden), stored(linden)
    asks(linden, RIDE)
    with acting(linden.boss) as boss, pytest.raises(DomainError) as refused:
        ask_back(actor=boss, submission_id=signed.pk, step="own", question="Which?")
    assert refused.value.field == "step"
    sent = {"step": "own", "question": "Which?"}
    assert sign_in(STAFF).post(f"/intakes/{signed.pk}/ask/", sent).status_code == 422
    assert stored(linden) == before


def sign_anew(house: House, client: Client) -> None:
    with acting(house.as_client(client)) as actor:
        sign_intake(actor=actor)


def consent_again(browser: Any) -> None:
    page = browser.get(path("consent"))
    ticks = {"given_scope": "on", "given_privacy": "on", "signature": "Nora Ng"}
    assert browser.post(path("consent"), {**hidden(page), **ticks}).status_code == 302


def test_a_version_published_since_opens_the_step_in_what_is_asked_back(
    linden: House, nora: Client
) -> None:
    asks(linden, RIDE, COMES)
    signed = told(linden)
    asked_back(linden, signed, "consent")
    browser = sign_in(NORA)
    assert browser.get(path("own")).status_code == 302
    asks(linden, TELL)
    consent_again(browser)
    with pytest.raises(Incomplete) as refused:
        sign_anew(linden, nora)
    assert {part.step for part in refused.value.missing} == {IntakeStep.OWN}
    shown = browser.get(path("own")).context["form"]
    assert (shown["own_q1"].value(), shown["own_q3"].value()) == ("yes", "")
    answer(browser, own_q3="No.")
    assert browser.post("/portal/intake/").status_code == 302
    assert intake(linden).answers["own"]["version"] == 2


def test_a_question_back_on_a_step_that_is_asked_no_more_keeps_nobody_from_signing(
    linden: House, nora: Client
) -> None:
    asks(linden, RIDE)
    signed = told(linden)
    asked_back(linden, signed)
    asks_no_more(linden, "q1")
    browser = sign_in(NORA)
    page = words(browser.get("/portal/intake/"))
    assert "By which train?" in page
    assert f'href="{path("own")}"' not in page
    consent_again(browser)
    assert browser.post("/portal/intake/").status_code == 302
    assert "own" not in intake(linden).answers


def test_it_is_filled_in_together(linden: House, nora: Client) -> None:
    asks(linden, *ALL)
    with acting(linden.boss) as boss:
        fill_in_together(actor=boss, client_id=nora.pk)
    teacher, there = sign_in(STAFF), f"/clients/{nora.pk}/intake/own/"
    page = teacher.get(there)
    assert teacher.post(there, {**hidden(page), **FORM}).status_code == 302
    assert intake(linden).answers["own"]["answers"]["q2"] == "By train"


def test_paper_asks_them_with_room_to_write(linden: House, nora: Client) -> None:
    asks(linden, *ALL, Question("", "text", "On the second screen?"))
    page = words(sign_in(STAFF).get(f"/clients/{nora.pk}/intake-to-print/"))
    own = page[page.index("<h2>Your practice also asks</h2>") :]
    own = own[: own.index("</section>")]
    assert "Version 1" in own
    assert "<li>On foot</li><li>By train</li>" in own
    assert "<li>0: hard</li>" in own
    assert "<li>10: easy</li>" in own
    assert "<small>A guess will do.</small>" in own
    assert "On the second screen?" in own
    assert "I leave it open" not in own


def test_paper_leaves_them_out_where_none_are_asked(linden: House, nora: Client) -> None:
    page = words(sign_in(STAFF).get(f"/clients/{nora.pk}/intake-to-print/"))
    assert "Your practice also asks" not in page
