"""Asking back: the signed intake stays, one step opens again, both answers stand side by side."""

from typing import Any

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from django.test import Client as Browser

from clients.intake.emails import render_question
from clients.intake.models import IntakeSubmission, QuestionBack
from clients.intake.rules import IntakeStep
from clients.intake.services import accept_intake, ask_back, save_step, sign_intake
from clients.records.models import Client
from practice.core.actor import acting, enter_as
from practice.core.errors import DomainError
from practice.outbox.kinds import NotWanted
from practice.outbox.models import Message
from tests.cast import PASSWORD, House, sign_in
from tests.clients.intake.answers import complete_answers
from tests.clients.intake.test_the_intake_is_reviewed_and_accepted import nora_answers
from tests.clients.intake.walking import hidden, path, signed, stored

pytestmark = pytest.mark.django_db
STAFF, NORA = "practitioner@linden.example", "nora@clients.example"
ASKED = {"step": "concern", "question": "Since which winter?"}
ANEW = "It pulls when I sit up, since the winter before last."


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def intake(linden: House, nora: Client) -> IntakeSubmission:
    return signed(linden, nora, nora_answers())


def ask(linden: House, intake: IntakeSubmission, **changes: str) -> Any:
    browser = sign_in(STAFF)
    return browser.post(f"/intakes/{intake.pk}/ask/", {**ASKED, **changes}, follow=True)


def answer(step: str, **typed: Any) -> Any:
    browser = sign_in(NORA)
    shown = browser.get(path(step))
    return browser.post(path(step), {**hidden(shown), **typed})


def sign_again() -> Any:
    browser = sign_in(NORA)
    shown = browser.get(path("consent"))
    sent = {"given_scope": "on", "given_privacy": "on", "signature": "No Ng"}
    browser.post(path("consent"), {**hidden(shown), **sent})
    return browser.post("/portal/intake/")


def test_the_answer_comes_back_beside_the_former_one(
    linden: House, nora: Client, intake: IntakeSubmission
) -> None:
    before = stored(linden)
    page = words(ask(linden, intake))
    assert "A mail leads them to the question" in page
    assert "waits for their answer" in page
    assert "Since which winter?" in page
    first, draft = stored(linden)
    assert first == {**before[0], "state": "reopened"}
    assert (draft["state"], draft["previous_id"]) == ("draft", intake.pk)

    home = words(sign_in(NORA).get("/portal/"))
    assert "asks about one part of it" in home
    overview = words(sign_in(NORA).get("/portal/intake/"))
    assert "Since which winter?" in overview
    assert "Go on: What brings you" in overview
    shown = words(sign_in(NORA).get(path("concern")))
    assert "Since which winter?" in shown
    assert "It pulls when I sit up." in shown
    assert answer("concern", concern=ANEW).status_code == 302
    assert sign_again().status_code == 302

    kept = stored(linden)
    assert [row["state"] for row in kept] == ["reopened", "signed"]
    assert kept[0]["answers"] == before[0]["answers"]
    changed = {n for n, v in kept[1]["answers"].items() if v != kept[0]["answers"].get(n)}
    server = {"consents", "consent_documents", "consent_required", "safety_told"}
    assert changed <= {"concern", *server}
    review = words(sign_in(STAFF).get(f"/intakes/{kept[1]['id']}/"))
    assert "Since which winter?" in review
    assert review.index("Was:</strong> <q>It pulls when I sit up.</q>") < review.index(
        f"Is:</strong> <q>{ANEW}</q>"
    )
    former = words(sign_in(STAFF).get(f"/intakes/{intake.pk}/"))
    assert "A newer version answers" in former
    assert "Accept the intake" not in former
    sign_in(STAFF).post(f"/intakes/{kept[1]['id']}/accept/")
    assert [row["state"] for row in stored(linden)] == ["reopened", "accepted"]


def test_only_what_is_asked_can_change(
    linden: House, nora: Client, intake: IntakeSubmission
) -> None:
    ask(linden, intake)
    before = stored(linden)
    browser = sign_in(NORA)
    assert browser.get(path("goals"))["Location"] == "/portal/intake/"
    assert browser.post(path("goals"), {"own_0": "Other"})["Location"] == "/portal/intake/"
    with acting(linden.as_client(nora)) as actor, pytest.raises(DomainError, match="asks about"):
        save_step(actor=actor, step=IntakeStep.GOALS, part={"goals": []}, seen=None)
    assert stored(linden) == before


def test_a_question_that_nobody_looked_at_is_named_at_signing(
    linden: House, intake: IntakeSubmission
) -> None:
    ask(linden, intake)
    refused = sign_again()
    assert refused.status_code == 422
    assert f'<li><a href="{path("concern")}">' in words(refused)
    assert [row["state"] for row in stored(linden)] == ["reopened", "draft"]


def test_all_of_it_can_be_opened_again(
    linden: House, nora: Client, intake: IntakeSubmission
) -> None:
    other = [{"activity": word, "ability": 2} for word in ("Other", "Sit", "Rise")]
    ask(linden, intake, step="all")
    assert sign_in(NORA).get(path("goals")).status_code == 200
    with acting(linden.as_client(nora)) as actor:
        save_step(actor=actor, step=IntakeStep.GOALS, part={"goals": other}, seen=None)
    sign_again()
    assert stored(linden)[1]["answers"]["goals"] == other
    assert stored(linden)[0]["answers"]["goals"] == complete_answers()["goals"]


