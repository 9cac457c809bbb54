"""A guardian's login and address are theirs: neither becomes the client's own by an invitation."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import time_machine
from django.test import Client as Browser

from clients.guardians.services import end_guardian
from clients.records.emails import render_invitation
from clients.records.models import Client, Invitation
from clients.records.services import invite
from practice.core.actor import acting
from practice.core.errors import DomainError
from practice.outbox.models import Message
from tests.cast import House, sign_in
from tests.clients.guardians.cast import child, guarded, with_login

pytestmark = pytest.mark.django_db
GRETA = "greta@moor.example"
MIKA = "mika@moor.example"


@pytest.fixture
def mika(linden: House) -> Client:
    """Under age, with an address and no login."""
    client = child(linden)
    with_address(linden, client, MIKA)
    return client


def with_address(house: House, client: Client, address: str) -> None:
    with acting(house.boss) as boss:
        Client.objects.visible_to(boss).filter(pk=client.pk).update(email=address)


def link_of(house: House, client: Client, **more: bool) -> str:
    with acting(house.boss) as boss:
        message = Message.objects.visible_to(boss).get(
            subject_id=invite(actor=boss, client=client, **more).pk
        )
        text = render_invitation(boss, message).text
    return "/l/invitation/" + text.split("/l/invitation/")[1].split()[0]


def own_login(house: House, client: Client) -> UUID | None:
    with acting(house.boss) as boss:
        return Client.objects.visible_to(boss).get(pk=client.pk).user_id


def test_a_guardians_address_invites_no_client(linden: House, mika: Client) -> None:
    guarded(linden, mika, email=GRETA)
    with_address(linden, mika, GRETA)
    browser = sign_in("owner@linden.example")
    said = browser.post(f"/clients/{mika.pk}/invite/", follow=True).content.decode()
    assert "This is the address of Greta Moor, who is a guardian here." in said
    with acting(linden.boss) as boss:
        assert not Invitation.objects.visible_to(boss).exists()


def test_another_address_or_one_of_a_former_guardian_invites(linden: House, mika: Client) -> None:
    guardian = guarded(linden, mika, email=GRETA)
    assert link_of(linden, mika)
    with acting(linden.boss) as boss:
        end_guardian(actor=boss, guardian=guardian)
    with_address(linden, mika, GRETA)
    assert link_of(linden, mika)


OF_AGE = datetime(2032, 5, 3, 18, tzinfo=UTC)


@pytest.mark.parametrize("by_row", [True, False])
def test_of_age_an_address_is_shared_by_choice(
    linden: House, mika: Client, *, by_row: bool
) -> None:
    """The parent's address, or that of their login: nothing is sent until somebody says so."""
    guardian = guarded(linden, mika, email=GRETA if by_row else "other@moor.example")
    user = with_login(linden, guardian)
    type(user).objects.filter(pk=user.pk).update(email=GRETA)
    with_address(linden, mika, GRETA)
    there = f"/clients/{mika.pk}/invite/"
    with time_machine.travel(OF_AGE, tick=False):
        owner = sign_in("owner@linden.example")
        asked = owner.post(there)
        said = " ".join(asked.content.decode().split())
        assert asked.status_code == 422
        assert "This is the address of Greta Moor, their guardian until they came of age" in said
        assert f'href="/clients/{mika.pk}/edit/"' in said
        with acting(linden.boss) as boss:
            assert not Invitation.objects.visible_to(boss).exists()
        assert owner.post(there, {"shared": "1"}).status_code == 302
        link = link_of(linden, mika, shared=True)
        browser = sign_in(GRETA)
        page = browser.get(link).content.decode()
        assert "Greta Moor has this address too" in page
        assert browser.post(link)["Location"] == "/portal/intake/"
        assert own_login(linden, mika) == user.pk


def test_of_age_an_address_of_their_own_asks_nothing(linden: House, mika: Client) -> None:
    guarded(linden, mika, email=GRETA)
    with time_machine.travel(OF_AGE, tick=False):
        owner = sign_in("owner@linden.example")
        assert owner.post(f"/clients/{mika.pk}/invite/").status_code == 302
        page = Browser().get(link_of(linden, mika)).content.decode()
        assert "has this address too" not in page
        assert "Accept and go in" in page


def test_a_guardians_login_does_not_become_the_clients(linden: House, mika: Client) -> None:
    """Greta signs in by an address that her row says no more."""
    guardian = guarded(linden, mika, email="other@moor.example")
    link = link_of(linden, mika)
    sign_in_as = with_login(linden, guardian)
    type(sign_in_as).objects.filter(pk=sign_in_as.pk).update(email=MIKA)
    browser = sign_in(MIKA)
    said = browser.post(link, follow=True).content.decode()
    assert "This login is a guardian’s of Mika: the client needs one of their own." in said
    assert own_login(linden, mika) is None
    with acting(linden.boss) as boss:
        assert Invitation.objects.visible_to(boss).get().accepted_at is None
        end_guardian(actor=boss, guardian=guardian)
    assert browser.post(link)["Location"] == "/portal/intake/"
    assert own_login(linden, mika) == sign_in_as.pk


def test_who_guards_another_becomes_a_client(linden: House, mika: Client) -> None:
    sister = guarded(linden, child(linden, "Mila"), "Mika Moor the elder", email=MIKA)
    user = with_login(linden, sister)
    link = link_of(linden, mika)
    assert sign_in(MIKA).post(link)["Location"] == "/portal/intake/"
    assert own_login(linden, mika) == user.pk


def test_without_guardians_nothing_is_asked(linden: House) -> None:
    client = child(linden, birth_date=date(1990, 1, 1))
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="e-mail address first"):
        invite(actor=boss, client=client)
