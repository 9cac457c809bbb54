"""Writes of guardians: added, changed, ended and taken back, by who gives lessons."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from clients.guardians.models import Guardian
from clients.guardians.queries import Guarding, get_guardian, guarding_of, told_guarding
from clients.guardians.rules import is_same_name
from clients.guardians.services.inviting import withdraw_open
from clients.records.models import Client
from clients.records.services import require_present
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError, Stale
from practice.core.models import fold_email
from practice.core.services import claim_once


@dataclass(frozen=True, kw_only=True)
class GuardianData:
    """Who a guardian is and how to reach them. Without an e-mail they sign in person."""

    name: str
    relation: str
    email: str = ""
    phone: str = ""


def _require_minor(found: Guarding) -> None:
    if found.birth_date is None:
        words = _("Write down the birth date first: without one somebody counts as of age.")
        raise DomainError(words, code="no_birth_date")
    if not found.is_minor:
        words = _("They are of age: they sign for themself, and nobody for them.")
        raise DomainError(words, code="of_age")


def _fill(guardian: Guardian, client: Client, found: Guarding, data: GuardianData) -> None:
    """Take over what was told; refuse the client themself, and somebody who is there already."""
    name, email = " ".join(data.name.split()), fold_email(data.email)
    if not name:
        raise DomainError(_("A name is needed: it is the one they sign with."), field="name")
    if not data.relation.strip():
        raise DomainError(_("Say what they are to the client."), field="relation")
    own = (client.full_name, f"{client.called} {client.family_name}")
    if is_same_name(name, own):
        words = _(
            "This is the client’s own name, and a guardian is somebody else. Two people of one"
            " name need a word that tells them apart, such as senior."
        )
        raise DomainError(words, field="name")
    others = [one for one in found.guardians if one.guardian_id != guardian.pk]
    if is_same_name(name, (one.name for one in others)):
        raise DomainError(_("This guardian is here already."), field="name")
    if email and email in {one.email for one in others}:
        raise DomainError(_("Another guardian here has this address."), field="email")
    guardian.name, guardian.email = name, email
    guardian.relation, guardian.phone = data.relation.strip(), data.phone.strip()


@transaction.atomic
def add_guardian(
    *, actor: Actor, client: Client, data: GuardianData, key: UUID | None = None
) -> Guardian:
    """Write down who may act for a client under age. AlreadyDone if `key` did so before."""
    actor.require("guardian.write")
    require_present(actor=actor, client_id=client.pk)
    once = claim_once(actor=actor, key=key, action="add_guardian")
    found = guarding_of(actor, client.pk)
    _require_minor(found)
    guardian = Guardian(
        **once,
        practice_id=actor.practice_id,
        client=client,
        added_at=now(),
        added_by_id=actor.membership_id,
    )
    _fill(guardian, client, found, data)
    guardian.save(force_insert=True)
    return guardian


@transaction.atomic
def edit_guardian(
    *, actor: Actor, guardian: Guardian, data: GuardianData, version: int
) -> Guardian:
    """Change who a guardian is or how to reach them; what they signed keeps their former name.

    Stale if `version` is not the stored one. With a login the address stays: it is whose it is.
    """
    actor.require("guardian.write")
    require_present(actor=actor, client_id=guardian.client_id)
    current = get_guardian(actor, guardian.pk, lock=True)
    if current.version != version:
        raise Stale(_("Somebody changed this guardian in between."), current=current)
    if current.ended_at is not None:
        raise DomainError(_("They are no guardian any more. Take that back first."))
    address = current.email
    if current.user_id is not None and fold_email(data.email) != address:
        words = _(
            "They sign in by the address they were invited to. End this one and add another, or"
            " leave the address as it is."
        )
        raise DomainError(words, field="email")
    _fill(current, current.client, told_guarding(current), data)
    current.version += 1
    current.save(update_fields=["name", "relation", "email", "phone", "version"])
    if address != current.email:
        withdraw_open(actor, current)
    return current


@transaction.atomic
def end_guardian(*, actor: Actor, guardian: Guardian, ended: bool = True) -> Guardian:
    """End a guardian's part from this moment on, or take that back; a repeat changes nothing.

    What they signed stays. Taking it back asks what adding asks.
    """
    actor.require("guardian.write")
    require_present(actor=actor, client_id=guardian.client_id)
    guardian = get_guardian(actor, guardian.pk, lock=True)
    if (guardian.ended_at is not None) is ended:
        return guardian
    if not ended:
        found = told_guarding(guardian)
        _require_minor(found)
        told = {"name": guardian.name, "relation": guardian.relation}
        data = GuardianData(**told, email=guardian.email, phone=guardian.phone)
        _fill(guardian, guardian.client, found, data)
        if guardian.user_id and _has_login(actor, guardian, guardian.user_id):
            raise DomainError(_("Their login is another guardian’s by now."))
    guardian.ended_at = now() if ended else None
    guardian.ended_by_id = actor.membership_id if ended else None
    guardian.version += 1
    guardian.save(update_fields=["ended_at", "ended_by", "version"])
    if ended:
        withdraw_open(actor, guardian)
    return guardian


def _has_login(actor: Actor, guardian: Guardian, user_id: UUID) -> bool:
    """Whether another guardian of the same client, whose part runs, has the same login."""
    rows = Guardian.objects.visible_to(actor).filter(client_id=guardian.client_id, ended_at=None)
    return rows.filter(user_id=user_id).exclude(pk=guardian.pk).exists()
