"""A small named cast: two practices, their people, and what belongs to each.

Wrong access then reads wrong: `nora` of the Linden practice has no business with `omar`.
"""

from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client as Browser

from clients.records.models import Client
from clients.records.services import ClientData, create_client
from practice.core.actor import Actor, acting, enter_as
from practice.core.models import Membership, Practice, User
from practice.core.rules import Role
from practice.team.services import add_member, found_practice, make_user

PASSWORD = "slow-and-easy-does-it"


@dataclass
class House:
    """One practice with its people; `actor(member)` acts for one of them."""

    practice: Practice
    owner: Membership
    practitioner: Membership
    trainee: Membership
    assistant: Membership

    def actor(self, member: Membership) -> Actor:
        """The actor that the middleware would make for a colleague."""
        return Actor(
            practice_id=self.practice.pk,
            role=Role(member.role),
            user_id=member.user_id,
            membership_id=member.pk,
            name=member.name,
            practice_name=self.practice.name,
            zone=self.practice.timezone,
        )

    @property
    def boss(self) -> Actor:
        """The owner, acting."""
        return self.actor(self.owner)

    def as_client(self, client: Client) -> Actor:
        """A client, acting in the portal."""
        return Actor(
            practice_id=self.practice.pk,
            role=Role.CLIENT,
            user_id=client.user_id,
            client_id=client.pk,
            name=client.called,
            zone=client.timezone,
        )


@transaction.atomic
def build_house(name: str, zone: str, domain: str) -> House:
    """Found a practice with one person in each role; leaves row security set to it."""
    practice, owner = found_practice(
        name=name,
        timezone=zone,
        owner_email=f"owner@{domain}",
        owner_name="Olive Owner",
        password=PASSWORD,
    )
    house = House(practice, owner, owner, owner, owner)
    for role in (Role.PRACTITIONER, Role.TRAINEE, Role.ASSISTANT):
        user = make_user(email=f"{role}@{domain}", name=role.title(), password=PASSWORD)
        supervisor = owner if role is Role.TRAINEE else None
        member = add_member(
            actor=house.boss, user=user, role=role, name=role.title(), supervisor=supervisor
        )
        setattr(house, role.value, member)
    return house


@pytest.fixture
def linden(db: None) -> House:
    """The first practice, in Denver."""
    return build_house("Linden Somatics", "America/Denver", "linden.example")


@pytest.fixture
def harbour(db: None) -> House:
    """The second practice, in Berlin. Ask for it before `linden` to leave linden entered."""
    return build_house("Harbour Movement", "Europe/Berlin", "harbour.example")


@pytest.fixture
def nora(linden: House) -> Client:
    """A client of Linden with a login of her own."""
    with acting(linden.boss) as boss:
        user = make_user(email="nora@clients.example", name="Nora", password=PASSWORD)
        client = create_client(
            actor=boss,
            data=ClientData(
                given_name="Nora",
                family_name="Ng",
                email="nora@clients.example",
                timezone="America/Denver",
                assigned_to_id=linden.practitioner.pk,
            ),
        )
        client.user = user
        client.save(update_fields=["user"])
    return client


@pytest.fixture
def omar(harbour: House) -> Client:
    """A client of Harbour with a login of his own."""
    with acting(harbour.boss) as boss:
        user = make_user(email="omar@clients.example", name="Omar", password=PASSWORD)
        client = create_client(
            actor=boss,
            data=ClientData(
                given_name="Omar",
                family_name="Okoye",
                email="omar@clients.example",
                timezone="Europe/Berlin",
                assigned_to_id=harbour.practitioner.pk,
            ),
        )
        client.user = user
        client.save(update_fields=["user"])
    return client


def sign_in(email: str) -> Browser:
    """A browser signed in as somebody of the cast, through the real page."""
    browser = Browser()
    answer = browser.post("/accounts/login/", {"login": email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return browser


@pytest.fixture
def as_linden(linden: House) -> Actor:
    """The test itself acts as Linden's owner, for reading what is stored."""
    enter_as(linden.boss)
    return linden.boss


__all__ = ["PASSWORD", "House", "User", "build_house", "sign_in"]
