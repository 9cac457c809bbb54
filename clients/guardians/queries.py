"""Reads of guardians: the one door to each, and who signs for a client today."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hmac import compare_digest
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Subquery,
    Value,
)
from django.http import Http404

from clients.guardians.models import Guardian, GuardianInvitation
from clients.guardians.rules import Signing, comes_of_age, is_minor, is_same_name
from clients.records.models import Client
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import now, today_in
from practice.core.tenancy import TenantQuerySet
from practice.team.rules import InvitationState, InvitationToken, invitation_state
from practice.team.services import digest


@dataclass(frozen=True)
class ToldGuardian:
    """What pages say of a guardian. `has_login`: they came by an invitation of their own."""

    guardian_id: UUID
    name: str
    relation: str
    email: str
    phone: str
    has_login: bool
    added_at: datetime
    ended_at: datetime | None
    invited_until: datetime | None = None

    def __str__(self) -> str:
        return f"{self.name} ({self.relation})"


@dataclass(frozen=True)
class Guarding:
    """How a client stands to being of age, and everybody who is or was their guardian."""

    age: int
    birth_date: date | None
    today: date
    everybody: Sequence[ToldGuardian] = field(default_factory=list)

    @property
    def is_minor(self) -> bool:
        """Whether the client is under age today, by their own day."""
        return is_minor(self.birth_date, self.today, self.age)

    @property
    def of_age_on(self) -> date | None:
        """The day from which on they are of age; None where no birth date is known."""
        return comes_of_age(self.birth_date, self.age) if self.birth_date else None

    @property
    def guardians(self) -> Sequence[ToldGuardian]:
        """Whose part was not ended, also when the client came of age since."""
        return [one for one in self.everybody if one.ended_at is None]

    @property
    def former(self) -> Sequence[ToldGuardian]:
        """Whose part was ended by the practice."""
        return [one for one in self.everybody if one.ended_at is not None]


_GUARDIANS = """
    SELECT json_build_object(
        'id', one.id, 'name', one.name, 'relation', one.relation, 'email', one.email,
        'phone', one.phone, 'user', one.user_id, 'added', one.added_at, 'ended', one.ended_at,
        'invited', (SELECT invited.expires_at FROM clients_guardianinvitation invited
            WHERE invited.guardian_id = one.id AND invited.practice_id = one.practice_id
            AND invited.accepted_at IS NULL AND invited.withdrawn_at IS NULL))
    FROM clients_guardian one
    WHERE one.practice_id = %s AND one.client_id = """
_BY_ID = " ORDER BY one.id"


def guarding_beside(
    actor: Actor, path: str = "", *, column: str = "clients_client.id"
) -> dict[str, Any]:
    """Annotations which `told_guarding` reads, of a client, or of what a `path` leads to one from.

    `column`, a constant, names the client in SQL.
    """
    sql = f"{_GUARDIANS}{column}{_BY_ID}"
    return {
        "consent_age": F("practice__consent_age"),
        "client_born": F(f"{path}birth_date"),
        "client_zone": F(f"{path}timezone"),
        "told_guardians": beside(actor, f"{Guardian.subject}.read", sql, actor.practice_id),
    }


def told_guarding(row: Any) -> Guarding:
    """What `guarding_beside` read along with a row."""
    everybody = [
        ToldGuardian(
            UUID(told["id"]),
            told["name"],
            told["relation"],
            told["email"],
            told["phone"],
            told["user"] is not None,
            datetime.fromisoformat(told["added"]),
            datetime.fromisoformat(told["ended"]) if told["ended"] else None,
            datetime.fromisoformat(told["invited"]) if told["invited"] else None,
        )
        for told in row.told_guardians
    ]
    return Guarding(row.consent_age, row.client_born, today_in(row.client_zone), everybody)


def guarding_of(actor: Actor, client_id: UUID) -> Guarding:
    """The same for one client; Http404 out of reach."""
    rows: Any = Client.objects.visible_to(actor, "guardian.read").filter(pk=client_id)
    client = rows.annotate(**guarding_beside(actor)).first()
    if client is None:
        raise Http404("client")
    return told_guarding(client)


def guarding_with(actor: Actor, client: Client) -> Guarding:
    """The same of a client who was read with `guarding_beside`; of another it is read now."""
    if "told_guardians" in vars(client):
        return told_guarding(client)
    return guarding_of(actor, client.pk)


def is_guardian(actor: Actor, client_id: UUID, guardian_id: UUID) -> bool:
    """Whether somebody may still act for a client: their part runs, and the client is under age."""
    found = guarding_of(actor, client_id)
    return found.is_minor and any(one.guardian_id == guardian_id for one in found.guardians)


def signing_for(actor: Actor, guarding: Guarding) -> Signing:
    """Who signs for a client now, by who acts: alone, as a guardian, or in the practice."""
    if not guarding.is_minor:
        return Signing()
    if actor.client_id is None:  # together: whichever guardian is present
        return Signing([one.name for one in guarding.guardians])
    mine = [one.name for one in guarding.guardians if one.guardian_id == actor.guardian_id]
    return Signing(mine, is_alone=actor.guardian_id is None)


def signer(guarding: Guarding, typed: str) -> ToldGuardian | None:
    """The guardian whose name was typed, for a client under age."""
    if not guarding.is_minor:
        return None
    named = (one for one in guarding.guardians if is_same_name(typed, [one.name]))
    return next(named, None)


def mailed_guardians(guarding: Guarding) -> Sequence[ToldGuardian]:
    """Who gets a client's mails: guardians with a login and an address, while under age."""
    return _with_login(guarding) if guarding.is_minor else []


