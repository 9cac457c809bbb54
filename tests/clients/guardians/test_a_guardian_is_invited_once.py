"""A guardian's invitation: for one address, once, to a login of their own or one that exists."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser

from clients.guardians.emails import render_guardian_invitation
from clients.guardians.models import Guardian, GuardianInvitation
from clients.guardians.services import (
    GuardianData,
    accept_with_login,
    edit_guardian,
    end_guardian,
    invite_guardian,
)
from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import set_client_state
from practice.core.actor import acting
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.models import User
from practice.outbox.kinds import NotWanted
from practice.outbox.models import Message
from practice.team.services import make_user
from tests.cast import PASSWORD, House, sign_in
from tests.clients.guardians.cast import child, guarded, guardians_of, sent_link, with_login

pytestmark = pytest.mark.django_db
GRETA = "greta@moor.example"
GOOD = {"password": "a calm slow breath"}


@pytest.fixture
def mika(linden: House) -> Client:
    return child(linden)


@pytest.fixture
def greta(linden: House, mika: Client) -> Guardian:
    return guarded(linden, mika, email=GRETA)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def logins(house: House) -> tuple[Any, ...]:
    with acting(house.boss) as boss:
        return (
            list(User.objects.order_by("id").values("id", "email", "password")),
            list(Guardian.objects.visible_to(boss).values("id", "user_id")),
            list(GuardianInvitation.objects.visible_to(boss).values("id", "accepted_at")),
        )


def test_by_mail_for_whom_it_is(linden: House, mika: Client, greta: Guardian) -> None:
    browser = sign_in("practitioner@linden.example")
    said = words(browser.post(f"/guardians/{greta.pk}/invite/", follow=True))
    assert GRETA in said
    assert "invited; good until" in said
    with acting(linden.boss) as boss:
        (message,) = Message.objects.visible_to(boss).filter(kind="guardian_invitation")
        mail = render_guardian_invitation(boss, message)
    assert (mail.to_address, mail.to_name) == (GRETA, "Greta Moor")
    assert mail.subject == "Linden Somatics invites you, for Mika"
    assert "the pages of Mika" in mail.text
    assert (message.person_id, message.recipient_id) == (mika.pk, greta.pk)
    assert "to Greta Moor" in words(sign_in("owner@linden.example").get("/mail/"))


def test_looking_changes_nothing_and_the_button_goes_in(
    linden: House, mika: Client, greta: Guardian
) -> None:
    link = sent_link(linden, greta)
    before = logins(linden)
    for _scan in range(2):
        answer = Browser().get(link)
        assert answer.status_code == 200
        assert "for you as mother" in words(answer)
    assert logins(linden) == before
    browser = Browser()
    answer = browser.post(link, GOOD)
    assert (answer.status_code, answer["Location"]) == (302, "/portal/intake/")
    page = words(browser.get("/portal/intake/"))
    assert "For <strong>Mika</strong>" in page
    (stored,) = guardians_of(linden, mika)
    with acting(linden.boss):
        assert User.objects.filter(pk=str(stored.user_id), email=GRETA).exists()
    again = Browser().get(link)
    assert (again.status_code, "has been used" in words(again)) == (410, True)


def test_one_login_for_a_second_child(linden: House, mika: Client, greta: Guardian) -> None:
    user = with_login(linden, greta)
    mila = child(linden, "Mila")
    link = sent_link(linden, guarded(linden, mila, email=GRETA))
    led = Browser().post(link)
    assert led["Location"].startswith("/accounts/login/?next=")
    other = sign_in("assistant@linden.example").get(link)
    assert "You are signed in as assistant@linden.example" in words(other)
    browser = sign_in(GRETA)
    assert "these pages are added to it" in words(browser.get(link))
    assert browser.post(link)["Location"] == "/portal/intake/"
    assert "For <strong>Mila</strong>" in words(browser.get("/portal/intake/"))
    assert guardians_of(linden, mila)[0].user_id == user.pk


def changed_address(house: House, greta: Guardian) -> None:
    with acting(house.boss) as boss:
        data = GuardianData(name="Greta Moor", relation="mother", email="other@moor.example")
        edit_guardian(actor=boss, guardian=greta, data=data, version=1)


def ended(house: House, greta: Guardian) -> None:
    with acting(house.boss) as boss:
        end_guardian(actor=boss, guardian=greta)


def archived(house: House, greta: Guardian) -> None:
    with acting(house.boss) as boss:
        client = Client.objects.visible_to(boss).get(pk=greta.client_id)
        set_client_state(actor=boss, client=client, state=ClientState.ARCHIVED)


def withdrawn(_house: House, greta: Guardian) -> None:
    sign_in("owner@linden.example").post(f"/guardians/{greta.pk}/invitation/withdraw/")


def newer(house: House, greta: Guardian) -> None:
    sent_link(house, greta)


def of_age(house: House, greta: Guardian) -> None:
    with acting(house.boss) as boss:
        rows = Client.objects.visible_to(boss).filter(pk=greta.client_id)
        rows.update(birth_date=datetime(2000, 1, 1, tzinfo=UTC).date())


@pytest.mark.parametrize("event", [changed_address, ended, archived, withdrawn, newer, of_age])
def test_what_makes_it_useless(linden: House, greta: Guardian, event: Any) -> None:
    link = sent_link(linden, greta)
    with acting(linden.boss) as boss:
        (message,) = Message.objects.visible_to(boss).filter(kind="guardian_invitation")
    event(linden, greta)
    before = logins(linden)
    answer = Browser().post(link, GOOD)
    assert (answer.status_code, "no longer works" in words(answer)) == (410, True)
    assert logins(linden) == before
    with acting(linden.boss) as boss, pytest.raises(NotWanted):
        render_guardian_invitation(boss, message)


def test_it_is_good_for_three_days(linden: House, greta: Guardian) -> None:
    link = sent_link(linden, greta)
    with time_machine.travel(now() + timedelta(hours=73), tick=False):
        answer = Browser().post(link, GOOD)
    assert (answer.status_code, "out of date" in words(answer)) == (410, True)
    assert Browser().get("/l/guardian/nonsense/").status_code == 404


def test_without_an_address_nobody_is_invited(linden: House, mika: Client) -> None:
    gus = guarded(linden, mika, "Gus Moor", "father")
    browser = sign_in("practitioner@linden.example")
    said = words(browser.post(f"/guardians/{gus.pk}/invite/", follow=True))
    assert "they sign in your presence" in said
    with acting(linden.boss) as boss:
        assert not GuardianInvitation.objects.visible_to(boss).exists()


def test_the_clients_own_login_is_no_guardians(linden: House) -> None:
    """Mika and the mother share an address; the login with it became Mika's meanwhile."""
    mika = child(linden)
    greta = guarded(linden, mika, email=GRETA)
    link = sent_link(linden, greta)
    with acting(linden.boss):
        mika.user = make_user(email=GRETA, name="Mika", password=PASSWORD)
        mika.save(update_fields=["user"])
    browser = sign_in(GRETA)
    said = words(browser.post(link, follow=True))
    assert "the client’s own" in said
    assert guardians_of(linden, mika)[0].user_id is None


def test_two_guardians_of_one_client_have_two_logins(linden: House, mika: Client) -> None:
    user = with_login(linden, guarded(linden, mika, email=GRETA))
    gus = guarded(linden, mika, "Gus Moor", "father", email="gus@moor.example")
    with acting(linden.boss) as boss:
        invitation = invite_guardian(actor=boss, guardian=gus)
        with pytest.raises(DomainError, match="has this login"):
            accept_with_login(actor=boss, invitation=invitation, user=user)


def test_who_has_a_login_is_not_invited_again(linden: House, greta: Guardian) -> None:
    with_login(linden, greta)
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="can sign in"):
        invite_guardian(actor=boss, guardian=greta)


def test_an_assistant_invites_nobody(linden: House, greta: Guardian) -> None:
    browser = sign_in("assistant@linden.example")
    assert browser.post(f"/guardians/{greta.pk}/invite/").status_code == 403
