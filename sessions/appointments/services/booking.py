"""Booking a client's time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.records.models import Client, Episode
from practice.core.actor import Actor
from practice.core.beside import planned_once
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.ids import new_id
from practice.core.models import Place, Practice
from practice.core.services import insert_together
from practice.outbox.services import planning
from sessions.appointments.models import Appointment
from sessions.appointments.queries.offers import Wanted
from sessions.appointments.rules import MINUTES_LEAST, MINUTES_MOST, AppointmentState, Span
from sessions.appointments.services.holding import hold_for_booking, refuse_booked
from sessions.appointments.services.taking import (
    Anyway,
    make_room,
    one_at_a_time,
    taking,
)
from sessions.appointments.services.telling import mails_of
from sessions.appointments.services.trail import step_of
from sessions.hours.models import Service
from sessions.hours.money import worded_money


@dataclass(frozen=True, kw_only=True)
class BookingData:
    """What is booked: who gives what, where (None: online), from which instant.

    `minutes` where the practice wants another length than the service's; `was_offered` where we
    know that just this was shown to them before, whatever got free beside it since.
    """

    service: Service
    practitioner_id: UUID
    place: Place | None
    starts_at: datetime
    minutes: int | None = None
    episode: Episode | None = None
    was_offered: bool = False


def book_appointment(
    *,
    actor: Actor,
    client: Client,
    data: BookingData,
    anyway: Anyway = False,
    key: UUID | None = None,
) -> Appointment:
    """Book a client's time; AlreadyDone, with its id, if `key` booked it before.

    JustTaken, with what is free nearby, where somebody has it. BreaksRules for the practice unless
    `anyway`; a client books what is offered to them, and nothing else.
    """
    actor.require("appointment.write")
    with taking(actor):
        try:
            span = span_asked(actor, data)
        except DomainError:
            refuse_booked(actor, key)
            raise
        held = hold_for_booking(
            actor=actor,
            client_id=client.pk,
            practitioner_id=data.practitioner_id,
            span=span,
            key=key,
        )
        wanted = wanted_of(actor, client, data, held.practice)
        policy = policy_of(data.service, held.practice)
        with one_at_a_time(wanted):
            span = make_room(actor, wanted, anyway=anyway)
            appointment = drafted(
                actor,
                wanted,
                span,
                client=client,
                episode=data.episode,
                policy=policy,
                id=held.id,
            )
            step = step_of(actor, appointment, "", id=new_id())
            mails = mails_of(actor, appointment, step)
            with planned_once():
                insert_together([appointment, step], *([planning(actor, mails)] if mails else []))
    return appointment


def drafted(actor: Actor, wanted: Wanted, span: Span, **more: Any) -> Appointment:
    """The row of what is booked, not yet kept; the client and their policy are in `more`."""
    local = wanted.local
    return Appointment(
        practice_id=actor.practice_id,
        practitioner_id=wanted.practitioner_id,
        service=wanted.service,
        place=wanted.place,
        holds_place=wanted.held_place is not None,
        local_date=local.date(),
        local_time=local.time(),
        zone=wanted.zone,
        state=AppointmentState.BOOKED.value,
        booked_by_id=actor.membership_id,
        guardian_id=actor.guardian_id,
        booked_at=now(),
        **vars_of(span),
        **more,
    )


def vars_of(span: Span) -> dict[str, Any]:
    """A stretch of time as an appointment's columns."""
    return {
        "starts_at": span.starts_at,
        "ends_at": span.ends_at,
        "blocked_from": span.blocked_from,
        "blocked_until": span.blocked_until,
    }


def policy_of(service: Service, practice: Practice) -> dict[str, Any]:
    """What is shown at booking, and kept with it: later changes of the service do not reach back.

    `price` counts the minor unit of the currency, None where none is said.
    """
    return {
        "cancellation_hours": service.cancellation_hours,
        "price": service.price,
        "currency": practice.currency,
        "words": policy_words(service.cancellation_hours),
    }


def price_words(policy: Mapping[str, Any], locale: str) -> str:
    """The price of a policy as people write it in a country; nothing where none is said."""
    if policy.get("price") is None:
        return ""
    return worded_money(policy["price"], policy["currency"], locale)


def policy_words(hours: int) -> str:
    """Until when an appointment is moved or cancelled freely."""
    if not hours:
        return _("You can move or cancel it until it begins.")
    words = ngettext(
        "You can move or cancel it until %(n)s hour before. After that it counts as cancelled"
        " late, and only the practice can move it.",
        "You can move or cancel it until %(n)s hours before. After that it counts as cancelled"
        " late, and only the practice can move it.",
        hours,
    )
    return words % {"n": hours}


def wanted_of(actor: Actor, client: Client, data: BookingData, practice: Practice) -> Wanted:
    """The time that a booking asks for; DomainError for what cannot be booked so."""
    place = data.place
    return Wanted(
        client_id=client.pk,
        service=data.service,
        practitioner_id=data.practitioner_id,
        place=place,
        zone=place.timezone if place else practice.timezone,
        span=span_asked(actor, data),
        was_offered=data.was_offered,
    )


def span_asked(actor: Actor, data: BookingData) -> Span:
    """From when to when it would be; DomainError for what cannot be booked so."""
    service = data.service
    if service.retired_at is not None or service.places > 1:
        raise DomainError(_("This is not booked one by one. Choose another."), field="service")
    if actor.in_portal and not service.is_client_bookable:
        raise DomainError(_("Ask the practice for this one."), field="service")
    if (data.place is None) is not service.is_online:
        raise DomainError(_("Choose where."), field="place")
    minutes = service.minutes if data.minutes is None or actor.in_portal else data.minutes
    if not MINUTES_LEAST <= minutes <= MINUTES_MOST:
        words = _("It ends after it begins: from %(least)s to %(most)s minutes.")
        raise DomainError(words % {"least": MINUTES_LEAST, "most": MINUTES_MOST}, field="minutes")
    kept_free = service.buffer_before_minutes, service.buffer_after_minutes
    return Span.of(data.starts_at, minutes, *kept_free)
