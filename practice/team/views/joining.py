"""The page behind a colleague's invitation: looking changes nothing, the button uses it up."""

from typing import Any, cast

from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from practice.core.actor import Actor, enter, enter_as, system_actor
from practice.core.errors import DomainError
from practice.core.models import ROLE_WORDS, User
from practice.core.pages import page
from practice.core.queries import get_practice
from practice.core.rules import Role
from practice.core.sessions import is_over
from practice.outbox.secrets import seal, unseal
from practice.team.adapters import sign_in
from practice.team.forms import JoinForm
from practice.team.models import StaffInvitation
from practice.team.queries import owner_of, staff_invitation_behind, state_of
from practice.team.rules import InvitationState, read_invitation_token
from practice.team.services import join_with_login, join_with_new_login

# Instead of the token in `?next=`: an address with a secret never stands in a query string.
WAITING = "waiting"
KEPT = "staff_invitation"


def _kept(request: HttpRequest) -> str:
    """The token that waits for its owner's sign-in; sealed, for sessions stand in a table."""
    try:
        return unseal(request.session.get(KEPT, ""))
    except InvalidToken:
        return ""


def _found(request: HttpRequest, token: str) -> tuple[Actor, StaffInvitation] | None:
    parts = read_invitation_token(_kept(request) if token == WAITING else token)
    if parts is None:
        return None
    actor = system_actor(parts.practice_id)
    enter_as(actor)
    invitation = staff_invitation_behind(actor, parts)
    if invitation is None:
        enter(practice_id=None)
        return None
    request.actor = actor  # type: ignore[attr-defined]
    return actor, invitation


def _way(request: HttpRequest, owner: User | None) -> str:
    """What this visitor may do: make a login, sign in first, join with theirs, change person."""
    if not isinstance(request.user, User) or is_over(request):
        return "sign_in" if owner else "make"
    return "link" if request.user == owner else "other"


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
    found = _found(request, token)
    if found is None or state_of(found[1]) is not InvitationState.OPEN:
        return _useless(request, found)
    actor, invitation = found
    way = _way(request, owner_of(invitation.email))
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
        if token != WAITING:
            request.session[KEPT] = seal(token)
        back = reverse("staff_invitation_accept", kwargs={"token": WAITING})
        return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
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
    request.session.pop(KEPT, None)
    request.session["practice_id"] = str(actor.practice_id)
    return redirect("today")
