"""A practice that asks questions of its own, and clients who answer them."""

from dataclasses import replace
from typing import Any

from clients.intake.models import IntakeSubmission
from clients.intake.rules import CORE_STEPS
from clients.own_questions.models import OwnDraft
from clients.own_questions.queries import newest_form
from clients.own_questions.rules import Form, Question
from clients.own_questions.services import keep_question, publish_questions, remove_question
from practice.core.actor import Actor, acting
from tests.cast import House
from tests.clients.intake.walking import hidden, path, send

RIDE = Question("", "yes_no", "Do you ride?")
COMES = Question("", "choice", "How do you come?", options=("On foot", "By train"))
EASE = Question("", "scale", "How easy is it?", low="hard", high="easy", needed=True)
LAST = Question("", "date", "When did you last dance?", help="A guess will do.")
TELL = Question("", "text", "What else?")
ALL = (RIDE, COMES, EASE, LAST, TELL)
FORM = {
    "own_q1": "yes",
    "own_q2": "By train",
    "own_q3": "0",
    "own_q4": "2019-05-30",
    "own_q5": "Nothing else.",
}
STORED = {"q1": True, "q2": "By train", "q3": 0, "q4": "2019-05-30", "q5": "Nothing else."}


def revision(actor: Actor) -> int:
    draft = OwnDraft.objects.visible_to(actor).first()
    return draft.revision if draft else 0


def asks(house: House, *questions: Question) -> Form:
    """The practice publishes these questions more."""
    with acting(house.boss) as boss:
        for question in questions:
            keep_question(actor=boss, question=question, revision=revision(boss))
        publish_questions(actor=boss, revision=revision(boss))
        form = newest_form(boss)
    assert form is not None
    return form


def asks_no_more(house: House, *codes: str) -> Form | None:
    """The practice publishes a version without these questions."""
    with acting(house.boss) as boss:
        for code in codes:
            remove_question(actor=boss, code=code, revision=revision(boss))
        publish_questions(actor=boss, revision=revision(boss))
        return newest_form(boss)


def asks_otherwise(house: House, code: str, **changes: Any) -> Form:
    """The practice publishes a version in which one question is another."""
    with acting(house.boss) as boss:
        form = newest_form(boss)
        assert form is not None
        question = replace(form.by_code()[code], **changes)
        keep_question(actor=boss, question=question, revision=revision(boss))
    return asks(house)


def answer(browser: Any, word: str = "own", **changes: Any) -> Any:
    """Open a screen and send it; None leaves a field out."""
    page = browser.get(path(word))
    assert page.status_code == 200, page.content.decode()[:2000]
    shown = {name: FORM[name] for name in page.context["form"].fields if name in FORM}
    sent = {**shown, **hidden(page), **changes}
    return browser.post(path(word), {n: value for n, value in sent.items() if value is not None})


def core(browser: Any) -> None:
    """Answer all that is asked everywhere."""
    for step in CORE_STEPS:
        send(browser, step.value)


def intake(house: House) -> IntakeSubmission:
    with acting(house.boss) as boss:
        return IntakeSubmission.objects.visible_to(boss).order_by("-id")[0]


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())
