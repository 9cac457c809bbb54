"""First free, then integrate; small doses (seed rows 84 to 94; hanna 2.6)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType

from clients.symptoms.rules import Contraindication, Phase, Word
from sessions.movements.rules import Dosed as Dosed  # noqa: PLC0414 - said here too
from sessions.movements.rules import Sides

NEW_SOFT_CAP = 3  # one to three new movements between sessions
TOTAL_SOFT_CAP = 4  # small programs are kept, large ones are not
ITEMS_MOST = 10  # movements and cards that one program holds; a template too
STARTS_WITHIN = timedelta(days=366)
ENDS_WITHIN = timedelta(days=3 * 366)
MINUTES_DEFAULT = 15  # 5 to 15 minutes a day
BUDGETS = (4, 10, 15)  # minutes there are a day: the shortest release takes four


class HomeProgramState(Word):
    DRAFT = "draft", "Draft"
    ACTIVE = "active", "Active"
    PAUSED = "paused", "Paused"
    ENDED = "ended", "Ended"


# On which sides a movement can be given, by how it is usually done.
GIVEN_ON: Mapping[str, tuple[Dosed, ...]] = MappingProxyType(
    {
        Sides.TOGETHER: (Dosed.BOTH,),
        Sides.ALTERNATING: (Dosed.IN_TURN, Dosed.LEFT, Dosed.RIGHT),
        Sides.EACH_SIDE: (Dosed.IN_TURN, Dosed.LEFT, Dosed.RIGHT),
    }
)


_NEXT: dict[HomeProgramState, frozenset[HomeProgramState]] = {
    HomeProgramState.DRAFT: frozenset({HomeProgramState.ACTIVE, HomeProgramState.ENDED}),
    HomeProgramState.ACTIVE: frozenset({HomeProgramState.PAUSED, HomeProgramState.ENDED}),
    HomeProgramState.PAUSED: frozenset({HomeProgramState.ACTIVE, HomeProgramState.ENDED}),
    HomeProgramState.ENDED: frozenset(),
}


def may_become(state: HomeProgramState, following: HomeProgramState) -> bool:
    return following in _NEXT[state]


def is_integrating(phase: Phase, frees: int, integrates: int) -> bool:
    """Whether the gate is asked: what frees nothing and integrates does so in any phase."""
    only = not frees and bool(integrates)
    return phase is Phase.INTEGRATE or (phase is Phase.FREE and only)


class Lock(Word):
    """What an item waits for, by what it is given for."""

    RELEASE_TO_INTEGRATE = "release_to_integrate", "a release, to integrate"
    RELEASE_TO_MAINTAIN = "release_to_maintain", "a release, to maintain"
    HABIT_TO_MAINTAIN = "habit_to_maintain", "a habit, to maintain"


def integrate_locks(*, is_released: bool) -> list[Lock]:
    """Integrating waits for a recorded release (row 84)."""
    return [] if is_released else [Lock.RELEASE_TO_INTEGRATE]


def maintain_locks(*, is_released: bool, habit: float | None, opens_at: float) -> list[Lock]:
    """Maintaining waits for a release and until practising is automatic; never answered is not
    automatic."""
    is_automatic = habit is not None and habit >= opens_at
    waits = {Lock.RELEASE_TO_MAINTAIN: not is_released, Lock.HABIT_TO_MAINTAIN: not is_automatic}
    return [lock for lock, is_closed in waits.items() if is_closed]


def unanswered[W: Word](asked: Iterable[W], reason: str, answers: Collection[str]) -> list[W]:
    """What is asked and a reason does not answer: it answers what it was given for, no more."""
    return [one for one in asked if not reason.strip() or one.value not in answers]


def asked_against(
    asks: Iterable[str], avoided: Sequence[Contraindication]
) -> list[Contraindication]:
    """What a movement asks of the body that a decision leaves out; it is given with a reason."""
    asked = set(asks)
    return [code for code in avoided if code.value in asked]


def is_many(new: int, in_all: int) -> bool:
    """Whether so many movements need a reason."""
    return new > NEW_SOFT_CAP or in_all > TOTAL_SOFT_CAP


def serves(reason: str, given_for: int, in_all: int) -> bool:
    """Whether a reason for many movements is one for so many."""
    return bool(reason.strip()) and in_all <= given_for


def was_running(
    state: str, paused_at: datetime | None, last_day: date | None, at: datetime, day: date
) -> bool:
    """Whether a program that rests or has ended by now still ran at `at`, on the local `day`."""
    if paused_at is not None and at >= paused_at:
        return False
    if state == HomeProgramState.PAUSED:
        return paused_at is not None
    return state == HomeProgramState.ENDED and last_day is not None and day <= last_day


def has_rested(paused_at: datetime | None, at: datetime) -> bool:
    """Whether a program that goes on at `at` rested for a day; less costs no practice."""
    return paused_at is not None and at - paused_at >= timedelta(days=1)


def has_begun(starts_on: date | None, today: date) -> bool:
    """Whether the first day has come, by the client's own day; without one it has."""
    return starts_on is None or starts_on <= today


