"""That a request was answered is told by mail: to whom it belongs, and nothing of it."""

from datetime import date

import pytest

from clients.deletions.emails import ANSWER, render_answer
from clients.deletions.queries import requests_of
from clients.deletions.rules import Outcome
from clients.deletions.services import answer_request
from clients.guardians.models import Guardian
from clients.records.models import Client
from practice.core.actor import acting, system_actor
from practice.core.clock import now
from practice.outbox.kinds import NotWanted
from practice.outbox.models import Message
from practice.outbox.rules import UNCAPPED
from practice.team.services import make_user
from tests.cast import PASSWORD, House, sign_in
from tests.clients.deletions.test_a_request_for_deletion import NORA, asked_of, body

pytestmark = pytest.mark.django_db
WORDS = "Kept until 2029, by law. canary-reed"


def _answered(house: House, nora: Client) -> list[Message]:
    asked = asked_of(house, nora)
    with acting(house.boss) as boss:
        answer_request(
            actor=boss, deletion_request_id=asked.pk, outcome=Outcome.REFUSED, answer=WORDS
        )
        return list(Message.objects.visible_to(boss).filter(kind=ANSWER))


def test_the_client_is_told_that_there_is_one(linden: House, nora: Client) -> None:
    (message,) = _answered(linden, nora)
    assert (message.person_id, message.recipient_id) == (linden.practice.pk, None)
    assert message.due_at <= now()
    with acting(system_actor(linden.practice.pk)) as system:
        mail = render_answer(system, message)
    assert (mail.to_address, mail.reply_to) == (NORA, linden.practice.contact_email)
    words = " ".join((mail.subject, mail.text, mail.html))
    for secret in ("canary", "2029", "deletion of", "refused", "not done"):
        assert secret not in words
    assert "/portal/my-data/deletion/" in mail.text


def test_it_goes_where_work_has_ended_and_however_much_was_mailed(
    linden: House, nora: Client
) -> None:
    (message,) = _answered(linden, nora)
    with acting(linden.boss):
        Client._base_manager.filter(pk=nora.pk).update(state="archived")
    with acting(system_actor(linden.practice.pk)) as system:
        assert render_answer(system, message).to_address == NORA
    assert ANSWER in UNCAPPED


def test_it_goes_to_nobody_who_cannot_open_it(linden: House, nora: Client) -> None:
    (message,) = _answered(linden, nora)
    with acting(linden.boss):
        Client._base_manager.filter(pk=nora.pk).update(user=None)
    with (
        acting(system_actor(linden.practice.pk)) as system,
        pytest.raises(NotWanted, match="cannot open"),
    ):
        render_answer(system, message)


def test_of_a_client_under_age_the_guardian_is_told_until_their_part_ends(
    linden: House, nora: Client
) -> None:
    with acting(linden.boss):
        Client._base_manager.filter(pk=nora.pk).update(birth_date=date(2019, 1, 1))
        gina = Guardian._base_manager.create(
            practice=linden.practice,
            client=nora,
            user=make_user(email="gina@clients.example", name="Gina", password=PASSWORD),
            name="Gina",
            email="gina@clients.example",
            relation="mother",
            added_at=now(),
        )
    (message,) = _answered(linden, nora)
    assert message.recipient_id == gina.pk
    with acting(system_actor(linden.practice.pk)) as system:
        assert render_answer(system, message).to_address == "gina@clients.example"
        Guardian._base_manager.filter(pk=gina.pk).update(ended_at=now())
        with pytest.raises(NotWanted, match="has ended"):
            render_answer(system, message)


def test_an_open_request_is_no_answer(linden: House, nora: Client) -> None:
    asked = asked_of(linden, nora)
    message = Message(kind=ANSWER, subject_id=asked.pk)
    with (
        acting(system_actor(linden.practice.pk)) as system,
        pytest.raises(NotWanted, match="not answered"),
    ):
        render_answer(system, message)


def test_their_page_leads_to_what_was_asked_and_answered(linden: House, nora: Client) -> None:
    owner, page = sign_in("owner@linden.example"), f"/clients/{nora.pk}/"
    assert "Requests for deletion" not in body(owner, page)
    asked_of(linden, nora)
    assert f"{page}deletion/" in body(owner, page)
    assert "They wait for an answer" in body(owner, page)
    with acting(linden.boss) as boss:
        (asked,) = requests_of(boss, nora.pk)
        answer_request(actor=boss, deletion_request_id=asked.pk, outcome=Outcome.DONE, answer=WORDS)
    assert "One, and what became of it" in body(owner, page)
    assert WORDS in body(owner, f"{page}deletion/")
    assert "Requests for deletion" not in body(sign_in("assistant@linden.example"), page)
