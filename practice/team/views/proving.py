"""Is it still you? Before what is worth it, a client types a code that is mailed to them.

allauth asks for a password once more, which most clients have none of; so the code of the sign-in
is sent again, to the same address, and kept the same way: its digest, ten minutes, few tries.
"""

from http import HTTPStatus
from typing import Any, cast

from allauth.account import app_settings
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from practice.core.actor import SuppleRequest
from practice.core.clock import now
from practice.core.models import User
from practice.core.pages import portal_page
from practice.core.sessions import prove
from practice.team.adapters import PORTAL, AccountAdapter
from practice.team.forms import ConfirmCodeForm

KEPT = "proving"  # in the session: the digest of the code, when it was sent, how often was tried
PROVE = "portal_prove"


def to_prove(path: str) -> HttpResponse:
    """Lead to the question, and from there on to `path`."""
    return redirect(f"{reverse(PROVE)}?{urlencode({'next': path})}")


def _next(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if ours and asked.startswith(PORTAL) else reverse("portal_home")


def _send(request: SuppleRequest, user: User) -> bool:
    """Mail a code; False when too many were asked for."""
    if not ratelimit.consume(request, action="request_login_code", key=user.email):
        return False
    adapter = AccountAdapter(request)
    code = adapter.generate_login_code()
    adapter.send_mail("account/email/login_code", user.email, {"user": user})
    request.session[KEPT] = {"code": code, "at": int(now().timestamp()), "tries": 0}
    return True


def _waiting(request: HttpRequest) -> dict[str, Any] | None:
    """The code that can still be typed."""
    kept: dict[str, Any] | None = request.session.get(KEPT)
    if kept is None:
        return None
    is_old = int(now().timestamp()) - kept["at"] > app_settings.LOGIN_BY_CODE_TIMEOUT
    is_spent = kept["tries"] >= app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS
    return None if is_old or is_spent else kept


@portal_page("client.read", "GET", "POST")
def portal_prove(request: SuppleRequest) -> HttpResponse:
    """Send a code, take it, and go on to what was meant."""
    user, waiting, told = cast(User, request.user), _waiting(request), ""
    form = ConfirmCodeForm(code=waiting["code"] if waiting else None)
    if request.method == "POST" and request.POST.get("action") == "send":
        if _send(request, user):
            return to_prove(_next(request))
        told = _("Too many codes were asked for. Wait a little, then try again.")
    elif request.method == "POST" and waiting is None:
        told = _("This code no longer works. Ask for a new one.")
    elif request.method == "POST" and waiting is not None:
        form = ConfirmCodeForm(request.POST, code=waiting["code"])
        if form.is_valid():
            del request.session[KEPT]
            prove(request)
            return redirect(_next(request))
        request.session[KEPT] = waiting | {"tries": waiting["tries"] + 1}
        request.supple_outcome = HTTPStatus.UNAUTHORIZED  # type: ignore[attr-defined]
        waiting = _waiting(request)
        told = "" if waiting else _("That was tried too often. Ask for a new code.")
    context = {"form": form, "waiting": waiting, "told": told, "next": _next(request)}
    return render(request, "practice/team/portal_prove.html", context | {"email": user.email})
