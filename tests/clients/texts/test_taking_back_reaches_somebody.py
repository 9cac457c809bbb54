"""An agreement taken back stands where somebody looks, until they say that they know of it."""

import pytest
from django.db import transaction
from django.http import Http404

from clients.intake.models import IntakeSubmission
from clients.intake.rules import IntakeStep
from clients.intake.services import Incomplete, ask_back, save_step, sign_intake
from clients.records.models import Client, ConsentRecord
from clients.records.rules import ClientState
from clients.records.services import set_client_state
from clients.texts.queries import get_agreement
from clients.texts.services import agree, take_back, take_note
from practice.core.actor import NotAllowed, acting
from tests.cast import House, sign_in
from tests.clients.texts.test_agreements_in_the_portal import said, told, words

pytestmark = pytest.mark.django_db
NORA, OWNER = "nora@clients.example", "owner@linden.example"
PRACTITIONER = "practitioner@linden.example"
WAITS = "an agreement taken back"


def on_today(who: str = PRACTITIONER) -> bool:
    return WAITS in words(sign_in(who).get("/"))


def last(house: House, kind: str) -> ConsentRecord:
    with acting(house.boss) as boss:
        rows = ConsentRecord.objects.visible_to(boss).filter(document__kind=kind)
        found = rows.select_related("said_by", "seen_by").order_by("-answered_at", "-id").first()
        assert found
        return found


@pytest.mark.parametrize("kind", ["scope", "privacy", "touch"])
def test_it_stands_on_today_until_somebody_says_that_they_know(
    linden: House, nora: Client, kind: str
) -> None:
    told(linden, nora, touch=True)
    assert not on_today()
    sign_in(NORA).post(f"/portal/agreements/{kind}/", {"back": "1"})
    assert on_today()
    assert not on_today("assistant@linden.example")
    browser, there = sign_in(PRACTITIONER), f"/clients/{nora.pk}/agreements/{kind}/"
    assert there in browser.get("/").content.decode()
    client = words(browser.get(f"/clients/{nora.pk}/"))
    assert "They took this agreement back on" in client
    page = words(browser.get(there))
    assert "Taken back in the portal" in page
    assert ("needed for lessons" in page) is (kind != "touch")
    assert "Noted, with your name" in words(browser.post(there, {"seen": "1"}, follow=True))
    assert not on_today()
    client = words(browser.get(f"/clients/{nora.pk}/"))
    assert "They took this agreement back on" not in client
    assert "Taken back:" in client.partition("What happened")[2]
    assert "Taken back:" in words(browser.get(f"/clients/{nora.pk}/?kind=agreement"))
    assert last(linden, kind).seen_by == linden.practitioner


def test_of_reminders_nobody_has_to_take_note(linden: House, nora: Client) -> None:
    told(linden, nora, messaging=True)
    sign_in(NORA).post("/portal/agreements/messaging/", {"back": "1"})
    assert said(linden, "messaging")[-1][1] is False
    assert not on_today()


def test_what_was_agreed_to_again_waits_for_nobody(linden: House, nora: Client) -> None:
    told(linden, nora, touch=True)
    with acting(linden.as_client(nora)) as actor:
        take_back(actor=actor, kind="touch")
    assert on_today()
    with acting(linden.as_client(nora)) as actor:
        newest = get_agreement(actor, nora.pk, "touch").newest
        assert newest
        agree(actor=actor, kind="touch", document_id=newest.pk, typed_name="Nora Ng")
    assert not on_today()


def test_what_is_said_aloud_is_written_down_with_the_same_effect(
    linden: House, nora: Client
) -> None:
    told(linden, nora, touch=True)
    there = f"/clients/{nora.pk}/agreements/touch/"
    browser = sign_in(OWNER)
    assert "They took it back" in words(browser.get(there))
    assert browser.post(there, {"back": "1"}).status_code == 302
    assert "Nothing stands" in words(browser.post(there, {"back": "1"}, follow=True))
    assert said(linden, "touch") == [(1, True, "Nora Ng"), (1, False, "")]
    assert last(linden, "touch").said_by == linden.owner
    assert "Taken back aloud" in words(browser.get(there))
    assert "You took it back" in words(sign_in(NORA).get("/portal/agreements/touch/"))
    assert "written down by Olive Owner" in words(browser.get(f"/clients/{nora.pk}/"))
    assert on_today()  # it was not the one who works with them


