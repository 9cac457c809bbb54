"""Writes about a guardian's invitation: sent, withdrawn, accepted once."""

from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from clients.guardians.models import Guardian, GuardianInvitation
from clients.guardians.queries import get_guardian, invitations, state_of, told_guarding
from clients.records.models import Client
from clients.records.services import require_present
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.core.models import User
from practice.outbox.services import Planned, cancel_messages, plan_messages
from practice.team.rules import INVITATION_LASTS, InvitationState, new_secret
from practice.team.services import digest, make_user

KIND = "guardian_invitation"


def withdraw_open(actor: Actor, guardian: Guardian) -> bool:
    """Make a guardian's open invitation worthless and stop its mail; False if there is none.

    The caller holds the guardian, read by `get_guardian`.
    """
    waiting: UUID | None = cast(Any, guardian).waiting
    if waiting is None:
        return False
    rows = GuardianInvitation.objects.visible_to(actor, "guardian.write").filter(pk=waiting)
    rows.update(withdrawn_at=now())
    reason = _("the invitation was withdrawn")
    cancel_messages(actor=actor, subject_id=waiting, reason=reason)
    return True


@transaction.atomic
def invite_guardian(*, actor: Actor, guardian: Guardian) -> GuardianInvitation:
    """Invite a guardian to a login of their own by mail; an older invitation stops working."""
    actor.require("guardian.write")
    require_present(actor=actor, client_id=guardian.client_id)
    guardian = get_guardian(actor, guardian.pk, lock=True)
    if guardian.ended_at is not None:
        raise DomainError(_("They are no guardian any more. Take that back first."))
    if not told_guarding(guardian).is_minor:
        raise DomainError(_("The client is of age: invite the client themself."))
    if guardian.user_id is not None:
        raise DomainError(_("They have been here already and can sign in."))
    if not guardian.email:
        words = _("Without an e-mail address they sign in your presence. Add one to invite them.")
        raise DomainError(words, field="email")
    if cast(Any, guardian).client_signs_in_by == guardian.email:
        words = _(
            "The client signs in by this address, and a guardian needs another one. Without one"
            " they sign in your presence."
        )
        raise DomainError(words, field="email")
    withdraw_open(actor, guardian)
    secret, at = new_secret(), now()
    invitation = GuardianInvitation(
        practice_id=actor.practice_id,
        client_id=guardian.client_id,
        guardian=guardian,
        email=guardian.email,
        digest=digest(secret),
        sent_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    invitation.save(force_insert=True)
    mail = Planned(
        kind=KIND,
        person_id=guardian.client_id,
        recipient_id=guardian.pk,
        subject_id=invitation.pk,
        local_date=today_in(guardian.client.timezone),
        expires_at=invitation.expires_at,
        secret=secret,
    )
    plan_messages(actor=actor, planned=[mail])
    return invitation


def ask_again(*, actor: Actor, invitation: GuardianInvitation) -> None:
    """Note that the bearer of an invitation that no longer opens asks for a new one.

    It stands on the guardian's newest, however often and by whichever link it is pressed.
    """
    actor.require("guardian.write")
    rows = GuardianInvitation.objects.visible_to(actor, "guardian.write")
    rows = rows.filter(guardian=invitation.guardian_id)
    newest = rows.order_by("-pk").values("pk")[:1]
    rows.filter(pk__in=newest, asked_again_at=None).update(asked_again_at=now())


@transaction.atomic
def withdraw_guardian_invitation(*, actor: Actor, guardian: Guardian) -> bool:
    """Make the open invitation worthless; False if there is none."""
    actor.require("guardian.write")
    require_present(actor=actor, client_id=guardian.client_id)
    return withdraw_open(actor, get_guardian(actor, guardian.pk, lock=True))


def _take(actor: Actor, invitation: GuardianInvitation, user: User) -> None:
    """Give the guardian this login and use the invitation up, as it stands at this moment.

    Client first, as everywhere; whoever comes second changes nothing, and the caller's
    transaction takes the login back.
    """
    whose = {"practice_id": actor.practice_id, "user": user}
    own = Client._base_manager.filter(pk=OuterRef("client_id"), **whose)
    others = Guardian._base_manager.filter(client_id=OuterRef("client_id"), ended_at=None, **whose)
    rows: Any = invitations(actor, "guardian.write").filter(pk=invitation.pk)
    held = rows.annotate(is_own=Exists(own), is_taken=Exists(others)).select_for_update(
        no_key=True, of=("client", "guardian", "self")
    )
    stored = held.first()
    if stored is None or state_of(stored) is not InvitationState.OPEN:
        raise DomainError(_("This invitation cannot be used any more."), code="gone")
    if stored.is_own:
        words = _("This login is the client’s own: a guardian needs another one.")
        raise DomainError(words, code="own")
    if stored.is_taken:
        raise DomainError(_("Another guardian here has this login."), code="taken")
    stored.accepted_at = now()
    stored.save(update_fields=["accepted_at"])
    stored.guardian.user = user
    stored.guardian.save(update_fields=["user"])


@transaction.atomic
def accept_with_new_login(
    *, actor: Actor, invitation: GuardianInvitation, password: str | None
) -> User:
    """Make the guardian's login; the mail proved their address. Refuses one that exists."""
    name = invitation.guardian.name
    user = make_user(email=invitation.email, name=name, password=password or None)
    _take(actor, invitation, user)
    return user


@transaction.atomic
def accept_with_login(*, actor: Actor, invitation: GuardianInvitation, user: User) -> None:
    """Add the client to a login that exists, for who is signed in to it. Changes nothing of it."""
    _take(actor, invitation, user)
