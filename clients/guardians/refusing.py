"""What guardians refuse of a record while they run: their address and login as the client's."""

from uuid import UUID

from django.utils.translation import gettext as _

from clients.guardians.models import Guardian
from clients.guardians.queries import guarding_of
from clients.records.models import Client
from practice.core.actor import Actor, system_actor
from practice.core.errors import DomainError
from practice.core.models import User


def refuse_address(actor: Actor, client: Client) -> None:
    """A client under age is not invited where the mail of a guardian of theirs goes."""
    if client.birth_date is None:
        return
    found = guarding_of(system_actor(actor.practice_id), client.pk)
    for one in found.guardians if found.is_minor else ():
        if one.email == client.email:
            words = _(
                "This is the address of %(name)s, who is a guardian here. The client needs one of"
                " their own, or signs in your presence with a guardian."
            )
            raise DomainError(words % {"name": one.name}, field="email")


def refuse_login(actor: Actor, client_id: UUID, user: User) -> None:
    """A login that acts as a guardian of a client under age does not become the client's own."""
    system = system_actor(actor.practice_id)
    rows = Guardian.objects.visible_to(system).filter(client_id=client_id, ended_at=None)
    mine = rows.filter(user=user).select_related("client").first()
    if mine is not None and guarding_of(system, client_id).is_minor:
        words = _("This login is a guardian’s of %(client)s: the client needs one of their own.")
        raise DomainError(words % {"client": mine.client.called}, code="guardian")
