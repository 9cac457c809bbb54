"""How a program proves who it acts for, and what its token lets it do."""

from typing import Any, cast

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from practice.core.actor import Actor, SuppleRequest, enter
from practice.core.models import User
from practice.core.rules import Role
from practice.team.models import ApiToken
from practice.team.queries import token_with
from practice.team.rules import practice_of_token
from practice.team.services import digest

KEYWORD = b"bearer"


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer supple_…`: enters the token's practice and acts as its owner."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Find the token, say who acts, and tell row security."""
        given = get_authorization_header(request).split()
        if len(given) != 2 or given[0].lower() != KEYWORD:
            return None
        secret = given[1].decode("ascii", "replace")
        practice_id = practice_of_token(secret)
        if practice_id is None:
            raise AuthenticationFailed("This token is not valid.")
        asked = cast(SuppleRequest, request._request)
        enter(practice_id=practice_id, request_id=asked.request_id)
        token = token_with(digest(secret))
        if token is None:
            enter(practice_id=None, request_id=asked.request_id)
            raise AuthenticationFailed("This token is not valid.")
        asked.actor = _actor(asked, token)
        return token.membership.user, token

    def authenticate_header(self, request: Request) -> str:
        """Say how to prove it, with a 401."""
        return "Bearer"


def _actor(request: SuppleRequest, token: ApiToken) -> Actor:
    member, practice = token.membership, token.practice
    return Actor(
        practice_id=practice.pk,
        role=Role(member.role),
        user_id=member.user_id,
        membership_id=member.pk,
        name=member.name,
        practice_name=practice.name,
        zone=practice.timezone,
        only_own_clients=practice.only_own_clients,
        request_id=request.request_id,
    )


class HasScope(BasePermission):
    """A token opens only what its scopes name; the role still has the last word."""

    message = "This token does not have the scope for this."

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the token has the view's scope for this method."""
        if not isinstance(request.auth, ApiToken):
            return False
        verb = "read" if request.method in SAFE_METHODS else "write"
        return f"{view.scope}:{verb}" in request.auth.scopes


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema names our tokens."""

    target_class = "practice.team.api.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A bearer token, made by its owner in the settings."""
        return {"type": "http", "scheme": "bearer", "bearerFormat": "supple_…"}
