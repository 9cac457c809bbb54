"""Writes about colleagues: joining, another role, leaving."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.models import Membership, User
from practice.core.rules import Role
from practice.team.leaving import count_clients, hand_over_clients
from practice.team.models import ApiToken, StaffInvitation
from practice.team.rules import may_supervise


def add_member(
    *, actor: Actor, user: User, role: Role, name: str, supervisor: Membership | None = None
) -> Membership:
    """Make `user` a colleague; a trainee needs a supervisor."""
    actor.require("settings.write")
    if role is Role.TRAINEE and supervisor is None:
        raise DomainError(_("A trainee needs a supervisor."), field="supervisor")
    member = Membership(
        practice_id=actor.practice_id, user=user, role=role.value, name=name, supervisor=supervisor
    )
    member.save(force_insert=True)
    return member


def _locked_team(actor: Actor) -> list[Membership]:
    """Everybody who works here now; nobody else changes the team meanwhile."""
    rows = Membership.objects.visible_to(actor, "settings.write").filter(is_active=True)
    return list(rows.select_for_update().order_by("pk"))


def find_supervisor(
    team: list[Membership], role: Role, wanted: UUID | None, *, not_id: UUID | None = None
) -> UUID | None:
    """Who supervises somebody in `role`: one who teaches, for a trainee; nobody otherwise."""
    if role is not Role.TRAINEE:
        return None
    able = {m.pk for m in team if may_supervise(Role(m.role)) and m.pk != not_id}
    if wanted not in able:
        raise DomainError(_("A trainee needs a supervisor."), field="supervisor")
    return wanted


def _keep_an_owner(team: list[Membership], member: Membership) -> None:
    owners = {m.pk for m in team if m.role == Role.OWNER}
    if owners == {member.pk}:
        raise DomainError(_("A practice needs an owner. Make somebody else owner first."))


def _one_of(team: list[Membership], member: Membership) -> Membership:
    found = next((m for m in team if m.pk == member.pk), None)
    if found is None:
        raise DomainError(_("They no longer work here."))
    return found


def change_member(
    *, actor: Actor, member: Membership, name: str, role: Role, supervisor_id: UUID | None
) -> Membership:
    """Give a colleague another name, role or supervisor; it holds from their next request on."""
    actor.require("settings.write")
    team = _locked_team(actor)
    current = _one_of(team, member)
    if role is not Role.OWNER:
        _keep_an_owner(team, current)
    if not may_supervise(role) and any(m.supervisor_id == current.pk for m in team):
        words = _("They supervise a trainee. Give the trainee another supervisor first.")
        raise DomainError(words, field="role")
    if role is Role.ASSISTANT and count_clients(actor, current.pk):
        words = _("They have clients. Give these to somebody who gives lessons first.")
        raise DomainError(words, field="role")
    current.supervisor_id = find_supervisor(team, role, supervisor_id, not_id=current.pk)
    current.role = role.value
    current.name = name.strip() or current.name
    current.save(update_fields=["name", "role", "supervisor"])
    return current


def let_go(
    *,
    actor: Actor,
    member: Membership,
    successor_id: UUID | None,
    others: Mapping[UUID, UUID] | None = None,
) -> int:
    """End somebody's part in the practice; their clients go to one colleague.

    `others` says for single clients to whom else they go.

    Their sign-in stays their own, their notes and history stay where they are, and their next
    request here is refused. Returns how many clients changed hands.
    """
    actor.require("settings.write")
    team = _locked_team(actor)
    current = _one_of(team, member)
    _keep_an_owner(team, current)
    trainees = [m for m in team if m.supervisor_id == current.pk]
    successor = _successor(team, current, successor_id, supervises=bool(trainees))
    moved = 0
    if successor is not None:
        given = _given_to_others(team, current, others or {})
        moved = hand_over_clients(actor, current.pk, successor.pk, given)
        _hand_over_trainees(actor, current, successor, trainees)
    elif trainees or count_clients(actor, current.pk):
        raise DomainError(_("Choose who takes over."), field="successor")
    current.is_active = False
    current.save(update_fields=["is_active"])
    tokens = ApiToken._base_manager.filter(practice_id=actor.practice_id, membership=current)
    tokens.filter(revoked_at=None).update(revoked_at=now())
    return moved


def _given_to_others(
    team: list[Membership], leaving: Membership, others: Mapping[UUID, UUID]
) -> Mapping[UUID, UUID]:
    teach = {m.pk for m in team if m.pk != leaving.pk and m.role != Role.ASSISTANT}
    if not set(others.values()) <= teach:
        raise DomainError(_("Choose somebody who gives lessons."))
    return others


def _successor(
    team: list[Membership], leaving: Membership, wanted: UUID | None, *, supervises: bool
) -> Membership | None:
    if wanted is None:
        return None
    found = next((m for m in team if m.pk == wanted and m.pk != leaving.pk), None)
    if found is None or found.role == Role.ASSISTANT:
        raise DomainError(_("Choose somebody who gives lessons."), field="successor")
    if supervises and not may_supervise(Role(found.role)):
        words = _("They supervise a trainee: choose an owner or a practitioner.")
        raise DomainError(words, field="successor")
    return found


def _hand_over_trainees(
    actor: Actor, leaving: Membership, successor: Membership, trainees: list[Membership]
) -> None:
    if not may_supervise(Role(successor.role)):
        return
    for model in (Membership, StaffInvitation) if trainees else (StaffInvitation,):
        rows = model._base_manager.filter(practice_id=actor.practice_id, supervisor=leaving)
        rows.update(supervisor=successor)
