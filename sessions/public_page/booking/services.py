"""Writes of visitors: time is asked for, and booked once the address has proved itself."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.guardians.queries import guarding_of
from clients.records.models import Client
from clients.records.rules import ClientState, fold
from clients.records.services import ClientData, create_client
from practice.core.actor import Actor, enter_as
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.core.models import Membership, Place, fold_email
from practice.core.rules import Role
from practice.core.services import claim_once
from practice.outbox.services import plan_message
from sessions.appointments.queries.offers import is_offered, nearest_free
from sessions.appointments.services import BookingData, JustTaken, book_appointment
from sessions.hours.models import Service
from sessions.public_page.booking.emails import KIND
from sessions.public_page.booking.models import VisitorBooking
from sessions.public_page.booking.queries import asked, wanted_by
from sessions.public_page.booking.rules import KEPT, LASTS
from sessions.public_page.queries import is_shown, own_page

NOT_HERE = gettext_lazy("This cannot be booked here any more.")
# Whoever presses two links of one address at once makes one client: the second waits.
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass(frozen=True, kw_only=True)
class VisitorData:
    """What a visitor picked, and who they say they are."""

    service: Service
    practitioner: Membership
    place: Place | None
    starts_at: datetime
    given_name: str
    email: str
    family_name: str = ""
    phone: str = ""
    came_by: str = ""


class LinkOver(DomainError):
    """The link of the mail came too late."""


@transaction.atomic
def ask_to_book(
    *, actor: Actor, data: VisitorData, was_offered: bool = False, key: UUID | None = None
) -> VisitorBooking:
    """Keep what somebody picked, and mail a link to the address they typed. Nothing is booked.

    `was_offered` as a booking says it. JustTaken, with what is free nearby, where it is not free.
    AlreadyDone for a key used before.
    """
    once = claim_once(actor=actor, key=key, action="ask_to_book")
    at, place = now(), data.place
    row = VisitorBooking(
        **once,
        practice_id=actor.practice_id,
        zone=place.timezone if place else actor.zone,
        asked_at=at,
        expires_at=at + LASTS,
        **vars(data) | {"email": fold_email(data.email)},
    )
    wanted = replace(wanted_by(row), was_offered=was_offered)
    if not is_offered(actor, wanted):
        found = nearest_free(actor, wanted)
        raise JustTaken(found, wanted.zone, first=_("This time is not free any more."))
    row.save(force_insert=True)
    plan_message(
        actor=actor,
        kind=KIND,
        person_id=row.pk,
        subject_id=row.pk,
        local_date=today_in(row.zone),
        expires_at=row.expires_at,
    )
    return row


@transaction.atomic
def book_for_visitor(
    *, actor: Actor, booking_id: UUID, instead: datetime | None = None
) -> VisitorBooking:
    """Book what a visitor picked, now that the address is theirs; `instead`: another start that is
    free nearby. Pressed again it changes nothing.

    LinkOver where it came too late; JustTaken, with what is free nearby, where somebody has it.
    The time is a client's own who alone is known by this address, and by this name; else they
    become an enquiry.
    """
    rows = asked(actor).select_for_update(of=("self",))
    row: VisitorBooking | None = rows.filter(pk=booking_id).first()
    if row is None:
        raise Http404("visitor")
    if row.appointment_id is not None:
        return row
    if row.expires_at <= now():
        raise LinkOver(_("This link is over."))
    page = own_page(actor)
    if page is None or not page.is_open or not row.service.is_visitor_bookable:
        raise DomainError(NOT_HERE)
    if not is_shown(actor, row.practitioner_id):
        raise DomainError(NOT_HERE)
    client = _client_of(actor, row)
    theirs = replace(
        actor, role=Role.CLIENT, client_id=client.pk, name=client.called, zone=client.timezone
    )
    data = BookingData(
        service=row.service,
        practitioner_id=row.practitioner_id,
        place=row.place,
        starts_at=instead or row.starts_at,
        was_offered=instead is None,
    )
    enter_as(theirs)
    made = book_appointment(actor=theirs, client=client, data=data)
    enter_as(actor)
    row.appointment, row.starts_at = made, made.starts_at
    row.given_name = row.family_name = row.email = row.phone = row.came_by = ""
    row.save()
    return row


def _client_of(actor: Actor, row: VisitorBooking) -> Client:
    """Whoever alone is known by this address, goes by this name and is of age; or somebody new.

    Nothing that was typed changes a record that is there.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [f"{actor.practice_id} {row.email}"])
    rows = Client.objects.visible_to(actor).filter(email=row.email, merged_into=None)
    known = list(rows.exclude(state=ClientState.ARCHIVED)[:2])
    if len(known) == 1 and _goes_by(known[0], row) and not guarding_of(actor, known[0].pk).is_minor:
        return known[0]
    data = ClientData(
        given_name=row.given_name,
        family_name=row.family_name,
        email=row.email,
        phone=row.phone,
        came_by=row.came_by,
        timezone=row.zone,
        assigned_to_id=row.practitioner_id,
    )
    return create_client(actor=actor, data=data)


def _goes_by(client: Client, row: VisitorBooking) -> bool:
    """Whether they are called what was typed: people of one house share an address."""
    names = (client.given_name, client.preferred_name, client.full_name)
    return fold(row.given_name) in {fold(name) for name in names if name}


def forget_unconfirmed(*, actor: Actor) -> int:
    """Take away what nobody confirmed in time; says how many there were."""
    rows = VisitorBooking._base_manager.filter(practice_id=actor.practice_id, appointment=None)
    gone, _each = rows.filter(expires_at__lt=now() - KEPT).delete()
    return gone
