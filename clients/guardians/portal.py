"""The page behind a guardian's invitation: looking changes nothing, the button uses it up."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clients.guardians.models import GuardianInvitation
from clients.guardians.queries import invitation_behind, may_ask_again, state_of
from clients.guardians.services import accept_with_login, accept_with_new_login, ask_again
from clients.records.forms import NewLoginForm
from practice.core.actor import Actor
from practice.core.errors import DomainError
from practice.core.models import User
from practice.core.pages import page
from practice.core.queries import get_practice
from practice.team.adapters import sign_in
from practice.team.invited import Door, signed_in, way_of
from practice.team.rules import InvitationState

DOOR = Door("guardian_invitation_accept", invitation_behind)


def _useless(
    request: HttpRequest, found: tuple[Actor, GuardianInvitation] | None, state: str
) -> HttpResponse:
    context: dict[str, Any] = {"state": state, "user": signed_in(request)}
    if found is not None:
        actor, invitation = found
        may_ask = may_ask_again(invitation)
        if may_ask and request.method == "POST" and "again" in request.POST:
            ask_again(actor=actor, invitation=invitation)
            return redirect(f"{request.path}?asked")
        context |= {"may_ask": may_ask, "asked": "asked" in request.GET}
        context["practice"] = get_practice(actor)
    status = 410 if found else 404
    return render(request, "clients/records/invitation_useless.html", context, status=status)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def guardian_invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites, and for whom; then a new login, or the one that exists."""
    found = DOOR.found(request, token)
    if found is None:
        return _useless(request, None, "broken")
    actor, invitation = found
    state = state_of(invitation)
    if state is not InvitationState.OPEN:
        return _useless(request, found, state.value)
    way = way_of(request, invitation.email)
    form = NewLoginForm(
        request.POST if request.method == "POST" and way == "make" else None,
        user=User(email=invitation.email, name=invitation.guardian.name),
    )
    if request.method == "POST":
        answer = _answer(request, token, actor, invitation, way, form)
        if answer is not None:
            return answer
    context = {
        "practice": get_practice(actor),
        "invitation": invitation,
        "guardian": invitation.guardian,
        "client": invitation.client,
        "user": request.user,
        "way": way,
        "form": form,
    }
    return page(request, "clients/guardians/invitation.html", context, form)


def _answer(
    request: HttpRequest,
    token: str,
    actor: Actor,
    invitation: GuardianInvitation,
    way: str,
    form: NewLoginForm,
) -> HttpResponse | None:
    """What the button did; None shows the page again with what is wrong."""
    if way == "sign_in":
        return DOOR.sign_in_first(request, token)
    if way == "other" or (way == "make" and not form.is_valid()):
        return None
    try:
        if way == "link":
            accept_with_login(actor=actor, invitation=invitation, user=cast(User, request.user))
        else:
            password = form.cleaned_data["password"]
            user = accept_with_new_login(actor=actor, invitation=invitation, password=password)
            sign_in(request, user, staff=False, remember=form.cleaned_data["remember"])
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect(request.path)  # the page says how it stands now
    DOOR.forget(request)
    request.session["client_id"] = str(invitation.client_id)
    return redirect("portal_intake")
