"""Booking and cancelling a series: each a single transaction, told in one mail."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clients.records.models import Client
from clients.records.services import require_present
from practice.core.actor import Actor, NotAllowed
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.models import Place
from practice.core.queries import get_practice
from practice.core.services import claim_once
from sessions.appointments.models import Appointment, AppointmentSeries
from sessions.appointments.rules import Verb, state_when_cancelled
from sessions.appointments.series.nearby import Nearby, nearest_together
from sessions.appointments.series.queries import (
    Asked,
    Occurrence,
    asked_for,
    still_ahead,
    weighed,
)
from sessions.appointments.series.rules import (
    EVERY_MOST,
    TIMES_LEAST,
    TIMES_MOST,
    BadSeries,
    Scope,
    days_of,
)
from sessions.appointments.series.telling import keep_together
from sessions.appointments.services.booking import BookingData, drafted, policy_of, wanted_of
from sessions.appointments.services.steps import held, reason
from sessions.appointments.services.taking import (
    CLASHES,
    JustTaken,
    hold_practitioner,
    refuse_passed,
    squeezed,
)
from sessions.hours.models import Service
from sessions.hours.rules import YEAR_MOST

TOO_MANY = {
    "every_weeks": gettext_lazy("Every 1 to %(weeks)s weeks."),
    "times": gettext_lazy(
        "Say how often, from %(least)s to %(most)s times and within a year, or until when."
    ),
    "until": gettext_lazy("Choose a day from the second time on, within a year of the first."),
}


@dataclass(frozen=True, kw_only=True)
class SeriesData:
    """What repeats: who gives what, where (None: online), from which local day, at which local
    time, every how many weeks, and either how many `times` or `until` which day."""

    service: Service
    practitioner_id: UUID
    place: Place | None
    first: date
    clock: time
    every_weeks: int
    times: int | None = None
    until: date | None = None
    minutes: int | None = None


class SeriesHindered(DomainError):
    """Something is in the way of days that nobody left out, or was until a moment ago: `seen` are
    all of them, `nearby` other starts at which less is, of a refusal that holds nothing any more.
    """

    def __init__(self, seen: Sequence[Occurrence], nearby: Sequence[Nearby] = ()) -> None:
        hindered = sum(bool(one.hindered) for one in seen)
        words = ngettext(
            "%(n)s of %(all)s days is not free as asked. Nothing is booked yet.",
            "%(n)s of %(all)s days are not free as asked. Nothing is booked yet.",
            hindered,
        )
        words = words if hindered else _("All days are free by now. Nothing is booked yet.")
        super().__init__(words % {"n": hindered, "all": len(seen)}, code="hindered")
        self.seen, self.nearby = list(seen), list(nearby)


def asked_of(actor: Actor, client: Client, data: SeriesData) -> list[Asked]:
    """The days that it asks for; DomainError for what is no series."""
    member_of(actor)
    if data.first.year > YEAR_MOST:
        raise DomainError(_("Choose a day nearer to today."), field="day")
    try:
        days = days_of(data.first, data.every_weeks, times=data.times, until=data.until)
    except BadSeries as bad:
        limits = {"weeks": EVERY_MOST, "least": TIMES_LEAST, "most": TIMES_MOST}
        raise DomainError(str(TOO_MANY[bad.field]) % limits, field=bad.field) from None
    one = BookingData(
        service=data.service,
        practitioner_id=data.practitioner_id,
        place=data.place,
        starts_at=now(),
        minutes=data.minutes,
    )
    return asked_for(wanted_of(actor, client, one, get_practice(actor)), days, data.clock)


def book_series(
    *,
    actor: Actor,
    client: Client,
    data: SeriesData,
    leave_out: Collection[date] = (),
    anyway: Collection[date] = (),
    key: UUID | None = None,
) -> list[Appointment]:
    """Book each day that is not left out, or nothing; AlreadyDone if `key` booked it before.

    SeriesHindered where a day is in the way that is neither left out nor, as far as that can be,
    wanted all the same; JustTaken where of the one who was quicker nothing can be read yet. Both
    with other starts nearby, which are looked for once all is undone and nobody is held any more.
    """
    actor.require("appointment.write")
    try:
        with transaction.atomic():
            return _book(actor, client, data, set(leave_out), set(anyway), key)
    except SeriesHindered:
        was_hindered = True
    except DatabaseError as error:
        if not isinstance(error.__cause__, CLASHES):
            raise
        was_hindered = False
    seen, nearby = looked_at(actor, asked_of(actor, client, data), data, was_taken=not was_hindered)
    if was_hindered or _in_the_way(seen, leave_out, anyway):
        raise SeriesHindered(seen, nearby)
    zone = data.place.timezone if data.place else get_practice(actor).timezone
    raise JustTaken([one.starts_at for one in nearby], zone, first=_("This time was just taken."))


def looked_at(
    actor: Actor, asked: Sequence[Asked], data: SeriesData, *, was_taken: bool = False
) -> tuple[list[Occurrence], list[Nearby]]:
    """What is in the way of each day that it asks for; and where less is, if anything is or they
    were taken just now."""
    seen = weighed(actor, asked)
    hindered = sum(bool(one.hindered) for one in seen)
    if not hindered and not was_taken:
        return seen, []
    return seen, nearest_together(actor, asked, data.first, data.clock, hindered=hindered)


def _in_the_way(
    seen: Sequence[Occurrence], leave_out: Collection[date], anyway: Collection[date]
) -> bool:
    """Whether anything is that is neither left out nor, as far as that can be, wanted anyway."""
    wanted = (one for one in seen if one.day not in leave_out and one.hindered)
    return any(one.is_impossible or one.day not in anyway for one in wanted)


def _book(
    actor: Actor,
    client: Client,
    data: SeriesData,
    leave_out: Collection[date],
    anyway: Collection[date],
    key: UUID | None,
) -> list[Appointment]:
    made_by = member_of(actor)
    require_present(actor=actor, client_id=client.pk)
    once = claim_once(actor=actor, key=key, action="book_series")
    asked = asked_of(actor, client, data)
    hold_practitioner(actor, data.practitioner_id)
    seen = weighed(actor, asked)
    chosen = _chosen(seen, leave_out, anyway)
    first = chosen[0].wanted
    assert first is not None  # noqa: S101 - what is chosen can be
    refuse_passed(first)
    series = AppointmentSeries(
        **once,
        practice_id=actor.practice_id,
        client=client,
        first_day=data.first,
        local_time=data.clock,
        zone=first.zone,
        every_weeks=data.every_weeks,
        made_by_id=made_by,
        made_at=now(),
    )
    series.save(force_insert=True)
    policy = policy_of(data.service, get_practice(actor))
    rows = [_drafted(actor, one, client=client, series=series, policy=policy) for one in chosen]
    made = Appointment._base_manager.bulk_create(rows)
    keep_together(actor, client, made, dict.fromkeys((one.pk for one in made), ""))
    return made


def member_of(actor: Actor) -> UUID:
    """Who of the practice does it; clients book and cancel one by one."""
    if actor.membership_id is None:
        raise NotAllowed("appointment.write")
    return actor.membership_id


def _chosen(
    seen: Sequence[Occurrence], leave_out: Collection[date], anyway: Collection[date]
) -> list[Occurrence]:
    if _in_the_way(seen, leave_out, anyway):
        raise SeriesHindered(seen)
    chosen = [one for one in seen if one.day not in leave_out]
    if not chosen:
        raise DomainError(_("No day is left to book. Choose another day or time."), field="day")
    return chosen


def _drafted(actor: Actor, one: Occurrence, **more: Any) -> Appointment:
    assert one.wanted is not None  # noqa: S101 - what is chosen can be
    span = squeezed(actor, one.wanted.span, one.crowded)
    return drafted(actor, one.wanted, span, series_day=one.day, **more)


@transaction.atomic
def cancel_series(
    *,
    actor: Actor,
    appointment_id: UUID,
    scope: str,
    why: str,
    words: str = "",
    version: int | None = None,
) -> list[Appointment]:
    """Give back this and the following ones, or all that are to come; done ones never change.

    Each is late or not by its own policy.
    """
    member_of(actor)
    found = held_of_series(actor, appointment_id, version)
    words = reason(actor, why, words)
    if scope not in set(Scope):
        raise DomainError(_("Choose which of them."), field="scope")
    rows = still_ahead(actor, found, Scope(scope), hold=True)
    if not rows:
        raise DomainError(_("None of them is to come any more."), code="state")
    before, at = {one.pk: one.state for one in rows}, now()
    states: dict[str, list[UUID]] = {}
    for one in rows:
        hours = one.policy["cancellation_hours"]
        one.state = state_when_cancelled(one.starts_at, at, hours, why).value
        states.setdefault(one.state, []).append(one.pk)
    for state, ids in states.items():
        stored = Appointment._base_manager.filter(practice_id=actor.practice_id, pk__in=ids)
        stored.update(state=state, version=F("version") + 1)
    keep_together(actor, found.client, rows, before, why=why, words=words)
    return rows


def held_of_series(actor: Actor, appointment_id: UUID, version: int | None) -> Appointment:
    """One of a series that is still to come, until the transaction ends."""
    found = held(actor, appointment_id, version, Verb.CANCEL)
    if found.series_id is None:
        raise DomainError(_("It is not one of a series."), code="alone")
    return found
