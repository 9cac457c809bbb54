"""Writes of services: what is built in, and what a practice offers."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from clients.records.rules import fold
from clients.symptoms.own_words import Shelf, own_code, worded
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError, Stale
from practice.core.services import claim_once
from sessions.hours.models import Service
from sessions.hours.rules import (
    AHEAD_DAYS_LEAST,
    AHEAD_DAYS_MOST,
    BUFFER_MOST,
    CANCELLATION_HOURS_MOST,
    LEAD_HOURS_MOST,
    MINUTES_LEAST,
    MINUTES_MOST,
    NAME_LENGTH,
    PLACES_MOST,
    PRICE_MOST,
    REMINDER_HOURS_MOST,
    REMINDERS_MOST,
    SERVICES,
    SERVICES_MOST,
    Modality,
    ServiceKind,
)

VERSION = 1


def copy_services(actor: Actor) -> None:
    """Copy the built-in services into a new practice."""
    Service._base_manager.bulk_create(
        Service(
            practice_id=actor.practice_id,
            built_in_code=ours.code,
            built_in_version=VERSION,
            name=ours.name,
            folded=fold(ours.name),
            kind=ours.kind.value,
            modality=ours.modality.value,
            minutes=ours.minutes,
            buffer_after_minutes=ours.buffer_after_minutes,
        )
        for ours in SERVICES
    )


@dataclass(frozen=True, kw_only=True)
class ServiceData:
    """All of a service; `price` in the minor unit of the practice's currency, None: not said."""

    name: str
    kind: str
    minutes: int
    modality: str = ""
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    price: int | None = None
    places: int = 1
    is_online: bool = False
    is_client_bookable: bool = True
    is_visitor_bookable: bool = False
    lead_hours: int = 24
    ahead_days: int = 60
    cancellation_hours: int = 24
    reminder_hours: Sequence[int] = (48, 3)


_RANGES = {
    "minutes": (MINUTES_LEAST, MINUTES_MOST),
    "buffer_before_minutes": (0, BUFFER_MOST),
    "buffer_after_minutes": (0, BUFFER_MOST),
    "places": (1, PLACES_MOST),
    "lead_hours": (0, LEAD_HOURS_MOST),
    "ahead_days": (AHEAD_DAYS_LEAST, AHEAD_DAYS_MOST),
    "cancellation_hours": (0, CANCELLATION_HOURS_MOST),
}
_SHELF = Shelf(Service, SERVICES_MOST, action="service.write")


def _require_right(data: ServiceData) -> None:
    for field, (low, high) in _RANGES.items():
        if not low <= getattr(data, field) <= high:
            words = _("From %(low)s to %(high)s.") % {"low": low, "high": high}
            raise DomainError(words, field=field)
    if data.kind not in list(ServiceKind):
        raise DomainError(_("Choose a kind from the list."), field="kind")
    if data.modality and data.modality not in list(Modality):
        raise DomainError(_("Choose a way of working from the list."), field="modality")
    if data.places > 1 and data.kind != ServiceKind.GROUP_CLASS:
        words = _("Only a class has more than one place. Choose that kind, or one place.")
        raise DomainError(words, field="places")
    if data.is_visitor_bookable and (not data.is_client_bookable or data.places > 1):
        words = _("Only what clients book themselves, one by one, can be booked there.")
        raise DomainError(words, field="is_visitor_bookable")
    if len(data.reminder_hours) > REMINDERS_MOST or not all(
        1 <= hours <= REMINDER_HOURS_MOST for hours in data.reminder_hours
    ):
        raise DomainError(_("Three reminders at most, in whole hours."), field="reminder_hours")
    if data.price is not None and not 0 <= data.price <= PRICE_MOST:
        raise DomainError(_("Choose a price that somebody pays."), field="price")


def _kept(service: Service, data: ServiceData) -> Service:
    for name, value in asdict(data).items():
        setattr(service, name, value)
    service.name = worded(data.name, NAME_LENGTH)
    service.folded = fold(service.name)[:120]
    service.reminder_hours = sorted(set(data.reminder_hours), reverse=True)
    return _saved(service)


def _saved(service: Service) -> Service:
    try:
        with transaction.atomic():
            service.save()
    except IntegrityError as error:
        if "one_service_a_name" not in str(error):
            raise
        words = _("There is a service of this name already.")
        raise DomainError(words, field="name") from None
    return service


@transaction.atomic
def add_service(*, actor: Actor, data: ServiceData, key: UUID | None = None) -> Service:
    """Offer something of the practice's own. AlreadyDone for a key used before."""
    actor.require("service.write")
    claimed = claim_once(actor=actor, key=key, action="add_service")
    _require_right(data)
    _SHELF.require_room(actor)
    made = Service(
        **claimed, practice_id=actor.practice_id, built_in_code=own_code(), built_in_version=0
    )
    return _kept(made, data)


@transaction.atomic
def edit_service(*, actor: Actor, service_id: UUID, data: ServiceData, version: int) -> Service:
    """Change what is booked from now on; Stale where somebody saved another version meanwhile."""
    actor.require("service.write")
    _require_right(data)
    service = _held(actor, service_id)
    if service.version != version:
        words = _("Somebody saved a newer version meanwhile. Look at it, then decide.")
        raise Stale(words, current=service)
    service.version += 1
    return _kept(service, data)


def _held(actor: Actor, service_id: UUID) -> Service:
    rows = Service.objects.visible_to(actor, "service.write").filter(pk=service_id)
    service = rows.select_for_update().first()
    if service is None:
        raise Http404("service")
    return service


@transaction.atomic
def retire_service(*, actor: Actor, service_id: UUID, retired: bool) -> Service:
    """Offer it no more, or again; what was booked stays."""
    actor.require("service.write")
    service = _held(actor, service_id)
    if not retired and service.retired_at is not None:
        _SHELF.require_room(actor)
    service.retired_at = (service.retired_at or now()) if retired else None
    return _saved(service)
