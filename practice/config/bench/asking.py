"""How the load asks: one request, a way to ask for an entry, and who is signed in."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.test import Client as Browser
from django.urls import reverse

from practice.config.bench.accounts import OWNER, PASSWORD
from practice.core.actor import Actor, acting, enter
from practice.core.models import Membership, User
from practice.core.queries import practices_of
from practice.core.rules import Role


@dataclass(frozen=True)
class Visit:
    """One request. `{uuid}`, `{version}` and `{week}` in a body are new each time."""

    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    status: int = 200


@dataclass
class Planned:
    """One way to ask for an entry: a visit a connection, and what settles it between times."""

    entry: str
    variant: str
    visits: list[Visit]
    settles: list[Visit] = field(default_factory=list)
    queries: int = 0
    kilobytes: float = 0.0


class SignedIn:
    """Somebody's browser, and the headers that make a bare request theirs."""

    def __init__(self, email: str) -> None:
        self.browser = Browser(SERVER_NAME="127.0.0.1")
        typed = {"login": email, "password": PASSWORD}
        answer = self.browser.post(reverse("account_login"), typed)
        if answer.status_code != 302:
            raise RuntimeError(f"{email} cannot sign in: {answer.status_code}")
        self.browser.get("/", follow=True)  # reads the greeting, which else waits in the session
        cookies = {name: morsel.value for name, morsel in self.browser.cookies.items()}
        self.headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}
        self.token = cookies.get(settings.CSRF_COOKIE_NAME, "")

    def get(self, path: str) -> Visit:
        """Look at a page."""
        return Visit(path, headers=self.headers)

    def post(self, path: str, status: int, **typed: Any) -> Visit:
        """Send a form, with its token in the body as a page does."""
        body = urlencode(typed | {"csrfmiddlewaretoken": self.token}, safe="{}")
        return Visit(path, "POST", self.headers, body, status)


def measured_actor(email: str = OWNER) -> Actor:
    """The owner of the measured practice, or of another, as the pages would make them."""
    user = User.objects.get(email=email)
    with transaction.atomic():
        enter(practice_id=None, user_id=user.pk)
        practice_id, _name = practices_of(user.pk)[0]
    actor = Actor(practice_id=practice_id, role=Role.OWNER, user_id=user.pk)
    with acting(actor):
        member = Membership.objects.visible_to(actor).get(user=user)
    return Actor(practice_id=practice_id, role=Role.OWNER, user_id=user.pk, membership_id=member.pk)
