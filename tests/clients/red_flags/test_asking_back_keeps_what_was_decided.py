"""Asked back on, an intake's yes still holds, and what was decided on it goes on to the next."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from clients.intake.models import IntakeSubmission, RedFlagAnswer
from clients.intake.rules import RED_FLAGS, IntakeStep
from clients.intake.services import (
    accept_intake,
    ask_back,
    save_step,
    sign_intake,
    take_question_back,
)
from clients.records.models import Client
from clients.records.services import open_episode
from clients.red_flags.models import RedFlagDecision
from clients.red_flags.queries import undecided
from clients.red_flags.rules import DecisionData
from clients.red_flags.services import decide
from practice.core.actor import acting
from practice.core.clock import today_in
from practice.core.errors import DomainError
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, sign_note, start_lesson
from tests.cast import House, sign_in
from tests.clients.red_flags.conftest import YES, told_yes

pytestmark = pytest.mark.django_db
FLAGS = {flag.code: "yes" if flag.code in YES.values() else "no" for flag in RED_FLAGS}
BELLY = {"code": "deep_belly_ache", "side": "left", "severity": 4, "brought_on_by": None}


@pytest.fixture
def intake(linden: House, nora: Client) -> IntakeSubmission:
    """Her signed intake, with a yes at every level."""
    return told_yes(linden, nora)


@pytest.fixture
def note(linden: House, nora: Client, intake: IntakeSubmission) -> SessionNote:
    """The note of a first lesson, in a course opened beside the intake."""
    with acting(linden.boss) as boss:
        work = open_episode(actor=boss, client=nora, concern="A stiff neck.")
        lesson = start_lesson(actor=boss, client=nora, episode=work)
        return save_draft(actor=boss, note=lesson, data=NoteData(observed="Seen."), version=1)


def yeses(house: House) -> list[RedFlagAnswer]:
    with acting(house.boss) as boss:
        rows = RedFlagAnswer.objects.visible_to(boss).filter(answer=True)
        return list(rows.select_related("submission").order_by("id"))


def settle(house: House, *answers: RedFlagAnswer) -> None:
    with acting(house.boss) as boss:
        for one in answers:
            said = DecisionData(
                choice="talked_over", decided_on=today_in(boss.zone), reason="Their doctor knows."
            )
            decide(actor=boss, answer_id=one.pk, said=said)


def waiting(house: House) -> set[str]:
    with acting(house.boss) as boss:
        return {one.code for one in undecided(boss)}


def ask(house: House, intake: IntakeSubmission, step: str = "concern") -> None:
    with acting(house.boss) as boss:
        ask_back(actor=boss, submission_id=intake.pk, step=step, question="Since when?")


def answer(house: House, client: Client, **parts: Any) -> IntakeSubmission:
    """Each part as its step keeps it, and all of it signed."""
    agreed = {"consents": {"scope": True, "privacy": True}, "signature": "Nora Ng"}
    with acting(house.as_client(client)) as actor:
        for name, value in parts.items():
            save_step(actor=actor, step=IntakeStep(name), part={name: value}, seen=None)
        save_step(actor=actor, step=IntakeStep.CONSENT, part=agreed, seen=None)
        return sign_intake(actor=actor)


def page_of(answer_id: UUID) -> str:
    page = sign_in("owner@linden.example").get(reverse("red_flag_page", args=[answer_id]))
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def test_a_yes_holds_while_the_answer_is_waited_for(
    linden: House, nora: Client, intake: IntakeSubmission, note: SessionNote
) -> None:
    ask(linden, intake)
    first = yeses(linden)
    browser = sign_in("owner@linden.example")
    for path in (
        reverse("client_page", args=[nora.pk]),
        reverse("note_page", args=[note.pk]),
        reverse("intake_review", args=[intake.pk]),
    ):
        body = browser.get(path).content.decode()
        for one in first:
            assert reverse("red_flag_page", args=[one.pk]) in body, path
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="safety question"):
        sign_note(actor=boss, note=note, version=note.version)
    settle(linden, *first)  # nobody has to wait for the client to decide
    with acting(linden.boss) as boss:
        assert sign_note(actor=boss, note=note, version=note.version).state == "signed"


def test_what_was_decided_holds_on_in_the_version_that_answers(
    linden: House, nora: Client, intake: IntakeSubmission, note: SessionNote
) -> None:
    *decided, open_one = yeses(linden)
    settle(linden, *decided)
    ask(linden, intake)
    newer = answer(linden, nora, concern="Since the winter.")
    now = {one.code: one for one in yeses(linden) if one.submission_id == newer.pk}
    assert {code: one.repeats_id for code, one in now.items()} == {
        one.code: one.pk for one in (*decided, open_one)
    }
    assert waiting(linden) == {open_one.code}
    browser = sign_in("owner@linden.example")
    client = " ".join(browser.get(reverse("client_page", args=[nora.pk])).content.decode().split())
    assert client.count("to decide") == 1
    assert "Their doctor knows." in page_of(now[decided[0].code].pk)
    with acting(linden.boss) as boss:
        accept_intake(actor=boss, submission_id=newer.pk)
    assert waiting(linden) == {open_one.code}
    settle(linden, now[open_one.code])
    assert waiting(linden) == set()
    with acting(linden.boss) as boss:
        assert sign_note(actor=boss, note=note, version=note.version).state == "signed"


def test_through_a_third_version_too(linden: House, nora: Client, intake: IntakeSubmission) -> None:
    first = yeses(linden)
    settle(linden, *first)
    ask(linden, intake)
    second = answer(linden, nora, concern="Since the winter.")
    ask(linden, second)
    assert waiting(linden) == set()
    third = answer(linden, nora, concern="Since two winters.")
    assert waiting(linden) == set()
    last = [one for one in yeses(linden) if one.submission_id == third.pk]
    assert {one.repeats_id for one in last} == {one.pk for one in first}
    settle(linden, last[0])
    with acting(linden.boss) as boss:
        rows = RedFlagDecision.objects.visible_to(boss).filter(answer=last[0].repeats_id)
        assert rows.count() == 2  # beside the former one


def test_a_yes_that_is_new_waits_and_one_that_went_holds_nothing_back(
    linden: House, nora: Client, intake: IntakeSubmission
) -> None:
    settle(linden, *yeses(linden))
    ask(linden, intake, "red_flags")
    told = FLAGS | {YES["adapt"]: "no", "joint_replacement": "yes"}
    answer(linden, nora, red_flags=told)
    assert waiting(linden) == {"joint_replacement"}


def test_a_yes_taken_back_and_given_again_is_decided_again(
    linden: House, nora: Client, intake: IntakeSubmission
) -> None:
    settle(linden, *yeses(linden))
    ask(linden, intake, "red_flags")
    second = answer(linden, nora, red_flags=FLAGS | {YES["adapt"]: "no"})
    ask(linden, second, "red_flags")
    third = answer(linden, nora, red_flags=FLAGS)
    assert waiting(linden) == {YES["adapt"]}
    (again,) = [
        one for one in yeses(linden) if one.submission_id == third.pk and one.code == YES["adapt"]
    ]
    body = page_of(again.pk)
    assert "They answered this anew since it was last decided" in body
    assert "Decided on an earlier answer" in body
    assert "Their doctor knows." in body


def test_given_anew_because_of_something_new_it_is_decided_anew(
    linden: House, nora: Client, intake: IntakeSubmission
) -> None:
    settle(linden, *yeses(linden))
    ask(linden, intake, "symptoms")
    told = [*intake.answers["symptoms"], BELLY]
    answer(linden, nora, symptoms=told, red_flags=FLAGS)
    assert waiting(linden) == set(YES.values())


def test_a_question_taken_back_leaves_the_first_as_it_was(
    linden: House, nora: Client, intake: IntakeSubmission
) -> None:
    settle(linden, *yeses(linden)[1:])
    ask(linden, intake)
    with acting(linden.boss) as boss:
        take_question_back(actor=boss, submission_id=intake.pk)
    assert waiting(linden) == {yeses(linden)[0].code}
