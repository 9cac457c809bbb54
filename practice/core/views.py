"""Pages of the foundation: life signs, and what people see when something goes wrong."""

import errno
import sys
from http import HTTPStatus
from typing import Any

import psycopg
import redis
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe
from kombu import Connection
from psycopg_pool import PoolTimeout

from practice.core.clock import late_after, now
from practice.core.kept import is_our_page, stale_token, typed, wants_json
from practice.core.queries import heartbeats, is_fresh

BROKER_WAIT = 0.5  # seconds
FULL = {errno.ENOSPC, errno.EDQUOT}


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _error(kind: str, code: str, words: str, status: int) -> HttpResponse:
    """What the API says where no view of its own answers, in the shape of all its refusals."""
    error = {"code": code, "detail": words, "attr": None}
    return JsonResponse({"type": kind, "errors": [error]}, status=status)


def _page(request: HttpRequest, template: str, status: int, **more: Any) -> HttpResponse:
    context = more | {"request_id": getattr(request, "request_id", ""), "status": status}
    return HttpResponse(render_to_string(template, context), status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that leads nowhere, or to what is not yours."""
    if _is_api(request):
        return _error("client_error", "not_found", "There is nothing at this address.", 404)
    return _page(request, "404.html", 404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What the role may not do; whoever refuses may say why in words of its own."""
    return _page(request, "403.html", 403, words=str(exception))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What could not be read as a request at all."""
    if _is_api(request):
        return _error("client_error", "bad_request", "This request could not be read.", 400)
    return _page(request, "400.html", 400)


def failed(request: HttpRequest) -> HttpResponse:
    """A fault of ours; a full disk and a lost database say so."""
    error = sys.exc_info()[1]
    if _is_full(error):
        return disk_full(request)
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout):
        return database_down(request)
    if _is_api(request):
        return _error("server_error", "error", "That did not work, and the fault is ours.", 500)
    return _page(request, "500.html", 500)


def wrong_method(request: HttpRequest, allowed: tuple[str, ...]) -> HttpResponse:
    """An address that only takes what a form sends, or only shows something."""
    response = _page(request, "405.html", 405)
    response["Allow"] = ", ".join(allowed)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or old; from a page of ours, what was typed is kept."""
    if request.user.is_authenticated and is_our_page(request) and not wants_json(request):
        return stale_token(request)
    return _page(request, "403.html", 403)


def _is_full(error: BaseException | None) -> bool:
    """Whether files, or the database's own, found no room."""
    in_files = isinstance(error, OSError) and error.errno in FULL
    return in_files or isinstance(getattr(error, "__cause__", None), psycopg.errors.DiskFull)


def disk_full(request: HttpRequest) -> HttpResponse:
    """Nothing was saved, for want of room: say so, and show what was typed."""
    status = HTTPStatus.INSUFFICIENT_STORAGE
    if _is_api(request):
        words = "There is no room left to keep this."
        return _error("server_error", "no_room", words, status)
    return _page(request, "507.html", status, typed=typed(request))


def database_down(request: HttpRequest) -> HttpResponse:
    """The database does not answer: say so, and when to come back."""
    if _is_api(request):
        words = "The database is not answering. Try again shortly."
        response = _error("server_error", "unavailable", words, 503)
    else:
        response = _page(request, "503.html", 503)
    response["Retry-After"] = "10"
    return response


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process lives."""
    return HttpResponse("alive\n", content_type="text/plain")


def _database() -> dict[str, Any]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError, PoolTimeout):
        return {"ok": False}
    return {"ok": True}


def _broker() -> dict[str, Any]:
    # The embedded broker's address as Celery spells it; the client has its own word for a socket.
    url = settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://")
    if not url.startswith(("redis", "unix")):
        return _other_broker(url)
    try:
        redis.Redis.from_url(
            url, socket_timeout=BROKER_WAIT, socket_connect_timeout=BROKER_WAIT
        ).ping()
    except redis.RedisError:
        return {"ok": False}
    return {"ok": True}


def _other_broker(url: str) -> dict[str, Any]:
    """RabbitMQ, by the library that Celery itself speaks to it with."""
    with Connection(url, connect_timeout=BROKER_WAIT) as there:
        way: Any = there.transport
        lost = (OSError, *way.connection_errors, *way.channel_errors)
        try:
            way.close_connection(way.establish_connection())
        except lost:
            return {"ok": False}
    return {"ok": True}


def _background() -> dict[str, dict[str, Any]]:
    late = int(late_after().total_seconds())
    beats = heartbeats()
    worker = beats.get("worker")
    figures = dict(worker.figures) if worker else {}
    overdue = int(figures.get("oldest_overdue_seconds", 0))
    return {
        "worker": {"ok": is_fresh(worker, late), "seen": worker.at if worker else None},
        "beat": {"ok": is_fresh(beats.get("beat"), late)},
        "mail": {
            "ok": overdue <= late,
            "oldest_overdue_seconds": overdue,
            "waiting_for_turn": figures.get("waiting_for_turn", 0),
            "unknown": figures.get("unknown", 0),
            "held": figures.get("held", 0),
            "on_hold": figures.get("on_hold", False),
        },
    }


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Part by part, whether the whole is fit to work: 200 or 503, as JSON."""
    parts: dict[str, dict[str, Any]] = {"database": _database(), "broker": _broker()}
    if parts["database"]["ok"]:
        parts |= _background()
    ready = len(parts) > 2 and all(part["ok"] for part in parts.values())
    body = {"ready": ready, "at": now(), "parts": parts}
    return JsonResponse(body, status=200 if ready else 503)
