"""A client asks for deletion: once, told at once without a name, withdrawn or answered in words."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client as Browser

from clients.deletions.emails import KIND, render_request
from clients.deletions.models import DeletionRequest
from clients.deletions.queries import open_requests, requests_of
from clients.deletions.rules import LONGEST, Outcome
from clients.deletions.services import answer_request, ask_for_deletion, withdraw_request
from clients.guardians.models import Guardian
from clients.records.models import Client
from clients.records.services import ClientData, create_client
from practice.core.actor import NotAllowed, acting, system_actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.outbox.kinds import NotWanted
from practice.outbox.models import Message
from practice.team.services import make_user
from tests.cast import PASSWORD, House, sign_in
from tests.digests import digest_of

pytestmark = pytest.mark.django_db
NORA, HERE = "nora@clients.example", "/portal/my-data/deletion/"
SAID = "I move away. canary-quill"


def asked_of(house: House, nora: Client, said: str = SAID) -> DeletionRequest:
    with acting(house.as_client(nora)) as actor:
        return ask_for_deletion(actor=actor, said=said)


def mails(house: House) -> list[Message]:
    with acting(house.boss) as boss:
        return list(Message.objects.visible_to(boss).filter(kind=KIND).order_by("recipient_id"))


def body(browser: Browser, path: str) -> str:
    return browser.get(path).content.decode()


def test_it_is_kept_with_who_when_and_for_whom(linden: House, nora: Client) -> None:
    answer = sign_in(NORA).post(HERE, {"said": f" {SAID}\r\n"})
    assert answer.status_code == 302
    with acting(linden.boss) as boss:
        (kept,) = requests_of(boss, nora.pk)
    assert (kept.client_id, kept.guardian_id, kept.said, kept.is_open) == (
        nora.pk,
        None,
        SAID,
        True,
    )


def test_nothing_else_is_changed_by_asking(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        before = Client.objects.visible_to(boss).values().get(pk=nora.pk)
    asked_of(linden, nora)
    with acting(linden.boss) as boss:
        assert Client.objects.visible_to(boss).values().get(pk=nora.pk) == before


def test_asked_twice_it_is_one(linden: House, nora: Client) -> None:
    first = asked_of(linden, nora)
    again = asked_of(linden, nora, "Again.")
    assert (again.pk, again.said) == (first.pk, SAID)
    assert len(mails(linden)) == 2


def test_the_owner_and_who_works_with_them_are_told_without_a_name(
    linden: House, nora: Client
) -> None:
    asked = asked_of(linden, nora)
    told = mails(linden)
    assert {one.recipient_id for one in told} == {linden.owner.pk, linden.practitioner.pk}
    assert {one.person_id for one in told} == {linden.practice.pk}
    assert all(one.due_at <= now() for one in told)
    with acting(system_actor(linden.practice.pk)) as system:
        for message in told:
            mail = render_request(system, message)
            words = " ".join((mail.subject, mail.text, mail.html))
            for secret in ("Nora", "Ng", SAID, "canary"):
                assert secret not in words.replace("Nothing", "")
            assert f"/clients/{asked.client_id}/deletion/" in mail.text


def test_a_mail_that_still_waits_is_dropped_once_it_is_taken_back(
    linden: House, nora: Client
) -> None:
    asked = asked_of(linden, nora)
    with acting(linden.as_client(nora)) as actor:
        withdraw_request(actor=actor, deletion_request_id=asked.pk)
    with acting(system_actor(linden.practice.pk)) as system, pytest.raises(NotWanted):
        render_request(system, mails(linden)[0])


def test_today_shows_it_until_it_is_answered(linden: House, nora: Client) -> None:
    asked = asked_of(linden, nora)
    owner = sign_in("owner@linden.example")
    assert "asks for deletion" in body(owner, "/")
    assert "Read and answer" in body(owner, "/")
    page = f"/clients/{nora.pk}/deletion/"
    assert SAID in body(owner, page)
    typed = {"request_id": asked.pk, "outcome": "refused", "answer": "Kept until 2029, by law."}
    assert owner.post(page, typed).status_code == 302
    assert "asks for deletion" not in body(owner, "/")
    client = body(sign_in(NORA), HERE)
    assert "Kept until 2029, by law." in client
    assert "for the reason in the answer" in client
    assert "Olive Owner" in client


def test_only_the_owner_answers(linden: House, nora: Client) -> None:
    asked = asked_of(linden, nora)
    page, typed = f"/clients/{nora.pk}/deletion/", {"request_id": asked.pk, "outcome": "done"}
    for who, status in (("practitioner", 403), ("trainee", 403), ("assistant", 403)):
        answer = sign_in(f"{who}@linden.example").post(page, typed | {"answer": "Done."})
        assert answer.status_code == status
    assert "The owner of the practice answers." in body(
        sign_in("practitioner@linden.example"), page
    )
    with acting(linden.boss) as boss:
        assert open_requests(boss).filter(pk=asked.pk).exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"outcome": "done", "answer": "  "}, "This field is required."),
        ({"outcome": "", "answer": "x"}, "This field is required."),
        ({"outcome": "gone", "answer": "x"}, "Select a valid choice"),
        ({"outcome": "done", "answer": "x" * (LONGEST + 1)}, f"{LONGEST} fit"),
    ],
)
def test_an_answer_that_says_too_little_or_too_much(
    linden: House, nora: Client, typed: dict[str, str], words: str
) -> None:
    asked = asked_of(linden, nora)
    before = digest_of([linden.practice.pk])
    answer = sign_in("owner@linden.example").post(
        f"/clients/{nora.pk}/deletion/", {"request_id": asked.pk, **typed}
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert digest_of([linden.practice.pk]) == before


def test_it_can_be_taken_back_while_nobody_answered(linden: House, nora: Client) -> None:
    asked = asked_of(linden, nora)
    browser = sign_in(NORA)
    assert browser.post(f"{HERE}{asked.pk}/withdraw/").status_code == 302
    assert "taken back" in body(browser, HERE)
    with acting(linden.boss) as boss:
        assert not open_requests(boss).exists()
        with pytest.raises(DomainError, match="took it back"):
            answer_request(
                actor=boss, deletion_request_id=asked.pk, outcome=Outcome.DONE, answer="x"
            )


def test_what_was_answered_is_neither_taken_back_nor_answered_again(
    linden: House, nora: Client
) -> None:
    asked = asked_of(linden, nora)
    with acting(linden.boss) as boss:
        told: dict[str, Any] = {
            "deletion_request_id": asked.pk,
            "outcome": Outcome.DONE,
            "answer": "All of it.",
        }
        answer_request(actor=boss, **told)
        with pytest.raises(DomainError, match="answered already"):
            answer_request(actor=boss, **(told | {"answer": "Other."}))
    browser = sign_in(NORA)
    browser.post(f"{HERE}{asked.pk}/withdraw/")
    page = body(browser, HERE)
    assert "answered meanwhile" in page
    assert "All of it." in page


def test_the_database_keeps_no_half_an_answer(linden: House, nora: Client) -> None:
    asked = asked_of(linden, nora)
    with acting(linden.boss), pytest.raises(DatabaseError), transaction.atomic():
        DeletionRequest._base_manager.filter(pk=asked.pk).update(answered_at=now())


def test_somebody_elses_is_not_there(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        user = make_user(email="nell@clients.example", name="Nell", password=PASSWORD)
        nell = create_client(actor=boss, data=ClientData(given_name="Nell"))
        Client._base_manager.filter(pk=nell.pk).update(user=user)
    asked = asked_of(linden, nora)
    browser = sign_in("nell@clients.example")
    assert browser.post(f"{HERE}{asked.pk}/withdraw/").status_code == 404
    assert SAID not in body(browser, HERE)
    assert browser.post(f"{HERE}{uuid4()}/withdraw/").status_code == 404


def test_a_guardian_asks_and_one_whose_part_ended_does_not(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        user = make_user(email="gina@clients.example", name="Gina", password=PASSWORD)
        data = ClientData(given_name="Kid", birth_date=date(2019, 1, 1))
        kid = create_client(actor=boss, data=data)
        gina = Guardian._base_manager.create(
            practice=linden.practice,
            client=kid,
            user=user,
            name="Gina",
            relation="mother",
            added_at=now(),
        )
    browser = sign_in("gina@clients.example")
    assert browser.post(HERE, {"said": "For the child."}).status_code == 302
    with acting(linden.boss) as boss:
        (kept,) = requests_of(boss, kid.pk)
        assert kept.guardian_id == gina.pk
        Guardian._base_manager.filter(pk=gina.pk).update(ended_at=now())
    assert browser.get(HERE).status_code == 403
    assert browser.post(f"{HERE}{kept.pk}/withdraw/").status_code == 403


def test_an_archived_client_may_ask(linden: House, nora: Client) -> None:
    with acting(linden.boss):
        Client._base_manager.filter(pk=nora.pk).update(state="archived")
    assert sign_in(NORA).post(HERE, {"said": ""}).status_code == 302
    assert "asks for deletion" in body(sign_in("owner@linden.example"), "/")


def test_staff_ask_for_nobody(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss, pytest.raises(NotAllowed):
        ask_for_deletion(actor=boss)


def test_what_was_typed_comes_back_after_showing_who_one_is(linden: House, nora: Client) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        browser = sign_in(NORA)
        clock.shift(timedelta(minutes=16))
        answer = browser.post(HERE, {"said": SAID})
        assert answer.headers["Location"].startswith("/portal/prove/")
        assert SAID in body(browser, HERE)
    with acting(linden.boss) as boss:
        assert not open_requests(boss).exists()


@pytest.mark.parametrize("said", ["x" * (LONGEST + 1)])
def test_too_long_a_word_is_said_and_kept_on_the_page(
    linden: House, nora: Client, said: str
) -> None:
    answer = sign_in(NORA).post(HERE, {"said": said})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_portal_answers_nothing_whatever_the_code(linden: House, nora: Client) -> None:
    asked = asked_of(linden, nora)
    answer = {"answered_at": now(), "answered_by": linden.owner, "outcome": "done", "answer": "x"}
    refused = pytest.raises(DatabaseError, match="row-level security")
    with acting(linden.as_client(nora)), refused, transaction.atomic():
        DeletionRequest._base_manager.filter(pk=asked.pk).update(**answer)


def test_row_security_hides_it_from_others(linden: House, nora: Client) -> None:
    asked_of(linden, nora)
    with acting(linden.boss) as boss:
        other = create_client(actor=boss, data=ClientData(given_name="Nell"))
    with acting(linden.as_client(other)):
        assert not DeletionRequest._base_manager.exists()
