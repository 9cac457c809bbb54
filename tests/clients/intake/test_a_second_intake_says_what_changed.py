"""A second intake of the same person: answer by answer what was, what is, what is new or gone."""

from typing import Any

import pytest

from clients.intake.rules import CORE_STEPS, STEP_PARTS, Change, IntakeStep, changes_between
from clients.intake.services import accept_intake, fill_in_together, save_step, sign_intake
from clients.records.models import Client, Episode
from practice.core.actor import acting
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.clients.intake.test_the_intake_is_reviewed_and_accepted import nora_answers
from tests.clients.intake.walking import signed

pytestmark = pytest.mark.django_db


def changed(**now: Any) -> dict[IntakeStep, list[Change]]:
    return dict(changes_between(nora_answers(), nora_answers(**now)))


def test_the_same_told_twice_changes_nothing() -> None:
    assert changed() == {}
    assert changed(signature="Nora Ng") == {}


def test_each_answer_says_was_and_is() -> None:
    before = nora_answers()
    symptoms = [dict(entry) for entry in before["symptoms"]]
    symptoms[0]["severity"] = 3
    told = changed(symptoms=symptoms)
    ((was, now),) = told[IntakeStep.SYMPTOMS]
    assert set(told) == {IntakeStep.SYMPTOMS}
    assert "3 of 10" not in was
    assert "3 of 10" in now
    assert was.split(",")[0] == now.split(",")[0]


def test_a_symptom_gone_and_another_come_are_two_changes() -> None:
    symptoms = [dict(entry) for entry in nora_answers()["symptoms"]]
    symptoms[1]["code"] = "deep_belly_ache"
    new, gone = changed(symptoms=symptoms)[IntakeStep.SYMPTOMS]
    assert (new.is_new, new.is_gone) == (True, False)
    assert (gone.is_new, gone.is_gone) == (False, True)
    assert gone.was.startswith("Pain in the groin")


def test_words_are_compared_as_a_whole_and_questions_one_by_one() -> None:
    told = changed(concern="It pulls, and now it burns.")
    assert told == {
        IntakeStep.CONCERN: [Change("It pulls when I sit up.", "It pulls, and now it burns.")]
    }
    flags = {**nora_answers()["red_flags"], "cancer_history": "yes"}
    assert flags.keys() == nora_answers()["red_flags"].keys()
    ((was, now),) = changed(red_flags=flags)[IntakeStep.RED_FLAGS]
    assert (was, now) == ("Have you ever had cancer? no", "Have you ever had cancer? yes")
    silent = nora_answers()
    silent["contact"] = {**silent["contact"], "phone": ""}
    ((_step, ((was, now),)),) = changes_between(nora_answers(), silent)
    assert (was, now) == ("+1 303 555 0101", "")


def test_the_review_tells_it_and_the_second_opens_an_episode_of_its_own(
    linden: House, nora: Client
) -> None:
    first = signed(linden, nora, nora_answers())
    browser = sign_in("practitioner@linden.example")
    with statements() as alone:
        page = browser.get(f"/intakes/{first.pk}/").content.decode()
    assert "What changed since the last intake" not in page
    with acting(linden.boss) as boss:
        accept_intake(actor=boss, submission_id=first.pk)
        fill_in_together(actor=boss, client_id=nora.pk)
        goals = [*nora_answers()["goals"][:2], {"activity": "run_freely", "ability": None}]
        answers = nora_answers(concern="Standing is easy. Running is not.", goals=goals)
        for step in CORE_STEPS:
            part = {name: answers[name] for name in STEP_PARTS[step] if name in answers}
            save_step(actor=boss, step=step, part=part, seen=None, client_id=nora.pk)
        second = sign_intake(actor=boss, client_id=nora.pk)
    with statements() as seen:
        page = " ".join(browser.get(f"/intakes/{second.pk}/").content.decode().split())
    assert len(seen) == len(alone)
    at = page.index("What changed since the last intake")
    told = page[at : page.index("h-safety", at)]
    assert f'href="/intakes/{first.pk}/"' in told
    assert (
        "<strong>Was:</strong> It pulls when I sit up. "
        "<strong>Is:</strong> Standing is easy. Running is not." in told
    )
    assert "<strong>New:</strong> Run freely" in told
    assert "<strong>No longer:</strong> Carry my daughter up the hill" in told
    browser.post(f"/intakes/{second.pk}/accept/")
    with acting(linden.boss) as boss:
        episodes = Episode.objects.visible_to(boss).filter(client=nora).order_by("id")
        assert [e.concern for e in episodes] == [
            "It pulls when I sit up.",
            "Standing is easy. Running is not.",
        ]
