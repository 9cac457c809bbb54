"""What guardians refuse of a record while their part runs: an address, a login, a birth date."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from clients.guardians.models import Guardian
from clients.guardians.queries import guarding_of
from clients.guardians.rules import is_minor
from clients.records.models import Client
from practice.core.actor import Actor, system_actor
from practice.core.clock import today_in
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


def sharer(actor: Actor, client: Client) -> str:
    """The guardian until they came of age whose address or login a client's address is too."""
    if client.birth_date is None:
        return ""
    system = system_actor(actor.practice_id)
    rows = Guardian.objects.visible_to(system).filter(client_id=client.pk, ended_at=None)
    same = rows.filter(Q(email=client.email) | Q(user__email=client.email))
    name = same.values_list("name", flat=True).first()
    return name if name and not guarding_of(system, client.pk).is_minor else ""


def refuse_login(actor: Actor, client_id: UUID, user: User) -> None:
    """A login that acts as a guardian of a client under age does not become the client's own."""
    system = system_actor(actor.practice_id)
    rows = Guardian.objects.visible_to(system).filter(client_id=client_id, ended_at=None)
    mine = rows.filter(user=user).select_related("client").first()
    if mine is not None and guarding_of(system, client_id).is_minor:
        words = _("This login is a guardian’s of %(client)s: the client needs one of their own.")
        raise DomainError(words % {"client": mine.client.called}, code="guardian")


def refuse_birth_date(actor: Actor, client: Client) -> None:
    """Who may not end a guardian's part neither ends it nor brings it back by a birth date."""
    if actor.may("guardian.write"):
        return
    stored = guarding_of(system_actor(actor.practice_id), client.pk)
    would_be = is_minor(client.birth_date, today_in(client.timezone), stored.age)
    if stored.guardians and would_be is not stored.is_minor:
        words = _(
            "By this date guardians no longer sign, or sign again. Ask somebody who gives lessons"
            " to change it."
        )
        raise DomainError(words, field="birth_date")
