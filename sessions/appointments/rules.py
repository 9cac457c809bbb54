"""What holds of booked time: its states, its policy, and how a local time becomes an instant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class AppointmentState(StrEnum):
    """Where booked time stands."""

    BOOKED = "booked"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    DONE = "done"
    LATE_CANCELLED = "late_cancelled"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


S = AppointmentState
# These hold their time: nobody else gets it.
LIVE = (S.BOOKED, S.CONFIRMED, S.ARRIVED, S.DONE)
# Still to come: it can be moved and cancelled.
AHEAD = frozenset({S.BOOKED, S.CONFIRMED})
# Of who is on the list of a class that was given: whether they came is still to be said.
UNSAID = frozenset(LIVE) - {S.DONE}
GIVEN_UP = frozenset({S.CANCELLED, S.LATE_CANCELLED})


class Why(StrEnum):
    """Why somebody does not come, or comes at another time: the words of issue 9, what is told of
    somebody who was missed, and that the practice itself cannot."""

    FEELING_BETTER = "feeling_better"
    WORSE = "worse"
    ILL = "ill"
    WORK = "work"
    TRAVEL = "travel"
    MONEY = "money"
    FORGOT = "forgot"
    NOT_KNOWN = "not_known"
    OTHER = "other"
    PRACTICE = "practice"


class Verb(StrEnum):
    """What is done with an appointment."""

    CONFIRM = "confirm"
    ARRIVE = "arrive"
    FINISH = "finish"
    NO_SHOW = "no_show"
    CANCEL = "cancel"
    MOVE = "move"
    PUT_RIGHT = "put_right"
    SAY_WHY = "say_why"


# What a wrong press is put right to, with a reason: it is still to be said what became of it; and
# whoever cancelled late is let off.
PUT_RIGHT: Mapping[AppointmentState, AppointmentState] = {
    S.ARRIVED: S.BOOKED,
    S.DONE: S.BOOKED,
    S.NO_SHOW: S.BOOKED,
    S.LATE_CANCELLED: S.CANCELLED,
}
# From which states each leads on. Whoever forgot to say "arrived" may still say "done"; who was
# missed may come after all, and who was taken for another did not come.
MAY: Mapping[Verb, frozenset[AppointmentState]] = {
    Verb.CONFIRM: frozenset({S.BOOKED}),
    Verb.ARRIVE: AHEAD | {S.NO_SHOW},
    Verb.FINISH: AHEAD | {S.ARRIVED},
    Verb.NO_SHOW: AHEAD | {S.ARRIVED},
    Verb.CANCEL: AHEAD,
    Verb.MOVE: AHEAD,
    Verb.PUT_RIGHT: frozenset(PUT_RIGHT),
    Verb.SAY_WHY: frozenset({S.NO_SHOW}),
}
# What can be said of a step: of whoever gave time back or moved it, known beforehand; of whoever
# was missed, told afterwards. Whether it has to be said, and never by a client that the practice
# cannot.
_BEFORE = tuple(why for why in Why if why not in {Why.FORGOT, Why.NOT_KNOWN})
_AFTER = tuple(why for why in Why if why is not Why.PRACTICE)
WHYS: Mapping[Verb, tuple[Why, ...]] = {
    Verb.CANCEL: _BEFORE,
    Verb.MOVE: _BEFORE,
    Verb.NO_SHOW: _AFTER,
    Verb.SAY_WHY: _AFTER,
}
SAYS_WHY = frozenset({Verb.CANCEL, Verb.SAY_WHY})
LEADS_TO = {
    Verb.CONFIRM: S.CONFIRMED,
    Verb.ARRIVE: S.ARRIVED,
    Verb.FINISH: S.DONE,
    Verb.NO_SHOW: S.NO_SHOW,
}
ONCE_BEGUN = frozenset({Verb.FINISH, Verb.NO_SHOW})
# A lesson with a note was given: these do not say otherwise.
NOT_WITH_A_NOTE = frozenset({Verb.NO_SHOW, Verb.PUT_RIGHT})

MINUTES_LEAST, MINUTES_MOST = 5, 480
LONGEST = timedelta(hours=14)  # with what is kept free around it
WORDS_MOST = 200
# How long it can be undone; no mail tells of it before.
UNDO = timedelta(minutes=3)
# Days between two lessons. Source: issue 9; hanna.md 2.1: one to three weeks apart, so that what
# was freed is practised at home in between.
SPACING_LEAST, SPACING_MOST = 7, 21
# Where what let go had come back, the next lesson is near: so many days after the last at least.
SPACING_NEAR = 10
# Where it held, this is the latest beginning of what is suggested.
SPACING_CALM = 14
FAR_AHEAD_FROM = timedelta(days=366)
A_MINUTE = timedelta(minutes=1)
NEAREST = 3  # free times that are named where one was taken


class Broken(StrEnum):
    """A rule of the practice that a booking by its own people may break, knowingly."""

    BEGUN = "begun"
    OUTSIDE_HOURS = "outside_hours"
    HOLIDAY = "holiday"
    TIME_OFF = "time_off"
    BUSY_ELSEWHERE = "busy_elsewhere"
    IN_BUFFER = "in_buffer"
    TOO_SOON = "too_soon"
    FAR_AHEAD = "far_ahead"


@dataclass(frozen=True)
class Span:
    """A half-open stretch of time: of a lesson, and with what is kept free around it."""

    starts_at: datetime
    ends_at: datetime
    blocked_from: datetime
    blocked_until: datetime

    @classmethod
    def of(cls, starts_at: datetime, minutes: int, before: int = 0, after: int = 0) -> "Span":
        """From its start, its minutes and the minutes kept free on both sides."""
        ends_at = starts_at + timedelta(minutes=minutes)
        return cls(
            starts_at,
            ends_at,
            starts_at - timedelta(minutes=before),
            ends_at + timedelta(minutes=after),
        )

    def at(self, starts_at: datetime) -> "Span":
        """The same, begun at another time."""
        by = starts_at - self.starts_at
        return Span(starts_at, self.ends_at + by, self.blocked_from + by, self.blocked_until + by)

    def with_buffers(self, before: int, after: int) -> "Span":
        """The same lesson, with so many minutes kept free before and after."""
        since = self.starts_at - timedelta(minutes=before)
        return Span(self.starts_at, self.ends_at, since, self.ends_at + timedelta(minutes=after))

    def meets(self, other: "Span") -> bool:
        """Whether both lessons would be given at once."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def crowds(self, other: "Span") -> bool:
        """Whether one reaches into what the other keeps free."""
        return self.blocked_from < other.blocked_until and other.blocked_from < self.blocked_until

    def beside(self, other: "Span") -> "Span":
        """The same lesson, with no more kept free than another one beside it leaves."""
        since, until = self.blocked_from, self.blocked_until
        if other.ends_at <= self.starts_at:
            since = max(since, other.ends_at)
        if self.ends_at <= other.starts_at:
            until = min(until, other.starts_at)
        return Span(self.starts_at, self.ends_at, since, until)


