"""Writes of the team: found a practice, add colleagues, the first set-up link."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from practice.core.actor import Actor, enter_as, system_actor
from practice.core.built_ins import copy_all
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.models import Membership, Place, Practice, User, fold_email
from practice.core.rules import Role
from practice.team.models import SetupLink

SETUP_LINK_LASTS = timedelta(hours=24)


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

    Afterwards row security is set to the new practice until the transaction ends.
    """
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


def make_setup_link() -> str:
    """Make a new one-time set-up secret; older ones stop working. Only its digest is kept."""
    secret = secrets.token_urlsafe(32)
    at = now()
    SetupLink.objects.filter(used_at=None).delete()
    SetupLink(digest=digest(secret), made_at=at, expires_at=at + SETUP_LINK_LASTS).save()
    return secret
