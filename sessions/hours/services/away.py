"""Writes of time off: somebody is away for a while, wherever they work."""

from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.errors import DomainError
from practice.core.services import claim_once
from sessions.hours.models import TimeOff
from sessions.hours.rules import YEAR_LEAST, TimeOffReason, instant_of, whole_days
from sessions.hours.services.working import hold_worker, require_near, require_there
from sessions.hours.whose import get_time_off, require_whose


@dataclass(frozen=True, kw_only=True)
class TimeOffData:
    """From a day, or a time on it, to the last day, or a time on it; in the practice's zone."""

    first_day: date
    last_day: date
    reason: str
    first_time: time | None = None
    last_time: time | None = None


@transaction.atomic
def take_time_off(
    *, actor: Actor, practitioner_id: UUID, data: TimeOffData, key: UUID | None = None
) -> TimeOff:
    """Take somebody out of the calendar for a while, wherever they work; AlreadyDone if `key` did
    it before."""
    hold_worker(actor, practitioner_id)
    once = claim_once(actor=actor, key=key, action="take_time_off")
    row = TimeOff(
        **once,
        practice_id=actor.practice_id,
        practitioner_id=practitioner_id,
        **_meant(actor.zone, data),
    )
    row.save(force_insert=True)
    return row


@transaction.atomic
def change_time_off(*, actor: Actor, time_off_id: UUID, data: TimeOffData) -> TimeOff:
    """Be away at another time instead, or for another reason."""
    row = get_time_off(actor, time_off_id)
    hold_worker(actor, row.practitioner_id)
    row = get_time_off(actor, time_off_id)  # as it stands now that nobody else changes it
    meant = _meant(actor.zone, data)
    for name, value in meant.items():
        setattr(row, name, value)
    row.save(update_fields=list(meant))
    return row


def _meant(zone: str, data: TimeOffData) -> dict[str, Any]:
    """What was said as columns: instants, and as it was meant; DomainError for what cannot be."""
    require_near(data.last_day, today_in(zone), "last_day")
    if data.last_day < data.first_day:
        raise DomainError(_("This is before the first day."), field="last_day")
    if data.first_day.year < YEAR_LEAST:
        raise DomainError(_("Choose a day nearer to today."), field="first_day")
    if data.reason not in list(TimeOffReason):
        raise DomainError(_("Choose a reason from the list."), field="reason")
    require_there(data.first_day, data.first_time, zone, "first_time")
    require_there(data.last_day, data.last_time, zone, "last_time")
    whole = whole_days(data.first_day, data.last_day, zone)
    begins = instant_of(data.first_day, data.first_time, zone) if data.first_time else None
    ends = instant_of(data.last_day, data.last_time, zone) if data.last_time else None
    begins, ends = begins or whole.begins, ends or whole.ends
    if begins >= ends:
        raise DomainError(_("This is not after the beginning."), field="last_time")
    return {**asdict(data), "during": (begins, ends), "zone": zone}


def remove_time_off(*, actor: Actor, time_off: TimeOff) -> None:
    """Work after all."""
    require_whose(actor, time_off.practitioner_id)
    time_off.delete()
