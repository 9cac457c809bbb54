"""Writes that begin a practice: the one-time set-up link and what it founds."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practice.core.actor import enter_as, system_actor
from practice.core.built_ins import copy_all
from practice.core.clock import now
from practice.core.locales import DEFAULT
from practice.core.models import Membership, Place, Practice
from practice.core.rules import Role
from practice.team.models import SetupLink
from practice.team.queries import is_set_up, open_setup_link
from practice.team.services.logins import digest, make_user
from practice.team.services.members import add_member

FIRST_PLACE = gettext_lazy("The studio")  # until somebody names it
SETUP_LINK_LASTS = timedelta(hours=24)


def _new_id() -> UUID:
    with connection.cursor() as cursor:
        cursor.execute("SELECT uuidv7()")
        found: UUID = cursor.fetchone()[0]
        return found


@transaction.atomic
def found_practice(
    *,
    name: str,
    timezone: str,
    owner_email: str,
    owner_name: str,
    password: str,
    place: str = "",
    locale: str = DEFAULT,
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
        locale=locale,
        sender_name=name[:120],
        contact_email=user.email,
        emergency_text=_("Call the emergency number of your country now, or have someone call."),
        is_demo=is_demo,
    )
    practice.save(force_insert=True)
    owner = add_member(actor=actor, user=user, role=Role.OWNER, name=owner_name)
    Place(practice=practice, name=place or str(FIRST_PLACE), timezone=timezone).save()
    copy_all(actor)
    return practice, owner


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
    locale: str = DEFAULT,
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
        locale=locale,
    )
    return owner
