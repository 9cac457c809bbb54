"""Writes about API tokens."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.services import claim_once
from practice.team.models import ApiToken
from practice.team.queries import membership_of
from practice.team.rules import Scope, new_token
from practice.team.services.logins import digest

TOKENS_AT_MOST = 20


def make_token(
    *,
    actor: Actor,
    name: str,
    scopes: Collection[Scope],
    expires_at: datetime | None,
    key: UUID | None = None,
) -> tuple[ApiToken, str]:
    """Make an API token that acts as the actor; the secret is returned this once."""
    actor.require("token.write")
    if not scopes:
        raise DomainError(_("Choose at least one thing it may do."), field="scopes")
    if expires_at is not None and expires_at <= now():
        raise DomainError(_("This day is over already."), field="expires_on")
    owner_id = membership_of(actor)
    mine = ApiToken._base_manager.filter(
        practice_id=actor.practice_id, membership_id=owner_id, revoked_at=None
    )
    if mine.count() >= TOKENS_AT_MOST:
        raise DomainError(_("You have twenty tokens. Revoke one that is no longer used."))
    once = claim_once(actor=actor, key=key, action="make_token")
    secret = new_token(actor.practice_id)
    token = ApiToken(
        **once,
        practice_id=actor.practice_id,
        membership_id=owner_id,
        name=name.strip(),
        digest=digest(secret),
        scopes=sorted(scope.value for scope in scopes),
        expires_at=expires_at,
    )
    token.save(force_insert=True)
    return token, secret


def revoke_token(*, actor: Actor, token: ApiToken) -> None:
    """Stop a token from the next request on."""
    actor.require("token.write")
    if token.revoked_at is None:
        token.revoked_at = now()
        token.save(update_fields=["revoked_at"])
