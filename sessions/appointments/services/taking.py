"""Taking time: what is in the way, said in words, and never two people at once."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import DatabaseError, connection, transaction
from django.db.models.functions import Greatest, Least
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg import errors

from practice.core.actor import Actor
from practice.core.beside import planned_once
from practice.core.clock import today_in
from practice.core.errors import DomainError
from practice.core.models import Practice
from practice.core.rules import Role
from practice.core.tenancy import fetch_mode
from sessions.appointments.models import Appointment
from sessions.appointments.queries.free import Taken, around, taken_and_lessons
from sessions.appointments.queries.offers import Wanted, broken_rules, is_offered, nearest_free
from sessions.appointments.rules import Broken, Span

type Anyway = bool | Collection[Broken]
# What the database says when two take the same time: one waits for the other, or both do.
CLASHES = (errors.ExclusionViolation, errors.DeadlockDetected)
_HOLD = """SELECT practice.timezone, practice.currency
    FROM practice_membership member JOIN practice_practice practice
        ON practice.id = member.practice_id
    WHERE member.practice_id = %s AND member.id = %s AND member.is_active AND member.role <> %s
    FOR NO KEY UPDATE OF member"""
_TOLD = ("id", "timezone", "currency")  # of the practice, as its columns stand
BROKEN_WORDS = {
    Broken.BEGUN: gettext_lazy("It has begun already."),
    Broken.OUTSIDE_HOURS: gettext_lazy("It is outside the hours of work."),
    Broken.HOLIDAY: gettext_lazy("It is a public holiday."),
    Broken.TIME_OFF: gettext_lazy("Whoever gives it has time off."),
    Broken.BUSY_ELSEWHERE: gettext_lazy("Whoever gives it is busy then by another calendar."),
    Broken.IN_BUFFER: gettext_lazy("It reaches into time that is kept free around a lesson."),
    Broken.TOO_SOON: gettext_lazy("Another lesson of theirs is less than 7 days away."),
    Broken.FAR_AHEAD: gettext_lazy("It is more than a year from now."),
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


type Near = Callable[[Actor, Wanted], Sequence[datetime]]


class Lost(Exception):
    """Somebody else has the time. `taking` says so, with what is free nearby: `near` finds it."""

    def __init__(self, wanted: Wanted, words: str, near: Near | None = None) -> None:
        super().__init__(words)
        self.wanted, self.words, self.near = wanted, words, near


class _UndoneAlone(transaction.Atomic):
    """A part of the transaction that is undone by itself where it is refused, as by `atomic`.

    Where it goes well its savepoint is left to the end of the transaction, which lets go of it
    along with everything: a statement less than to let go of it first.
    """

    def __init__(self) -> None:
        super().__init__(using=None, savepoint=True, durable=False)

    def __exit__(self, *error: Any) -> None:
        is_well = error[0] is None and not connection.needs_rollback
        is_inside = bool(connection.savepoint_ids) and connection.commit_on_exit
        if is_well and is_inside and not connection.closed_in_transaction:
            connection.atomic_blocks.pop()
            connection.savepoint_ids.pop()
        else:
            super().__exit__(*error)


@contextmanager
def taking(actor: Actor) -> Iterator[None]:
    """A transaction that takes time; JustTaken, with what is free nearby, where that is lost.

    What is free is looked for once all is undone and nobody is held any more: whoever waits for
    the same person does not wait for that too.
    """
    try:
        with _UndoneAlone():
            yield
    except Lost as lost:
        found = (lost.near or nearest_free)(actor, lost.wanted)
        raise JustTaken(found, lost.wanted.zone, first=lost.words) from None


def hold_practitioner(actor: Actor, practitioner_id: UUID) -> Practice:
    """Hold who gives the lesson until the transaction ends: what takes more of their time than one
    booking comes one by one, and beside no booking (`hold_for_booking`).

    Nobody has to wait for a deadlock to be found; the constraints stay what decides. Returns of
    the practice what a booking asks for: its zone and its currency.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [actor.practice_id, practitioner_id, Role.ASSISTANT.value])
        found = cursor.fetchone()
    if found is None:
        raise DomainError(_("Choose somebody who gives lessons here."), field="practitioner")
    return practice_told(actor, *found)


