"""Pages of the team: set-up, the practice's settings, API tokens, choosing a practice."""

from datetime import datetime, time, timedelta
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from practice.core.actor import SuppleRequest, aside, enter
from practice.core.models import Membership
from practice.core.pages import errors_beside, page, staff_page
from practice.core.queries import colleagues, get_practice, places, practices_of
from practice.core.services import AlreadyDone
from practice.team.adapters import sign_in
from practice.team.forms import SCOPE_WORDS, PracticeForm, SetUpForm, TokenForm
from practice.team.models import ApiToken
from practice.team.queries import get_token, open_setup_link, tokens_of
from practice.team.rules import Scope
from practice.team.services import (
    LinkSpent,
    PracticeData,
    digest,
    edit_practice,
    make_token,
    revoke_token,
    use_setup_link,
)


def _unreferred(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "strict-origin"  # with no-referrer its own form is refused
    return response


def _link_spent(request: HttpRequest) -> HttpResponse:
    answer = render(request, "practice/team/set_up_spent.html", status=410)
    return _unreferred(answer)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first practice and its owner, for whoever holds the one-time link."""
    if open_setup_link(digest(token)) is None:
        return _link_spent(request)
    form = SetUpForm(request.POST or None)
    if form.is_valid():
        try:
            with errors_beside(form):
                owner = _founded(token, form.cleaned_data)
                sign_in(request, owner.user)
                return _unreferred(redirect("/"))
        except LinkSpent:
            return _link_spent(request)
    return _unreferred(page(request, "practice/team/set_up.html", {"form": form}, form))


def _founded(token: str, data: dict[str, Any]) -> Membership:
    return use_setup_link(
        secret=token,
        name=data["practice_name"],
        timezone=data["timezone"],
        owner_email=data["email"],
        owner_name=data["name"],
        password=data["password"],
        place=data["place"],
    )


@staff_page("settings.read", "GET", "POST")
def settings_home(request: SuppleRequest) -> HttpResponse:
    """The practice as it presents itself, and who works in it."""
    actor = request.actor
    practice = get_practice(actor)
    form = PracticeForm(request.POST if request.method == "POST" else None, instance=practice)
    if request.method == "POST":
        actor.require("settings.write")
        if form.is_valid():
            with errors_beside(form):
                edit_practice(actor=actor, data=PracticeData(**form.cleaned_data))
                messages.success(request, _("Saved."))
                return redirect("settings_home")
    context = {
        "form": form,
        "practice": practice,
        "colleagues": colleagues(actor),
        "places": places(actor),
        "practices": practices_of(cast(UUID, request.user.pk)),
        "may_edit": actor.may("settings.write"),
        "may_tokens": actor.may("token.read"),
    }
    return page(request, "practice/team/settings.html", context, form)


@login_required
@require_POST
def practice_choose(request: HttpRequest) -> HttpResponse:
    """Work in another practice of one's own from now on."""
    wanted = request.POST.get("practice", "")
    user_id = cast(UUID, request.user.pk)
    with aside():
        enter(practice_id=None, user_id=user_id)
        mine = {str(practice_id) for practice_id, _name in practices_of(user_id)}
    if wanted in mine:
        request.session["practice_id"] = wanted
    else:
        messages.error(request, _("You do not work in this practice."))
    return redirect("/")


def _tokens_page(
    request: SuppleRequest, form: TokenForm, secret: str = "", made: ApiToken | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "secret": secret,
        "made": made,
        "tokens": [
            {"token": token, "may": [SCOPE_WORDS[Scope(scope)] for scope in token.scopes]}
            for token in tokens_of(request.actor)
        ],
        "docs": f"{settings.SUPPLE_BASE_URL}/api/v1/schema/",
    }
    return page(request, "practice/team/tokens.html", context, form)


@staff_page("token.read", "GET", "POST")
def token_list(request: SuppleRequest) -> HttpResponse:
    """Programs' keys to the API: a new one is shown once, right after it is made."""
    actor = request.actor
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        last = data["expires_on"]
        until = last and datetime.combine(
            last + timedelta(days=1), time(0), tzinfo=ZoneInfo(actor.zone)
        )
        try:
            with errors_beside(form), transaction.atomic():
                token, secret = make_token(
                    actor=actor,
                    name=data["name"],
                    scopes=[Scope(scope) for scope in data["scopes"]],
                    expires_at=until or None,
                    key=data["key"],
                )
                return _tokens_page(request, TokenForm(), secret, token)
        except AlreadyDone:
            messages.info(request, _("This token was made before. Its secret is shown only once."))
            return redirect("token_list")
    return _tokens_page(request, form)


@staff_page("token.write", "POST")
def token_revoke(request: SuppleRequest, token_id: UUID) -> HttpResponse:
    """Stop a token for good."""
    token = get_token(request.actor, token_id)
    revoke_token(actor=request.actor, token=token)
    messages.success(request, _("Revoked. It stops working now."))
    return redirect("token_list")
