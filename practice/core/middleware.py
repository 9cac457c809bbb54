"""What stands around every view: request id, browser headers, the actor's transaction."""

import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import logout
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.module_loading import import_string
from psycopg_pool import PoolTimeout

from practice.core.actor import Actor, enter, enter_as
from practice.core.locales import use_locale
from practice.core.services import Statement, log_access
from practice.core.sessions import is_over, touch
from practice.core.views import database_down

log = logging.getLogger(__name__)
Next = Callable[[HttpRequest], HttpResponse]
Resolver = Callable[[HttpRequest], Actor | None]
DATABASE_LOST = (OperationalError, InterfaceError, PoolTimeout)
UNLOGGED = ("/static/", "/healthz", "/readyz", "/metrics", "/favicon.ico")


def request_id(get_response: Next) -> Next:
    """Give each request an id that its logs, trails and error page share."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.request_id = uuid4()  # type: ignore[attr-defined]
        response = get_response(request)
        response["X-Request-Id"] = str(request.request_id)  # type: ignore[attr-defined]
        return response

    return middleware


def browser_headers(get_response: Next) -> Next:
    """Keep people's pages out of every cache, and token pages out of every referrer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith("/static/"):
            response.setdefault("Cache-Control", "no-store")
        if request.path.startswith(("/l/", "/accounts/password/reset/key/")):
            # The origin alone: with no-referrer browsers send "Origin: null" and forms are refused.
            response["Referrer-Policy"] = "strict-origin"
        if request.path == "/accounts/logout/" and request.method == "POST":
            response["Clear-Site-Data"] = '"cache", "storage"'
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return middleware


@lru_cache
def _resolver_for(prefix: str) -> Resolver:
    return cast(Resolver, import_string(dict(settings.SUPPLE_ACTOR_RESOLVERS)[prefix]))


def resolve_actor(request: HttpRequest) -> Actor | None:
    """Find out who acts on this path and tell row security."""
    path = request.path
    prefix = next(p for p, _ in settings.SUPPLE_ACTOR_RESOLVERS if path.startswith(p))
    rid = cast(UUID, request.request_id)  # type: ignore[attr-defined]
    if prefix in ("/api/", "/l/", "/p/", "/static/") or not request.user.is_authenticated:
        enter(practice_id=None, request_id=rid)
        return None
    if is_over(request):
        logout(request)
        enter(practice_id=None, request_id=rid)
        return None
    request.by_session = True  # type: ignore[attr-defined]
    return _resolver_for(prefix)(request)


def _who(request: HttpRequest, actor: Actor | None) -> UUID | None:
    """Whose login a visit is put down to: a token's or a mailed link's, before the cookie's."""
    if actor is not None and (actor.user_id or actor.in_portal):
        return actor.user_id
    if request.path.startswith("/api/"):  # a cookie opens nothing there
        return None
    return request.user.pk if request.user.is_authenticated else None


class ActorMiddleware:
    """One transaction around the view and its rendering: actor, tenant, work, access log."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer inside one transaction; a refusal is rolled back and still logged."""
        if request.path.startswith(UNLOGGED):
            return self.get_response(request)
        try:
            with transaction.atomic():
                response = self._answer(request)
                if response.status_code >= 400:
                    transaction.set_rollback(True)
                else:
                    kept: Any = request.session
                    along = kept.to_keep(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
                    if self._log(request, response, along):
                        kept.modified = False
            if response.status_code >= 400:
                self._log_apart(request, response)
        except DATABASE_LOST:
            log.exception("database lost", extra={"request_id": str(request.request_id)})  # type: ignore[attr-defined]
            return database_down(request)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        actor = resolve_actor(request)
        request.actor = actor  # type: ignore[attr-defined]
        if actor is not None:
            use_locale(actor)
        response = self.get_response(request)
        led_on = 300 <= response.status_code < 400  # the page it leads to notes the activity
        if getattr(request, "by_session", False) and not led_on:
            touch(request)
        if isinstance(response, TemplateResponse) and not response.is_rendered:
            response.render()
        return response

    def _log(
        self, request: HttpRequest, response: HttpResponse, along: Statement | None = None
    ) -> bool:
        match = request.resolver_match
        kwargs = match.kwargs if match else {}
        view = match.view_name if match else ""
        actor = getattr(request, "actor", None)
        outcome = getattr(request, "supple_outcome", response.status_code)
        return log_access(
            actor=actor,
            user_id=_who(request, actor),
            action=f"{request.method} {view}",
            named=next(((k, v) for k, v in kwargs.items() if isinstance(v, UUID)), None),
            outcome=outcome,
            request_id=request.request_id,  # type: ignore[attr-defined]
            along=along,
        )

    def _log_apart(self, request: HttpRequest, response: HttpResponse) -> None:
        try:
            with transaction.atomic():
                actor = getattr(request, "actor", None)
                if actor is not None:
                    enter_as(actor)
                self._log(request, response)
        except DatabaseError:
            log.exception("access log", extra={"request_id": str(request.request_id)})  # type: ignore[attr-defined]
