"""Who works in the practice: inviting, changing, letting go."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practice.core.actor import SuppleRequest
from practice.core.errors import DomainError
from practice.core.models import Membership
from practice.core.pages import errors_beside, page, staff_page
from practice.core.rules import Role
from practice.outbox.kept import invitation_goes
from practice.team.forms import InviteForm, LeaveForm, MemberForm
from practice.team.leaving import clients_in_hand, count_clients, open_work_of
from practice.team.models import StaffInvitation
from practice.team.queries import (
    get_member,
    get_staff_invitation,
    state_of,
    team_of,
    waiting_invitations,
)
from practice.team.services import (
    change_member,
    invite_colleague,
    let_go,
    withdraw_staff_invitation,
)


def _say_sent(request: SuppleRequest, invitation: StaffInvitation) -> None:
    messages.success(request, invitation_goes(invitation.email))


@staff_page("settings.read", "GET", "POST")
def team_list(request: SuppleRequest) -> HttpResponse:
    """Everybody who works here, and those invited; the owner invites."""
    actor = request.actor
    team = team_of(actor)
    form = InviteForm(request.POST if request.method == "POST" else None, team=team)
    if request.method == "POST":
        actor.require("settings.write")
        if form.is_valid():
            data = form.cleaned_data
            with errors_beside(form):
                invitation = invite_colleague(
                    actor=actor,
                    email=data["email"],
                    name=data["name"],
                    role=Role(data["role"]),
                    supervisor_id=data["supervisor"],
                )
                _say_sent(request, invitation)
                return redirect("team_list")
    waiting = waiting_invitations(actor)
    context = {
        "form": form,
        "team": team,
        "invitations": [{"row": row, "state": state_of(row).value} for row in waiting],
        "may_edit": actor.may("settings.write"),
    }
    return page(request, "practice/team/team.html", context, form)


@staff_page("settings.write", "POST")
def staff_invitation_again(request: SuppleRequest, staff_invitation_id: UUID) -> HttpResponse:
    """Send a colleague a new invitation; the older one stops working."""
    old = get_staff_invitation(request.actor, staff_invitation_id)
    try:
        invitation = invite_colleague(
            actor=request.actor,
            email=old.email,
            name=old.name,
            role=Role(old.role),
            supervisor_id=old.supervisor_id,
        )
        _say_sent(request, invitation)
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect("team_list")


@staff_page("settings.write", "POST")
def staff_invitation_withdraw(request: SuppleRequest, staff_invitation_id: UUID) -> HttpResponse:
    """Make a colleague's invitation worthless."""
    invitation = get_staff_invitation(request.actor, staff_invitation_id)
    if withdraw_staff_invitation(actor=request.actor, invitation=invitation):
        messages.success(request, _("The invitation is withdrawn."))
    else:
        messages.info(request, _("There was no open invitation."))
    return redirect("team_list")


@staff_page("settings.write", "GET", "POST")
def team_member(request: SuppleRequest, membership_id: UUID) -> HttpResponse:
    """A colleague's name, role and supervisor."""
    actor = request.actor
    member = get_member(actor, membership_id)
    initial = {"name": member.name, "role": member.role, "supervisor": member.supervisor_id}
    team = team_of(actor)
    form = MemberForm(request.POST or None, initial=initial, team=team, not_id=member.pk)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with errors_beside(form):
            change_member(
                actor=actor,
                member=member,
                name=data["name"],
                role=Role(data["role"]),
                supervisor_id=data["supervisor"],
            )
            messages.success(request, _("Saved. It holds from their next page on."))
            return redirect("team_list")
    return page(request, "practice/team/member.html", {"form": form, "member": member}, form)


@staff_page("settings.write", "GET", "POST")
def team_leave(request: SuppleRequest, membership_id: UUID) -> HttpResponse:
    """Let a colleague go, and say who takes over."""
    actor = request.actor
    member = get_member(actor, membership_id)
    team = team_of(actor)
    form = LeaveForm(request.POST if request.method == "POST" else None, team=team, leaving=member)
    if request.method == "POST" and form.is_valid():
        with errors_beside(form):
            successor_id = form.cleaned_data["successor"]
            moved = let_go(
                actor=actor, member=member, successor_id=successor_id, others=form.others
            )
            messages.success(request, _gone(member, moved))
            return redirect("team_list")
    clients = count_clients(actor, member.pk)
    trainees = [m for m in team if m.supervisor_id == member.pk]
    form.fields["successor"].required = bool(clients or trainees)  # how it is drawn
    context = {
        "form": form,
        "member": member,
        "clients": clients,
        "single": form.single(clients_in_hand(actor, member.pk) if clients else []),
        "trainees": trainees,
        "open_work": open_work_of(actor, member.pk),
    }
    return page(request, "practice/team/leave.html", context, form)


def _gone(member: Membership, moved: int) -> str:
    if not moved:
        return _("%(name)s no longer works here.") % {"name": member.name}
    words = ngettext(
        "%(name)s no longer works here; one client changed hands.",
        "%(name)s no longer works here; %(n)s clients changed hands.",
        moved,
    )
    return words % {"name": member.name, "n": moved}
