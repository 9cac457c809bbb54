"""Publishing makes a new version; what somebody agreed to stays, and stays readable."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from clients.intake.rules import CORE_STEPS
from clients.intake.services import accept_intake
from clients.records.models import Client, ConsentDocument, ConsentRecord
from clients.texts.queries import texts_of
from clients.texts.rules import CONSENT_TEXTS, ConsentKind
from clients.texts.services import publish_text
from practice.core.actor import acting
from practice.core.errors import DomainError
from tests.cast import House, sign_in
from tests.clients.intake.answers import complete_answers
from tests.clients.intake.counting import statements
from tests.clients.intake.walking import send, signed

pytestmark = pytest.mark.django_db
NEW = {
    "title": "Hands-on work",
    "text": "New words.\n\nTwo paragraphs.",
    "required": "on",
    "asked": "on",
}


def stored(house: House) -> list[dict[str, Any]]:
    with acting(house.boss) as boss:
        rows: Any = ConsentDocument.objects.visible_to(boss).order_by("id").values()
        return list(rows)


def touch(house: House) -> Any:
    return next(row for row in stored(house) if row["kind"] == "touch")["id"]


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_publishing_makes_the_next_version_and_keeps_the_old(linden: House) -> None:
    browser, first = sign_in("owner@linden.example"), touch(linden)
    before = stored(linden)
    answer = browser.post(f"/settings/texts/{first}/edit/", NEW | {"version": "9", "kind": "scope"})
    assert answer.status_code == 302
    after = stored(linden)
    assert after[: len(before)] == before
    (made,) = after[len(before) :]
    assert (made["kind"], made["version"], made["required"]) == ("touch", 2, True)
    assert "An older version" in words(browser.get(f"/settings/texts/{first}/"))
    assert "New words." in words(browser.get(answer["Location"]))
    assert "version 2" in words(browser.get("/settings/texts/"))


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"title": "x" * 121}, {"text": "  "}, {"text": "x" * 20_001}]
)
def test_a_wrong_text_publishes_nothing(linden: House, wrong: dict[str, str]) -> None:
    before = stored(linden)
    browser = sign_in("owner@linden.example")
    assert browser.post(f"/settings/texts/{touch(linden)}/edit/", NEW | wrong).status_code == 422
    assert stored(linden) == before


def test_an_older_version_is_not_published_over_a_newer(linden: House) -> None:
    browser, first = sign_in("owner@linden.example"), touch(linden)
    browser.post(f"/settings/texts/{first}/edit/", NEW)
    before = stored(linden)
    answer = browser.post(f"/settings/texts/{first}/edit/", NEW | {"text": "Mine."})
    assert answer.status_code == 422
    assert "Mine." in words(answer)
    assert stored(linden) == before


def test_only_the_owner_publishes_and_others_read(harbour: House, linden: House) -> None:
    before, first = stored(linden), touch(linden)
    for role in ("practitioner", "trainee", "assistant"):
        browser = sign_in(f"{role}@linden.example")
        assert browser.get(f"/settings/texts/{first}/").status_code == 200
        assert browser.post(f"/settings/texts/{first}/edit/", NEW).status_code == 403
    foreign = sign_in("owner@harbour.example")
    assert foreign.get(f"/settings/texts/{first}/").status_code == 404
    assert foreign.post(f"/settings/texts/{first}/edit/", NEW).status_code == 404
    assert stored(linden) == before


def test_the_database_refuses_to_change_a_version(linden: House) -> None:
    with acting(linden.boss) as boss:
        rows = ConsentDocument._base_manager.filter(practice_id=boss.practice_id)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(text="Something else")


def test_the_intake_asks_the_newest_and_its_required_flag(linden: House, nora: Client) -> None:
    owner = sign_in("owner@linden.example")
    owner.post(f"/settings/texts/{touch(linden)}/edit/", NEW)
    browser = sign_in("nora@clients.example")
    page = browser.get("/portal/intake/consent/")
    assert "New words." in words(page)
    for step in CORE_STEPS:
        send(browser, step.value)
    refused = browser.post("/portal/intake/")
    assert refused.status_code == 422
    assert "We need your agreement" in words(refused)
    send(browser, "consent", given_touch="on")
    assert browser.post("/portal/intake/").status_code == 302


def test_a_version_published_in_between_is_read_before_signing(linden: House, nora: Client) -> None:
    browser = sign_in("nora@clients.example")
    for step in CORE_STEPS:
        send(browser, step.value)
    owner = sign_in("owner@linden.example")
    owner.post(f"/settings/texts/{touch(linden)}/edit/", NEW)
    refused = browser.post("/portal/intake/")
    assert refused.status_code == 422
    assert "One of these texts has changed" in words(refused)


def test_who_agreed_to_which_version_is_shown(linden: House, nora: Client) -> None:
    answers: dict[str, Any] = {**complete_answers(), "signature": "Nora Ng"}
    answers["contact"] = {**answers["contact"], "given_name": "Nora", "family_name": "Ng"}
    submission = signed(linden, nora, answers)
    with acting(linden.boss) as boss:
        accept_intake(actor=boss, submission_id=submission.pk)
    owner, first = sign_in("owner@linden.example"), touch(linden)
    owner.post(f"/settings/texts/{first}/edit/", NEW)
    assert "Nora Ng" in words(owner.get(f"/settings/texts/{first}/"))
    newest = stored(linden)[-1]["id"]
    assert "Nobody yet." in words(owner.get(f"/settings/texts/{newest}/"))
    assert "New words" not in words(owner.get(f"/intakes/{submission.pk}/"))
    assistant = sign_in("assistant@linden.example")
    assert "Nora Ng" not in words(assistant.get(f"/settings/texts/{first}/"))
    with acting(linden.boss) as boss:
        rows = ConsentRecord.objects.visible_to(boss)
        agreed = set(rows.values_list("document__kind", "document__version"))
        first_ones = {
            (kind.value, text.version) for kind, text in CONSENT_TEXTS.items() if text.text
        }
        assert agreed == first_ones


def test_guarantee_terms_are_not_asked_until_they_are_written(linden: House, nora: Client) -> None:
    owner, browser = sign_in("owner@linden.example"), sign_in("nora@clients.example")
    assert "these words are yours alone" in words(owner.get("/settings/texts/"))
    assert "guarantee" not in words(browser.get("/portal/intake/consent/"))
    assert owner.get("/settings/texts/new/guarantee/").status_code == 200
    first = {"title": "Our promise", "text": "Three lessons.", "required": "on", "asked": "on"}
    assert owner.post("/settings/texts/new/guarantee/", first).status_code == 302
    made = stored(linden)[-1]
    assert (made["kind"], made["version"], made["title"]) == ("guarantee", 1, "Our promise")
    page = words(browser.get("/portal/intake/consent/"))
    assert "Three lessons." in page
    assert "I have read these terms, and I agree to them." in page
    for step in CORE_STEPS:
        send(browser, step.value)
    assert browser.post("/portal/intake/").status_code == 422
    send(browser, "consent", given_guarantee="on")
    assert browser.post("/portal/intake/").status_code == 302
    with acting(linden.boss) as boss:
        rows = ConsentRecord.objects.visible_to(boss).select_related("document")
        kept = rows.get(document__kind="guarantee")
        assert (kept.given, kept.typed_name, kept.document.version) == (True, "Nora Ng", 1)


def test_the_first_version_is_written_once(linden: House) -> None:
    owner = sign_in("owner@linden.example")
    first = {"title": "Our promise", "text": "Three lessons.", "asked": "on"}
    owner.post("/settings/texts/new/guarantee/", first)
    before = stored(linden)
    assert owner.post("/settings/texts/new/guarantee/", first).status_code == 422
    assert stored(linden) == before
    leads = owner.get("/settings/texts/new/guarantee/")
    assert leads["Location"] == f"/settings/texts/{before[-1]['id']}/edit/"
    assert owner.get("/settings/texts/new/horoscope/").status_code == 404


def test_a_text_may_rest_but_not_what_all_work_needs(linden: House, nora: Client) -> None:
    owner, rests = sign_in("owner@linden.example"), {"title": "Words", "text": "Other words."}
    assert owner.post(f"/settings/texts/{touch(linden)}/edit/", rests).status_code == 302
    assert "not asked" in words(owner.get("/settings/texts/"))
    browser = sign_in("nora@clients.example")
    assert "given_touch" not in words(browser.get("/portal/intake/consent/"))
    scope = next(row for row in stored(linden) if row["kind"] == "scope")["id"]
    assert "Ask clients for this" not in words(owner.get(f"/settings/texts/{scope}/edit/"))
    owner.post(f"/settings/texts/{scope}/edit/", rests)
    assert [row["asked"] for row in stored(linden) if row["kind"] == "scope"] == [True, True]
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="no work without"):
        publish_text(
            actor=boss, text_id=scope, kind=ConsentKind.SCOPE, required=True, asked=False, **rests
        )


def test_who_took_it_back_counts_as_a_no(linden: House, nora: Client) -> None:
    answers: dict[str, Any] = {**complete_answers(), "signature": "Nora Ng"}
    answers["contact"] = {**answers["contact"], "given_name": "Nora", "family_name": "Ng"}
    answers["consents"] = {**answers["consents"], "touch": True}
    signed(linden, nora, answers)
    sign_in("nora@clients.example").post("/portal/agreements/touch/", {"back": "1"})
    with acting(linden.boss) as boss:
        counted = {text.newest.kind: (text.given, text.refused) for text in texts_of(boss)}
    assert counted["touch"] == (0, 1)


def test_the_pages_take_few_statements(linden: House, nora: Client) -> None:
    browser, first = sign_in("owner@linden.example"), touch(linden)
    for path in ("/settings/texts/", f"/settings/texts/{first}/"):
        with statements() as seen:
            browser.get(path)
        assert len(seen) <= 8, "\n".join(seen)
    with statements() as seen:
        browser.post(f"/settings/texts/{first}/edit/", NEW)
    assert len(seen) <= 12, "\n".join(seen)