def has_passed(ends_on: date | None, today: date) -> bool:
    """Whether the last day is over, by the client's own day."""
    return ends_on is not None and ends_on < today


class Late(Word):
    """What is wrong with a first and a last day."""

    STARTS_BEFORE_TODAY = "starts_before_today", "This day has passed. Begin today or later."
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts", "It would end before it begins."
    ENDS_BEFORE_TODAY = "ends_before_today", "This day has passed. Choose a later one."
    STARTS_FAR_AHEAD = "starts_far_ahead", "This is more than a year ahead. Choose an earlier day."
    ENDS_FAR_AHEAD = "ends_far_ahead", "This is more than three years ahead. Choose an earlier day."


def wrong_days(
    starts_on: date | None,
    ends_on: date | None,
    today: date,
    stood: tuple[date | None, date | None] = (None, None),
) -> tuple[str, Late] | None:
    """The field that is wrong, and why; days that `stood` before are judged no more."""
    if starts_on and starts_on < today and starts_on != stood[0]:
        return "starts_on", Late.STARTS_BEFORE_TODAY
    if starts_on and starts_on > today + STARTS_WITHIN and starts_on != stood[0]:
        return "starts_on", Late.STARTS_FAR_AHEAD
    if starts_on and ends_on and ends_on < starts_on:
        return "ends_on", Late.ENDS_BEFORE_IT_STARTS
    if ends_on and ends_on < today and ends_on != stood[1]:
        return "ends_on", Late.ENDS_BEFORE_TODAY
    if ends_on and ends_on > today + ENDS_WITHIN and ends_on != stood[1]:
        return "ends_on", Late.ENDS_FAR_AHEAD
    return None


class ProgramWarningCode(Word):
    MANY_NEW = "many_new", "Many new movements"
    MANY_IN_ALL = "many_in_all", "Many movements in all"
    OVER_BUDGET = "over_budget", "Longer than the time there is"
    ONE_MUSCLE_ONLY = "one_muscle_only", "One muscle on its own"
    LEFT_OUT = "left_out", "A decision leaves this out"
    LOCKED = "locked", "Not open yet"


@dataclass(frozen=True, slots=True)
class ProgramWarning:
    """Said to the practitioner, never in the way of saving; `values` are named in the message."""

    code: ProgramWarningCode
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """`muscle_groups` are the codes the movement targets; `is_new` since the last program."""

    phase: Phase
    minutes: int
    muscle_groups: frozenset[str]
    is_new: bool = True


def size_warnings(
    items: Sequence[PlannedItem], minutes_budget: int = MINUTES_DEFAULT
) -> list[ProgramWarning]:
    new = sum(item.is_new for item in items)
    minutes = sum(item.minutes for item in items)
    warnings: list[ProgramWarning] = []
    if new > NEW_SOFT_CAP:
        message = "%(n)s new movements. Up to %(most)s are easier to keep."
        values = {"n": new, "most": NEW_SOFT_CAP}
        warnings.append(ProgramWarning(ProgramWarningCode.MANY_NEW, message, values))
    if len(items) > TOTAL_SOFT_CAP:
        message = "%(n)s movements in all. Up to %(most)s are easier to keep."
        values = {"n": len(items), "most": TOTAL_SOFT_CAP}
        warnings.append(ProgramWarning(ProgramWarningCode.MANY_IN_ALL, message, values))
    if minutes > minutes_budget:
        message = "%(n)s minutes planned, %(budget)s minutes to spend."
        values = {"n": minutes, "budget": minutes_budget}
        warnings.append(ProgramWarning(ProgramWarningCode.OVER_BUDGET, message, values))
    return warnings


def single_muscle_warnings(items: Sequence[PlannedItem]) -> list[ProgramWarning]:
    """Changing one muscle without the pattern works against the rest (seed row 49)."""
    frees_one = [i for i in items if i.phase is Phase.FREE and len(i.muscle_groups) <= 1]
    if not items or len(frees_one) < len(items):
        return []
    message = "Each movement here frees one muscle on its own. Add one that joins it to the rest."
    return [ProgramWarning(ProgramWarningCode.ONE_MUSCLE_ONLY, message)]


def program_warnings(
    items: Sequence[PlannedItem], minutes_budget: int = MINUTES_DEFAULT
) -> list[ProgramWarning]:
    return [*size_warnings(items, minutes_budget), *single_muscle_warnings(items)]


def left_out_warning(name: str, asks: str) -> ProgramWarning:
    """Of a movement that was given before somebody decided to leave out what it asks for."""
    message = "%(name)s: %(asks)s. Take it out, or say on its row why it stays."
    return ProgramWarning(ProgramWarningCode.LEFT_OUT, message, {"name": name, "asks": asks})
