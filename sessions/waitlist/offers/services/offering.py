"""Offering time that got free: to one after the other, or to all, and nobody twice."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from clients.guardians.queries import guarding_of
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.models import Practice
from practice.core.queries import get_practice
from practice.outbox.services import Planned, plan_messages
from sessions.waitlist.models import FreedTime, WaitlistOffer, WaitlistWish
from sessions.waitlist.offers.emails import KIND, mailed_to
from sessions.waitlist.offers.queries import (
    freeing_steps,
    hold_wish,
    is_asked,
    may_be_free_again,
    open_times,
    settled_by_itself,
    start_within,
    whom_it_suits,
)
from sessions.waitlist.offers.rules import (
    OfferState,
    awake_from,
    is_too_short,
    stands_until,
)


def settle_offers(*, actor: Actor) -> int:
    """Settle what is over, filled, or was booked otherwise; returns how many."""
    found = settled_by_itself(actor, now())
    for offer, state, why in found:
        settle(offer, state, why=why, appointment_id=vars(offer)["theirs"])
    return len(found)


def offer_freed(*, actor: Actor) -> int:
    """Find what got free, and offer it; returns how many offers were made.

    One worker holds a freed time, and the next leaves it: nobody is offered it twice.
    """
    at = now()
    _find(actor, at)
    practice = get_practice(actor)
    return sum(_offer_one(actor, practice, freed, at) for freed in open_times(actor, at))


def settle(offer: WaitlistOffer, state: str, **more: Any) -> None:
    """Write what became of an offer that is held."""
    settled = {"state": state, "settled_at": now(), **more}
    if state != OfferState.TAKEN:
        settled["appointment_id"] = None
    for name, value in settled.items():
        setattr(offer, name, value)
    offer.save(update_fields=[name.removesuffix("_id") for name in settled])


def _find(actor: Actor, at: datetime) -> None:
    """Keep each stretch that was given up, or moved away from, and is still to come."""
    found = []
    for step in freeing_steps(actor, at):
        was = step.appointment
        moved = step.was_starts_at is not None
        starts_at = step.was_starts_at or was.starts_at
        whose = step.was_practitioner_id or was.practitioner_id
        found.append(
            FreedTime(
                practice_id=actor.practice_id,
                step=step,
                practitioner_id=whose,
                place_id=step.was_place_id if moved else was.place_id,
                zone=step.was_zone if moved else was.zone,
                starts_at=starts_at,
                ends_at=starts_at + (was.ends_at - was.starts_at),
                freed_at=at,
                over_at=at if starts_at <= at else None,
            )
        )
    FreedTime._base_manager.bulk_create(found, ignore_conflicts=True)


def _offer_one(actor: Actor, practice: Practice, freed: Any, at: datetime) -> int:
    if freed.is_taken or freed.starts_at <= at or not freed.practitioner.is_active:
        _end(freed, at)
        return 0
    if freed.is_offered:
        return 0
    asked: set[UUID] = set()
    is_left = False
    for wish in whom_it_suits(actor, freed):
        if wish.client_id in asked:
            continue
        is_made = _ask(actor, practice, freed, wish, at)
        if is_made is None:
            is_left = True
        elif is_made:
            asked.add(wish.client_id)
            if not practice.offers_to_all:
                break
    if not asked and not is_left and not may_be_free_again(actor, freed, at):
        _end(freed, at)
    return len(asked)


def _ask(
    actor: Actor, practice: Practice, freed: FreedTime, wish: WaitlistWish, at: datetime
) -> bool | None:
    """Whether somebody is offered it; None where another offer, or somebody else, has them now."""
    if vars(wish)["is_busy"]:
        return None
    starts_at = start_within(actor, wish, freed)
    offer = drafted(wish, starts_at, at, practice.offer_hours) if starts_at else None
    if offer is None:
        return False
    if not hold_wish(actor, wish) or is_asked(actor, wish.client_id, freed):
        return None
    offer.freed, offer.practitioner_id, offer.place = freed, freed.practitioner_id, freed.place
    offer.zone = freed.zone
    return keep(actor, offer) or None


def _end(freed: FreedTime, at: datetime) -> None:
    freed.over_at = at
    freed.save(update_fields=["over_at"])


def drafted(
    wish: WaitlistWish, starts_at: datetime, at: datetime, hours: int
) -> WaitlistOffer | None:
    """An offer of a start, not yet kept; None where it would leave no time to answer.

    It stands until the service's lead time begins, at most: from then on no client books it.
    """
    service, zone = wish.service, wish.client.timezone
    latest = starts_at - timedelta(hours=service.lead_hours)
    until = stands_until(at, hours, zone, latest)
    if is_too_short(at, until, zone):
        return None
    return WaitlistOffer(
        practice_id=wish.practice_id,
        client=wish.client,
        wish=wish,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=service.minutes),
        made_at=at,
        until=until,
    )


def keep(actor: Actor, offer: WaitlistOffer) -> bool:
    """Keep an offer and plan its one mail; False where they have one before them already.

    By night it waits until the client's morning, as the offer's time does.
    """
    client = offer.client
    guarding = guarding_of(actor, client.pk)
    told = mailed_to(actor, client, guarding)
    offer.to_be_called = not told
    try:
        with transaction.atomic():
            offer.save(force_insert=True)
    except IntegrityError:
        return False
    mails = [
        Planned(
            kind=KIND,
            person_id=client.pk,
            subject_id=offer.pk,
            local_date=today_in(client.timezone),
            due_at=awake_from(offer.made_at, client.timezone),
            expires_at=offer.until,
            recipient_id=to,
        )
        for to in told
    ]
    plan_messages(actor=actor, planned=mails)
    return True
