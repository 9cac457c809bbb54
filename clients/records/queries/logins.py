"""Whose pages a login opens in the portal: its own, and those of clients it is guardian of."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast
from uuid import UUID

from django.db import connection
from django.http import HttpRequest
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import known_zone, now
from practice.core.rules import Role


class Standing(StrEnum):
    """How somebody stands to a login: themself, under age with it as guardian, or no more."""

    OWN = "own"
    GUARDIAN = "guardian"
    OF_AGE = "of_age"
    ENDED = "ended"


@dataclass(frozen=True)
class ClientOfLogin:
    """One of the people that a login belongs to, or did as their guardian."""

    client_id: UUID
    name: str
    practice_name: str
    standing: str

    @property
    def is_open(self) -> bool:
        """Whether the login opens their pages now."""
        return self.standing in {Standing.OWN, Standing.GUARDIAN}

    @property
    def why_not(self) -> str:
        """What a former guardian is told."""
        told = {"name": self.name, "practice": self.practice_name}
        if self.standing == Standing.OF_AGE:
            words = _(
                "%(name)s is of age by now: these pages are theirs alone. %(practice)s knows."
            )
            return words % told
        words = _(
            "You are no guardian of %(name)s any more. If that is a mistake, ask %(practice)s."
        )
        return words % told


def people_of_login(user_id: UUID) -> Sequence[ClientOfLogin]:
    """Everybody this login is a client as, is or was guardian of, everywhere. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM supple_clients(%s, %s)", [user_id, now()])
        return [ClientOfLogin(*row) for row in cursor.fetchall()]


def _closed_to(user_id: UUID) -> set[str]:
    """Clients whose guardian this login was: no other is shown in their place unasked."""
    return {str(one.client_id) for one in people_of_login(user_id) if not one.is_open}


def client_actor(request: HttpRequest) -> Actor | None:
    """The signed-in person as a client, or for one, from their login alone."""
    user_id = cast(UUID, request.user.pk)
    chosen = request.session.get("client_id")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT way.*, (SELECT c.state = 'archived' FROM clients_client c"
            " WHERE c.id = way.client_id) FROM supple_client(%s, %s, %s, %s) way",
            [user_id, chosen, request.request_id, now()],  # type: ignore[attr-defined]
        )
        row = cursor.fetchone()
    if row is None:
        former = people_of_login(user_id)
        request.refusal = " ".join(one.why_not for one in former)  # type: ignore[attr-defined]
        return None
    client_id, practice_id, name, practice_name, zone, others, locale, *more = row
    guardian_id, is_chosen, is_archived = more
    must_choose = bool(others) and not is_chosen
    if chosen and not is_chosen and not must_choose:
        must_choose = chosen in _closed_to(user_id)
    request.must_choose = must_choose  # type: ignore[attr-defined]
    return Actor(
        practice_id=practice_id,
        role=Role.GUARDIAN if guardian_id else Role.CLIENT,
        user_id=user_id,
        client_id=client_id,
        guardian_id=guardian_id,
        is_one_of_several=bool(others),
        name=name,
        practice_name=practice_name,
        zone=known_zone(zone),
        locale=locale,
        is_archived=is_archived,
        request_id=request.request_id,  # type: ignore[attr-defined]
    )
