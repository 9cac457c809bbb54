"""What is known of somebody on a day, as it was stored; nothing of it lies after that day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Score:
    """What an instrument came to on a day."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of the client to one instrument in one version, in one course of work.

    `began` is its beginning, `later` what was answered after it, in order. `reworded`: the newest
    answers are to another version, which has no beginning: the two cannot be compared. `apart`:
    other activities were asked about last than at the beginning.
    """

    began: Score | None = None
    later: Sequence[Score] = ()
    reworded: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course of work: since when, what let go, what integrates it, and what was answered.

    `integrated_until`: the last day on which an integrate item ran, where none does any more.
    """

    opened_on: date
    released_on: date | None = None
    integrates: bool = False
    integrated_until: date | None = None
    pain: Answers = field(default_factory=Answers)
    activities: Answers = field(default_factory=Answers)
    habit: Score | None = None


@dataclass(frozen=True, slots=True)
class Sensed:
    """A place as it was felt, said on the very days: 0–10, or a step of the four words."""

    region: str
    told: Sequence[tuple[date, int | None, int]]  # day, 0–10, step 0–3


@dataclass(frozen=True, slots=True)
class Practice:
    """Programs that run, as pairs of their first day and ISO weekdays, and days with a practice.

    `last_on` the last of them, however long ago; `rested`: the last day on which one rested,
    after a flare or as somebody let it. `logged`: they log at all.
    """

    programs: Sequence[tuple[date, frozenset[int]]] = ()
    practised: frozenset[date] = frozenset()
    last_on: date | None = None
    logged: bool = False
    paused: bool = False
    rested: date | None = None


@dataclass(frozen=True, slots=True)
class Flare:
    """Practice was too much: since when, and until when the program rested (None: still)."""

    day: date
    settled_on: date | None
    hours: int | None
    worse: bool


@dataclass(frozen=True, slots=True)
class Event:
    """What was reported of a time after the work began; `kind`: injury, surgery, accident, onset
    (a symptom that began after one) or stress, with its 0–10."""

    kind: str
    day: date
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything that a verdict reads. `courses`: the open ones, or the newest where none is open.

    `seen_on` the last lesson, `booked_on` the next; `prior`: days that earlier treatments held,
    None where nobody said; `asked_on` the last day on which an intake told of injuries and stress;
    `heard_on` the last day with a log or a check-in, which would have told of a flare.
    """

    today: date
    courses: Sequence[Course] = ()
    discharged: bool = False
    maintaining: bool = False
    sensed: Sequence[Sensed] = ()
    practice: Practice = field(default_factory=Practice)
    seen_on: date | None = None
    booked_on: date | None = None
    prior: Sequence[int | None] = ()
    events: Sequence[Event] = ()
    asked_on: date | None = None
    flare: Flare | None = None
    heard_on: date | None = None
