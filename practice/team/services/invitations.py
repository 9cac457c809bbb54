"""Writes about invitations of colleagues: sent, withdrawn, accepted once."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.core.models import Membership, User, fold_email
from practice.core.queries import colleagues
from practice.core.rules import Role
from practice.outbox.services import cancel_messages, plan_message
from practice.team.models import StaffInvitation
from practice.team.queries import member_with, team_beside
from practice.team.rules import INVITATION_LASTS, new_secret
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
    team, works_here = team_beside(actor, address)
    supervisor = find_supervisor(team, role, supervisor_id)
    if works_here:
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


def _use_up(actor: Actor, invitation: StaffInvitation) -> None:
    """Take the invitation, once: whoever comes second, or too late, is refused."""
    at = now()
    rows = StaffInvitation.objects.visible_to(actor, "settings.write").filter(pk=invitation.pk)
    waiting = rows.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)
    if not waiting.update(accepted_at=at):
        raise DomainError(_("This invitation cannot be used any more."), code="gone")


def _take(actor: Actor, invitation: StaffInvitation, member: Membership, name: str) -> Membership:
    """Make them a colleague, or one again."""
    role = Role(invitation.role)
    team = colleagues(actor) if role is Role.TRAINEE else []
    member.supervisor_id = find_supervisor(team, role, invitation.supervisor_id)
    member.role, member.name, member.is_active = role.value, name, True
    member.save()
    return member


@transaction.atomic
def join_with_new_login(
    *, actor: Actor, invitation: StaffInvitation, name: str, password: str
) -> Membership:
    """Make the colleague's login; their address is proved by the mail. Refuses one that exists."""
    _use_up(actor, invitation)
    user = make_user(email=invitation.email, name=name.strip(), password=password)
    member = Membership(practice_id=actor.practice_id, user=user)
    return _take(actor, invitation, member, name.strip())


@transaction.atomic
def join_with_login(*, actor: Actor, invitation: StaffInvitation, user: User) -> Membership:
    """Take a login that exists into the team, for who is signed in. Changes nothing of it."""
    _use_up(actor, invitation)
    member = member_with(actor, user.pk) or Membership(
        practice_id=actor.practice_id, user=user, is_active=False
    )
    if member.is_active:
        raise DomainError(_("You work here already."), code="gone")
    return _take(actor, invitation, member, invitation.name)
