"""Writes of hours: the week, a day of its own, public holidays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.errors import DomainError, Stale
from practice.core.forms import WEEKDAYS
from practice.core.models import Membership, Place
from sessions.hours.models import DayHours, HolidaySetting, WeeklyHours
from sessions.hours.public_holidays import country_of, is_known
from sessions.hours.rules import YEAR_MOST, instant_of
from sessions.hours.whose import GIVE_LESSONS, mark_of, require_whose

PLACE_GONE = "place"


@dataclass(frozen=True)
class WeekRow:
    """Hours of a weekday (0 Monday); `field` is where on a form words about them belong."""

    weekday: int
    begins: time | None
    ends: time | None
    field: str = ""


def hold_worker(actor: Actor, practitioner_id: UUID) -> Membership:
    """Somebody who works here, held, so that two who change their hours wait for each other."""
    require_whose(actor, practitioner_id)
    rows = Membership.objects.visible_to(actor, "hours.read").filter(pk=practitioner_id)
    found = rows.select_for_update().first()
    if found is None or not found.is_active or found.role not in GIVE_LESSONS:
        raise DomainError(_("They do not give lessons here any more."), code="left")
    return found


def _require_place(actor: Actor, place_id: UUID | None) -> None:
    if place_id is None:
        return
    place = Place.objects.visible_to(actor, "hours.read").by_id(place_id)
    if place is None or place.retired_at is not None:
        raise DomainError(_("This place is not in use any more."), field=PLACE_GONE)


def _require_order(begins: time | None, ends: time | None, field: str, until: str) -> None:
    if begins is None or ends is None:
        missing = field if begins is None else until
        raise DomainError(_("Say both: from when and until when."), field=missing)
    if begins >= ends:
        words = _("This is not after the beginning. Hours over midnight are two days’.")
        raise DomainError(words, field=until)


@transaction.atomic
def keep_week(
    *,
    actor: Actor,
    practitioner_id: UUID,
    place_id: UUID | None,
    rows: Sequence[WeekRow],
    mark: str,
) -> None:
    """Keep these hours of every week in place of those that stood for somebody at a place.

    `mark` says what the form was drawn from; Stale where somebody changed it meanwhile.
    """
    hold_worker(actor, practitioner_id)
    _require_place(actor, place_id)
    for row in rows:
        _require_order(row.begins, row.ends, row.field, row.field.replace("begins", "ends"))
    stored, others = _all_of(actor, practitioner_id, place_id)
    if mark != mark_of(stored):
        raise Stale(_("Somebody changed these hours meanwhile. Look at them, then save again."))
    _require_apart(rows, others)
    wanted = {(row.weekday, row.begins, row.ends) for row in rows}
    had = {(row.weekday, row.begins, row.ends): row.pk for row in stored}
    gone = [pk for said, pk in had.items() if said not in wanted]
    WeeklyHours.objects.visible_to(actor, "hours.read").filter(pk__in=gone).delete()
    _put_week(actor, practitioner_id, place_id, wanted - set(had))


def _put_week(
    actor: Actor,
    practitioner_id: UUID,
    place_id: UUID | None,
    new: set[tuple[int, Any, Any]],
) -> None:
    made = [
        WeeklyHours(
            practice_id=actor.practice_id,
            practitioner_id=practitioner_id,
            place_id=place_id,
            weekday=weekday,
            begins=begins,
            ends=ends,
        )
        for weekday, begins, ends in sorted(new, key=str)
    ]
    WeeklyHours._base_manager.bulk_create(made)


def _all_of(
    actor: Actor, practitioner_id: UUID, place_id: UUID | None
) -> tuple[list[WeeklyHours], list[WeeklyHours]]:
    """Hours of every week of somebody at a place, and all others of theirs."""
    rows = WeeklyHours.objects.visible_to(actor, "hours.read").filter(
        practitioner_id=practitioner_id
    )
    here: list[WeeklyHours] = []
    others: list[WeeklyHours] = []
    for row in rows.select_related("place").order_by("weekday", "begins"):
        stands = row.place_id == place_id and row.since is None and row.until is None
        (here if stands else others).append(row)
    return here, others


def _require_apart(rows: Sequence[WeekRow], others: Sequence[WeeklyHours]) -> None:
    """Nobody works twice at once: in these rows, or at another place, or for a time."""
    kept = [
        (row.weekday, row.begins, row.ends, row.place.name if row.place else _("online"))
        for row in others
    ]
    for row in rows:
        for weekday, begins, ends, where in kept:
            if row.weekday == weekday and row.begins < ends and begins < row.ends:  # type: ignore[operator]
                words = _("%(day)s, %(from)s to %(to)s is taken already (%(where)s).") % {
                    "day": WEEKDAYS[weekday][1],
                    "from": time_format(begins, "TIME_FORMAT"),
                    "to": time_format(ends, "TIME_FORMAT"),
                    "where": where,
                }
                raise DomainError(words, field=row.field)
        kept.append((row.weekday, row.begins, row.ends, _("above")))  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class DayData:
    """One day at a place (None: online): closed, or from when until when."""

    on: date
    place_id: UUID | None
    begins: time | None = None
    ends: time | None = None
    is_closed: bool = False


def require_near(day: date, today: date, field: str) -> None:
    """Refuse a day that is over, or too far."""
    if day < today:
        raise DomainError(_("This day is over."), field=field)
    if day.year > YEAR_MOST:
        raise DomainError(_("Choose a day nearer to today."), field=field)


def _zone_at(actor: Actor, place_id: UUID | None) -> str:
    if place_id is None:
        return actor.zone
    rows = Place.objects.visible_to(actor, "hours.read").filter(pk=place_id, retired_at=None)
    zone = rows.values_list("timezone", flat=True).first()
    if zone is None:
        raise DomainError(_("This place is not in use any more."), field=PLACE_GONE)
    return zone


def require_there(day: date, at: time | None, zone: str, field: str) -> None:
    """Refuse a time that the clocks leave out on that day."""
    if at is not None and instant_of(day, at, zone) is None:
        words = _("Clocks are put forward then: there is no %(time)s on this day.")
        raise DomainError(words % {"time": time_format(at, "TIME_FORMAT")}, field=field)


@transaction.atomic
def open_day(*, actor: Actor, practitioner_id: UUID, data: DayData) -> DayHours:
    """Give a day hours of its own, or close it; they stand in place of the week's there."""
    hold_worker(actor, practitioner_id)
    zone = _zone_at(actor, data.place_id)
    require_near(data.on, today_in(zone), "on")
    if not data.is_closed:
        _require_order(data.begins, data.ends, "begins", "ends")
        require_there(data.on, data.begins, zone, "begins")
        require_there(data.on, data.ends, zone, "ends")
    elif data.begins or data.ends:
        raise DomainError(_("A closed day has no hours: clear them, or the tick."), field="begins")
    row = DayHours(
        practice_id=actor.practice_id,
        practitioner_id=practitioner_id,
        place_id=data.place_id,
        on=data.on,
        begins=data.begins,
        ends=data.ends,
        is_closed=data.is_closed,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "day_hours_open_or_closed" in str(error) or "day_hours_apart" in str(error):
            words = _("This meets what is kept for that day already. Remove that first.")
            raise DomainError(words, field="on") from None
        raise
    return row


def remove_day(*, actor: Actor, day_hours: DayHours) -> None:
    """Let the week hold on that day again."""
    require_whose(actor, day_hours.practitioner_id)
    day_hours.delete()


@transaction.atomic
def keep_holidays(
    *, actor: Actor, is_closed: bool, country: str, region: str, zone: str
) -> HolidaySetting:
    """Say for the practice whether public holidays are closed, and those of which country; ""
    is the one that `zone` lies in."""
    actor.require("service.write")
    if country and not is_known(country):
        raise DomainError(_("Choose a country from the list."), field="country")
    if region and not is_known(country or country_of(zone), region):
        raise DomainError(_("This country has no such region."), field="region")
    rows = HolidaySetting.objects.visible_to(actor, "hours.read").filter(place=None)
    row = rows.select_for_update().first() or HolidaySetting(practice_id=actor.practice_id)
    row.is_closed, row.country, row.region = is_closed, country, region
    row.save()
    return row
