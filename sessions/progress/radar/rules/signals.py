"""The signals one by one: each speaks, is silent, or is not known. Source: domain/ideas.md 5.1."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from clients.measures.rules import PSFS
from sessions.progress.radar.rules.known import Answers, Course, Event, Known, Score, Sensed
from sessions.progress.radar.rules.settings import RadarRules
from sessions.progress.radar.rules.words import Number, Reason, Signal, State

# A gain below the smallest change that means something is none: Abbott & Schmitt 2014.
GAIN_LEAST = PSFS.thresholds[0].points
HIGH_STRESS = 7  # of 0–10: ours
TENTHS = 10
EXACT = 6
_ORDER = (State.SPEAKS, State.SILENT, State.UNKNOWN)
LONG_AGO = "answered_long_ago"
# Not known today, and as bad as it was when somebody last told: never called steady.
LAST_TOLD = frozenset({"pain_was_back", "gain_was_lost"})


def _speaks(
    signal: Signal, points: int, why: str, since: date | None = None, **numbers: Number
) -> Reason:
    return Reason(signal, State.SPEAKS, why, points, numbers, since)


def _silent(signal: Signal, why: str, **numbers: Number) -> Reason:
    return Reason(signal, State.SILENT, why, 0, numbers)


def _unknown(signal: Signal, why: str, **numbers: Number) -> Reason:
    return Reason(signal, State.UNKNOWN, why, 0, numbers)


def _of_all(found: Iterable[Reason], nothing: Reason) -> Reason:
    """Of several courses of work or places: one that speaks, else one that spoke as it was last
    told, else one that is silent."""
    rows = list(found)
    return min(rows, key=_rank) if rows else nothing


def _rank(one: Reason) -> tuple[int, int]:
    loud = one.state is State.SPEAKS or one.why in LAST_TOLD
    return (not loud, _ORDER.index(one.state))


def _release(known: Known, rules: RadarRules) -> Reason:
    signal = Signal.RELEASE

    def of(course: Course) -> Reason:
        if course.released_on is None:
            return _silent(signal, "no_release")
        if course.integrates:
            return _silent(signal, "integrates", released_on=course.released_on.isoformat())
        since = max(course.released_on, course.integrated_until or course.released_on)
        days = (known.today - since).days
        told: dict[str, Number] = {"days": days, "given": rules.release_days}
        if days < rules.release_days:
            return _silent(signal, "release_is_new", **told)
        return _speaks(signal, rules.release, "release_stands", since, **told)

    if known.discharged:
        return _silent(signal, "discharged") if known.courses else _unknown(signal, "no_course")
    return _of_all(map(of, known.courses), _unknown(signal, "no_course"))


def _fresh(answers: Answers, known: Known, rules: RadarRules) -> str:
    """Why answers cannot be compared with their beginning today; "" where they can."""
    if answers.reworded:
        return "reworded"
    if answers.apart:
        return "other_activities"
    if answers.began is None:
        return "never_answered"
    if not answers.later:
        return "once_answered"
    is_old = (known.today - answers.later[-1].day).days > rules.fresh_days
    return LONG_AGO if is_old else ""


def _why_not(signal: Signal, answers: Answers, known: Known, rules: RadarRules, why: str) -> Reason:
    last = answers.later[-1] if answers.later else answers.began
    told: dict[str, Number] = {"fresh": rules.fresh_days}
    if last is not None:
        told["days"] = (known.today - last.day).days
    return _unknown(signal, why, **told)


def _since(later: Sequence[Score], holds: Callable[[float], bool]) -> date:
    """The first day of the answers at the end that are all so."""
    day = later[-1].day
    for one in reversed(later):
        if not holds(one.value):
            break
        day = one.day
    return day


def pain_is_back(began: float, later: Sequence[float], rules: RadarRules) -> bool:
    """Whether the last answer is back near the beginning, after one that was clearly lower."""
    fell = min(later[:-1], default=began) <= began - rules.pain_drop
    return fell and later[-1] >= began - rules.pain_within


def _pain(known: Known, rules: RadarRules) -> Reason:
    signal = Signal.PAIN

    def of(course: Course) -> Reason:
        answers = course.pain
        why = _fresh(answers, known, rules)
        if why and why != LONG_AGO:
            return _why_not(signal, answers, known, rules, why)
        began, later = answers.began or answers.later[0], answers.later
        last, lowest = later[-1], min(one.value for one in later)
        told: dict[str, Number] = {"began": began.value, "lowest": lowest, "now": last.value}
        told["days"] = (known.today - last.day).days
        is_back = pain_is_back(began.value, [one.value for one in later], rules)
        if why and not is_back:
            return _why_not(signal, answers, known, rules, why)
        if why:
            told |= {"heard_on": last.day.isoformat(), "fresh": rules.fresh_days}
            return _unknown(signal, "pain_was_back", **told)
        if not is_back:
            never_fell = lowest > began.value - rules.pain_drop
            return _silent(signal, "pain_never_fell" if never_fell else "pain_is_lower", **told)
        line = began.value - rules.pain_within
        return _speaks(
            signal, rules.pain, "pain_is_back", _since(later, lambda n: n >= line), **told
        )

    return _of_all(map(of, known.courses), _unknown(signal, "no_course"))


def _activities(known: Known, rules: RadarRules) -> Reason:
    signal = Signal.ACTIVITIES

    def of(course: Course) -> Reason:
        answers = course.activities
        why = _fresh(answers, known, rules)
        if why and why != LONG_AGO:
            return _why_not(signal, answers, known, rules, why)
        began, later = answers.began or answers.later[0], answers.later
        best, last = max(one.value for one in later), later[-1]
        gain, lost = round(best - began.value, EXACT), round(best - last.value, EXACT)
        told: dict[str, Number] = {"began": began.value, "best": best, "now": last.value}
        told["days"] = (known.today - last.day).days
        gained = gain >= GAIN_LEAST
        holds = round(lost * TENTHS, EXACT) < round(gain * rules.activities_tenths, EXACT)
        if why and (holds or not gained):
            return _why_not(signal, answers, known, rules, why)
        if why:
            told |= {"heard_on": last.day.isoformat(), "fresh": rules.fresh_days}
            return _unknown(signal, "gain_was_lost", **told)
        if not gained:
            return _silent(signal, "no_gain", **told)
        if holds:
            return _silent(signal, "gain_holds", **told)
        line = best - gain * rules.activities_tenths / TENTHS
        since = _since(later, lambda n: round(n - line, EXACT) <= 0)
        return _speaks(signal, rules.activities, "gain_is_lost", since, **told)

    return _of_all(map(of, known.courses), _unknown(signal, "no_course"))


def _sensing(known: Known, rules: RadarRules) -> Reason:
    signal = Signal.SENSING

    def of(place: Sensed) -> Reason:
        day, number, step = place.told[-1]
        days = (known.today - day).days
        if len(place.told) == 1:
            return _unknown(signal, "felt_once", region=place.region)
        if days > rules.fresh_days:
            told: dict[str, Number] = {"days": days, "fresh": rules.fresh_days}
            return _unknown(signal, "felt_long_ago", region=place.region, **told)
        before = place.told[:-1]
        numbers = [one[1] for one in before if one[1] is not None]
        if number is not None and numbers:
            best, now, why = max(numbers), number, "numbers"
        else:
            best, now, why = max(one[2] for one in before), step, "steps"
        told = {"region": place.region, "best": best, "now": now, "days": days}
        if best - now < rules.sensing_drop:
            return _silent(signal, f"felt_as_clearly_{why}", **told)
        return _speaks(signal, rules.sensing, f"felt_less_{why}", day, **told)

    return _of_all(map(of, known.sensed), _unknown(signal, "nothing_felt"))


def _window(known: Known, days: int) -> Iterator[date]:
    """So many whole days before today, which is not over yet."""
    return (known.today - timedelta(days=n) for n in range(days, 0, -1))


def _practice(known: Known, rules: RadarRules) -> Reason:
    signal, practice, days = Signal.PRACTICE, known.practice, rules.practice_days
    first = known.today - timedelta(days=days)
    running = [weekdays for since, weekdays in practice.programs if since <= first]
    if not running:
        why = "program_is_new" if practice.programs else "no_program"
        return _unknown(signal, "program_rests" if practice.paused else why, days=days)
    if not practice.logged:
        return _unknown(signal, "never_logged")
    if practice.rested is not None and practice.rested >= first:
        return _unknown(signal, "program_rested", days=days)
    weekdays = frozenset().union(*running)
    planned = sum(day.isoweekday() in weekdays for day in _window(known, days))
    if not planned:
        return _unknown(signal, "no_days_planned")
    logged = min(sum(day in practice.practised for day in _window(known, days)), planned)
    told: dict[str, Number] = {"logged": logged, "planned": planned, "days": days}
    if logged * TENTHS >= planned * rules.practice_tenths:
        return _silent(signal, "practises", **told)
    return _speaks(signal, rules.practice, "practises_less", practice.last_on, **told)


def _not_seen(known: Known, rules: RadarRules) -> Reason:
    signal = Signal.NOT_SEEN
    if not known.courses:
        return _unknown(signal, "no_course")
    if known.discharged:
        return _silent(signal, "discharged")
    if known.booked_on is not None:
        return _silent(signal, "is_booked", next_on=known.booked_on.isoformat())
    if known.seen_on is None:
        return _unknown(signal, "never_seen")
    days = (known.today - known.seen_on).days
    if days <= rules.seen_days:
        return _silent(signal, "seen_lately", days=days, most=rules.seen_days)
    told: dict[str, Number] = {"days": days, "most": rules.seen_days}
    return _speaks(signal, rules.not_seen, "not_seen", known.seen_on, **told)


def _prior(known: Known, rules: RadarRules) -> Reason:
    signal = Signal.PRIOR
    held = [days for days in known.prior if days is not None]
    if not held:
        return _unknown(signal, "held_not_said" if known.prior else "no_treatments")
    told: dict[str, Number] = {"longest": max(held), "told": len(held), "days": rules.prior_days}
    if max(held) < rules.prior_days:
        return _speaks(signal, rules.prior, "held_short", None, **told)
    return _silent(signal, "held_longer", **told)


def _event(known: Known, rules: RadarRules) -> Reason:
    signal, first = Signal.EVENT, known.today - timedelta(days=rules.event_days)
    new = [event for event in known.events if event.day >= first and _counts(event)]
    told: dict[str, Number] = {"days": rules.event_days}
    if new:
        newest = max(new, key=lambda event: event.day)
        numbers: dict[str, Number] = {"number": newest.number} if newest.number else {}
        return _speaks(signal, rules.event, f"event_{newest.kind}", newest.day, **numbers, **told)
    if known.asked_on is None:
        return _unknown(signal, "never_asked")
    if known.asked_on < first:
        asked = (known.today - known.asked_on).days
        return _unknown(signal, "asked_long_ago", asked=asked, **told)
    return _silent(signal, "no_event", **told)


def _counts(event: Event) -> bool:
    return event.kind != "stress" or event.number >= HIGH_STRESS


def _flare(known: Known, rules: RadarRules) -> Reason:
    signal, flare = Signal.FLARE, known.flare
    first = known.today - timedelta(days=rules.flare_days)
    told: dict[str, Number] = {"days": rules.flare_days}
    if flare is not None and (flare.settled_on is None or flare.day >= first):
        why = "flare_is_open" if flare.settled_on is None else "flare_was"
        why += "_worse" if flare.worse else "_sore" if flare.hours is not None else ""
        hours: dict[str, Number] = {"hours": flare.hours} if flare.hours is not None else {}
        return _speaks(signal, rules.flare, why, flare.day, **hours, **told)
    if known.heard_on is None or known.heard_on < first:
        return _unknown(signal, "nothing_heard", **told)
    return _silent(signal, "no_flare", **told)


def _habit(known: Known, rules: RadarRules) -> Reason:
    signal = Signal.HABIT
    answered = [course.habit for course in known.courses if course.habit is not None]
    if not answered:
        return _unknown(signal, "habit_never_asked")
    last = max(answered, key=lambda one: one.day)
    days = (known.today - last.day).days
    told: dict[str, Number] = {"habit": last.value, "from": rules.habit_from, "days": days}
    if days > rules.fresh_days:
        return _unknown(signal, "habit_long_ago", fresh=rules.fresh_days, **told)
    if last.value < rules.habit_from:
        return _silent(signal, "no_habit_yet", **told)
    if not known.maintaining:
        return _silent(signal, "habit_not_integrated", **told)
    return _speaks(signal, rules.habit, "habit_holds", last.day, **told)


_SIGNALS: dict[Signal, Callable[[Known, RadarRules], Reason]] = {
    Signal.RELEASE: _release,
    Signal.PAIN: _pain,
    Signal.FLARE: _flare,
    Signal.ACTIVITIES: _activities,
    Signal.SENSING: _sensing,
    Signal.PRACTICE: _practice,
    Signal.EVENT: _event,
    Signal.NOT_SEEN: _not_seen,
    Signal.PRIOR: _prior,
    Signal.HABIT: _habit,
}


def weigh(known: Known, rules: RadarRules) -> list[Reason]:
    """Every signal once, in their order, whether it speaks or not."""
    return [_SIGNALS[signal](known, rules) for signal in Signal]
