"""Writes of classes: planned, and who comes into them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clients.records.models import Client
from clients.records.services import require_present
from practice.core.actor import Actor, NotAllowed
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.ids import new_id
from practice.core.models import Place
from practice.core.queries import get_practice
from practice.core.rules import Reach
from practice.core.services import claim_once, insert_together
from sessions.appointments.classes.places import one_place, when_and_where
from sessions.appointments.classes.queries import get_class, is_open
from sessions.appointments.models import Appointment, GroupClass
from sessions.appointments.queries.offers import Wanted
from sessions.appointments.rules import (
    AHEAD,
    LIVE,
    AppointmentState,
    Broken,
    Skipped,
    Span,
    instant_of,
)
from sessions.appointments.series.nearby import nearest_together
from sessions.appointments.series.queries import Asked
from sessions.appointments.services.booking import drafted, policy_of
from sessions.appointments.services.taking import (
    BROKEN_WORDS,
    Anyway,
    BreaksRules,
    Lost,
    hold_practitioner,
    in_words,
    make_room,
    one_at_a_time,
    taking,
)
from sessions.appointments.services.telling import tell
from sessions.appointments.services.trail import step_of
from sessions.hours.models import Service
from sessions.hours.rules import PLACES_MOST, YEAR_LEAST, YEAR_MOST, ServiceKind

WEEKS_MOST = 26
OFF = {
    AppointmentState.CANCELLED: gettext_lazy("This class is cancelled."),
    AppointmentState.DONE: gettext_lazy("This class is over."),
}


@dataclass(frozen=True, kw_only=True)
class ClassData:
    """What is planned: a class of which service, by whom, where (None: online), from which local
    time on, for how many; on that day, and in so many weeks one after the other."""

    service: Service
    practitioner_id: UUID
    place: Place | None
    day: date
    clock: time
    places: int
    weeks: int = 1


class BreaksOnDays(BreaksRules):
    """Which rules of the practice are broken on which days."""

    def __init__(self, days: Sequence[tuple[str, Sequence[Broken]]]) -> None:
        super().__init__([one for _day, broken in days for one in broken])
        said = [(day, " ".join(str(BROKEN_WORDS[one]) for one in broken)) for day, broken in days]
        self.message = " ".join(f"{day}: {words}" for day, words in said)


def staff(actor: Actor) -> None:
    """Classes are planned and changed by who works here."""
    actor.require("appointment.write")
    if actor.in_portal:
        raise NotAllowed("appointment.write")


def check_places(places: int) -> int:
    """As many as a class has: at least one."""
    if not 1 <= places <= PLACES_MOST:
        raise DomainError(_("From 1 to %(n)s places.") % {"n": PLACES_MOST}, field="places")
    return places


def may_plan_for(actor: Actor, practitioner_id: UUID) -> bool:
    """Whether the actor would reach a class that somebody gives, as GroupClass has it."""
    is_own = practitioner_id == actor.membership_id
    return is_own or actor.reach("appointment.write") is not Reach.OWN


def check_reach(actor: Actor, practitioner_id: UUID) -> None:
    """DomainError where a class would be out of the actor's own reach."""
    if not may_plan_for(actor, practitioner_id):
        raise DomainError(_("You plan classes that you give yourself."), field="practitioner")


def plan_class(
    *, actor: Actor, data: ClassData, anyway: Anyway = False, key: UUID | None = None
) -> list[Appointment]:
    """Plan a class, in so many weeks one after the other at the same time by the clock of its
    place: all of them or none. AlreadyDone if `key` planned it before.

    JustTaken where somebody has the time, BreaksRules unless `anyway`, as a booking.
    """
    staff(actor)
    check_reach(actor, data.practitioner_id)
    _check(data)
    made: list[Appointment] = []
    with taking(actor):
        once = claim_once(actor=actor, key=key, action="plan_class")
        practice = hold_practitioner(actor, data.practitioner_id)
        policy = policy_of(data.service, practice)
        zone = data.place.timezone if data.place else practice.timezone
        together, breaks = uuid4(), list[tuple[str, Sequence[Broken]]]()
        for wanted in _wanted(data, zone):
            when = in_words(wanted.span.starts_at, zone)
            try:
                with one_at_a_time(wanted):
                    span = make_room(actor, wanted, anyway=anyway)
                    pk = once.pop("id", None) or new_id()  # the first one is led to
                    row = drafted(actor, wanted, span, policy=policy, id=pk)
                    row.places, row.taken = data.places, 0
                    step = step_of(actor, row, "", id=new_id(), together=together)
                    insert_together([row, step])
            except BreaksRules as error:  # of each day it is said before anything is kept
                breaks.append((when, error.broken))
                continue
            except Lost as lost:
                near = partial(_nearest_of_all, data, zone)
                raise Lost(wanted, f"{when}: {lost.words}", near) from None
            made.append(row)
        if breaks:
            raise BreaksOnDays(breaks)
    return made


