"""Symptoms that a practice adds: asked after ours, kept by the words they were told in."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from playwright.sync_api import Browser, expect

from clients.intake.models import IntakeSubmission
from clients.intake.rules import IntakeStep, missing_parts, read_answers, words_of
from clients.intake.services import accept_intake, ask_back, save_step
from clients.records.models import Client
from clients.symptoms.models import Symptom, SymptomReport
from clients.symptoms.queries import own_symptoms
from clients.symptoms.rules import INTAKE_SYMPTOMS, OWN_LENGTH, OWN_MOST, SYMPTOMS, is_own
from clients.symptoms.services import add_symptom, edit_symptom, retire_symptom
from practice.core.actor import acting
from practice.core.errors import DomainError
from tests.browser import sign_in_on
from tests.cast import House, sign_in
from tests.clients.intake.answers import complete_answers
from tests.clients.intake.test_the_pdf_says_what_was_signed import read
from tests.clients.intake.walking import send, signed
from tests.journey.phones import phone_of

SETTINGS, STEP = "/settings/symptoms/", "/portal/intake/symptoms/"
OWNER, NORA = "owner@linden.example", "nora@clients.example"
JAW = {"label": "My jaw is tight", "category": "pain", "sided": "on"}


def add(house: House, label: str = "My jaw is tight", *, sided: bool = True) -> Symptom:
    with acting(house.boss) as boss:
        return add_symptom(actor=boss, label=label, category="pain", sided=sided)


def retire(house: House, symptom: Symptom, *, retired: bool = True) -> None:
    with acting(house.boss) as boss:
        retire_symptom(actor=boss, symptom=symptom, retired=retired)


def own(house: House) -> list[tuple[str, bool]]:
    """What the practice added, and whether it is offered."""
    with acting(house.boss) as boss:
        return [(one.label, one.retired_at is None) for one in own_symptoms(boss)]


def told(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "side": "left", "severity": 6, "brought_on_by": None} | more


def answers_with(*symptoms: dict[str, Any]) -> dict[str, Any]:
    answers: dict[str, Any] = {**complete_answers(), "signature": "Nora Ng"}
    answers["contact"] = {**answers["contact"], "given_name": "Nora", "family_name": "Ng"}
    return answers | {"symptoms": list(symptoms)}


def save(house: House, client: Client, *symptoms: dict[str, Any]) -> IntakeSubmission:
    with acting(house.as_client(client)) as actor:
        part = {"symptoms": list(symptoms)}
        return save_step(actor=actor, step=IntakeStep.SYMPTOMS, part=part, seen=None)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_no_code_of_ours_could_be_a_practices_own() -> None:
    assert not any(is_own(symptom.code) for symptom in SYMPTOMS)


@pytest.mark.django_db
def test_added_renamed_retired_and_brought_back(linden: House) -> None:
    browser = sign_in(OWNER)
    assert browser.post(SETTINGS, JAW).status_code == 302
    with acting(linden.boss) as boss:
        (made,) = own_symptoms(boss)
    assert (made.source, made.built_in_version, made.sided) == ("the practice", 0, True)
    assert is_own(made.built_in_code)
    at = f"{SETTINGS}{made.pk}/"
    assert browser.post(at, JAW | {"label": "My jaw clicks"}).status_code == 302
    assert "My jaw clicks" in words(browser.get(SETTINGS))
    browser.post(f"{at}retire/", {"retired": "1"})
    assert own(linden) == [("My jaw clicks", False)]
    browser.post(f"{at}retire/", {"retired": "0"})
    assert own(linden) == [("My jaw clicks", True)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"label": ""}, "label"),
        ({"label": " … "}, "label"),
        ({"label": "x" * (OWN_LENGTH + 1)}, "label"),
        ({"label": "MY JAW  is tight"}, "label"),
        ({"label": INTAKE_SYMPTOMS[0].label.upper()}, "label"),
        ({"category": "posture"}, "category"),
        ({"category": ""}, "category"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_adds_nothing(
    linden: House, wrong: dict[str, str], field: str
) -> None:
    add(linden)
    answer = sign_in(OWNER).post(SETTINGS, JAW | {"label": "Another"} | wrong)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert own(linden) == [("My jaw is tight", True)]


@pytest.mark.django_db
def test_a_retired_name_is_taken_and_a_renamed_one_may_stay(linden: House) -> None:
    symptom = add(linden)
    with acting(linden.boss) as boss:
        edit_symptom(
            actor=boss, symptom=symptom, label="My JAW is tight", category="movement", sided=False
        )
        retire_symptom(actor=boss, symptom=symptom, retired=True)
    with acting(linden.boss) as boss, pytest.raises(DomainError):
        add_symptom(actor=boss, label="My jaw is tight", category="pain", sided=True)


@pytest.mark.django_db
def test_there_are_not_more_than_anybody_reads(linden: House) -> None:
    made = [add(linden, f"Number {n}") for n in range(OWN_MOST)]
    answer = sign_in(OWNER).post(SETTINGS, JAW)
    assert answer.status_code == 422
    assert "Retire one first" in words(answer)
    retire(linden, made[0])
    assert sign_in(OWNER).post(SETTINGS, JAW).status_code == 302
    sign_in(OWNER).post(f"{SETTINGS}{made[0].pk}/retire/", {"retired": "0"})
    assert ("Number 0", False) in own(linden)


@pytest.mark.django_db
def test_only_the_owner_adds_and_another_practice_sees_none(harbour: House, linden: House) -> None:
    symptom = add(linden)
    for role in ("practitioner", "trainee", "assistant"):
        browser = sign_in(f"{role}@linden.example")
        assert "My jaw is tight<" in words(browser.get(SETTINGS))
        assert browser.post(SETTINGS, JAW | {"label": "Other"}).status_code == 403
    foreign = sign_in("owner@harbour.example")
    assert "My jaw is tight<" not in words(foreign.get(SETTINGS))
    assert foreign.get(f"{SETTINGS}{symptom.pk}/").status_code == 404
    assert foreign.post(f"{SETTINGS}{symptom.pk}/retire/", {"retired": "1"}).status_code == 404
    assert own(linden) == [("My jaw is tight", True)]


@pytest.mark.django_db
def test_ours_are_not_edited_there_and_codes_stay_apart(linden: House) -> None:
    with acting(linden.boss) as boss:
        ours = Symptom.objects.visible_to(boss).filter(built_in_version__gt=0)[0]
    assert sign_in(OWNER).get(f"{SETTINGS}{ours.pk}/").status_code == 404
    symptom = add(linden)
    for wrong in ({"built_in_code": "jaw"}, {"built_in_version": 1}):
        with acting(linden.boss) as boss, pytest.raises(DatabaseError), transaction.atomic():
            Symptom.objects.visible_to(boss).filter(pk=symptom.pk).update(**wrong)


@pytest.mark.django_db
def test_told_reviewed_printed_and_reported(linden: House, nora: Client) -> None:
    code = add(linden).built_in_code
    intake = signed(linden, nora, answers_with(told(code, quality="pull", since="2019")))
    staff = sign_in(OWNER)
    page = words(staff.get(f"/intakes/{intake.pk}/"))
    assert '<th scope="row">My jaw is tight' in page
    paper = read(staff.get(f"/intakes/{intake.pk}/intake.pdf").content)
    assert "".join(["My", "jaw", "is", "tight,", "Left,", "6", "of", "10,", "A", "pull"]) in paper
    with acting(linden.boss) as boss:
        accept_intake(actor=boss, submission_id=intake.pk)
        (report,) = SymptomReport.objects.visible_to(boss).select_related("symptom")
        assert (report.symptom.built_in_code, report.side, report.severity) == (code, "left", 6)


@pytest.mark.django_db
def test_renamed_or_retired_later_a_signed_intake_reads_as_it_was(
    linden: House, nora: Client
) -> None:
    symptom = add(linden)
    intake = signed(linden, nora, answers_with(told(symptom.built_in_code)))
    with acting(linden.boss) as boss:
        edit_symptom(actor=boss, symptom=symptom, label="Renamed", category="pain", sided=True)
        retire_symptom(actor=boss, symptom=symptom, retired=True)
    assert "My jaw is tight" in words(sign_in(OWNER).get(f"/intakes/{intake.pk}/"))
    with acting(linden.boss) as boss:
        accept_intake(actor=boss, submission_id=intake.pk)
        assert SymptomReport.objects.visible_to(boss).count() == 1


@pytest.mark.django_db
def test_one_without_a_side_is_not_asked_for_it(linden: House, nora: Client) -> None:
    code = add(linden, "I sleep badly", sided=False).built_in_code
    browser = sign_in(NORA)
    assert send(browser, "symptoms", chosen=[code], **{f"side_{code}": "left"}).status_code == 302
    form = browser.get(STEP).context["form"]
    row = next(row for row in form.rows() if row.code == code)
    assert row.fields[0].name == f"severity_{code}"


@pytest.mark.django_db
def test_one_without_a_side_is_told_without_it(linden: House, nora: Client) -> None:
    code = add(linden, "I sleep badly", sided=False).built_in_code
    intake = signed(linden, nora, answers_with(told(code)))
    assert intake.answers["symptoms"][0]["side"] == ""
    assert missing_parts(intake.answers) == []
    (line,) = words_of(intake.answers, IntakeStep.SYMPTOMS)
    assert line == "I sleep badly, 6 of 10"
    with acting(linden.boss) as boss:
        accept_intake(actor=boss, submission_id=intake.pk)
        assert SymptomReport.objects.visible_to(boss).get().side == ""


@pytest.mark.django_db
def test_one_with_a_side_needs_it_before_signing(linden: House, nora: Client) -> None:
    code = add(linden).built_in_code
    draft = save(linden, nora, told(code, side="", sided=False, label="Something else"))
    (entry,) = draft.answers["symptoms"]
    assert (entry["sided"], entry["label"]) == (True, "My jaw is tight")
    missing = [m.field for m in missing_parts(draft.answers) if m.step is IntakeStep.SYMPTOMS]
    assert missing == ["symptoms.0.side"]


@pytest.mark.django_db
def test_words_of_ones_own_do_not_stand_under_a_code_of_ours(linden: House, nora: Client) -> None:
    draft = save(linden, nora, told("groin_pull", label="Mine", sided=False))
    assert not {"label", "sided"} & set(draft.answers["symptoms"][0])


@pytest.mark.django_db
@pytest.mark.parametrize("which", ["foreign", "made up", "retired"])
def test_a_foreign_unknown_or_retired_one_writes_nothing(
    harbour: House, linden: House, nora: Client, which: str
) -> None:
    codes = {"made up": "own_00000000"}
    if which == "foreign":
        codes["foreign"] = add(harbour).built_in_code
    if which == "retired":
        symptom = add(linden)
        retire(linden, symptom)
        codes["retired"] = symptom.built_in_code
    with pytest.raises(DomainError) as refused:
        save(linden, nora, told("groin_pull"), told(codes[which]))
    assert refused.value.field == "symptoms.1.code"
    browser = sign_in(NORA)
    assert codes[which] not in browser.get(STEP).content.decode()
    assert send(browser, "symptoms", chosen=[codes[which]]).status_code == 422
    with acting(linden.boss) as boss:
        assert IntakeSubmission.objects.visible_to(boss).count() == 0


@pytest.mark.django_db
def test_retired_in_the_middle_it_stays_with_who_told_it(linden: House, nora: Client) -> None:
    symptom = add(linden)
    code = symptom.built_in_code
    intake = signed(linden, nora, answers_with(told(code)))
    retire(linden, symptom)
    with acting(linden.boss) as boss:
        ask_back(actor=boss, submission_id=intake.pk, step="symptoms", question="Since when?")
    browser = sign_in(NORA)
    assert code in browser.get(STEP).content.decode()
    kept = save(linden, nora, told(code, since="2019"))
    assert kept.answers["symptoms"][0]["since"] == "2019"
    agreed = {"consents": {}, "signature": "Nora Ng"}
    assert read_answers(kept.answers | agreed).symptoms[0].label == symptom.label


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_one_without_a_side_in_a_browser(
    chromium: Browser, live_server: Any, linden: House, nora: Client
) -> None:
    code = add(linden, "I sleep badly", sided=False).built_in_code
    page = sign_in_on(phone_of(chromium, live_server.url), NORA)
    page.goto(STEP)
    page.locator(f"label:has([name=chosen][value={code}])").tap()
    group = page.get_by_role("group", name="I sleep badly")
    expect(group.get_by_text("How strong has it been this week?")).to_be_visible()
    expect(group.get_by_text("On which side?")).to_have_count(0)
    page.context.close()


@pytest.mark.django_db
def test_wording_it_anew_brings_nothing_back(linden: House) -> None:
    """It was retired by a colleague after it was read to be worded anew."""
    read_before = add(linden)
    with acting(linden.boss) as boss:
        theirs = Symptom.objects.visible_to(boss).get(pk=read_before.pk)
    retire(linden, theirs)
    with acting(linden.boss) as boss:
        edit_symptom(
            actor=boss, symptom=read_before, label="My jaw clicks", category="pain", sided=False
        )
    assert own(linden) == [("My jaw clicks", False)]
