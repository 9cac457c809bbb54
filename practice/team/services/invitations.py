"""Writes about invitations of colleagues: sent, withdrawn, accepted once."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.core.models import Membership, User, fold_email
from practice.core.queries import colleagues
from practice.core.rules import Role
from practice.outbox.services import cancel_messages, plan_message
from practice.team.models import StaffInvitation
from practice.team.queries import member_with, owner_of, state_of
from practice.team.rules import INVITATION_LASTS, InvitationState, new_secret
from practice.team.services.logins import digest, make_user
from practice.team.services.members import find_supervisor

KIND = "staff_invitation"


def invite_colleague(
    *, actor: Actor, email: str, name: str, role: Role, supervisor_id: UUID | None
) -> StaffInvitation:
    """Invite a colleague by mail; an older invitation of this address stops working.

    Bound to the address. Whether somebody has a login with it makes no difference.
    """
    actor.require("settings.write")
    address = fold_email(email)
    if not name.strip():
        raise DomainError(_("A name is needed."), field="name")
    supervisor = find_supervisor(colleagues(actor), role, supervisor_id)
    owner = owner_of(address)
    if owner is not None and member_with(actor, owner.pk, active=True):
        raise DomainError(_("Somebody with this address works here already."), field="email")
    for older in StaffInvitation.objects.visible_to(actor, "settings.write").filter(
        email=address, accepted_at=None, withdrawn_at=None
    ):
        withdraw_staff_invitation(actor=actor, invitation=older)
    return _send(actor, address, name.strip(), role, supervisor)


def _send(
    actor: Actor, email: str, name: str, role: Role, supervisor_id: UUID | None
) -> StaffInvitation:
    secret, at = new_secret(), now()
    invitation = StaffInvitation(
        practice_id=actor.practice_id,
        email=email,
        name=name,
        role=role.value,
        supervisor_id=supervisor_id,
        digest=digest(secret),
        sent_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    invitation.save(force_insert=True)
    plan_message(
        actor=actor,
        kind=KIND,
        person_id=invitation.pk,
        subject_id=invitation.pk,
        local_date=today_in(actor.zone),
        expires_at=invitation.expires_at,
        secret=secret,
    )
    return invitation


def withdraw_staff_invitation(*, actor: Actor, invitation: StaffInvitation) -> bool:
    """Make an invitation worthless and stop its mail; False if it was over already."""
    actor.require("settings.write")
    rows = StaffInvitation.objects.visible_to(actor, "settings.write").filter(pk=invitation.pk)
    waiting = rows.filter(accepted_at=None, withdrawn_at=None)
    if not waiting.update(withdrawn_at=now()):
        return False
    cancel_messages(actor=actor, subject_id=invitation.pk, reason=_("the invitation was withdrawn"))
    return True


def _still_open(actor: Actor, invitation: StaffInvitation) -> StaffInvitation:
    rows = StaffInvitation.objects.visible_to(actor, "settings.write").select_for_update()
    current = rows.get(pk=invitation.pk)
    if state_of(current) is not InvitationState.OPEN:
        raise DomainError(_("This invitation cannot be used any more."), code="gone")
    return current


def _take(actor: Actor, invitation: StaffInvitation, user: User, name: str) -> Membership:
    """Make them a colleague, or one again, and use the invitation up."""
    role = Role(invitation.role)
    supervisor_id = find_supervisor(colleagues(actor), role, invitation.supervisor_id)
    member = member_with(actor, user.pk) or Membership(
        practice_id=actor.practice_id, user=user, is_active=False
    )
    if member.is_active:
        raise DomainError(_("You work here already."), code="gone")
    member.role, member.name, member.supervisor_id = role.value, name, supervisor_id
    member.is_active = True
    member.save()
    invitation.accepted_at = now()
    invitation.save(update_fields=["accepted_at"])
    return member


@transaction.atomic
def join_with_new_login(
    *, actor: Actor, invitation: StaffInvitation, name: str, password: str
) -> Membership:
    """Make the colleague's login; their address is proved by the mail. Refuses one that exists."""
    current = _still_open(actor, invitation)
    try:
        with transaction.atomic():
            user = make_user(email=current.email, name=name.strip(), password=password)
    except IntegrityError:
        raise DomainError(_("There is already a login with this address."), code="gone") from None
    return _take(actor, current, user, name.strip())


@transaction.atomic
def join_with_login(*, actor: Actor, invitation: StaffInvitation, user: User) -> Membership:
    """Take a login that exists into the team, for who is signed in. Changes nothing of it."""
    current = _still_open(actor, invitation)
    return _take(actor, current, user, current.name)
