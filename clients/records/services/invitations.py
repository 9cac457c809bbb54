"""Writes about the invitation: sent, withdrawn, accepted once."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from clients.records import guarded
from clients.records.models import Client, Invitation
from clients.records.queries import read_only
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.core.models import User
from practice.outbox.services import cancel_messages, plan_message
from practice.team.rules import INVITATION_LASTS, new_secret
from practice.team.services import digest, make_user

KIND = "invitation"


def _locked(actor: Actor, client_id: UUID) -> Client:
    rows = Client.objects.visible_to(actor, "client.write").select_for_update()
    return rows.get(pk=client_id)


def _withdraw_open(actor: Actor, client: Client, *, settle: bool = False) -> bool:
    """Withdraw the open invitation; `settle` also ends that a new one is asked for."""
    rows = Invitation.objects.visible_to(actor, "client.write").filter(client=client)
    is_open, is_asked = Q(accepted_at=None, withdrawn_at=None), Q(asked_again_at__isnull=False)
    found = list(rows.filter(is_open | is_asked))
    for asked in found if settle else []:
        asked.asked_again_at = None
    waiting = [one for one in found if one.accepted_at is None and one.withdrawn_at is None]
    for one in waiting:
        one.withdrawn_at = now()
        reason = _("the invitation was withdrawn")
        cancel_messages(actor=actor, subject_id=one.pk, reason=reason)
    if found:
        rows.bulk_update(found, ["withdrawn_at", "asked_again_at"])
    return bool(waiting)


def invite(*, actor: Actor, client: Client, shared: bool = False) -> Invitation:
    """Invite a client to the portal by mail; an older invitation stops working.

    Bound to the address they have now. Whether somebody has a login with it makes no difference,
    but for a parent's of a client who is of age: `shared` says that they chose to.
    """
    actor.require("client.write")
    client = _locked(actor, client.pk)
    if client.state == ClientState.ARCHIVED:
        raise read_only(actor, client.pk)
    if client.user_id is not None:
        raise DomainError(_("They have been here already and can sign in."), field="email")
    if not client.email:
        raise DomainError(_("Add an e-mail address first, then invite."), field="email")
    for guard in guarded.guards():
        guard.address(actor, client)
    if not shared and (name := guarded.sharer_of(actor, client)):
        words = _(
            "This is the address of %(name)s, their guardian until they came of age: whoever reads"
            " it could read what they tell. Write down an address of their own."
        )
        raise DomainError(words % {"name": name}, field="email", code="shared")
    _withdraw_open(actor, client, settle=True)
    secret, at = new_secret(), now()
    invitation = Invitation(
        practice_id=actor.practice_id,
        client=client,
        email=client.email,
        digest=digest(secret),
        sent_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    invitation.save(force_insert=True)
    plan_message(
        actor=actor,
        kind=KIND,
        person_id=client.pk,
        subject_id=invitation.pk,
        local_date=today_in(client.timezone),
        expires_at=invitation.expires_at,
        secret=secret,
    )
    return invitation


def withdraw_invitation(*, actor: Actor, client: Client) -> bool:
    """Make the open invitation worthless and stop its mail; False if there is none."""
    actor.require("client.write")
    client = _locked(actor, client.pk)
    if client.state == ClientState.ARCHIVED:
        raise read_only(actor, client.pk)
    return _withdraw_open(actor, client)


def ask_again(*, actor: Actor, invitation: Invitation) -> None:
    """Note that the bearer of an invitation that no longer opens asks for a new one.

    One request a client waits, whichever link it came by and however often it is pressed.
    """
    actor.require("client.write")
    client = _locked(actor, invitation.client_id)
    rows = Invitation.objects.visible_to(actor, "client.write").filter(client=client)
    if not rows.filter(asked_again_at__isnull=False).exists():
        rows.filter(pk=invitation.pk).update(asked_again_at=now())


def _take(actor: Actor, invitation: Invitation, user: User) -> None:
    """Give the client this login and use the invitation up, if it still stands as it was read.

    Each statement says itself what it rests on, client first as everywhere: whoever comes second
    changes nothing, and the caller's transaction takes the login back. Refuses a guardian's login.
    """
    at = now()
    clients = Client.objects.visible_to(actor, "client.write").exclude(state=ClientState.ARCHIVED)
    clients = clients.filter(pk=invitation.client_id, user=None, email=invitation.email)
    rows = Invitation.objects.visible_to(actor, "client.write").filter(pk=invitation.pk)
    rows = rows.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)
    if not clients.update(user=user) or not rows.update(accepted_at=at):
        raise DomainError(_("This invitation cannot be used any more."), code="gone")
    for guard in guarded.guards():  # after the client is held: who accepts meanwhile is seen
        guard.login(actor, invitation.client_id, user)


@transaction.atomic
def accept_with_new_login(*, actor: Actor, invitation: Invitation, password: str | None) -> User:
    """Make the client's login; their address is proved by the mail. Refuses one that exists."""
    user = make_user(
        email=invitation.email, name=invitation.client.full_name, password=password or None
    )
    _take(actor, invitation, user)
    return user


@transaction.atomic
def accept_with_login(*, actor: Actor, invitation: Invitation, user: User) -> None:
    """Link a login that exists, for the person who is signed in to it. Changes nothing of it."""
    _take(actor, invitation, user)