def test_the_mail_leads_to_that_step_and_tells_nothing(
    linden: House, nora: Client, intake: IntakeSubmission
) -> None:
    ask(linden, intake)
    with acting(linden.boss) as boss:
        (message,) = Message.objects.visible_to(boss).filter(kind="intake_question")
        mail = render_question(boss, message)
        assert mail.to_address == NORA
        for body in (mail.text, mail.html):
            assert path("concern") in body
            assert "winter" not in body
            assert "pulls" not in body
    answer("concern", concern=ANEW)
    with acting(linden.boss) as boss, pytest.raises(NotWanted):
        render_question(boss, message)


def test_the_link_leads_through_the_sign_in_to_that_step(
    linden: House, intake: IntakeSubmission
) -> None:
    ask(linden, intake)
    browser = Browser()
    to_sign_in = browser.get(path("concern"))["Location"]
    answer = browser.post(to_sign_in, {"login": NORA, "password": PASSWORD})
    assert answer["Location"] == path("concern")
    assert "Since which winter?" in words(browser.get(answer["Location"]))


def test_without_a_login_no_mail_is_planned_and_it_says_so(linden: House, nora: Client) -> None:
    with acting(linden.boss):
        nora.user = None
        nora.save(update_fields=["user"])
    intake = signed(linden, nora, nora_answers())
    assert "No mail can lead them there" in words(ask(linden, intake))
    with acting(linden.boss) as boss:
        assert not Message.objects.visible_to(boss).filter(kind="intake_question").exists()


def test_taken_back_it_can_be_accepted_as_it_was(
    linden: House, nora: Client, intake: IntakeSubmission
) -> None:
    ask(linden, intake)
    browser = sign_in(STAFF)
    refused = browser.post(f"/intakes/{intake.pk}/accept/", follow=True)
    assert "asked back on" in words(refused)
    browser.post(f"/intakes/{intake.pk}/unask/")
    assert [row["state"] for row in stored(linden)] == ["signed", "withdrawn"]
    assert "Your practitioner reads it" in words(sign_in(NORA).get("/portal/intake/"))
    with acting(linden.boss) as boss:
        (message,) = Message.objects.visible_to(boss).filter(kind="intake_question")
        assert message.state == "cancelled"
    browser.post(f"/intakes/{intake.pk}/accept/")
    assert [row["state"] for row in stored(linden)] == ["accepted", "withdrawn"]


def test_an_accepted_one_is_not_asked_about(linden: House, intake: IntakeSubmission) -> None:
    with acting(linden.boss) as boss:
        accept_intake(actor=boss, submission_id=intake.pk)
    before = stored(linden)
    refused = ask(linden, intake)
    assert refused.status_code == 422
    assert "It is accepted." in words(refused)
    assert stored(linden) == before


@pytest.mark.parametrize("typed", [{"question": " "}, {"step": "no-such"}, {"step": ""}])
def test_a_question_without_words_or_place_is_refused(
    linden: House, intake: IntakeSubmission, typed: dict[str, str]
) -> None:
    before = stored(linden)
    assert ask(linden, intake, **typed).status_code == 422
    assert stored(linden) == before


@pytest.mark.parametrize(
    ("email", "status"),
    [
        ("assistant@linden.example", 403),
        ("trainee@linden.example", 404),
        ("owner@harbour.example", 404),
        (NORA, 403),
    ],
)
def test_others_ask_nothing(
    harbour: House, linden: House, intake: IntakeSubmission, email: str, status: int
) -> None:
    before = stored(linden)
    browser = sign_in(email)
    assert browser.post(f"/intakes/{intake.pk}/ask/", ASKED).status_code == status
    assert browser.post(f"/intakes/{intake.pk}/unask/").status_code == status
    assert stored(linden) == before


def test_the_same_question_twice_is_one(
    linden: House, nora: Client, intake: IntakeSubmission
) -> None:
    browser = sign_in(STAFF)
    key = str(browser.get(f"/intakes/{intake.pk}/").context["form"]["key"].value())
    for _press in range(2):
        browser.post(f"/intakes/{intake.pk}/ask/", {**ASKED, "key": key})
    with acting(linden.boss) as boss:
        assert QuestionBack.objects.visible_to(boss).count() == 1


def test_the_database_lets_a_reopened_one_change_in_nothing_else(
    linden: House, intake: IntakeSubmission
) -> None:
    with acting(linden.boss) as boss:
        ask_back(actor=boss, submission_id=intake.pk, step="concern", question="Since when?")
    enter_as(linden.boss)
    rows: Any = IntakeSubmission._base_manager.filter(pk=intake.pk)
    changes: tuple[dict[str, Any], ...] = (
        {"answers": {}},
        {"state": "draft"},
        {"typed_signature": "X"},
    )
    for change in changes:
        with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
            rows.update(**change)


def test_a_step_that_a_newer_form_asks_for_is_open_too(
    linden: House, nora: Client, intake: IntakeSubmission
) -> None:
    older = nora_answers()
    del older["body"]
    with acting(linden.boss) as boss:
        row = IntakeSubmission(
            practice_id=boss.practice_id,
            client=nora,
            form_version=1,
            state="signed",
            answers=older,
            saved_at=intake.saved_at,
            signed_at=intake.signed_at,
            typed_signature="No Ng",
        )
        row.save(force_insert=True)
        ask_back(actor=boss, submission_id=row.pk, step="concern", question="Since when?")
    assert sign_in(NORA).get(path("body")).status_code == 200
    answer("concern", concern=ANEW)
    assert f'<li><a href="{path("body")}">' in words(sign_again())
    answer("body")
    assert sign_again().status_code == 302
    with acting(linden.as_client(nora)) as actor, pytest.raises(DomainError):
        sign_intake(actor=actor)
