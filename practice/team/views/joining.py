"""The page behind a colleague's invitation: looking changes nothing, the button uses it up."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from practice.core.actor import Actor
from practice.core.errors import DomainError
from practice.core.models import ROLE_WORDS, User
from practice.core.pages import page
from practice.core.queries import get_practice
from practice.core.rules import Role
from practice.team.adapters import sign_in
from practice.team.forms import JoinForm
from practice.team.invited import Door, way_of
from practice.team.models import StaffInvitation
from practice.team.queries import staff_invitation_behind, state_of
from practice.team.rules import InvitationState
from practice.team.services import join_with_login, join_with_new_login

DOOR = Door("staff_invitation_accept", staff_invitation_behind)


def _useless(request: HttpRequest, found: tuple[Actor, StaffInvitation] | None) -> HttpResponse:
    if found is None:
        context: dict[str, Any] = {"state": "broken"}
        return render(request, "practice/team/joining_useless.html", context, status=404)
    actor, invitation = found
    context = {"state": state_of(invitation).value, "practice": get_practice(actor)}
    return render(request, "practice/team/joining_useless.html", context, status=410)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def staff_invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites, as what; then a new login, or the one that exists."""
    found = DOOR.found(request, token)
    if found is None or state_of(found[1]) is not InvitationState.OPEN:
        return _useless(request, found)
    actor, invitation = found
    way = way_of(request, invitation.email)
    form = JoinForm(
        request.POST if request.method == "POST" and way == "make" else None,
        email=invitation.email,
        initial={"name": invitation.name},
    )
    if request.method == "POST":
        answer = _answer(request, token, actor, invitation, way, form)
        if answer is not None:
            return answer
    context = {
        "practice": get_practice(actor),
        "invitation": invitation,
        "role": ROLE_WORDS[Role(invitation.role)],
        "user": request.user,
        "way": way,
        "form": form,
    }
    return page(request, "practice/team/joining.html", context, form)


def _answer(
    request: HttpRequest,
    token: str,
    actor: Actor,
    invitation: StaffInvitation,
    way: str,
    form: JoinForm,
) -> HttpResponse | None:
    """What the button did; None shows the page again with what is wrong."""
    if way == "sign_in":
        return DOOR.sign_in_first(request, token)
    try:
        if way == "link":
            return _join(request, actor, invitation)
        if way == "make" and form.is_valid():
            return _begin(request, actor, invitation, form)
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect(request.path)  # somebody was quicker: the page says how it stands now
    return None


def _begin(
    request: HttpRequest, actor: Actor, invitation: StaffInvitation, form: JoinForm
) -> HttpResponse:
    data = form.cleaned_data
    member = join_with_new_login(
        actor=actor, invitation=invitation, name=data["name"], password=data["password"]
    )
    sign_in(request, member.user, staff=True)
    return _arrive(request, actor)


def _join(request: HttpRequest, actor: Actor, invitation: StaffInvitation) -> HttpResponse:
    join_with_login(actor=actor, invitation=invitation, user=cast(User, request.user))
    if request.session.get("kind") == "staff":
        return _arrive(request, actor)
    # A client's long sign-in does not become a colleague's: they sign in once more.
    logout(request)
    messages.success(request, _("You are in the team. Sign in once more to begin."))
    return redirect("account_login")


def _arrive(request: HttpRequest, actor: Actor) -> HttpResponse:
    DOOR.forget(request)
    request.session["practice_id"] = str(actor.practice_id)
    return redirect("today")
