"""Taking time: what is in the way, said in words, and never two people at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import DatabaseError, transaction
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg import errors

from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.errors import DomainError
from practice.core.models import Membership
from practice.core.rules import Role
from sessions.appointments.models import Appointment
from sessions.appointments.queries.free import Taken, taken_between
from sessions.appointments.queries.offers import Wanted, broken_rules, is_offered, nearest_free
from sessions.appointments.rules import Broken, Span

# What the database says when two take the same time: one waits for the other, or both do.
CLASHES = (errors.ExclusionViolation, errors.DeadlockDetected)
BROKEN_WORDS = {
    Broken.BEGUN: gettext_lazy("It has begun already."),
    Broken.OUTSIDE_HOURS: gettext_lazy("It is outside the hours of work."),
    Broken.HOLIDAY: gettext_lazy("It is a public holiday."),
    Broken.TIME_OFF: gettext_lazy("Whoever gives it has time off."),
    Broken.BUSY_ELSEWHERE: gettext_lazy("Whoever gives it is busy then by another calendar."),
    Broken.IN_BUFFER: gettext_lazy("It reaches into time that is kept free around a lesson."),
    Broken.TOO_SOON: gettext_lazy("Another lesson of theirs is less than 7 days away."),
}


def in_words(start: datetime, zone: str) -> str:
    """A day and a time as people say them, in a zone."""
    local = start.astimezone(ZoneInfo(zone))
    return f"{date_format(local, 'WEEKDAY_FORMAT')}, {time_format(local, 'TIME_FORMAT')}"


class JustTaken(DomainError):
    """Somebody has this time; `nearest` are up to three starts that are free, in `zone`."""

    def __init__(self, nearest: Sequence[datetime], zone: str, *, first: str) -> None:
        if nearest:
            named = "; ".join(in_words(start, zone) for start in nearest)
            then = _("Free nearby: %(times)s.") % {"times": named}
        else:
            then = _("Nothing is free nearby.")
        super().__init__(f"{first} {then}", code="taken")
        self.nearest, self.zone = list(nearest), zone


class BreaksRules(DomainError):
    """The practice may book it all the same, once somebody has read what it breaks."""

    def __init__(self, broken: Sequence[Broken]) -> None:
        super().__init__(" ".join(str(BROKEN_WORDS[one]) for one in broken), code="breaks")
        self.broken = list(broken)


def hold_practitioner(actor: Actor, practitioner_id: UUID) -> Membership:
    """Who gives the lesson, until the transaction ends: bookings of theirs come one by one.

    Nobody has to wait for a deadlock to be found; the constraints stay what decides.
    """
    rows = Membership._base_manager.filter(practice_id=actor.practice_id, is_active=True)
    rows = rows.exclude(role=Role.ASSISTANT).select_for_update(no_key=True)
    found = rows.filter(pk=practitioner_id).first()
    if found is None:
        raise DomainError(_("Choose somebody who gives lessons here."), field="practitioner")
    return found


def make_room(actor: Actor, wanted: Wanted, *, anyway: bool) -> Span:
    """What the appointment may take, of what it wants; the caller holds the practitioner.

    JustTaken where it is not free. Who works here may break the practice's own rules once they
    have read which (`anyway`); two lessons at once nobody may.
    """
    refuse_passed(wanted)
    if actor.in_portal:
        if not is_offered(actor, wanted):
            raise taken_error(actor, wanted, _("This time is not free any more."))
        return wanted.span
    crowded = _crowded(actor, wanted)
    broken = broken_rules(actor, wanted)
    if crowded:
        broken.append(Broken.IN_BUFFER)
    if broken and not anyway:
        raise BreaksRules(broken)
    return squeezed(actor, wanted.span, crowded)


def fit_in(actor: Actor, wanted: Wanted) -> Span:
    """What it may take where no rule is asked, since it had that time before."""
    return squeezed(actor, wanted.span, _crowded(actor, wanted))


def _crowded(actor: Actor, wanted: Wanted) -> list[Taken]:
    """Lessons whose kept free time it reaches into, or they into its own; JustTaken if it is a
    lesson itself."""
    span = wanted.span
    whose = wanted.practitioner_id, wanted.client_id
    taken = taken_between(actor, *whose, span.blocked_from, span.blocked_until)
    near = [one for one in taken if one.id != wanted.but]
    if any(is_theirs(one, wanted) and one.span.meets(span) for one in near):
        raise taken_error(actor, wanted, _("This time is taken."))
    return [one for one in near if is_beside(one, wanted) and one.span.crowds(span)]


def is_beside(one: Taken, wanted: Wanted) -> bool:
    """Whether it is of the same practitioner, or in the same place that takes one."""
    same_place = wanted.held_place is not None and one.place_id == wanted.held_place
    return one.practitioner_id == wanted.practitioner_id or same_place


def is_theirs(one: Taken, wanted: Wanted) -> bool:
    """Whether it is of the same practitioner, place or client: both at once cannot be."""
    return is_beside(one, wanted) or one.client_id == wanted.client_id


def squeezed(actor: Actor, span: Span, crowded: Sequence[Taken]) -> Span:
    """Keep less free around both: the lessons themselves stay as they are."""
    for one in crowded:
        theirs = one.span.beside(span)
        span = span.beside(theirs)
        rows = Appointment._base_manager.filter(practice_id=actor.practice_id, pk=one.id)
        rows.update(blocked_from=theirs.blocked_from, blocked_until=theirs.blocked_until)
    return span


def refuse_passed(wanted: Wanted) -> None:
    """Refuse a day that is over; on today the practice may still write down what has begun."""
    if wanted.local.date() < today_in(wanted.zone):
        raise DomainError(_("This day has passed. Choose one that is to come."), field="day")


def taken_error(actor: Actor, wanted: Wanted, words: str) -> JustTaken:
    """Say that it is taken, and what is free nearby."""
    return JustTaken(nearest_free(actor, wanted), wanted.zone, first=words)


@contextmanager
def one_at_a_time(actor: Actor, wanted: Wanted) -> Iterator[None]:
    """What the database refuses, since somebody else took it in between, is said in words."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        if not isinstance(error.__cause__, CLASHES):
            raise
    else:
        return
    raise taken_error(actor, wanted, _("This time was just taken."))
