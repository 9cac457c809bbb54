"""Nothing typed is lost: a form that outlived its sign-in, or that was another person's."""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from practice.core.actor import Actor

OURS = {"csrfmiddlewaretoken", "whose"}
SECRET = ("password", "code", "token")


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted, field by field, without secrets and without the form's own marks."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name not in OURS and not any(word in name for word in SECRET)
    ]


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, not a person."""
    return "application/json" in request.headers.get("Accept", "")


def is_our_page(request: HttpRequest) -> bool:
    """Whether the post came from a page of ours, by what the browser says of its origin."""
    origin = urlsplit(request.headers.get("Origin", ""))
    return bool(origin.netloc) and origin.netloc == request.get_host()


def _kept(request: HttpRequest, state: str, status: HTTPStatus, path: str = "") -> HttpResponse:
    context = {
        "state": state,
        "typed": typed(request),
        "whose": request.POST.get("whose", ""),
        "path": path or request.get_full_path(),
    }
    return render(request, "kept.html", context, status=status)


def signed_out(request: HttpRequest) -> HttpResponse:
    """The sign-in ran out while somebody typed: keep it, and let it be sent again."""
    if wants_json(request):
        words = _("You were signed out. Your text is still here.")
        body = {"code": "signed_out", "message": words}
        return JsonResponse(body, status=HTTPStatus.UNAUTHORIZED)
    return _kept(request, "signed_out", HTTPStatus.UNAUTHORIZED)


def stale_token(request: HttpRequest) -> HttpResponse:
    """The page is from before the last sign-in: keep what was typed, and send it afresh."""
    return _kept(request, "stale", HTTPStatus.FORBIDDEN)


def belongs_to_another(request: HttpRequest, actor: Actor) -> bool:
    """Whether this form was made for another person, client or practice than acts now."""
    whose = request.POST.get("whose", "")
    return bool(whose) and whose != actor.whose


def not_yours(request: HttpRequest) -> HttpResponse:
    """Save nothing of another person's form; show what it held."""
    if wants_json(request):
        words = _("Somebody else is signed in now. Nothing was saved there.")
        body = {"code": "other_person", "message": words}
        return JsonResponse(body, status=HTTPStatus.CONFLICT)
    return _kept(request, "other", HTTPStatus.CONFLICT)


def moved_on(request: HttpRequest, path: str) -> HttpResponse:
    """What this form was for has become part of something else, at `path`: save nothing unasked."""
    if wants_json(request):
        words = _("This record became part of another one. Nothing was saved.")
        body = {"code": "moved", "message": words, "path": path}
        return JsonResponse(body, status=HTTPStatus.CONFLICT)
    return _kept(request, "moved", HTTPStatus.CONFLICT, path)