class Skipped(ValueError):
    """A local time that does not exist: that night the clocks go forward over it."""


def instant_of(day: date, clock: time, zone: str) -> datetime:
    """The instant of a local day and time; of a time that an autumn night has twice, the first.

    Skipped for one that a spring night has not.
    """
    local = datetime.combine(day, clock, ZoneInfo(zone))
    found = local.astimezone(UTC)
    if found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise Skipped(f"{day} {clock} in {zone}")
    return found


def is_time_for(verb: Verb, starts_at: datetime, zone: str, at: datetime) -> bool:
    """Whether this can be said by now: that they are here from its local day on, that it was given
    or that nobody came once it has begun."""
    if verb is Verb.ARRIVE:
        there = ZoneInfo(zone)
        return at.astimezone(there).date() >= starts_at.astimezone(there).date()
    return verb not in ONCE_BEGUN or starts_at <= at


def whys(verb: Verb, *, in_portal: bool = False) -> tuple[Why, ...]:
    """The reasons that can be given for a step; a client does not speak for the practice."""
    return tuple(why for why in WHYS[verb] if not (in_portal and why is Why.PRACTICE))


def is_late(starts_at: datetime, at: datetime, cancellation_hours: int) -> bool:
    """Whether this is inside the hours in which a cancellation is late, as shown at booking."""
    return starts_at - at < timedelta(hours=cancellation_hours)


def state_when_cancelled(
    starts_at: datetime, at: datetime, cancellation_hours: int, why: str
) -> AppointmentState:
    """Late inside the window; what the practice itself cannot give is never the client's fault."""
    if why != Why.PRACTICE and is_late(starts_at, at, cancellation_hours):
        return S.LATE_CANCELLED
    return S.CANCELLED


def may_undo(done_at: datetime, at: datetime) -> bool:
    """Whether its minutes have not passed."""
    return at - done_at < UNDO


def is_on_a_minute(at: datetime) -> bool:
    """Whether it begins a minute, as every start does that is offered."""
    return not (at - datetime.min.replace(tzinfo=UTC)) % A_MINUTE


def is_too_soon(day: date, lessons: Iterable[date]) -> bool:
    """Whether another lesson is nearer than the least days between two, before or after."""
    return any(abs((day - other).days) < SPACING_LEAST for other in lessons)


def nearest(starts: Sequence[datetime], wanted: datetime) -> list[datetime]:
    """The free times nearest to one, in the order in which they come."""
    by_distance = sorted(starts, key=lambda one: (abs(one - wanted), one))
    return sorted(by_distance[:NEAREST])


class Hold(StrEnum):
    """Whether what let go last held until it was looked at again."""

    UNKNOWN = "unknown"
    HELD = "held"
    CAME_BACK = "came_back"


@dataclass(frozen=True)
class Spacing:
    """From how many to how many days after the `last` lesson the next one does most.

    `seen_after`: so many days after it let go, it was looked at again.
    """

    last: date | None = None
    hold: Hold = Hold.UNKNOWN
    seen_after: int | None = None

    @property
    def least(self) -> int:
        """Not sooner than this; what holds has time."""
        if self.hold is Hold.HELD and self.seen_after is not None:
            return min(SPACING_CALM, max(SPACING_LEAST, self.seen_after))
        return SPACING_LEAST

    @property
    def most(self) -> int:
        """Not later than this; what came back is met before it does again."""
        if self.hold is Hold.CAME_BACK and self.seen_after is not None:
            return min(SPACING_MOST, max(SPACING_NEAR, self.seen_after - 1))
        return SPACING_MOST

    @property
    def is_moved(self) -> bool:
        """Whether what was seen makes it sooner or later than usual."""
        return (self.least, self.most) != (SPACING_LEAST, SPACING_MOST)

    @property
    def first(self) -> date | None:
        """The first day that is suggested."""
        return self.last + timedelta(days=self.least) if self.last else None

    @property
    def until(self) -> date | None:
        """The last day that is suggested."""
        return self.last + timedelta(days=self.most) if self.last else None

    def side(self, day: date) -> int:
        """Below zero for a day that is sooner than suggested, above for one that is later."""
        if self.first is None or self.until is None:
            return 0
        return -1 if day < self.first else int(day > self.until)