def _with_login(guarding: Guarding) -> Sequence[ToldGuardian]:
    return [one for one in guarding.guardians if one.has_login and one.email]


def recipients_of(guarding: Guarding) -> Sequence[UUID | None]:
    """Whom a client's mails go to; None: the client themself."""
    return [one.guardian_id for one in mailed_guardians(guarding)] or [None]


def can_open_mails(client: Client, guarding: Guarding) -> bool:
    """Whether a mail leads somebody to the client's pages: an address, and a login."""
    own = bool(client.email and client.user_id)
    return own or bool(mailed_guardians(guarding))


@dataclass(frozen=True)
class Addressee:
    """Whom a mail about a client goes to, and how it speaks; `for_whom` only to a guardian."""

    name: str
    address: str
    called: str
    for_whom: str = ""


def addressee_of(client: Client, guarding: Guarding, recipient_id: UUID | None) -> Addressee | None:
    """The one a message was planned for; None for a guardian who is none any more.

    Of what was planned for guardians before the client came of age, the first goes to the client.
    """
    first = next(iter(_with_login(guarding)), None)
    is_heir = not guarding.is_minor and first is not None and first.guardian_id == recipient_id
    if recipient_id is None or is_heir:
        return Addressee(client.full_name, client.email, client.called)
    found = (one for one in mailed_guardians(guarding) if one.guardian_id == recipient_id)
    guardian = next(found, None)
    if guardian is None:
        return None
    return Addressee(guardian.name, guardian.email, guardian.name, for_whom=client.called)


def guardian_names(actor: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of those of the ids that are guardians within the actor's reach."""
    rows = Guardian.objects.visible_to(actor).filter(pk__in=ids)
    return dict(rows.values_list("id", "name"))


def get_guardian(
    actor: Actor, guardian_id: UUID, action: str = "guardian.write", *, lock: bool = False
) -> Guardian:
    """The one door to a guardian: Http404 unless within the actor's reach.

    With the client, what `told_guarding` reads, `waiting`, the id of an open invitation, and
    `client_signs_in_by`, the address of the client's own login.
    """
    column = "clients_guardian.client_id"
    waiting = GuardianInvitation.objects.visible_to(actor, action).filter(
        guardian_id=OuterRef("pk"), accepted_at=None, withdrawn_at=None
    )
    rows: Any = Guardian.objects.visible_to(actor, action).select_related("client")
    rows = rows.annotate(
        **guarding_beside(actor, "client__", column=column),
        waiting=Subquery(waiting.values("pk")[:1]),
        client_signs_in_by=F("client__user__email"),
    )
    if lock:
        rows = rows.select_for_update(of=("self",))
    found: Guardian | None = rows.by_id(guardian_id)
    if found is None:
        raise Http404("guardian")
    return found


def invitations(actor: Actor, action: str = "guardian.read") -> TenantQuerySet[GuardianInvitation]:
    """Invitations with guardian, client and what `told_guarding` and `state_of` read."""
    column = "clients_guardianinvitation.client_id"
    rows: Any = GuardianInvitation.objects.visible_to(actor, action)
    rows = rows.select_related("guardian", "client")
    found: TenantQuerySet[GuardianInvitation] = rows.annotate(
        **guarding_beside(actor, "client__", column=column)
    )
    return found


def invitation_behind(actor: Actor, token: InvitationToken) -> GuardianInvitation | None:
    """The invitation that a mailed secret opens; None for any other secret."""
    found = invitations(actor).filter(pk=token.invitation_id).first()
    kept = found.digest if found else ""
    return found if compare_digest(kept, digest(token.secret)) else None


def state_of(invitation: GuardianInvitation) -> InvitationState:
    """Where an invitation stands now; the end of the guardian's part, however it came, ends it."""
    guardian, client = invitation.guardian, invitation.client
    gone = (
        guardian.ended_at is not None
        or guardian.email != invitation.email
        or client.state == ClientState.ARCHIVED
        or not told_guarding(invitation).is_minor
    )
    return invitation_state(
        accepted=invitation.accepted_at is not None or guardian.user_id is not None,
        withdrawn=invitation.withdrawn_at is not None or gone,
        expires_at=invitation.expires_at,
        at=now(),
    )


def may_ask_again(invitation: GuardianInvitation) -> bool:
    """Whether its bearer may ask for another: their part runs, and this one opens nothing."""
    guardian, client = invitation.guardian, invitation.client
    waits = guardian.ended_at is None and guardian.user_id is None
    here = client.state != ClientState.ARCHIVED and told_guarding(invitation).is_minor
    return waits and here and state_of(invitation) is not InvitationState.OPEN


def asking_as_guardian(actor: Actor) -> TenantQuerySet[GuardianInvitation]:
    """Invitations that no longer opened, of guardians who wait for a new one."""
    rows = GuardianInvitation.objects.visible_to(actor, "guardian.write")
    newer = rows.filter(guardian=OuterRef("guardian"), pk__gt=OuterRef("pk"))
    names = ("client__birth_date", "client__timezone", "practice__consent_age")
    minor = Func(
        *map(F, names), Value(now()), function="supple_is_minor", output_field=BooleanField()
    )
    rows = rows.filter(asked_again_at__isnull=False, guardian__user=None, guardian__ended_at=None)
    rows = rows.exclude(client__state=ClientState.ARCHIVED)
    return rows.filter(~Exists(newer), ExpressionWrapper(minor, output_field=BooleanField()))
