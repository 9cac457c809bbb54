"""A class is changed, cancelled or over, and each act is told to its list."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.db.models import F
from django.utils.translation import gettext as _

from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError, Stale
from practice.core.models import Place
from practice.core.queries import get_practice
from sessions.appointments.classes.places import Busy, for_all, when_and_where
from sessions.appointments.classes.queries import get_class
from sessions.appointments.classes.services import OFF, check_places, check_reach, staff
from sessions.appointments.models import Appointment, AppointmentChange, GroupClass
from sessions.appointments.queries.booked import span_of
from sessions.appointments.queries.offers import Wanted, starts_around
from sessions.appointments.rules import AHEAD, LIVE, AppointmentState, Span, Why, nearest
from sessions.appointments.services.moving import MoveData, is_there, put_there, where
from sessions.appointments.services.steps import reason
from sessions.appointments.services.taking import (
    Anyway,
    JustTaken,
    Lost,
    hold_practitioner,
    make_room,
    one_at_a_time,
    taking,
)
from sessions.appointments.services.telling import tell


@dataclass(frozen=True, kw_only=True)
class ClassChange:
    """When, by whom, where and for how many it is from now on."""

    starts_at: datetime
    practitioner_id: UUID
    place: Place | None
    places: int


def held_class(
    actor: Actor, class_id: UUID, version: int | None, *, ahead: bool = True
) -> GroupClass:
    staff(actor)
    found = get_class(actor, class_id, "appointment.write", hold=True)
    if ahead and found.state not in AHEAD:
        words = OFF.get(AppointmentState(found.state), _("This was done already."))
        raise DomainError(words, code="state")
    if version is not None and version != found.version:
        raise Stale(_("Somebody changed this class in between. Look again."), current=found)
    return found


def its_list(actor: Actor, found: GroupClass, states: Collection[Any]) -> list[Appointment]:
    """Those on its list in some states, held: everybody, whoever changes the class."""
    rows = Appointment._base_manager.filter(practice_id=actor.practice_id, group_class_id=found.pk)
    rows = rows.filter(state__in=[str(one) for one in states]).select_related("client", "service")
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("id"))


def stored(actor: Actor, rows: Sequence[Appointment]) -> Any:
    ids = [one.pk for one in rows]
    return Appointment._base_manager.filter(practice_id=actor.practice_id, pk__in=ids)


def _keep(
    actor: Actor, rows: Sequence[Appointment], before: Sequence[str], **told: Any
) -> list[AppointmentChange]:
    """Keep a step of each as one act."""
    at, together = now(), uuid4()
    steps = [
        AppointmentChange(
            practice_id=actor.practice_id,
            appointment=one,
            from_state=state,
            to_state=one.state,
            at=at,
            made_by_id=actor.membership_id,
            together=together,
            **told,
        )
        for one, state in zip(rows, before, strict=True)
    ]
    return AppointmentChange._base_manager.bulk_create(steps)


def change_class(
    *,
    actor: Actor,
    class_id: UUID,
    data: ClassChange,
    anyway: Anyway = False,
    version: int | None = None,
) -> bool:
    """Move it, or give it another number of places; whether it was moved. Everybody on its list
    comes along and is told.

    As a booking refuses and warns, and so too where somebody on the list has something else then;
    DomainError where more have a place than there would be.
    """
    there = MoveData(
        starts_at=data.starts_at, practitioner_id=data.practitioner_id, place=data.place
    )
    try:
        with taking(actor), for_all():
            found = held_class(actor, class_id, version)
            places = check_places(data.places)
            if places < (found.taken or 0):
                words = _("%(n)s have a place already. Take some off the list first.")
                raise DomainError(words % {"n": found.taken}, field="places")
            if places != found.places:
                found.places, found.version = places, found.version + 1
                found.save(update_fields=["places", "version"])
            if is_there(found, there):
                return False
            _move(actor, found, there, anyway)
    except Busy as busy:
        found = get_class(actor, class_id, "appointment.write")
        if is_there(found, there):
            raise
        wanted = _wanted(actor, found, there)
        nearest = _nearest_for_all(actor, wanted, found)
        raise JustTaken(nearest, wanted.zone, first=str(busy.message)) from None
    return True


def _nearest_for_all(actor: Actor, wanted: Wanted, found: GroupClass) -> list[datetime]:
    """Starts near to one at which everybody on the list is free too."""
    starts = starts_around(actor, wanted)
    people = _ids_on_list(actor, found)
    reach = wanted.span.at(min(starts, default=wanted.span.starts_at))
    last = wanted.span.at(max(starts, default=wanted.span.starts_at))
    others = _others(actor, found, people, reach.starts_at, last.ends_at)
    busy = list(others.values_list("starts_at", "ends_at"))
    spans = [wanted.span.at(one) for one in starts]
    free = [
        one.starts_at
        for one in spans
        if not any(since < one.ends_at and one.starts_at < until for since, until in busy)
    ]
    return nearest(free, wanted.span.starts_at)


def _ids_on_list(actor: Actor, found: GroupClass) -> list[UUID]:
    rows = Appointment._base_manager.filter(practice_id=actor.practice_id, group_class_id=found.pk)
    return list(rows.filter(state__in=LIVE).values_list("client_id", flat=True))


def _others(
    actor: Actor, found: GroupClass, people: Sequence[UUID], since: datetime, until: datetime
) -> Any:
    """What else clients have in a stretch of time."""
    rows = Appointment._base_manager.filter(
        practice_id=actor.practice_id,
        client__in=people,
        state__in=LIVE,
        starts_at__lt=until,
        ends_at__gt=since,
    )
    return rows.exclude(group_class_id=found.pk, group_class_id__isnull=False)


def _wanted(actor: Actor, found: GroupClass, there: MoveData) -> Wanted:
    service = found.service
    kept_free = service.buffer_before_minutes, service.buffer_after_minutes
    return Wanted(
        client_id=None,
        service=service,
        practitioner_id=there.practitioner_id,
        place=there.place,
        zone=there.place.timezone if there.place else get_practice(actor).timezone,
        span=span_of(found).with_buffers(*kept_free).at(there.starts_at),
        but=found.pk,
    )


def _move(actor: Actor, found: GroupClass, there: MoveData, anyway: Anyway) -> None:
    check_reach(actor, there.practitioner_id)
    if (there.place is None) is not found.service.is_online:
        raise DomainError(_("Choose where."), field="place")
    wanted = _wanted(actor, found, there)
    people, was = its_list(actor, found, LIVE), where(found)
    before = [one.state for one in [found, *people]]
    refuse_busy(actor, found, people, wanted.span)
    try:
        with one_at_a_time(wanted):
            hold_practitioner(actor, there.practitioner_id)
            span = make_room(actor, wanted, anyway=anyway)
            put_there(actor, found, wanted, span)
            follow(actor, found)
    except Lost as lost:
        near = partial(_nearest_for_all, found=found)
        raise Lost(wanted, lost.words, near) from None
    for one in people:
        for name, value in when_and_where(found).items():
            setattr(one, name, value)
    confirmed = [one for one in people if one.state == AppointmentState.CONFIRMED]
    stored(actor, confirmed).update(state=AppointmentState.BOOKED.value)  # another time
    for one in confirmed:
        one.state = AppointmentState.BOOKED.value
    _own, *steps = _keep(actor, [found, *people], before, **was)
    for one, step in zip(people, steps, strict=True):
        tell(actor, one, step)


def follow(actor: Actor, found: GroupClass) -> None:
    """Everybody on its list is where the class is."""
    rows = Appointment._base_manager.filter(practice_id=actor.practice_id, group_class_id=found.pk)
    rows.filter(state__in=LIVE).update(**when_and_where(found), version=F("version") + 1)


def refuse_busy(actor: Actor, found: GroupClass, people: Sequence[Appointment], span: Span) -> None:
    """Say who has something else then; of whom the actor does not reach, that somebody has."""
    listed = [one.client_id for one in people if one.client_id is not None]
    others = _others(actor, found, listed, span.starts_at, span.ends_at)
    busy = set(others.values_list("client_id", flat=True))
    if not busy:
        return
    seen = Appointment.objects.visible_to(actor).filter(group_class_id=found.pk)
    seen = seen.filter(client__in=busy).select_related("client")
    names = sorted({one.client.full_name for one in seen}) or [_("Somebody")]
    words = _("On the list, these have something else then: %(names)s.")
    raise Busy(words % {"names": ", ".join(names)}, field="time")


@for_all()
def cancel_class(
    *, actor: Actor, class_id: UUID, words: str = "", version: int | None = None
) -> int:
    """The practice cannot: the time is free again, and everybody on the list is told. How many
    those are; it is late for none of them."""
    found = held_class(actor, class_id, version)
    words = reason(actor, Why.PRACTICE.value, words)
    people = its_list(actor, found, AHEAD)
    rows = [*people, found]
    before = [one.state for one in rows]
    for one in rows:
        one.state = AppointmentState.CANCELLED.value
    changed = {"state": AppointmentState.CANCELLED.value, "version": F("version") + 1}
    stored(actor, people).update(**changed)
    stored(actor, [found]).update(**changed)
    steps = _keep(actor, rows, before, why=Why.PRACTICE.value, words=words)
    for one, step in zip(people, steps, strict=False):
        tell(actor, one, step)
    return len(people)


@for_all()
def finish_class(*, actor: Actor, class_id: UUID, version: int | None = None) -> None:
    """It was given: whoever came has had theirs. Of the others it is still to be said."""
    found = held_class(actor, class_id, version)
    if found.starts_at > now():
        raise DomainError(_("It has not begun yet."), code="ahead")
    rows = [*its_list(actor, found, {AppointmentState.ARRIVED}), found]
    before = [one.state for one in rows]
    for one in rows:
        one.state = AppointmentState.DONE.value
    stored(actor, rows).update(state=AppointmentState.DONE.value, version=F("version") + 1)
    _keep(actor, rows, before)
