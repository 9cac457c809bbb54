"""The same symptom on both sides, with a number for each: told, read, reported and compared."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from clients.intake.models import IntakeSubmission
from clients.intake.rules import IntakeStep, changes_between, missing_parts, words_of
from clients.intake.services import accept_intake, save_step
from clients.records.models import Client
from clients.symptoms.models import Symptom, SymptomReport
from clients.symptoms.queries import symptoms_now
from clients.symptoms.services import add_symptom
from practice.core.actor import acting
from practice.core.clock import now
from practice.core.errors import DomainError
from tests.browser import sign_in_on
from tests.cast import House, sign_in
from tests.clients.intake.answers import complete_answers
from tests.clients.intake.test_the_pdf_says_what_was_signed import read
from tests.clients.intake.walking import hidden, send, signed
from tests.journey.phones import phone_of

STEP, NORA, OWNER = "/portal/intake/symptoms/", "nora@clients.example", "owner@linden.example"
CODE = "groin_pull"


def told(**more: Any) -> dict[str, Any]:
    return {"code": CODE, "side": "both", "severity": 3, "brought_on_by": None} | more


def intake_with(house: House, client: Client, *symptoms: dict[str, Any]) -> IntakeSubmission:
    answers: dict[str, Any] = {**complete_answers(), "signature": "Nora Ng"}
    answers["contact"] = {**answers["contact"], "given_name": "Nora", "family_name": "Ng"}
    return signed(house, client, answers | {"symptoms": list(symptoms)})


def reports(house: House) -> list[tuple[str, int | None]]:
    with acting(house.boss) as boss:
        rows = SymptomReport.objects.visible_to(boss).order_by("side")
        return list(rows.values_list("side", "severity"))


@pytest.mark.django_db
def test_told_on_the_page_and_shown_again(linden: House, nora: Client) -> None:
    browser = sign_in(NORA)
    page = browser.get(STEP)
    sent = {"chosen": [CODE], f"side_{CODE}": "both", f"severity_{CODE}": "3", **hidden(page)}
    assert browser.post(STEP, sent | {f"right_{CODE}": "0"}).status_code == 302
    page = browser.get(STEP)
    assert "Both sides · 3 of 10 · on the right 0 of 10" in page.content.decode()
    (row,) = [row for row in page.context["form"].rows() if row.is_ticked]
    assert {field.name: field.value() for field in row.said}[f"right_{CODE}"] == 0


@pytest.mark.django_db
@pytest.mark.parametrize("left_over", ["6", "nonsense"])
def test_one_side_has_one_number(linden: House, nora: Client, left_over: str) -> None:
    """A number that was left from both sides is seen by nobody, and kept by nobody."""
    browser = sign_in(NORA)
    said = {"chosen": [CODE], f"side_{CODE}": "left", f"right_{CODE}": left_over}
    assert send(browser, "symptoms", **said).status_code == 302
    with acting(linden.boss) as boss:
        (draft,) = IntakeSubmission.objects.visible_to(boss)
    assert "severity_right" not in next(
        one for one in draft.answers["symptoms"] if one["code"] == CODE
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [{"severity_right": 11}, {"severity_right": "6"}, {"side": "left", "severity_right": 6}],
)
def test_what_no_page_would_send_writes_nothing(
    linden: House, nora: Client, wrong: dict[str, Any]
) -> None:
    part = {"symptoms": [told(**wrong)]}
    with acting(linden.as_client(nora)) as actor, pytest.raises(DomainError) as refused:
        save_step(actor=actor, step=IntakeStep.SYMPTOMS, part=part, seen=None)
    assert refused.value.field == "symptoms.0.severity_right"
    with acting(linden.boss) as boss:
        assert IntakeSubmission.objects.visible_to(boss).count() == 0


@pytest.mark.django_db
def test_more_than_anybody_tells_is_not_kept(linden: House, nora: Client) -> None:
    part = {"symptoms": [told()] * 1_500}
    with acting(linden.as_client(nora)) as actor, pytest.raises(DomainError, match="shorten"):
        save_step(actor=actor, step=IntakeStep.SYMPTOMS, part=part, seen=None)


@pytest.mark.django_db
def test_read_printed_and_reported_apart(linden: House, nora: Client) -> None:
    intake = intake_with(linden, nora, told(severity_right=6))
    assert missing_parts(intake.answers) == []
    browser = sign_in(OWNER)
    page = " ".join(browser.get(f"/intakes/{intake.pk}/").content.decode().split())
    assert "left 3<br>right 6" in page
    paper = read(browser.get(f"/intakes/{intake.pk}/intake.pdf").content)
    assert "left3of10,right6of10" in paper
    with acting(linden.boss) as boss:
        accept_intake(actor=boss, submission_id=intake.pk)
    assert reports(linden) == [("left", 3), ("right", 6)]


@pytest.mark.django_db
@pytest.mark.parametrize("more", [{}, {"severity_right": None}, {"severity_right": 3}])
def test_the_same_on_both_sides_is_one_report(
    linden: House, nora: Client, more: dict[str, Any]
) -> None:
    intake = intake_with(linden, nora, told(**more))
    with acting(linden.boss) as boss:
        accept_intake(actor=boss, submission_id=intake.pk)
    assert reports(linden) == [("both", 3)]


@pytest.mark.django_db
def test_the_stronger_side_counts_in_the_order(linden: House, nora: Client) -> None:
    milder = {"code": "groin_pain", "side": "left", "severity": 5, "brought_on_by": None}
    intake = intake_with(linden, nora, milder, told(severity=None, severity_right=9))
    page = sign_in(OWNER).get(f"/intakes/{intake.pk}/").content.decode()
    rows = page[page.index('id="h-symptoms"') :]
    assert rows.index("A pull in the groin") < rows.index("Pain in the groin")


def test_a_change_of_one_side_is_one_change() -> None:
    before, after = {"symptoms": [told(severity_right=6)]}, {"symptoms": [told(severity_right=4)]}
    ((step, (change,)),) = changes_between(before, after)
    assert step is IntakeStep.SYMPTOMS
    assert "left 3 of 10, right 6 of 10" in change.was
    assert "left 3 of 10, right 4 of 10" in change.now
    (line,) = words_of({"symptoms": [told(severity=None, severity_right=4)]}, IntakeStep.SYMPTOMS)
    assert "left not answered, right 4 of 10" in line


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("earlier", "later", "now_told"),
    [
        ({"both": 5}, {"left": 3, "right": 6}, {("left", 3), ("right", 6)}),
        ({"left": 3, "right": 6}, {"both": 2}, {("both", 2)}),
        ({"left": 3}, {"right": 6}, {("left", 3), ("right", 6)}),
        ({"middle": 4}, {"both": 2}, {("middle", 4), ("both", 2)}),
    ],
)
def test_what_holds_now_names_no_side_twice(
    linden: House,
    nora: Client,
    earlier: dict[str, int],
    later: dict[str, int],
    now_told: set[tuple[str, int]],
) -> None:
    with acting(linden.boss) as boss:
        symptom = Symptom.objects.visible_to(boss).get(built_in_code=CODE)
        for days, sides in ((9, earlier), (1, later)):
            at = now() - timedelta(days=days)
            for side, severity in sides.items():
                SymptomReport(
                    practice_id=boss.practice_id,
                    client=nora,
                    symptom=symptom,
                    side=side,
                    severity=severity,
                    reported_on=at.date(),
                    reported_at=at,
                ).save(force_insert=True)
        assert {(r.side, r.severity) for r in symptoms_now(boss, nora.pk)} == now_told


@pytest.mark.django_db
def test_what_has_no_side_has_no_right(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        own = add_symptom(actor=boss, label="I sleep badly", category="pain", sided=False)
    form = sign_in(NORA).get(STEP).context["form"]
    assert f"right_{own.built_in_code}" not in form.fields
    with acting(linden.as_client(nora)) as actor:
        part = {"symptoms": [told(code=own.built_in_code, severity_right=6)]}
        draft = save_step(actor=actor, step=IntakeStep.SYMPTOMS, part=part, seen=None)
    assert "severity_right" not in draft.answers["symptoms"][0]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_number_for_the_right_comes_with_both_sides(
    chromium: Browser, live_server: Any, linden: House, nora: Client
) -> None:
    page = sign_in_on(phone_of(chromium, live_server.url), NORA)
    page.goto(STEP)
    page.locator(f"label:has([name=chosen][value={CODE}])").tap()
    right = page.locator(f"[name=right_{CODE}]")
    expect(right).to_be_hidden()
    page.locator(f"label:has([name=side_{CODE}][value=both])").tap()
    expect(right).to_be_visible()
    page.locator(f"label:has([name=side_{CODE}][value=left])").tap()
    expect(right).to_be_hidden()
    page.context.close()
