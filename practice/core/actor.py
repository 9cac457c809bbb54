"""The actor: who does this, in which practice, as what. Made once a request or task."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.http import HttpRequest

from practice.core.rules import PORTAL_ROLES, Reach, Role, reach_of


class NotAllowed(Exception):
    """The actor's role may not do this at all: 403 for pages and API."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Everything that reads or writes takes one of these first.

    `client_id` is set in the portal and on mail links only, `guardian_id` when somebody acts for
    that client there, who is under age; `is_one_of_several`: their login opens other clients'
    pages too. `zone` is an IANA zone, the practice's or the client's, `locale` how the practice
    writes days and numbers (practice.core.locales). `is_archived`: the portal of somebody whose
    record is archived shows everything and offers no form.
    """

    practice_id: UUID
    role: Role
    user_id: UUID | None = None
    membership_id: UUID | None = None
    client_id: UUID | None = None
    guardian_id: UUID | None = None
    is_one_of_several: bool = False
    name: str = ""
    practice_name: str = ""
    zone: str = "UTC"
    locale: str = "en-gb"
    only_own_clients: bool = False
    is_archived: bool = False
    request_id: UUID = field(default_factory=uuid4)

    @property
    def in_portal(self) -> bool:
        """Whether a client acts, or somebody for them, and nobody of the practice."""
        return self.role in PORTAL_ROLES

    @property
    def whose(self) -> str:
        """Who a page is made for, in which practice: a mark that its forms carry."""
        return str(self.membership_id or self.guardian_id or self.client_id or "")

    def reach(self, action: str) -> Reach:
        """How far this actor may do `action`."""
        return reach_of(self.role, action, only_own_clients=self.only_own_clients)

    def may(self, action: str) -> bool:
        """Whether this actor may do `action` to anything at all."""
        return self.reach(action) is not Reach.NONE

    def require(self, action: str) -> None:
        """Raise NotAllowed unless the actor may do `action`."""
        if not self.may(action):
            raise NotAllowed(action)


class SuppleRequest(HttpRequest):
    """A request after the middleware: `actor` is there on every page behind a door."""

    actor: Actor
    request_id: UUID


def enter(
    *,
    practice_id: UUID | None,
    user_id: UUID | None = None,
    client_id: UUID | None = None,
    request_id: UUID | None = None,
) -> None:
    """Tell row security who acts, until this transaction ends. One statement."""
    values = [practice_id, user_id, client_id, request_id]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('supple.practice', %s, true), set_config('supple.user', %s, true),"
            " set_config('supple.client', %s, true), set_config('supple.request', %s, true)",
            [str(value) if value else "" for value in values],
        )


def enter_as(actor: Actor) -> None:
    """Tell row security that `actor` acts."""
    enter(
        practice_id=actor.practice_id,
        user_id=actor.user_id,
        client_id=actor.client_id,
        request_id=actor.request_id,
    )


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """One transaction as `actor`: for tasks, commands and tests. Leaves nothing behind."""
    with transaction.atomic():
        enter_as(actor)
        yield actor
        enter(practice_id=None)


@contextmanager
def aside() -> Iterator[None]:
    """Whoever is entered inside, afterwards row security is set as it was before."""
    with transaction.atomic():  # an error undoes local settings with the savepoint
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('supple.practice', true),"
                " current_setting('supple.user', true), current_setting('supple.client', true),"
                " current_setting('supple.request', true)"
            )
            before = [UUID(value) if value else None for value in cursor.fetchone() or ()]
        yield
        practice_id, user_id, client_id, request_id = before
        enter(practice_id=practice_id, user_id=user_id, client_id=client_id, request_id=request_id)


def system_actor(practice_id: UUID) -> Actor:
    """The worker, acting for nobody, inside one practice."""
    return Actor(practice_id=practice_id, role=Role.SYSTEM)


def no_actor(_request: HttpRequest) -> None:
    """A resolver for paths that bring their own proof (tokens, mail links)."""
