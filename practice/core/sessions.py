"""How long a sign-in lasts: idle and absolute limits for staff and clients.

Source: design/security-checklist.md 3. A client who chose to remember the device keeps it for
the daily ten minutes; everybody else is signed out soon.
"""

from django.conf import settings
from django.http import HttpRequest

from practice.core.clock import now

TOUCH_EVERY = 60  # seconds: the session row is written at most once a minute


def begin(request: HttpRequest, *, kind: str) -> None:
    """Start the clocks of a new sign-in; `kind` is a key of SUPPLE_SESSION_LIMITS."""
    seconds = int(now().timestamp())
    request.session["kind"] = kind
    request.session["since"] = seconds
    request.session["seen"] = seconds
    keep_cookie(request)


def keep_cookie(request: HttpRequest) -> None:
    """Let the cookie outlive the browser on a remembered device only."""
    kind = request.session.get("kind", "staff")
    absolute = settings.SUPPLE_SESSION_LIMITS[kind][1]
    request.session.set_expiry(absolute if kind == "client_remembered" else 0)


def is_over(request: HttpRequest) -> bool:
    """Whether this sign-in has been idle or has lasted too long."""
    idle, absolute = settings.SUPPLE_SESSION_LIMITS[request.session.get("kind", "staff")]
    seconds = int(now().timestamp())
    since = request.session.get("since", 0)
    seen = request.session.get("seen", 0)
    return bool(seconds - seen > idle or seconds - since > absolute)


def touch(request: HttpRequest) -> None:
    """Note activity, at most once a minute; a page that only polls does not count."""
    seconds = int(now().timestamp())
    if request.headers.get("X-Supple-Poll"):
        return
    if seconds - request.session.get("seen", 0) >= TOUCH_EVERY:
        request.session["seen"] = seconds


# Source: design/security-checklist.md 3 and 7: a copy of a record and asking for its deletion.
PROVED_FOR = 15 * 60  # seconds


def prove(request: HttpRequest) -> None:
    """Note that the person behind this sign-in just showed who they are; its key changes."""
    request.session.cycle_key()
    request.session["proved"] = int(now().timestamp())


def is_proved(request: HttpRequest) -> bool:
    """Whether somebody signed in, or showed once more who they are, in the last minutes.

    Nothing that a page does by itself makes it last longer.
    """
    at = max(request.session.get("since", 0), request.session.get("proved", 0))
    return bool(int(now().timestamp()) - at <= PROVED_FOR)
