"""Writes of the team: found a practice, colleagues, set-up link, API tokens, account mails."""

import hashlib
import json
import secrets
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from practice.core.actor import Actor, aside, enter_as, system_actor
from practice.core.built_ins import copy_all
from practice.core.clock import is_zone, now, today_in
from practice.core.errors import DomainError
from practice.core.models import Membership, Place, Practice, User, fold_email
from practice.core.queries import get_practice
from practice.core.rules import Role
from practice.core.services import claim_once, settle_once
from practice.outbox.secrets import seal
from practice.outbox.services import plan_message
from practice.outbox.waking import wake
from practice.team.emails import KIND
from practice.team.models import ApiToken, SetupLink
from practice.team.queries import home_of, is_set_up, membership_of, open_setup_link
from practice.team.rules import Scope, new_token

SETUP_LINK_LASTS = timedelta(hours=24)
TOKENS_AT_MOST = 20


def _new_id() -> UUID:
    with connection.cursor() as cursor:
        cursor.execute("SELECT uuidv7()")
        found: UUID = cursor.fetchone()[0]
        return found


def digest(secret: str) -> str:
    """What is stored of a secret: its SHA-256, in hex. Our secrets have 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make_user(*, email: str, name: str, password: str | None, verified: bool = True) -> User:
    """Make a login whose address is known to be theirs; refuses one that exists."""
    if User.objects.filter(email=fold_email(email)).exists():
        raise DomainError(_("There is already a login with this address."), field="email")
    user = User.objects.create_user(email=email, password=password, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    return user


@transaction.atomic
def found_practice(
    *,
    name: str,
    timezone: str,
    owner_email: str,
    owner_name: str,
    password: str,
    place: str = "",
    is_demo: bool = False,
) -> tuple[Practice, Membership]:
    """Make a practice with its owner, its first place and a copy of everything built in.

    Afterwards row security is set to the new practice until the transaction ends, and no set-up
    link works any more.
    """
    SetupLink.objects.filter(used_at=None).delete()
    user = make_user(email=owner_email, name=owner_name, password=password)
    practice_id = _new_id()
    actor = system_actor(practice_id)
    enter_as(actor)
    practice = Practice(
        id=practice_id,
        name=name,
        slug=f"{slugify(name)[:40] or 'practice'}-{practice_id.hex[-6:]}",
        timezone=timezone,
        sender_name=name[:120],
        contact_email=user.email,
        emergency_text=_("Call the emergency number of your country now, or have someone call."),
        is_demo=is_demo,
    )
    practice.save(force_insert=True)
    owner = add_member(actor=actor, user=user, role=Role.OWNER, name=owner_name)
    Place(practice=practice, name=place or _("The studio"), timezone=timezone).save()
    copy_all(actor)
    return practice, owner


def add_member(
    *, actor: Actor, user: User, role: Role, name: str, supervisor: Membership | None = None
) -> Membership:
    """Make `user` a colleague; a trainee needs a supervisor."""
    actor.require("settings.write")
    if role is Role.TRAINEE and supervisor is None:
        raise DomainError(_("A trainee needs a supervisor."), field="supervisor")
    member = Membership(
        practice_id=actor.practice_id, user=user, role=role.value, name=name, supervisor=supervisor
    )
    member.save(force_insert=True)
    return member


@transaction.atomic
def make_setup_link() -> str | None:
    """Make a new one-time set-up secret, or None once a practice exists. For the worker's role.

    Older ones stop working. Only the digest is kept.
    """
    if is_set_up():
        return None
    secret = secrets.token_urlsafe(32)
    at = now()
    SetupLink.objects.filter(used_at=None).delete()
    SetupLink(digest=digest(secret), made_at=at, expires_at=at + SETUP_LINK_LASTS).save()
    return secret


class LinkSpent(Exception):
    """A set-up link that was used, ran out, or never was."""


@transaction.atomic
def use_setup_link(
    *,
    secret: str,
    name: str,
    timezone: str,
    owner_email: str,
    owner_name: str,
    password: str,
    place: str,
) -> Membership:
    """Found the first practice for whoever holds the link; it works once."""
    link = open_setup_link(digest(secret), lock=True)
    if link is None:
        raise LinkSpent
    link.used_at = now()
    link.save(update_fields=["used_at"])
    _practice, owner = found_practice(
        name=name,
        timezone=timezone,
        owner_email=owner_email,
        owner_name=owner_name,
        password=password,
        place=place,
    )
    return owner


@dataclass(frozen=True, kw_only=True)
class PracticeData:
    """What an owner may change about the practice."""

    name: str
    timezone: str
    sender_name: str
    contact_email: str
    contact_phone: str
    emergency_text: str
    only_own_clients: bool


def edit_practice(*, actor: Actor, data: PracticeData) -> Practice:
    """Change the practice's own details."""
    actor.require("settings.write")
    if not is_zone(data.timezone):
        raise DomainError(_("Choose a time zone from the list."), field="timezone")
    if not data.name.strip():
        raise DomainError(_("A name is needed."), field="name")
    practice = get_practice(actor)
    changes = asdict(data)
    for field, value in changes.items():
        setattr(practice, field, value.strip() if isinstance(value, str) else value)
    practice.save(update_fields=list(changes))
    return practice


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
        practice_id=actor.practice_id,
        membership_id=owner_id,
        name=name.strip(),
        digest=digest(secret),
        scopes=sorted(scope.value for scope in scopes),
        expires_at=expires_at,
    )
    token.save(force_insert=True)
    settle_once(once, token.pk)
    return token, secret


def revoke_token(*, actor: Actor, token: ApiToken) -> None:
    """Stop a token from the next request on."""
    actor.require("token.write")
    if token.revoked_at is None:
        token.revoked_at = now()
        token.save(update_fields=["revoked_at"])


def plan_account_mail(
    *, user: User | None, to: str, what: str, lasts: timedelta, code: str = "", url: str = ""
) -> None:
    """Plan a mail about somebody's own login, in the voice of a practice they belong to.

    For an address that nobody has, nothing is planned, after about the same work.
    """
    secret = json.dumps({"what": what, "to": to, "code": code, "url": url})
    with aside():
        person = user.pk if user else uuid4()
        home = home_of(person)
        if home is None:
            seal(secret)
            transaction.on_commit(wake)
            return
        actor = system_actor(home.practice_id)
        enter_as(actor)
        plan_message(
            actor=actor,
            kind=KIND,
            person_id=person,
            subject_id=person,
            local_date=today_in(home.zone),
            slot=uuid4().hex,
            expires_at=now() + lasts,
            secret=secret,
        )
