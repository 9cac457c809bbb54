"""What every page shares: its door, and domain errors put beside the field they belong to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, cast
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from practice.core.actor import Actor, NotAllowed, SuppleRequest
from practice.core.errors import DomainError, Moved, ReadOnly
from practice.core.kept import belongs_to_another, moved_on, not_yours, signed_out, wants_json
from practice.core.links import FOR
from practice.core.views import wrong_method

type View[**P] = Callable[Concatenate[SuppleRequest, P], HttpResponse]
type Plain[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


CHOOSE, HOME, CLIENT = "portal_choose", "portal_home", "client_page"


def _must_choose(request: HttpRequest) -> bool:
    """Whether the login belongs to several clients and nobody said for whom this is.

    Also when a mail's address names (`for`) another one than whose pages are open.
    """
    match = request.resolver_match
    if match is not None and match.view_name == CHOOSE:
        return False
    meant = request.GET.get(FOR, "") if request.method == "GET" else ""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    another = bool(meant) and meant != str(actor.client_id)
    return another or bool(getattr(request, "must_choose", False))


def _to_choose(request: HttpRequest) -> HttpResponse:
    """Lead to the choice of whose pages these are, and from there to where they were going."""
    there = request.get_full_path()
    if request.method != "GET" or there == reverse(HOME):
        return redirect(CHOOSE)
    return redirect(f"{reverse(CHOOSE)}?{urlencode({'next': there})}")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in and back to this address; of a part of a page, lead the whole page."""
    way = redirect_to_login(request.get_full_path())
    part = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    return HttpResponseClientRedirect(way.url) if part else way


def _lead_on(request: HttpRequest, moved: Moved) -> HttpResponse:
    """The same address with the id that holds now; a form goes there only when sent again."""
    way = request.get_full_path().replace(str(moved.was), str(moved.now))
    return moved_on(request, way) if request.method == "POST" else redirect(way)


def _read_only(request: HttpRequest, error: ReadOnly, *, portal: bool) -> HttpResponse:
    """Say it on the page of whose record it is; services ask it before they write anything."""
    if wants_json(request):
        return JsonResponse({"detail": str(error.message)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.error(request, str(error.message))
    return redirect(HOME) if portal else redirect(CLIENT, error.client_id)


def _door[**P](view: View[P], action: str, methods: tuple[str, ...], *, portal: bool) -> Plain[P]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method not in allowed:
            return wrong_method(request, allowed)
        if not request.user.is_authenticated:
            return signed_out(request) if request.method == "POST" else _to_sign_in(request)
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None or actor.in_portal is not portal:
            raise PermissionDenied(getattr(request, "refusal", ""))
        try:
            actor.require(action)
            if request.method == "POST" and belongs_to_another(request, actor):
                return not_yours(request)
            if portal and _must_choose(request):
                return _to_choose(request)
            return view(cast(SuppleRequest, request), *args, **kwargs)
        except NotAllowed as error:
            raise PermissionDenied from error
        except (Moved, ReadOnly) as error:
            if isinstance(error, Moved):
                answer = _lead_on(request, error)
            else:
                answer = _read_only(request, error, portal=portal)
            return answer

    allowed = (*methods, "HEAD") if "GET" in methods else methods
    guarded.action = action  # type: ignore[attr-defined]
    return cast(Plain[P], guarded)


def staff_page[**P](action: str, *methods: str) -> Callable[[View[P]], Plain[P]]:
    """The door of a practice page: signed in, member of the practice, allowed to `action`.

    Methods default to GET. A view behind it has `request.actor`.
    """
    return lambda view: _door(view, action, methods or ("GET",), portal=False)


def portal_page[**P](action: str, *methods: str) -> Callable[[View[P]], Plain[P]]:
    """The door of a portal page: signed in, and a client; whose data is the login's alone."""
    return lambda view: _door(view, action, methods or ("GET",), portal=True)


class OnceForm(forms.Form):
    """A form that carries its idempotency key, so that a second click is not a second effect."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)


@contextmanager
def errors_beside(
    form: forms.BaseForm, field_of: Callable[[str], str] | None = None
) -> Iterator[None]:
    """Put a domain error beside the field it names, or at the top of the form.

    `field_of` says where a field that is named by its row stands in a form with empty rows.
    """
    try:
        yield
    except DomainError as error:
        named = field_of(error.field) if field_of and error.field else error.field
        form.add_error(named if named in form.fields else None, str(error.message))


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *forms_: forms.BaseForm
) -> HttpResponse:
    """Render a page: 422 when one of its forms has an error (then nothing was written)."""
    wrong = any(form.is_bound and form.errors for form in forms_)
    return render(request, template, context, status=422 if wrong else 200)
