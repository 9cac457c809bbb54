"""The one-time page that founds the first practice."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from practice.core.locales import locale_of
from practice.core.models import Membership
from practice.core.pages import errors_beside, page
from practice.team.adapters import sign_in
from practice.team.forms import SetUpForm
from practice.team.queries import open_setup_link, was_used
from practice.team.services import LinkSpent, digest, use_setup_link


def _unreferred(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "strict-origin"  # with no-referrer its own form is refused
    return response


def _link_spent(request: HttpRequest, token: str) -> HttpResponse:
    context = {"was_used": was_used(digest(token))}
    answer = render(request, "practice/team/set_up_spent.html", context, status=410)
    return _unreferred(answer)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first practice and its owner, for whoever holds the one-time link."""
    if open_setup_link(digest(token)) is None:
        return _link_spent(request, token)
    form = SetUpForm(request.POST or None)
    if form.is_valid():
        try:
            with errors_beside(form):
                owner = _founded(
                    token, form.cleaned_data, locale_of(request.headers.get("Accept-Language", ""))
                )
                sign_in(request, owner.user, staff=True)
                return _unreferred(redirect("/"))
        except LinkSpent:
            return _link_spent(request, token)
    return _unreferred(page(request, "practice/team/set_up.html", {"form": form}, form))


def _founded(token: str, data: dict[str, Any], locale: str) -> Membership:
    return use_setup_link(
        secret=token,
        name=data["practice_name"],
        timezone=data["timezone"],
        owner_email=data["email"],
        owner_name=data["name"],
        password=data["password"],
        place=data["place"],
        locale=locale,
    )