def _nearest_of_all(data: ClassData, zone: str, actor: Actor, _lost: Wanted) -> Sequence[datetime]:
    """Starts near to the first, at which whoever gives it and the place are free in each week."""
    weeks = [Asked(one.local.date(), one) for one in _wanted(data, zone)]
    found = nearest_together(actor, weeks, data.day, data.clock, whole=True)
    return [one.starts_at for one in found]


def _check(data: ClassData) -> None:
    service = data.service
    if service.retired_at is not None or service.kind != ServiceKind.GROUP_CLASS:
        raise DomainError(_("Choose a service that is a group class."), field="service")
    if (data.place is None) is not service.is_online:
        raise DomainError(_("Choose where."), field="place")
    check_places(data.places)
    if not 1 <= data.weeks <= WEEKS_MOST:
        raise DomainError(_("From 1 to %(n)s weeks.") % {"n": WEEKS_MOST}, field="weeks")
    if not YEAR_LEAST <= data.day.year <= YEAR_MOST:
        raise DomainError(_("Choose a day nearer to today."), field="day")


def _wanted(data: ClassData, zone: str) -> list[Wanted]:
    service = data.service
    kept_free = service.buffer_before_minutes, service.buffer_after_minutes
    found = []
    for week in range(data.weeks):
        day = data.day + timedelta(weeks=week)
        try:
            starts_at = instant_of(day, data.clock, zone)
        except (Skipped, OverflowError):
            words = _("On %(day)s there is no such time: the clocks go forward. Choose another.")
            raise DomainError(words % {"day": day.isoformat()}, field="time") from None
        found.append(
            Wanted(
                client_id=None,
                service=service,
                practitioner_id=data.practitioner_id,
                place=data.place,
                zone=zone,
                span=Span.of(starts_at.astimezone(UTC), service.minutes, *kept_free),
            )
        )
    return found


def join_class(
    *, actor: Actor, class_id: UUID, client: Client, key: UUID | None = None
) -> Appointment:
    """Take a place in a class for a client; AlreadyDone if `key` did it before.

    DomainError where none is free, the class is off, they are on its list already, or have
    something else then. A client comes by themselves where clients book, in its lead time.
    """
    actor.require("appointment.write")
    with transaction.atomic():
        require_present(actor=actor, client_id=client.pk)
        once = claim_once(actor=actor, key=key, action="join_class") or {"id": new_id()}
        found = get_class(actor, class_id, "appointment.write", hold=True)
        _refuse(actor, found, client)
        appointment = _placed(actor, found, client, once["id"])
        step = step_of(actor, appointment, "", id=new_id())
        with one_place():
            insert_together([appointment, step])
        tell(actor, appointment, step)
    return appointment


def _refuse(actor: Actor, found: GroupClass, client: Client) -> None:
    if found.state not in AHEAD:
        words = OFF.get(AppointmentState(found.state), _("This class takes nobody any more."))
        raise DomainError(words, code="off")
    if actor.in_portal and not is_open(found):
        raise DomainError(_("Ask the practice for this one."), code="closed")
    rows = Appointment._base_manager.filter(practice_id=actor.practice_id, group_class=found)
    if rows.filter(client=client, state__in=LIVE).exists():
        words = _("You have a place already.") if actor.in_portal else _("They have a place.")
        raise DomainError(words, field="client", code="there")
    if found.free_places < 1:
        raise DomainError(
            _("No place is free in this class any more."), field="client", code="full"
        )


def place_words(service: Service) -> str:
    """Until when a place is given up freely; it is not moved."""
    hours = service.cancellation_hours
    if not hours:
        return _("You can give the place up until the class begins.")
    words = ngettext(
        "You can give the place up until %(n)s hour before. After that it counts as cancelled"
        " late.",
        "You can give the place up until %(n)s hours before. After that it counts as cancelled"
        " late.",
        hours,
    )
    return words % {"n": hours}


def _placed(actor: Actor, found: GroupClass, client: Client, pk: UUID) -> Appointment:
    """A place takes the client's time, and of nobody else's any."""
    return Appointment(
        id=pk,
        practice_id=actor.practice_id,
        client=client,
        group_class_id=found.pk,
        service=found.service,
        **when_and_where(found),
        state=AppointmentState.BOOKED.value,
        policy=policy_of(found.service, get_practice(actor))
        | {"words": place_words(found.service)},
        booked_by_id=actor.membership_id,
        guardian_id=actor.guardian_id,
        booked_at=now(),
    )
