"""Writes about the person and their courses of work."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.records import following, guarded
from clients.records.models import Client, ClientBeginning, Episode
from clients.records.queries import PARTICULARS, Alike, known_like, read_only
from clients.records.rules import (
    CONTACTS_AT_MOST,
    ClientState,
    Contact,
    ContactKind,
    Particulars,
    beginnings_of,
    contacts_of,
    fold,
    search_words,
)
from clients.records.services.invitations import withdraw_invitation
from practice.core.actor import Actor, system_actor
from practice.core.clock import is_zone, now, today_in
from practice.core.errors import DomainError, Stale
from practice.core.models import Membership, fold_email
from practice.core.rules import Reach, Role
from practice.core.services import claim_once
from practice.outbox.services import decide_again

ASK_FIRST = gettext_lazy(
    "Ask somebody who gives lessons to change the address of a client whose story is here."
)


TOLD_BY_CLIENTS = ("phone", "preferred_name", "occupation", "habits")


class MaybeKnown(DomainError):
    """Somebody like this may be here already; `alike` says who, as far as the actor reaches."""

    def __init__(self, alike: Alike) -> None:
        super().__init__(_("Somebody like this may already be here."), code="duplicate")
        self.alike = alike


@dataclass(frozen=True, kw_only=True)
class ClientData:
    """What is known of a person. `timezone` is IANA; an empty e-mail means none.

    `habits` None stays as it is: who may not read the story does not know it.
    """

    given_name: str
    family_name: str = ""
    preferred_name: str = ""
    pronouns: str = ""
    email: str = ""
    phone: str = ""
    birth_date: date | None = None
    timezone: str = ""
    assigned_to_id: UUID | None = None
    contacts: Sequence[Contact] = ()
    emergency_name: str = ""
    emergency_phone: str = ""
    emergency_relation: str = ""
    occupation: str = ""
    habits: str | None = None
    language: str = ""
    came_by: str = ""


def _assignee(actor: Actor, wanted: UUID | None, before: UUID | None) -> UUID | None:
    if actor.reach("client.write") is Reach.OWN:
        return actor.membership_id
    if wanted is None or wanted == before:
        return wanted
    staff = Membership.objects.visible_to(actor, "settings.read").filter(pk=wanted, is_active=True)
    if not staff.exclude(role=Role.ASSISTANT).exists():
        raise DomainError(_("Choose somebody who gives lessons."), field="assigned_to")
    return wanted


def _check_address(actor: Actor, client: Client, wanted: str) -> None:
    """Who may not read a story does not lead its mails and its invitation elsewhere."""
    if actor.may("story.read") or fold_email(wanted) == client.email:
        return
    episodes = Episode.objects.visible_to(system_actor(actor.practice_id))  # only whether any are
    if client.user_id is not None or episodes.filter(client=client).exists():
        raise DomainError(ASK_FIRST, field="email")


def _fill(client: Client, actor: Actor, data: ClientData) -> None:
    zone = data.timezone or actor.zone
    if not is_zone(zone):
        raise DomainError(_("Choose a time zone from the list."), field="timezone")
    if not data.given_name.strip():
        raise DomainError(_("A name is needed."), field="given_name")
    if data.birth_date and data.birth_date > today_in(actor.zone):
        raise DomainError(_("This date is in the future."), field="birth_date")
    assignee = _assignee(actor, data.assigned_to_id, client.assigned_to_id)
    if len(data.contacts) > CONTACTS_AT_MOST:
        words = _("Ten other contacts are enough. Leave some out.")
        raise DomainError(words, field="contacts")
    told = asdict(data) | {"contacts": list(data.contacts)}
    if data.habits is None or not actor.may("story.write"):
        del told["habits"]
    for name, value in told.items():
        setattr(client, name, value.strip() if isinstance(value, str) else value)
    client.timezone = zone
    client.email = fold_email(data.email)
    client.assigned_to_id = assignee
    client.sort_name = fold(f"{client.family_name} {client.given_name}")[:250]


@dataclass(frozen=True)
class Found:
    """What a client is found by, and where they stand in a list of the found."""

    beginnings: frozenset[str] = frozenset()
    sort_name: str = ""
    is_archived: bool = False

    @classmethod
    def of(cls, client: Client) -> "Found":
        """As the record says now."""
        words = search_words(
            names=[client.given_name, client.family_name, client.preferred_name],
            emails=contacts_of(ContactKind.EMAIL, client.email, client.contacts),
            phones=contacts_of(ContactKind.PHONE, client.phone, client.contacts),
        )
        archived = client.state == ClientState.ARCHIVED
        return cls(frozenset(beginnings_of(words)), client.sort_name, archived)


def index_client(client: Client, before: Found) -> None:
    """Make a client found by what the record says now; `before` is what is stored."""
    after = Found.of(client)
    rows = ClientBeginning._base_manager.filter(practice_id=client.practice_id, client=client)
    gone, new = before.beginnings - after.beginnings, after.beginnings - before.beginnings
    if gone:
        rows.filter(text__in=gone).delete()
    place = {"sort_name": after.sort_name, "is_archived": after.is_archived}
    if before.beginnings and place != {
        "sort_name": before.sort_name,
        "is_archived": before.is_archived,
    }:
        rows.update(**place)
    if new:
        ClientBeginning._base_manager.bulk_create(
            [
                ClientBeginning(practice_id=client.practice_id, client=client, text=text, **place)
                for text in sorted(new)
            ]
        )


def create_client(
    *, actor: Actor, data: ClientData, key: UUID | None = None, allow_duplicate: bool = True
) -> Client:
    """Add a person to the practice, as an enquiry. AlreadyDone if `key` made one before.

    MaybeKnown, unless that is allowed, if somebody in the practice may be the same person.
    """
    actor.require("client.write")
    once = claim_once(actor=actor, key=key, action="create_client")
    client = Client(**once, practice_id=actor.practice_id, created_at=now())
    _fill(client, actor, data)
    if not allow_duplicate:
        who = Particulars(**{name: getattr(client, name) for name in PARTICULARS})
        if alike := known_like(actor, who):
            raise MaybeKnown(alike)
    client.save(force_insert=True)
    index_client(client, Found())
    return client


def edit_client(*, actor: Actor, client: Client, data: ClientData, version: int) -> Client:
    """Change what is known of a person; Stale if `version` is not the stored one."""
    actor.require("client.write")
    current = Client.objects.visible_to(actor, "client.write").select_for_update().get(pk=client.pk)
    if current.state == ClientState.ARCHIVED:
        raise read_only(actor, current.pk)
    if current.version != version:
        raise Stale(_("Somebody changed this record in between."), current=current)
    _check_address(actor, current, data.email)
    zone, address, before = current.timezone, current.email, Found.of(current)
    born = current.birth_date
    _fill(current, actor, data)
    for guard in guarded.guards() if born != current.birth_date else ():
        guard.birth_date(actor, current)
    current.version += 1
    current.save()
    index_client(current, before)
    if address != current.email:
        withdraw_invitation(actor=actor, client=current)
        decide_again(actor=actor, person_id=current.pk)
    if zone != current.timezone:
        following.changed(actor=actor, client=current)
    return current


def update_contact(*, actor: Actor, client: Client, timezone: str, **told: str) -> None:
    """Take over what a client wrote of themselves; what they left empty stays.

    `told` are fields of the client: phone, preferred name, occupation, habits. Writes the whole
    row, with a change of state that the caller may have made.
    """
    actor.require("client.write")
    before, zone = Found.of(client), client.timezone
    for name in TOLD_BY_CLIENTS:
        setattr(client, name, told.get(name) or getattr(client, name))
    client.timezone = timezone if is_zone(timezone) else client.timezone
    client.version += 1
    client.save(update_fields=[*TOLD_BY_CLIENTS, "timezone", "state", "version"])
    index_client(client, before)
    if zone != client.timezone:
        following.changed(actor=actor, client=client)


def set_client_state(*, actor: Actor, client: Client, state: ClientState) -> Client:
    """Move a client along: enquiry, active, maintaining, archived, and back."""
    actor.require("client.write")
    before = Found.of(client)
    client.state = state.value
    client.version += 1
    client.save(update_fields=["state", "version"])
    index_client(client, before)
    following.changed(actor=actor, client=client)
    return client


def stop_mail(*, actor: Actor, client_id: UUID, stopped: bool) -> None:
    """Remember that a person wants no reminders by mail, or, as they alone can say, wants them."""
    actor.require("mail_wish.write")
    if not stopped and not actor.in_portal:
        raise DomainError(_("They turned reminders off: only they turn them on."), field="on")
    rows = Client.objects.visible_to(actor, "mail_wish.write").filter(pk=client_id)
    rows.filter(mail_stopped_at__isnull=stopped).update(mail_stopped_at=now() if stopped else None)