def practice_told(actor: Actor, zone: str, currency: str) -> Practice:
    """The practice, of nothing but what a booking asks of it."""
    told = [actor.practice_id, zone, currency]
    return Practice.from_db("default", _TOLD, told, fetch_mode=fetch_mode())


def make_room(actor: Actor, wanted: Wanted, *, anyway: Anyway) -> Span:
    """What the appointment may take, of what it wants; the caller holds the practitioner.

    Lost where it is not free. Who works here may break the practice's own rules once they
    have read which (`anyway`: those, or True for all); two lessons at once nobody may.
    """
    refuse_passed(wanted)
    if actor.in_portal:
        if not is_offered(actor, wanted):
            raise Lost(wanted, _("This time is not free any more."))
        return wanted.span
    with planned_once():  # others wait for the same person's time
        found = around(actor, *_asked(wanted))
        crowded = _crowded(wanted, found.taken)
        broken = broken_rules(actor, wanted, found)
    if crowded:
        broken.append(Broken.IN_BUFFER)
    read = broken if anyway is True else anyway or ()
    if not set(broken) <= set(read):
        raise BreaksRules(broken)
    return squeezed(actor, wanted.span, crowded)


def fit_in(actor: Actor, wanted: Wanted) -> Span:
    """What it may take where no rule is asked, since it had that time before."""
    taken, _lessons = taken_and_lessons(actor, *_asked(wanted))
    return squeezed(actor, wanted.span, _crowded(wanted, taken))


def _asked(wanted: Wanted) -> tuple[UUID, UUID | None, Span, date, UUID | None]:
    """What is looked at around it, as `around` asks."""
    whose = wanted.practitioner_id, wanted.client_id
    return *whose, wanted.span, wanted.local.date(), wanted.but


def _crowded(wanted: Wanted, taken: Sequence[Taken]) -> list[Taken]:
    """Lessons whose kept free time it reaches into, or they into its own; Lost if it is a lesson
    itself."""
    span = wanted.span
    near = [one for one in taken if one.id != wanted.but]
    if any(is_theirs(one, wanted) and one.span.meets(span) for one in near):
        raise Lost(wanted, _("This time is taken."))
    return [one for one in near if is_beside(one, wanted) and one.span.crowds(span)]


def is_beside(one: Taken, wanted: Wanted) -> bool:
    """Whether it is of the same practitioner, or in the same place that takes one."""
    same_place = wanted.held_place is not None and one.place_id == wanted.held_place
    return one.practitioner_id == wanted.practitioner_id or same_place


def is_theirs(one: Taken, wanted: Wanted) -> bool:
    """Whether it is of the same practitioner, place or client: both at once cannot be."""
    same_client = wanted.client_id is not None and one.client_id == wanted.client_id
    return is_beside(one, wanted) or same_client


def squeezed(actor: Actor, span: Span, crowded: Sequence[Taken]) -> Span:
    """Keep less free around both: the lessons themselves stay as they are. One that was moved since
    it was read is no neighbour any more."""
    for one in crowded:
        theirs = one.span.beside(span)
        span = span.beside(theirs)
        rows = Appointment._base_manager.filter(
            practice_id=actor.practice_id,
            pk=one.id,
            practitioner_id=one.practitioner_id,
            starts_at=one.span.starts_at,
            ends_at=one.span.ends_at,
        )
        rows.update(  # somebody may do the same on its other side
            blocked_from=Greatest("blocked_from", theirs.blocked_from),
            blocked_until=Least("blocked_until", theirs.blocked_until),
        )
    return span


def refuse_passed(wanted: Wanted) -> None:
    """Refuse a day that is over; on today the practice may still write down what has begun."""
    if wanted.local.date() < today_in(wanted.zone):
        raise DomainError(_("This day has passed. Choose one that is to come."), field="day")


@contextmanager
def one_at_a_time(wanted: Wanted) -> Iterator[None]:
    """What the database refuses is lost: somebody else took it in between. Inside `taking`."""
    try:
        yield
    except DatabaseError as error:
        if not isinstance(error.__cause__, CLASHES):
            raise
        raise Lost(wanted, _("This time was just taken.")) from None
