"""The page behind an invitation by mail, whoever is invited: whose it is, and what they may do.

Looking changes nothing. Each kind of invitation keeps its own words, and what accepting it does.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from practice.core.actor import Actor, enter, enter_as, system_actor
from practice.core.models import User
from practice.core.sessions import is_over
from practice.outbox.secrets import seal, unseal
from practice.team.queries import owner_of
from practice.team.rules import InvitationToken, read_invitation_token

# Instead of the token in `?next=`: an address with a secret never stands in a query string.
WAITING = "waiting"


@dataclass(frozen=True)
class Door[Found]:
    """One kind of invitation: its address, and the one read that leads from a token to its row.

    `view` names the address, and what a session keeps the token under until somebody signed in.
    """

    view: str
    behind: Callable[[Actor, InvitationToken], Found | None]

    def _kept(self, request: HttpRequest) -> str:
        """The token that waits for its owner's sign-in; sealed, for sessions stand in a table."""
        try:
            return unseal(request.session.get(self.view, ""))
        except InvalidToken:
            return ""

    def found(self, request: HttpRequest, token: str) -> tuple[Actor, Found] | None:
        """The invitation behind a token, and its practice's own actor, who acts from now on."""
        parts = read_invitation_token(self._kept(request) if token == WAITING else token)
        if parts is None:
            return None
        actor = system_actor(parts.practice_id)
        enter_as(actor)
        invitation = self.behind(actor, parts)
        if invitation is None:
            enter(practice_id=None)
            return None
        request.actor = actor  # type: ignore[attr-defined]
        return actor, invitation

    def sign_in_first(self, request: HttpRequest, token: str) -> HttpResponse:
        """To the sign-in, and back here from there."""
        if token != WAITING:
            request.session[self.view] = seal(token)
        back = reverse(self.view, kwargs={"token": WAITING})
        return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")

    def forget(self, request: HttpRequest) -> None:
        """Let go of the token that waited: it is used up."""
        request.session.pop(self.view, None)


def signed_in(request: HttpRequest) -> User | None:
    """Who is signed in right now, if somebody is."""
    user = request.user
    return user if isinstance(user, User) and not is_over(request) else None


def way_of(request: HttpRequest, address: str) -> str:
    """What a visitor may do who was invited at `address`.

    Make a login (`make`), sign in first (`sign_in`), use theirs (`link`), or change person
    (`other`).
    """
    user, owner = signed_in(request), owner_of(address)
    if user is None:
        return "sign_in" if owner else "make"
    return "link" if user == owner else "other"