def test_who_works_with_them_and_writes_it_down_knows_of_it(linden: House, nora: Client) -> None:
    told(linden, nora, touch=True)
    sign_in(PRACTITIONER).post(f"/clients/{nora.pk}/agreements/touch/", {"back": "1"})
    assert last(linden, "touch").seen_by == linden.practitioner
    assert not on_today()


def test_nobody_else_writes_it_down(linden: House, nora: Client) -> None:
    told(linden, nora, touch=True)
    before = said(linden, "touch")
    assistant, trainee = linden.actor(linden.assistant), linden.actor(linden.trainee)
    for actor, refusal in ((assistant, NotAllowed), (trainee, Http404)):
        with acting(actor), pytest.raises(refusal), transaction.atomic():
            take_back(actor=actor, kind="touch", client_id=nora.pk)
    with acting(linden.as_client(nora)) as hers, pytest.raises(NotAllowed):
        take_note(actor=hers, client_id=nora.pk, kind="touch")
    assert said(linden, "touch") == before


def test_an_archived_record_is_only_read(linden: House, nora: Client) -> None:
    told(linden, nora, touch=True)
    there = f"/clients/{nora.pk}/agreements/touch/"
    with acting(linden.as_client(nora)) as actor:
        take_back(actor=actor, kind="touch")
    with acting(linden.boss) as boss:
        set_client_state(actor=boss, client=nora, state=ClientState.ARCHIVED)
    assert not on_today()
    browser = sign_in(OWNER)
    assert "taken note" not in words(browser.get(there))
    browser.post(there, {"seen": "1"})
    assert last(linden, "touch").seen_at is None


@pytest.fixture
def anew(linden: House, nora: Client) -> None:
    """Asked back on, her intake waits to be signed again, with what she agrees to kept."""
    told(linden, nora, touch=True)
    with acting(linden.boss) as boss:
        intake = IntakeSubmission.objects.visible_to(boss).get()
        ask_back(actor=boss, submission_id=intake.pk, step="concern", question="Since when?")
    consents = {"scope": True, "privacy": True, "touch": True, "photo": False}
    with acting(linden.as_client(nora)) as actor:
        told_anew = {"concern": "Since the winter."}
        save_step(actor=actor, step=IntakeStep.CONCERN, part=told_anew, seen=None)
        agreed = {"consents": consents, "signature": "Nora Ng"}
        save_step(actor=actor, step=IntakeStep.CONSENT, part=agreed, seen=None)


@pytest.mark.usefixtures("anew")
def test_a_draft_that_kept_it_is_not_signed_as_if_it_stood(linden: House, nora: Client) -> None:
    with acting(linden.as_client(nora)) as actor:
        take_back(actor=actor, kind="touch")
        signed = sign_intake(actor=actor)
    assert signed.answers["consents"]["touch"] is False
    assert [given for _version, given, _name in said(linden, "touch")] == [True, False, False]


@pytest.mark.usefixtures("anew")
def test_what_is_needed_is_asked_for_again_with_its_place(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        take_back(actor=boss, kind="privacy", client_id=nora.pk)
    with acting(linden.as_client(nora)) as actor, pytest.raises(Incomplete) as lacks:
        sign_intake(actor=actor)
    assert [one.field for one in lacks.value.missing] == ["consents.privacy"]


@pytest.mark.usefixtures("anew")
def test_what_was_agreed_to_since_stands_in_it_too(linden: House, nora: Client) -> None:
    with acting(linden.as_client(nora)) as actor:
        newest = get_agreement(actor, nora.pk, "photo").newest
        assert newest
        agree(actor=actor, kind="photo", document_id=newest.pk, typed_name="Nora Ng")
        assert sign_intake(actor=actor).answers["consents"]["photo"] is True
