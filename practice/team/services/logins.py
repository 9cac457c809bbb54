"""Writes about logins: making one, and mails about somebody's own."""

import hashlib
import json
from datetime import timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from practice.core.actor import aside, enter_as, system_actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.core.models import User
from practice.outbox.secrets import seal
from practice.outbox.services import plan_message
from practice.outbox.waking import wake
from practice.team.emails import KIND
from practice.team.queries import home_of


def digest(secret: str) -> str:
    """What is stored of a secret: its SHA-256, in hex. Our secrets have 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make_user(*, email: str, name: str, password: str | None, verified: bool = True) -> User:
    """Make a login whose address is known to be theirs; refuses one that exists."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(email=email, password=password, name=name)
            EmailAddress.objects.create(
                user=user, email=user.email, verified=verified, primary=True
            )
    except IntegrityError:
        words = _("There is already a login with this address.")
        raise DomainError(words, field="email") from None
    return user


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
