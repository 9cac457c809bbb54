"""The page behind an invitation: looking changes nothing, a press of the button uses it up."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clients.records.forms import NewLoginForm
from clients.records.guarded import sharer_of
from clients.records.models import Invitation
from clients.records.queries import invitation_behind, state_of
from clients.records.services import accept_with_login, accept_with_new_login, ask_again
from practice.core.actor import Actor
from practice.core.errors import DomainError
from practice.core.models import User
from practice.core.pages import page
from practice.core.queries import get_practice
from practice.team.adapters import sign_in
from practice.team.invited import Door, signed_in, way_of
from practice.team.rules import InvitationState

DOOR = Door("invitation_accept", invitation_behind)


def _useless(request: HttpRequest, found: tuple[Actor, Invitation] | None) -> HttpResponse:
    if found is None:
        context: dict[str, Any] = {"state": "broken", "user": signed_in(request)}
        return render(request, "clients/records/invitation_useless.html", context, status=404)
    actor, invitation = found
    state = state_of(invitation)
    may_ask = state in {InvitationState.EXPIRED, InvitationState.WITHDRAWN}
    if may_ask and request.method == "POST" and "again" in request.POST:
        ask_again(actor=actor, invitation=invitation)
        return redirect(f"{request.path}?asked")
    context = {
        "may_ask": may_ask,
        "asked": "asked" in request.GET,
        "state": state.value,
        "practice": get_practice(actor),
        "user": signed_in(request),
    }
    return render(request, "clients/records/invitation_useless.html", context, status=410)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites, and for which address; then a new login, or the one that exists."""
    found = DOOR.found(request, token)
    if found is None or state_of(found[1]) is not InvitationState.OPEN:
        return _useless(request, found)
    actor, invitation = found
    way = way_of(request, invitation.email)
    form = NewLoginForm(
        request.POST if request.method == "POST" and way == "make" else None,
        user=User(email=invitation.email, name=invitation.client.full_name),
    )
    if request.method == "POST":
        answer = _answer(request, token, actor, invitation, way, form)
        if answer is not None:
            return answer
    context = {
        "practice": get_practice(actor),
        "invitation": invitation,
        "client": invitation.client,
        "user": signed_in(request),
        "way": way,
        "form": form,
        "sharer": sharer_of(actor, invitation.client),
    }
    return page(request, "clients/records/invitation.html", context, form)


def _answer(
    request: HttpRequest,
    token: str,
    actor: Actor,
    invitation: Invitation,
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
        if error.code == "guardian":
            messages.error(request, str(error.message))
        return redirect(request.path)  # if somebody was quicker, the page says how it stands now
    DOOR.forget(request)
    request.session["client_id"] = str(invitation.client_id)
    return redirect("portal_intake")
