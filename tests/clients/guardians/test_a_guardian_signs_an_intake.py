"""Under age nobody signs alone: a guardian does, and it says who, as what, and for whom."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from pypdf import PdfReader

from clients.guardians.rules import Signing
from clients.guardians.services import GuardianData, edit_guardian, end_guardian
from clients.intake.rules import IntakeStep, missing_parts, signers_in, stated
from clients.intake.services import Incomplete, save_step, sign_intake
from clients.records.models import Client, ConsentRecord
from practice.core.actor import acting
from practice.core.errors import DomainError
from tests.cast import House, sign_in
from tests.clients.guardians.cast import child, guarded, with_login
from tests.clients.intake.answers import complete_answers
from tests.clients.intake.walking import FORMS, hidden, path, stored

pytestmark = pytest.mark.django_db
STAFF, MIKA = "practitioner@linden.example", "mika@moor.example"
GRETA = "Greta Moor"
NAMED = {"given_name": "Mika", "family_name": "Moor", "preferred_name": ""}


@pytest.fixture
def mika(linden: House) -> Client:
    """Somebody under age with a login."""
    return child(linden, email=MIKA)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def fill(browser: Any, there: str, signature: str) -> Any:
    """Every step, the agreement last; the answer to that one."""
    for step in FORMS:
        url = f"{there}{step}/"
        more = NAMED if step == "contact" else {}
        more |= {"signature": signature} if step == "consent" else {}
        shown = browser.get(url)
        assert shown.status_code == 200, step
        answer = browser.post(url, {**FORMS[step], **hidden(shown), **more})
        assert answer.status_code == 302 or step == "consent", step
    return answer


def together(client: Client, signature: str = GRETA) -> tuple[Any, str, Any]:
    """The practitioner fills it in with the client; somebody types a name."""
    browser, there = sign_in(STAFF), f"/clients/{client.pk}/intake/"
    browser.post(f"{there}together/")
    return browser, there, fill(browser, there, signature)


def consents(house: House, client: Client) -> list[tuple[Any, ...]]:
    with acting(house.boss) as boss:
        rows = ConsentRecord.objects.visible_to(boss).filter(client=client).order_by("pk")
        return list(rows.values_list("typed_name", "guardian_id", "signed_as"))


def test_the_guardian_who_is_present_signs_and_all_of_it_says_so(
    linden: House, mika: Client
) -> None:
    greta = guarded(linden, mika)
    guarded(linden, mika, "Gus Moor", "father")
    browser, there, _last = together(mika)
    asked = words(browser.get(f"{there}consent/"))
    assert "Whoever is present types their name: Greta Moor · Gus Moor" in asked
    browser.post(there)
    (kept,) = stored(linden)
    assert (kept["state"], kept["typed_signature"]) == ("signed", GRETA)
    assert (kept["guardian_id"], kept["signed_as"]) == (greta.pk, "mother")
    assert kept["client_id"] == mika.pk
    agreed = consents(linden, mika)
    assert len(agreed) > 3
    assert set(agreed) == {(GRETA, greta.pk, "mother")}
    review = words(browser.get(f"/intakes/{kept['id']}/"))
    assert "by Greta Moor (mother) for Mika Moor, under age" in review
    page = words(browser.get(f"/clients/{mika.pk}/"))
    assert page.count("signed by Greta Moor (mother)") == len(agreed)
    paper = browser.get(f"/intakes/{kept['id']}/intake.pdf")
    reader = PdfReader(io.BytesIO(paper.content))
    told = " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    assert "Intake of Mika Moor" in told
    assert "Greta Moor (mother), for the client under age" in told
    assert ", as mother, for Mika Moor" in told
    sent = words(sign_in(MIKA).get("/portal/intake/"))
    assert "Signed by Greta Moor (mother)" in sent


@pytest.mark.parametrize("typed", ["Mika Moor", "Gerda Moor", "Gus Moor"])
def test_no_other_name_signs(linden: House, mika: Client, typed: str) -> None:
    """Not the client's own, not a stranger's, and not that of a guardian whose part ended."""
    guarded(linden, mika)
    gus = guarded(linden, mika, "Gus Moor", "father")
    with acting(linden.boss) as boss:
        end_guardian(actor=boss, guardian=gus)
    browser, there, last = together(mika, typed)
    assert last.status_code == 422
    (error,) = last.context["form"].errors["signature"]
    assert "name of a guardian" in error
    assert browser.post(there).status_code == 422
    assert [kept["state"] for kept in stored(linden)] == ["draft"]
    assert consents(linden, mika) == []


def test_with_nobody_written_down_it_says_what_to_do(linden: House, mika: Client) -> None:
    browser, there, last = together(mika)
    (error,) = last.context["form"].errors["signature"]
    assert "no guardian is written down yet" in error
    assert "Add one on the client’s page." in words(browser.get(f"{there}consent/"))
    assert browser.post(there).status_code == 422


def test_somebody_under_age_fills_in_alone_and_does_not_sign(linden: House, mika: Client) -> None:
    guarded(linden, mika)
    browser = sign_in(MIKA)
    last = fill(browser, "/portal/intake/", "")
    assert last.status_code == 302
    shown = browser.get(path("consent"))
    assert "somebody who may act for you signs" in words(shown)
    sent = {**FORMS["consent"], **hidden(shown)}
    for typed in ("Mika Moor", GRETA):
        refused = browser.post(path("consent"), sent | {"signature": typed})
        assert refused.status_code == 422
        (error,) = refused.context["form"].errors["signature"]
        assert "somebody who may act for you signs here" in error
        saving = browser.post(
            path("consent"), sent | {"signature": typed}, headers={"Accept": "application/json"}
        )
        assert saving.status_code == 422
    overview = browser.post("/portal/intake/")
    assert overview.status_code == 422
    assert 'href="/portal/intake/consent/"' in words(overview)
    assert "somebody who may act for you signs here" in words(overview)
    (kept,) = stored(linden)
    assert (kept["state"], kept["answers"]["concern"]) == ("draft", FORMS["concern"]["concern"])
    assert kept["answers"]["consents"]["scope"] is True


def test_nor_by_the_service_with_a_guardians_name_that_was_left_there(
    linden: House, mika: Client
) -> None:
    guarded(linden, mika)
    _browser, _there, last = together(mika)
    assert last.status_code == 302
    with acting(linden.as_client(mika)) as actor:
        with pytest.raises(Incomplete) as refused:
            sign_intake(actor=actor)
        assert [part.field for part in refused.value.missing] == ["signature"]
        part = {"consents": {}, "signature": GRETA}
        with pytest.raises(DomainError, match="signs here"):
            save_step(actor=actor, step=IntakeStep.CONSENT, part=part, seen=None)


def test_while_the_name_is_typed_it_is_kept_as_far_as_it_goes(linden: House, mika: Client) -> None:
    guarded(linden, mika)
    browser, there, _last = together(mika)
    url = f"{there}consent/"
    sent = {**FORMS["consent"], **hidden(browser.get(url)), "signature": "Gre"}
    saving = browser.post(url, sent, headers={"Accept": "application/json"})
    assert saving.status_code == 200
    assert stored(linden)[0]["answers"]["signature"] == "Gre"
    assert browser.post(there).status_code == 422


def test_what_holds_is_judged_when_it_is_signed(linden: House, mika: Client) -> None:
    """Of age since, or a guardian with another name: the name that was typed signs no more."""
    greta = guarded(linden, mika)
    browser, there, _last = together(mika)
    with acting(linden.boss) as boss:
        data = GuardianData(name="Greta Mohr", relation="mother")
        edit_guardian(actor=boss, guardian=greta, data=data, version=1)
    assert browser.post(there).status_code == 422
    with time_machine.travel(datetime(2032, 5, 3, 18, tzinfo=UTC), tick=False):
        staff = sign_in(STAFF)
        refused = staff.post(there)
        assert refused.status_code == 422
        assert "type your name as in the first step" in words(refused)
        url = f"{there}consent/"
        sent = {**FORMS["consent"], **hidden(staff.get(url)), "signature": "Mika Moor"}
        assert staff.post(url, sent).status_code == 302
        staff.post(there)
    (kept,) = stored(linden)
    assert (kept["state"], kept["guardian_id"], kept["signed_as"]) == ("signed", None, "")
    assert kept["answers"].get("signers") is None


def test_what_was_signed_stays_when_the_guardian_changes_or_ends(
    linden: House, mika: Client
) -> None:
    greta = guarded(linden, mika)
    browser, there, _last = together(mika)
    browser.post(there)
    before = stored(linden), consents(linden, mika)
    with acting(linden.boss) as boss:
        data = GuardianData(name="Greta Mohr", relation="stepmother")
        edit_guardian(actor=boss, guardian=greta, data=data, version=1)
        end_guardian(actor=boss, guardian=greta)
    assert (stored(linden), consents(linden, mika)) == before
    with time_machine.travel(datetime(2032, 5, 3, 18, tzinfo=UTC), tick=False):
        review = words(sign_in(STAFF).get(f"/intakes/{before[0][0]['id']}/"))
    assert "by Greta Moor (mother) for Mika Moor" in review


def test_an_adult_signs_as_before(linden: House, nora: Client) -> None:
    browser, there, last = together(nora, "Mika Moor")
    assert last.status_code == 302
    assert browser.post(there).status_code == 302
    (kept,) = stored(linden)
    assert (kept["state"], kept["guardian_id"]) == ("signed", None)
    assert {said[1:] for said in consents(linden, nora)} == {(None, "")}


def test_the_blank_one_asks_for_a_guardians_signature(
    linden: House, mika: Client, nora: Client
) -> None:
    browser = sign_in(STAFF)
    told = [words(browser.get(f"/clients/{one.pk}/intake-to-print/")) for one in (mika, nora)]
    assert ["signature of a guardian" in page for page in told] == [True, False]


def test_the_rules_know_what_is_missing() -> None:
    answers: dict[str, Any] = {**complete_answers(), "signers": [GRETA, "Gus Moor"]}
    cases = {"": "a guardian types", "Mara Lee": "name of a guardian", "gus  MOOR": ""}
    for typed, says in cases.items():
        found = missing_parts(answers | {"signature": typed})
        assert [says in part.message for part in found] == ([True] if says else [])
    assert signers_in({"signers": "Greta"}) is None
    assert "signers" not in stated(Signing(), answers)
    assert Signing(()).refuses(GRETA) != Signing((), is_alone=True).refuses(GRETA) != ""


def test_an_agreement_later_on_is_a_guardians_too_and_a_no_is_anybodys(
    linden: House, mika: Client
) -> None:
    greta = guarded(linden, mika, email="greta@moor.example")
    with_login(linden, greta)
    browser, there, _last = together(mika)
    browser.post(there)
    own, guardian = sign_in(MIKA), sign_in("greta@moor.example")
    url = "/portal/agreements/touch/"
    document = own.get(url).context["form"].initial["document"]
    for typed in ("Mika Moor", GRETA):
        refused = own.post(url, {"document": document, "typed_name": typed})
        assert refused.status_code == 422
        assert "somebody who may act for you signs here" in words(refused)
    assert guardian.post(url, {"document": document, "typed_name": "Mika Moor"}).status_code == 422
    assert guardian.post(url, {"document": document, "typed_name": GRETA}).status_code == 302
    assert consents(linden, mika)[-1] == (GRETA, greta.pk, "mother")
    assert own.post(url, {"back": "1"}).status_code == 302
    assert consents(linden, mika)[-1] == ("", None, "")
