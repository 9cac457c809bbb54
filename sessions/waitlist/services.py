"""Writes of who waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from clients.records.models import Client
from clients.records.services import require_present
from practice.core.actor import Actor, NotAllowed
from practice.core.clock import now, today_in
from practice.core.errors import DomainError, Stale
from practice.core.services import claim_once
from sessions.appointments.queries.choices import Choices
from sessions.hours.models import Service
from sessions.waitlist.models import WaitlistOffer, WaitlistWish
from sessions.waitlist.offers.rules import OfferState, Withdrawn
from sessions.waitlist.queries import get_wish, has_open, next_of, over
from sessions.waitlist.rules import AHEAD_MOST, WORDS_MOST, Ended, Part


@dataclass(frozen=True, kw_only=True)
class WishData:
    """With whom (None: anybody), at which places (none: any), and when it suits."""

    practitioner_id: UUID | None = None
    place_ids: Sequence[UUID] = ()
    weekdays: Sequence[int]
    parts: Sequence[str]
    first_day: date
    last_day: date | None = None


@transaction.atomic
def ask_to_wait(
    *,
    actor: Actor,
    client: Client,
    service: Service,
    data: WishData,
    choices: Choices,
    key: UUID | None = None,
) -> WaitlistWish:
    """Wait for a service; AlreadyDone, with its id, if `key` asked before.

    Who has an appointment of it already waits for something sooner than that.
    """
    actor.require("appointment.write")
    require_present(actor=actor, client_id=client.pk)
    once = claim_once(actor=actor, key=key, action="ask_to_wait")
    if service.retired_at is not None or service.places > 1 or not service.is_client_bookable:
        raise DomainError(_("Nobody waits for this one. Choose another."), field="service")
    if has_open(actor, client.pk, service.pk):
        words = _("This is waited for already. Change what stands there.")
        raise DomainError(words, field="service", code="twice")
    wish = WaitlistWish(
        practice_id=actor.practice_id,
        client=client,
        service=service,
        instead_of=next_of(actor, client.pk, service.pk),
        made_at=now(),
        made_by_id=actor.membership_id,
        guardian_id=actor.guardian_id,
        **_checked(actor, service, data, choices),
        **once,
    )
    wish.save(force_insert=True)
    return wish


@transaction.atomic
def change_wish(
    *, actor: Actor, wish_id: UUID, data: WishData, choices: Choices, version: int | None = None
) -> WaitlistWish:
    """Change what suits; the place in the order stays. Stale when `version` is not the stored."""
    wish = _held(actor, wish_id)
    if version is not None and version != wish.version:
        raise Stale(_("Somebody changed this in between. Look again."), current=wish)
    changed = _checked(actor, wish.service, data, choices) | {"version": wish.version + 1}
    for name, value in changed.items():
        setattr(wish, name, value)
    wish.save(update_fields=list(changed))
    return wish


@transaction.atomic
def leave(*, actor: Actor, wish_id: UUID) -> WaitlistWish:
    """A client waits no more."""
    if not actor.in_portal:
        raise NotAllowed("appointment.write")
    wish = _held(actor, wish_id)
    end_wish(wish, Ended.LEFT)
    return wish


@transaction.atomic
def take_off(*, actor: Actor, wish_id: UUID, words: str) -> WaitlistWish:
    """The practice takes somebody off, and says why; they read it."""
    if actor.in_portal:
        raise NotAllowed("appointment.write")
    wish = _held(actor, wish_id)
    words = words.strip()
    if not words or len(words) > WORDS_MOST or "\0" in words:
        raise DomainError(_("Say why, in at most %(n)s letters.") % {"n": WORDS_MOST}, field="why")
    end_wish(wish, Ended.TAKEN_OFF, words=words, ended_by_id=actor.membership_id)
    return wish


def end_wish(wish: WaitlistWish, why: Ended, words: str = "", **by: Any) -> None:
    """End a wish that is held, and with it what is offered to it."""
    ended = {"ended_at": now(), "ended_why": why.value, "ended_words": words, **by}
    for name, value in ended.items():
        setattr(wish, name, value)
    wish.save(update_fields=[*ended])
    offers = WaitlistOffer._base_manager.filter(practice_id=wish.practice_id, wish_id=wish.pk)
    offers.filter(state=OfferState.OFFERED).update(
        state=OfferState.WITHDRAWN, why=Withdrawn.ENDED, settled_at=now()
    )


def settle_wishes(*, actor: Actor) -> int:
    """End what has ended by itself, a small batch; returns how many."""
    found = over(actor, now())
    for wish, why in found:
        end_wish(wish, why)
    return len(found)


def _held(actor: Actor, wish_id: UUID) -> WaitlistWish:
    actor.require("appointment.write")
    found = get_wish(actor, wish_id, "appointment.write")
    require_present(actor=actor, client_id=found.client_id)
    found = get_wish(actor, wish_id, "appointment.write", hold=True)
    if found.ended_at is not None:
        raise DomainError(_("This ended already."), code="ended")
    return found


def _checked(actor: Actor, service: Service, data: WishData, choices: Choices) -> dict[str, Any]:
    """What a wish says, as it is kept; DomainError for what cannot be."""
    today = today_in(actor.zone)
    if data.practitioner_id not in {None, *(one.pk for one in choices.people)}:
        raise DomainError(_("Choose who gives lessons here."), field="practitioner")
    known = {place.pk for place in choices.places}
    if not set(data.place_ids) <= known:
        raise DomainError(_("Choose places of the practice."), field="places")
    if not set(data.weekdays) or not set(data.weekdays) <= set(range(7)):
        raise DomainError(_("Choose at least one day."), field="weekdays")
    if not set(data.parts) or not set(data.parts) <= set(Part):
        raise DomainError(_("Choose at least one time of day."), field="parts")
    if data.first_day > today + AHEAD_MOST:
        raise DomainError(_("Choose a day within a year."), field="first_day")
    last = data.last_day
    if last is not None and not max(today, data.first_day) <= last <= today + AHEAD_MOST:
        words = _("Choose a day after the first, within a year, or leave it empty.")
        raise DomainError(words, field="last_day")
    return {
        "practitioner_id": data.practitioner_id,
        "place_ids": [] if service.is_online else sorted(set(data.place_ids)),
        "weekdays": sorted(set(data.weekdays)),
        "parts": cast("list[str]", [part.value for part in Part if part in set(data.parts)]),
        "first_day": data.first_day,
        "last_day": last,
    }
