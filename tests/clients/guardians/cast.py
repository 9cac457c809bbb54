"""Children of Linden and who signs for them."""

from datetime import date
from typing import Any

from clients.guardians.emails import render_guardian_invitation
from clients.guardians.models import Guardian
from clients.guardians.services import GuardianData, add_guardian, invite_guardian
from clients.records.models import Client
from clients.records.services import ClientData, create_client
from practice.core.actor import acting
from practice.core.models import User
from practice.outbox.models import Message
from practice.team.services import make_user
from tests.cast import PASSWORD, House

BORN = date(2014, 5, 3)


def child(house: House, given: str = "Mika", *, email: str = "", **more: Any) -> Client:
    """Somebody under age; with `email`, signed in by it."""
    told = {"family_name": "Moor", "birth_date": BORN, "timezone": "America/Denver", **more}
    with acting(house.boss) as boss:
        data = ClientData(
            given_name=given, email=email, assigned_to_id=house.practitioner.pk, **told
        )
        client = create_client(actor=boss, data=data)
        if email:
            client.user = make_user(email=email, name=given, password=PASSWORD)
            client.save(update_fields=["user"])
    return client


def guarded(
    house: House, client: Client, name: str = "Greta Moor", relation: str = "mother", **more: Any
) -> Guardian:
    """Somebody who may act for them."""
    with acting(house.boss) as boss:
        data = GuardianData(name=name, relation=relation, **more)
        return add_guardian(actor=boss, client=client, data=data)


def guardians_of(house: House, client: Client) -> list[Guardian]:
    """All that are stored, in the order of adding."""
    with acting(house.boss) as boss:
        return list(Guardian.objects.visible_to(boss).filter(client=client).order_by("pk"))


def sent_link(house: House, guardian: Guardian) -> str:
    """Invite a guardian; the path that the mail carries."""
    with acting(house.boss) as boss:
        invitation = invite_guardian(actor=boss, guardian=guardian)
        message = Message.objects.visible_to(boss).get(subject_id=invitation.pk)
        text = render_guardian_invitation(boss, message).text
    return "/l/guardian/" + text.split("/l/guardian/")[1].split()[0]


def with_login(house: House, guardian: Guardian, user: User | None = None) -> User:
    """The guardian signs in with PASSWORD, or with a login that exists."""
    with acting(house.boss) as boss:
        login = user or make_user(email=guardian.email, name=guardian.name, password=PASSWORD)
        Guardian.objects.visible_to(boss).filter(pk=guardian.pk).update(user=login)
    return login
