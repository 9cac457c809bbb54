"""Reads of offers: time that got free, whom it suits, and what became of what was offered."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, CharField, Exists, OuterRef, Q, Subquery, Value, When
from django.http import Http404

from clients.records.models import Client
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.rules import Role
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.models.booked import FREES_TIME
from sessions.appointments.queries.offers import Wanted, is_offered, nearest_free, offers_between
from sessions.appointments.rules import LIVE, UNDO, AppointmentState, Span, Why
from sessions.waitlist.models import FreedTime, WaitlistOffer, WaitlistWish
from sessions.waitlist.offers.rules import OfferState, Withdrawn
from sessions.waitlist.rules import parts_between, suits

LOOK_BACK = timedelta(days=2)  # of an outage: what got free before is not offered any more
AT_ONCE = 50
_LIVE = [state.value for state in LIVE]
BESIDE = ("client", "wish__service", "wish__instead_of", "practitioner", "place", "appointment")
BOOKED = ("appointment__practitioner", "appointment__place")


def get_offer(
    actor: Actor, offer_id: UUID, action: str = "appointment.read", *, hold: bool = False
) -> WaitlistOffer:
    """The one door to an offer. With `hold` nobody settles it; its client is held before."""
    rows = WaitlistOffer.objects.visible_to(actor, action).select_related(*BESIDE, *BOOKED)
    if hold:
        rows = rows.select_for_update(of=("self",), no_key=True)
    found = rows.by_id(offer_id)
    if found is None:
        raise Http404("offer")
    return found


def as_client(actor: Actor, client: Client) -> Actor:
    """Who is asked what a client is offered: the rules of the portal, whoever looks."""
    if actor.in_portal:
        return actor
    return replace(
        actor,
        role=Role.CLIENT,
        client_id=client.pk,
        membership_id=None,
        user_id=None,
        zone=client.timezone,
    )


def wanted_of(offer: WaitlistOffer) -> Wanted:
    """The time that an offer is of."""
    service = offer.wish.service
    kept_free = service.buffer_before_minutes, service.buffer_after_minutes
    return Wanted(
        client_id=offer.client_id,
        service=service,
        practitioner_id=offer.practitioner_id,
        place=offer.place,
        zone=offer.zone,
        span=Span.of(offer.starts_at, service.minutes, *kept_free),
        was_offered=True,
    )


def is_free(actor: Actor, offer: WaitlistOffer) -> bool:
    """Whether a client would be offered just this now. Two statements."""
    return is_offered(as_client(actor, offer.client), wanted_of(offer))


def has_booked(actor: Actor, offer: WaitlistOffer) -> bool:
    """Whether a client has just this time already, booked without the offer."""
    rows = Appointment.objects.visible_to(actor).filter(
        client_id=offer.client_id,
        service_id=offer.wish.service_id,
        practitioner_id=offer.practitioner_id,
        starts_at=offer.starts_at,
        state__in=_LIVE,
    )
    return rows.exists()


def free_nearby(actor: Actor, offer: WaitlistOffer) -> list[datetime]:
    """Up to three starts near to what was offered. Two statements."""
    return nearest_free(as_client(actor, offer.client), wanted_of(offer))


def freeing_steps(actor: Actor, at: datetime) -> list[AppointmentChange]:
    """Steps that let time go, can be taken back no more, and were not looked at yet.

    Not where the practice cannot come: that time is no use to anybody. What was given up late and
    let pass later freed its time once.
    """
    known = FreedTime._base_manager.filter(practice_id=OuterRef("practice_id"), step=OuterRef("pk"))
    rows = AppointmentChange.objects.visible_to(actor).filter(
        FREES_TIME, undone_at=None, at__lte=at - UNDO, at__gt=at - LOOK_BACK
    )
    rows = rows.filter(appointment__group_class=None)  # a place in a class is no time of its own
    rows = rows.exclude(from_state=AppointmentState.LATE_CANCELLED.value)
    rows = rows.exclude(why=Why.PRACTICE).filter(~Exists(known)).select_related("appointment")
    return list(rows.order_by("at")[:AT_ONCE])


def open_times(actor: Actor, at: datetime) -> list[FreedTime]:
    """Freed time that is still offered, held for this worker alone, the soonest first.

    `is_offered`: somebody has it before them, or took it a moment ago; `is_taken`: for good. Both
    are read once it is held: another worker may have offered it a moment before.
    """
    rows: Any = FreedTime.objects.visible_to(actor).filter(over_at=None)
    held = rows.select_for_update(of=("self",), no_key=True, skip_locked=True)
    ids = [one.pk for one in held.order_by("starts_at", "id").only("id")[:AT_ONCE]]
    of_it = WaitlistOffer._base_manager.filter(
        practice_id=OuterRef("practice_id"), freed=OuterRef("pk")
    )
    taken = of_it.filter(state=OfferState.TAKEN, appointment__state__in=_LIVE)
    rows = rows.filter(pk__in=ids).select_related("practitioner", "place", "step__appointment")
    rows = rows.annotate(
        is_offered=Exists(of_it.filter(state=OfferState.OFFERED)) | Exists(taken),
        is_taken=Exists(taken.filter(appointment__booked_at__lte=at - UNDO)),
    )
    return list(rows.order_by("starts_at", "id"))


def whom_it_suits(actor: Actor, freed: FreedTime) -> list[WaitlistWish]:
    """Who waited before it got free and may want it, in order, without whom it was offered to and
    who gave it up. `is_busy`: they have another offer before them, of whichever wish."""
    asked = WaitlistOffer._base_manager.filter(
        practice_id=OuterRef("practice_id"), client=OuterRef("client")
    )
    zone = ZoneInfo(freed.zone)
    begins, ends = (one.astimezone(zone) for one in (freed.starts_at, freed.ends_at))
    rows: Any = WaitlistWish.objects.visible_to(actor).filter(
        Q(practitioner=None) | Q(practitioner=freed.practitioner_id),
        Q(last_day=None) | Q(last_day__gte=begins.date()),
        ended_at=None,
        made_at__lt=freed.freed_at,
        weekdays__overlap=sorted({begins.weekday(), ends.weekday()}),
        parts__overlap=parts_between(begins, ends),
        first_day__lte=ends.date(),
        client__merged_into=None,
        service__retired_at=None,
        service__places=1,
        service__is_client_bookable=True,
        service__is_online=freed.place_id is None,
    )
    if freed.place_id is not None:
        rows = rows.filter(Q(place_ids=[]) | Q(place_ids__contains=[freed.place_id]))
    rows = rows.exclude(client=freed.step.appointment.client_id)
    rows = rows.exclude(client__state=ClientState.ARCHIVED)
    has_sooner = {"instead_of__state__in": _LIVE, "instead_of__starts_at__lte": freed.starts_at}
    rows = rows.exclude(**has_sooner)
    rows = rows.filter(~Exists(asked.filter(freed=freed)))
    rows = rows.annotate(is_busy=Exists(asked.filter(state=OfferState.OFFERED)))
    rows = rows.select_related("client", "service", "instead_of")
    return list(rows.order_by("made_at", "id")[:AT_ONCE])


def hold_wish(actor: Actor, wish: WaitlistWish) -> bool:
    """Hold a wish that is open, and its client; False where somebody else holds or ended it."""
    rows = WaitlistWish.objects.visible_to(actor).filter(pk=wish.pk, ended_at=None)
    rows = rows.select_related("client")
    held = rows.select_for_update(of=("self", "client"), no_key=True, skip_locked=True)
    return held.first() is not None


def is_asked(actor: Actor, client_id: UUID, freed: FreedTime | None = None) -> bool:
    """Whether an offer of any wish stands before a client, or this stretch was offered to them.

    Read once the client is held. No constraint says it: two records that are merged may bring
    one open offer each.
    """
    same = Q(state=OfferState.OFFERED)
    if freed is not None:
        same |= Q(freed=freed)
    rows = WaitlistOffer.objects.visible_to(actor).filter(same, client_id=client_id)
    return rows.exists()


def wanted_sooner(wish: WaitlistWish) -> datetime | None:
    """What they have already, if they wait for something sooner than that."""
    had = wish.instead_of
    return had.starts_at if had is not None and had.state in _LIVE else None


def fits(wish: WaitlistWish, starts_at: datetime, zone: str) -> bool:
    """Whether a start is on a day and at a time that they named, and sooner than what they have."""
    sooner = wanted_sooner(wish)
    return (sooner is None or starts_at < sooner) and suits(
        starts_at.astimezone(ZoneInfo(zone)),
        weekdays=wish.weekdays,
        parts=wish.parts,
        first_day=wish.first_day,
        last_day=wish.last_day,
    )


def start_within(actor: Actor, wish: WaitlistWish, freed: FreedTime) -> datetime | None:
    """The first start in freed time that suits somebody and that they could book now."""
    zone = ZoneInfo(freed.zone)
    first, last = (one.astimezone(zone).date() for one in (freed.starts_at, freed.ends_at))
    asking = as_client(actor, wish.client)
    whose = freed.practitioner_id, wish.client_id
    for one in offers_between(asking, wish.service, *whose, first, last):
        within = freed.starts_at <= one.starts_at < freed.ends_at
        if within and one.place_id == freed.place_id and fits(wish, one.starts_at, freed.zone):
            return one.starts_at
    return None


def _just_put_there(at: datetime) -> Q:
    """Of appointments: booked, or moved to where they are, so lately that it can be taken back."""
    moves = AppointmentChange._base_manager.filter(
        practice_id=OuterRef("practice_id"),
        appointment=OuterRef("pk"),
        was_starts_at__isnull=False,
        undone_at=None,
        at__gt=at - UNDO,
    )
    return Q(booked_at__gt=at - UNDO) | Q(Exists(moves))


def may_be_free_again(actor: Actor, freed: FreedTime, at: datetime) -> bool:
    """Whether what lies in freed time was put there a moment ago, and can be taken back."""
    rows = Appointment._base_manager.filter(  # a class too, which is of no client
        _just_put_there(at),
        practice_id=actor.practice_id,
        state__in=_LIVE,
        blocked_from__lt=freed.ends_at,
        blocked_until__gt=freed.starts_at,
    )
    return rows.exists()


def settled_by_itself(actor: Actor, at: datetime) -> list[tuple[WaitlistOffer, str, str]]:
    """Open offers that what happened since has settled, held for this worker: the state, and why.

    `theirs` is their own appointment of just that time: it was booked without the offer. What was
    booked or moved there a moment ago, and can be taken back, settles nothing yet.
    """
    live = Appointment._base_manager.filter(
        practice_id=OuterRef("practice_id"),
        practitioner=OuterRef("practitioner"),
        state__in=_LIVE,
    ).exclude(_just_put_there(at))
    theirs = live.filter(
        client=OuterRef("client"),
        starts_at=OuterRef("starts_at"),
        service=OuterRef("wish__service"),
    )
    filled = live.exclude(client=OuterRef("client")).filter(
        blocked_from__lt=OuterRef("ends_at"), blocked_until__gt=OuterRef("starts_at")
    )
    gone = (
        Q(client__state=ClientState.ARCHIVED)
        | Q(wish__service__retired_at__isnull=False)
        | Q(wish__service__is_client_bookable=False)
        | Q(practitioner__is_active=False)
    )
    settled = Case(
        When(theirs__isnull=False, then=Value(OfferState.TAKEN.value)),
        When(wish__ended_at__isnull=False, then=Value(Withdrawn.ENDED.value)),
        When(gone, then=Value(Withdrawn.GONE.value)),
        When(Exists(filled), then=Value(Withdrawn.FILLED.value)),
        When(until__lte=at, then=Value(OfferState.EXPIRED.value)),
        default=Value(""),
        output_field=CharField(),
    )
    rows: Any = WaitlistOffer.objects.visible_to(actor).filter(state=OfferState.OFFERED)
    rows = rows.annotate(theirs=Subquery(theirs.values("pk")[:1])).annotate(settled=settled)
    rows = rows.exclude(settled="").order_by("until")
    held = rows.select_for_update(of=("self",), no_key=True, skip_locked=True)[:AT_ONCE]
    states = set(OfferState)
    return [
        (one, one.settled, "")
        if one.settled in states
        else (one, OfferState.WITHDRAWN.value, one.settled)
        for one in held
    ]
