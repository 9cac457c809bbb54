"""Signing names what is missing; what is signed does not change, by nobody's hand."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from clients.intake.models import IntakeSubmission
from clients.intake.rules import CORE_STEPS, EMERGENCY_TITLE, IntakeStep
from clients.intake.services import FORM_VERSION
from clients.records.models import Client
from practice.core.actor import enter_as
from practice.core.clock import now
from practice.core.models import Practice
from tests.cast import House, sign_in
from tests.clients.intake.answers import NEW_IN_THREE, answers_to, complete_answers
from tests.clients.intake.walking import FORMS, path, send, signed, stored

pytestmark = pytest.mark.django_db
NORA = "nora@clients.example"


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def nora_answers() -> dict[str, Any]:
    answers: dict[str, Any] = {**complete_answers(), "signature": "Nora Ng"}
    answers["contact"] = {**answers["contact"], "given_name": "Nora", "family_name": "Ng"}
    return answers


def test_missing_parts_are_named_with_the_way_to_each(linden: House, nora: Client) -> None:
    browser = sign_in(NORA)
    send(browser, "concern")
    send(browser, "symptoms", side_groin_pull="")
    before = stored(linden)
    answer = browser.post("/portal/intake/")
    assert answer.status_code == 422
    for step in ("contact", "symptoms", "goals", "red_flags", "consent"):
        assert f'<li><a href="{path(step)}">' in words(answer)
    assert f'<li><a href="{path("concern")}">' not in words(answer)
    assert "Please say on which side." in words(answer)
    assert stored(linden) == before


@pytest.mark.parametrize("version", [1, 2])
def test_a_draft_of_an_older_form_carries_on_with_the_new_steps_open(
    linden: House, nora: Client, version: int
) -> None:
    new = [*NEW_IN_THREE, IntakeStep.GOALS]
    new = [IntakeStep.BODY, *new] if version == 1 else new
    older = {**answers_to(version), "contact": nora_answers()["contact"]}
    enter_as(linden.boss)
    IntakeSubmission._base_manager.create(
        practice_id=linden.practice.pk,
        client=nora,
        form_version=version,
        answers=older,
        saved_at=now(),
    )
    before = stored(linden)
    browser = sign_in(NORA)
    answer = browser.post("/portal/intake/")
    assert answer.status_code == 422
    for step in new:
        assert f'<li><a href="{path(step)}">' in words(answer)
    assert f"Go on: {new[0].label}" in words(answer)
    assert stored(linden) == before
    stored_goals = browser.get(path("goals")).context["form"]
    assert stored_goals["picks"].value() == ["walk_freely"]
    assert stored_goals["own_0"].value() == "Carry my daughter up the hill"
    for step in [*new, IntakeStep.CONSENT]:
        send(browser, step)
    assert browser.post("/portal/intake/").status_code == 302
    (kept,) = stored(linden)
    assert (kept["state"], kept["form_version"]) == ("signed", FORM_VERSION)
    for step in set(CORE_STEPS) - {*new, IntakeStep.CONSENT}:
        assert kept["answers"][step.value] == older[step.value]


def test_signing_nothing_at_all_writes_nothing(linden: House, nora: Client) -> None:
    assert sign_in(NORA).post("/portal/intake/").status_code == 422
    assert stored(linden) == []


def test_another_name_is_no_signature(linden: House, nora: Client) -> None:
    browser = sign_in(NORA)
    for step in CORE_STEPS:
        send(browser, step.value)
    send(browser, "consent", signature="Omar Okoye")
    answer = browser.post("/portal/intake/")
    assert answer.status_code == 422
    assert stored(linden)[0]["state"] == "draft"


def test_after_signing_nothing_changes_it(linden: House, nora: Client) -> None:
    signed(linden, nora, nora_answers())
    before = stored(linden)
    browser = sign_in(NORA)
    for step, form in FORMS.items():
        assert browser.get(path(step))["Location"] == "/portal/intake/"
        assert browser.post(path(step), form)["Location"] == "/portal/intake/"
        by_itself = browser.post(path(step), form, headers={"Accept": "application/json"})
        assert by_itself.status_code == 422
    assert browser.post("/portal/intake/").status_code == 302
    assert stored(linden) == before


@pytest.mark.parametrize(
    "change",
    [
        "SET answers = '{}'",
        "SET typed_signature = 'Somebody'",
        "SET signed_at = now()",
        "SET state = 'draft'",
        "SET form_version = 9",
        "SET accepted_at = now()",
        "SET signed_at = NULL, state = 'accepted', accepted_at = now()",
        "SET state = 'accepted', accepted_at = now(), answers = answers || '{\"goals\": []}'",
    ],
)
def test_the_database_itself_refuses(linden: House, nora: Client, change: str) -> None:
    intake = signed(linden, nora, nora_answers())
    before = stored(linden)
    enter_as(linden.boss)
    with (
        pytest.raises(DatabaseError, match="does not change"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE clients_intakesubmission {change} WHERE id = %s", [intake.pk])
    with (
        pytest.raises(DatabaseError, match="does not change"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM clients_intakesubmission WHERE id = %s", [intake.pk])
    assert stored(linden) == before


ACCEPT = "SET state = 'accepted', accepted_at = now()"
AGAIN = "SET accepted_at = now() - interval '1 day'"


def _change(intake: IntakeSubmission, change: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE clients_intakesubmission {change} WHERE id = %s", [intake.pk])


def test_an_accepted_one_goes_no_way_back(linden: House, nora: Client) -> None:
    intake = signed(linden, nora, nora_answers())
    enter_as(linden.boss)
    _change(intake, ACCEPT)
    before = stored(linden)
    for back in ("SET state = 'signed'", "SET accepted_at = NULL", "SET form_version = 9", AGAIN):
        enter_as(linden.boss)
        with pytest.raises(DatabaseError, match="does not change"):
            _change(intake, back)
    assert stored(linden) == before
    enter_as(linden.boss)
    _change(intake, "SET version = version + 1, saved_at = now()")


def test_a_draft_is_not_accepted_unsigned(linden: House, nora: Client) -> None:
    send(sign_in(NORA), "concern")
    enter_as(linden.boss)
    intake = IntakeSubmission.objects.visible_to(linden.boss).get()
    with pytest.raises(DatabaseError, match="does not change"):
        _change(intake, "SET state = 'accepted', signed_at = now(), accepted_at = now()")


def test_an_emergency_says_at_once_what_to_do(linden: House, nora: Client) -> None:
    enter_as(linden.boss)
    Practice.objects.filter(pk=linden.practice.pk).update(emergency_text="Call 911 now.")
    browser = sign_in(NORA)
    following = send(browser, "red_flags", saddle_numbness="yes")["Location"]
    for page in (following, "/portal/intake/"):
        seen = words(browser.get(page))
        assert EMERGENCY_TITLE in seen
        assert "Call 911 now." in seen
    send(browser, "red_flags", saddle_numbness="no")
    assert EMERGENCY_TITLE not in words(browser.get("/portal/intake/"))


def test_another_yes_is_said_calmly(linden: House, nora: Client) -> None:
    browser = sign_in(NORA)
    send(browser, "red_flags", joint_replacement="yes")
    seen = words(browser.get("/portal/intake/"))
    assert "Ask a doctor for clearance" in seen
    assert EMERGENCY_TITLE not in seen


def test_one_client_never_meets_anothers(linden: House, nora: Client, omar: Client) -> None:
    enter_as(linden.boss)
    signed(linden, nora, nora_answers())
    page = sign_in("omar@clients.example").get("/portal/intake/")
    assert "Begin" in words(page)
    assert "Nora" not in words(page)


@pytest.mark.parametrize("email", ["owner@linden.example", "assistant@linden.example"])
def test_the_practice_does_not_fill_it_in(linden: House, nora: Client, email: str) -> None:
    browser = sign_in(email)
    for step, form in FORMS.items():
        assert browser.get(path(step)).status_code == 403
        assert browser.post(path(step), form).status_code == 403
    assert stored(linden) == []
