"""A colleague opens the wizard, the client tells and signs; everything afterwards says so."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from clients.intake.emails import render_again
from clients.intake.rules import IntakeStep
from clients.intake.services import ask_for_intake, save_step
from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import ClientData, create_client, set_client_state
from practice.core.actor import acting
from practice.core.errors import DomainError
from practice.outbox.kinds import NotWanted
from practice.outbox.models import Message
from tests.cast import House, sign_in
from tests.clients.intake.test_the_intake_is_reviewed_and_accepted import nora_answers
from tests.clients.intake.walking import FORMS, hidden, signed, stored

pytestmark = pytest.mark.django_db
STAFF, NORA = "practitioner@linden.example", "nora@clients.example"


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def lars(linden: House) -> Client:
    """Somebody without an e-mail address."""
    with acting(linden.boss) as boss:
        data = ClientData(given_name="Nora", family_name="Ng", timezone="America/Denver")
        return create_client(actor=boss, data=data)


def begin(client: Client, email: str = STAFF) -> Any:
    browser = sign_in(email)
    return browser, browser.post(f"/clients/{client.pk}/intake/together/")


def fill(browser: Any, client: Client) -> None:
    for step in FORMS:
        url = f"/clients/{client.pk}/intake/{step}/"
        shown = browser.get(url)
        assert shown.status_code == 200, step
        assert browser.post(url, {**FORMS[step], **hidden(shown)}).status_code == 302, step


def test_the_whole_of_it_without_an_address_and_it_says_so(linden: House, lars: Client) -> None:
    page = words(sign_in(STAFF).get(f"/clients/{lars.pk}/"))
    assert "Fill it in together" in page
    browser, begun = begin(lars)
    assert begun["Location"] == f"/clients/{lars.pk}/intake/"
    assert "You fill it in together" in words(browser.get(begun["Location"]))
    refused = browser.post(f"/clients/{lars.pk}/intake/")
    assert refused.status_code == 422
    assert f"/clients/{lars.pk}/intake/concern/" in words(refused)
    fill(browser, lars)
    answer = browser.post(f"/clients/{lars.pk}/intake/", follow=True)
    (kept,) = stored(linden)
    assert (kept["state"], kept["typed_signature"]) == ("signed", "Nora Ng")
    assert kept["filled_with_id"] == linden.practitioner.pk
    assert kept["filled_with_at"] is not None
    assert answer.request["PATH_INFO"] == f"/intakes/{kept['id']}/"
    assert "Filled in together with Practitioner" in words(answer)
    pdf = PdfReader(io.BytesIO(browser.get(f"/intakes/{kept['id']}/intake.pdf").content))
    assert "together with Practitioner" in pdf.pages[0].extract_text()


def test_what_a_client_writes_alone_is_not_opened_unasked(linden: House, nora: Client) -> None:
    with acting(linden.as_client(nora)) as actor:
        save_step(actor=actor, step=IntakeStep.CONCERN, part={"concern": "Mine yet."}, seen=None)
    before = stored(linden)
    browser = sign_in(STAFF)
    for url in (f"/clients/{nora.pk}/intake/", f"/clients/{nora.pk}/intake/concern/"):
        answer = browser.get(url, follow=True)
        assert "Mine yet." not in words(answer)
        assert "Say first that you fill it in together" in words(answer)
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="Say first"):
        save_step(
            actor=boss,
            step=IntakeStep.CONCERN,
            part={"concern": "Theirs."},
            seen=None,
            client_id=nora.pk,
        )
    assert stored(linden) == before
    begin(nora)
    assert "Mine yet." in words(browser.get(f"/clients/{nora.pk}/intake/concern/"))
    assert "Filled in together with Practitioner" in words(sign_in(NORA).get("/portal/intake/"))
    assert stored(linden)[0]["answers"] == before[0]["answers"]


@pytest.mark.parametrize(
    ("email", "status"),
    [
        ("assistant@linden.example", 403),
        ("trainee@linden.example", 404),
        ("owner@harbour.example", 404),
        (NORA, 403),
    ],
)
def test_others_open_nothing(
    harbour: House, linden: House, nora: Client, email: str, status: int
) -> None:
    begin(nora)
    before = stored(linden)
    browser = sign_in(email)
    for way in ("together", "again"):
        assert browser.post(f"/clients/{nora.pk}/intake/{way}/").status_code == status
    for url in (f"/clients/{nora.pk}/intake/", f"/clients/{nora.pk}/intake/concern/"):
        assert browser.get(url).status_code == status
        assert browser.post(url, {"concern": "Mine"}).status_code == status
    assert stored(linden) == before


def test_nothing_new_while_one_waits_to_be_read(linden: House, nora: Client) -> None:
    signed(linden, nora, nora_answers())
    before = stored(linden)
    browser, answer = begin(nora)
    assert "An intake waits to be read" in words(browser.get(answer["Location"]))
    page = words(browser.get(f"/clients/{nora.pk}/"))
    assert "ill it in together" not in page
    assert stored(linden) == before


def test_a_new_one_is_asked_for_by_mail(linden: House, nora: Client) -> None:
    intake = signed(linden, nora, nora_answers())
    browser = sign_in(STAFF)
    browser.post(f"/intakes/{intake.pk}/accept/")
    assert "Ask for a new one" in words(browser.get(f"/clients/{nora.pk}/"))
    browser.post(f"/clients/{nora.pk}/intake/again/")
    assert [row["state"] for row in stored(linden)] == ["accepted", "draft"]
    with acting(linden.boss) as boss:
        (message,) = Message.objects.visible_to(boss).filter(kind="intake_again")
        mail = render_again(boss, message)
    assert mail.to_address == NORA
    assert "/portal/intake/" in mail.text
    assert "Go on with the intake" in words(sign_in(NORA).get("/portal/"))
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="asked already"):
        ask_for_intake(actor=boss, client_id=nora.pk)
    signed(linden, nora, nora_answers())
    with acting(linden.boss) as boss, pytest.raises(NotWanted):
        render_again(boss, message)


def test_without_a_login_or_archived_nobody_is_asked(
    linden: House, nora: Client, lars: Client
) -> None:
    with acting(linden.boss) as boss:
        with pytest.raises(DomainError, match="No mail"):
            ask_for_intake(actor=boss, client_id=lars.pk)
        set_client_state(actor=boss, client=nora, state=ClientState.ARCHIVED)
        with pytest.raises(DomainError, match="archived"):
            ask_for_intake(actor=boss, client_id=nora.pk)
    begin(nora)
    assert stored(linden) == []
