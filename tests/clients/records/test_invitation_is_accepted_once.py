"""The page behind an invitation: looking changes nothing, a press of the button uses it up."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client as Browser

from clients.records.emails import render_invitation
from clients.records.models import Client, Invitation
from clients.records.queries import get_client
from clients.records.services import (
    ClientData,
    accept_with_login,
    create_client,
    invite,
    withdraw_invitation,
)
from practice.core.actor import Actor, enter_as
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.models import AccessLog, User
from practice.outbox.models import Message
from practice.team.rules import InvitationToken, new_secret, read_invitation_token
from practice.team.services import make_user
from tests.cast import PASSWORD, House, sign_in
from tests.clients.intake.counting import statements

pytestmark = pytest.mark.django_db
LENA = "lena@clients.example"
GOOD = {"password": "a calm slow breath", "remember": "on"}


@pytest.fixture
def lena(as_linden: Actor) -> Client:
    """A client of Linden who was never here."""
    data = ClientData(given_name="Lena", family_name="Lund", email=LENA)
    return create_client(actor=as_linden, data=data)


@pytest.fixture
def link(as_linden: Actor, lena: Client) -> str:
    """The path that the mail carries."""
    invitation = invite(actor=as_linden, client=lena)
    message = Message.objects.visible_to(as_linden).get(subject_id=invitation.pk)
    text = render_invitation(as_linden, message).text
    return "/l/invitation/" + text.split("/l/invitation/")[1].split()[0]


def stored(actor: Actor) -> tuple[Any, ...]:
    """Everything that accepting could touch."""
    enter_as(actor)
    return (
        list(Client.objects.visible_to(actor).order_by("id").values()),
        list(Invitation.objects.visible_to(actor).order_by("id").values()),
        list(User.objects.order_by("id").values("id", "email", "password", "is_active")),
        list(EmailAddress.objects.order_by("id").values()),
    )


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_looking_changes_nothing_however_often(as_linden: Actor, link: str) -> None:
    before = stored(as_linden)
    for _scan in range(3):
        answer = Browser().get(link)
        assert answer.status_code == 200
        assert "Linden Somatics invites you" in words(answer)
        assert LENA in words(answer)
    assert Browser().head(link).status_code == 200
    assert stored(as_linden) == before


def test_accepting_makes_the_login_and_goes_in(as_linden: Actor, lena: Client, link: str) -> None:
    browser = Browser()
    answer = browser.post(link, GOOD)
    assert (answer.status_code, answer["Location"]) == (302, "/portal/intake/")
    assert browser.get("/portal/intake/").status_code == 200
    assert browser.session["kind"] == "client_remembered"
    enter_as(as_linden)
    user = User.objects.get(email=LENA)
    assert user.check_password(GOOD["password"])
    assert get_client(as_linden, lena.pk).user_id == user.pk
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified) == (LENA, True)
    (invitation,) = Invitation.objects.visible_to(as_linden)
    assert invitation.accepted_at is not None


def test_it_works_once(as_linden: Actor, link: str) -> None:
    Browser().post(link, GOOD)
    before = stored(as_linden)
    for answer in (Browser().post(link, GOOD), Browser().get(link)):
        assert answer.status_code == 410
        assert "has been used" in words(answer)
    assert stored(as_linden) == before


def test_who_is_in_already_is_led_to_their_pages(as_linden: Actor, link: str) -> None:
    browser = Browser()
    browser.post(link, GOOD)
    again = browser.get(link)
    assert again.status_code == 410
    assert "Go to your pages" in words(again)
    assert "Go to your pages" not in words(Browser().get(link))


def test_in_two_hands_the_second_changes_nothing(as_linden: Actor, lena: Client) -> None:
    """Both read it while it was open; only the statement that writes can tell them apart."""
    read = invite(actor=as_linden, client=lena)
    first = make_user(email=LENA, name="Lena", password=PASSWORD)
    second = make_user(email="other@clients.example", name="Other", password=PASSWORD)
    accept_with_login(actor=as_linden, invitation=read, user=first)
    for taken_back in (False, True):  # by whom was there first; or by the practice, later
        if taken_back:
            Client.objects.visible_to(as_linden).filter(pk=lena.pk).update(user=None)
        else:
            Invitation.objects.visible_to(as_linden).update(accepted_at=None)
        before = stored(as_linden)
        with pytest.raises(DomainError, match="cannot be used"):
            accept_with_login(actor=as_linden, invitation=read, user=second)
        assert stored(as_linden) == before
        Invitation.objects.visible_to(as_linden).update(accepted_at=now())


def test_an_address_that_changes_meanwhile_is_not_taken(as_linden: Actor, lena: Client) -> None:
    read = invite(actor=as_linden, client=lena)
    user = make_user(email=LENA, name="Lena", password=PASSWORD)
    Client.objects.visible_to(as_linden).filter(pk=lena.pk).update(email="new@clients.example")
    before = stored(as_linden)
    with pytest.raises(DomainError, match="cannot be used"):
        accept_with_login(actor=as_linden, invitation=read, user=user)
    assert stored(as_linden) == before


def test_without_a_password_codes_by_mail_open_it(as_linden: Actor, link: str) -> None:
    assert Browser().post(link, {"password": ""}).status_code == 302
    assert not User.objects.get(email=LENA).has_usable_password()


@pytest.mark.parametrize("password", ["short", "password1234", "lena@clients.example", "1" * 14])
def test_a_weak_password_is_said_beside_the_field(
    as_linden: Actor, link: str, password: str
) -> None:
    before = stored(as_linden)
    answer = Browser().post(link, {"password": password})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in words(answer)
    assert stored(as_linden) == before


def test_it_expires(as_linden: Actor, link: str) -> None:
    before = stored(as_linden)
    with time_machine.travel(now() + timedelta(hours=72, seconds=1)):
        for answer in (Browser().get(link), Browser().post(link, GOOD)):
            assert answer.status_code == 410
            assert "Ask Linden Somatics for a new one" in words(answer)
    assert stored(as_linden) == before


@pytest.mark.parametrize("how", ["withdrawn", "resent", "address"])
def test_it_dies_when_withdrawn_sent_again_or_the_address_changes(
    as_linden: Actor, lena: Client, link: str, how: str
) -> None:
    enter_as(as_linden)
    if how == "withdrawn":
        withdraw_invitation(actor=as_linden, client=lena)
    elif how == "resent":
        invite(actor=as_linden, client=lena)
    else:
        lena.email = "new@clients.example"
        lena.save(update_fields=["email"])
    before = stored(as_linden)
    for answer in (Browser().get(link), Browser().post(link, GOOD)):
        assert answer.status_code == 410
        assert "no longer works" in words(answer)
    assert stored(as_linden) == before


def test_a_broken_or_foreign_link_opens_nothing(
    harbour: House, as_linden: Actor, lena: Client, link: str
) -> None:
    token = read_invitation_token(link.split("/")[3])
    assert token is not None
    tampered = [
        token._replace(secret=new_secret()).packed(),
        token._replace(practice_id=harbour.practice.pk).packed(),
        token._replace(invitation_id=lena.pk).packed(),
        token.packed()[:-9],
        "x" * 107,
        "ü",
        "waiting",
    ]
    before = stored(as_linden)
    for word in tampered:
        for answer in (
            Browser().get(f"/l/invitation/{word}/"),
            Browser().post(f"/l/invitation/{word}/", GOOD),
        ):
            assert answer.status_code == 404, word
            assert "ask your practice to send a new one" in words(answer)
            assert "Linden" not in words(answer)
    assert stored(as_linden) == before


def test_a_login_that_exists_is_never_touched(as_linden: Actor, link: str) -> None:
    user = make_user(email=LENA, name="Lena", password=PASSWORD)
    before = stored(as_linden)
    browser = Browser()
    assert "There is already a login" in words(browser.get(link))
    answer = browser.post(link, GOOD)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")
    assert link.split("/")[3] not in answer["Location"]
    assert "_auth_user_id" not in browser.session
    assert stored(as_linden) == before
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_its_owner_signs_in_first_and_then_links_it(
    as_linden: Actor, lena: Client, link: str
) -> None:
    user = make_user(email=LENA, name="Lena", password=PASSWORD)
    kept = User.objects.get(pk=user.pk).password
    browser = Browser()
    way = browser.post(link)["Location"]
    token = link.removeprefix("/l/invitation/").rstrip("/")
    assert token not in str(dict(browser.session.items()))
    back = browser.post(way, {"login": LENA, "password": PASSWORD})
    assert back["Location"] == "/l/invitation/waiting/"
    assert token not in str(dict(browser.session.items()))
    assert "Your login stays as it is" in words(browser.get(back["Location"]))
    enter_as(as_linden)
    assert get_client(as_linden, lena.pk).user_id is None
    answer = browser.post(back["Location"])
    assert answer["Location"] == "/portal/intake/"
    enter_as(as_linden)
    assert get_client(as_linden, lena.pk).user_id == user.pk
    assert User.objects.get(pk=user.pk).password == kept
    assert browser.get("/portal/intake/").status_code == 200


def test_somebody_else_who_is_signed_in_cannot_take_it(as_linden: Actor, link: str) -> None:
    browser = sign_in("practitioner@linden.example")
    before = stored(as_linden)
    for answer in (browser.get(link), browser.post(link, GOOD)):
        assert "You are signed in as practitioner@linden.example" in words(answer)
    assert stored(as_linden) == before


def test_a_further_proved_address_counts_as_its_login(as_linden: Actor, link: str) -> None:
    user = make_user(email="lena@work.example", name="Lena", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=LENA, verified=True)
    before = stored(as_linden)
    assert Browser().post(link, GOOD)["Location"].startswith("/accounts/login/")
    assert stored(as_linden) == before


def test_the_token_stays_out_of_the_access_log(as_linden: Actor, link: str) -> None:
    Browser().get(link)
    Browser().post(link, GOOD)
    enter_as(as_linden)
    lines = [f"{a.action} {a.object_id}" for a in AccessLog.objects.all()]
    assert any("invitation_accept" in line for line in lines)
    assert not any(link.split("/")[3] in line for line in lines)


def test_a_token_survives_being_packed(harbour: House, lena: Client) -> None:
    token = InvitationToken(harbour.practice.pk, lena.pk, new_secret())
    assert read_invitation_token(token.packed()) == token


def test_the_page_takes_few_statements(as_linden: Actor, link: str) -> None:
    with statements() as looking:
        Browser().get(link)
    with statements() as accepting:
        Browser().post(link, GOOD)
    assert len(looking) <= 8, "\n".join(looking)
    # A login, its address and a session of its own cost eight of these.
    assert len(accepting) <= 15, "\n".join(accepting)
