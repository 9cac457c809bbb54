"""Each signal on a case of its own: when it speaks, with which points and numbers, since when; when
it is silent; and when nobody can say. Counted by hand from the table of the domain notes, 5.1."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from sessions.progress.radar.rules import (
    DEFAULTS,
    Answers,
    Course,
    Event,
    Flare,
    Known,
    Practice,
    RadarRules,
    Reason,
    Score,
    Sensed,
    Signal,
    State,
    weigh,
)

TODAY = date(2026, 11, 27)  # a Friday
EVERY_DAY = frozenset({1, 2, 3, 4, 5, 6, 7})


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def course(**told: object) -> Course:
    return Course(**{"opened_on": ago(100), **told})  # type: ignore[arg-type]


def said(began: float, *later: tuple[int, float]) -> Answers:
    """A beginning a hundred days ago, and later answers as pairs of days ago and score."""
    return Answers(Score(ago(100), began), [Score(ago(days), value) for days, value in later])


def of(
    signal: Signal,
    courses: Sequence[Course] = (course(),),
    rules: RadarRules = DEFAULTS,
    **told: object,
) -> Reason:
    known = Known(today=TODAY, courses=courses, **told)  # type: ignore[arg-type]
    return next(one for one in weigh(known, rules) if one.signal is signal)


def brief(reason: Reason) -> tuple[State, int, str]:
    return reason.state, reason.points, reason.why


SPEAKS, SILENT, UNKNOWN = State.SPEAKS, State.SILENT, State.UNKNOWN


def test_a_release_that_nothing_integrates_for_seven_days() -> None:
    reason = of(Signal.RELEASE, [course(released_on=ago(7))])
    assert brief(reason) == (SPEAKS, 3, "release_stands")
    assert (reason.numbers, reason.since) == ({"days": 7, "given": 7}, ago(7))
    assert brief(of(Signal.RELEASE, [course(released_on=ago(6))])) == (SILENT, 0, "release_is_new")
    integrated = course(released_on=ago(60), integrates=True)
    assert brief(of(Signal.RELEASE, [integrated])) == (SILENT, 0, "integrates")
    assert brief(of(Signal.RELEASE)) == (SILENT, 0, "no_release")
    assert brief(of(Signal.RELEASE, [])) == (UNKNOWN, 0, "no_course")


def test_a_release_stands_since_what_integrated_it_ended() -> None:
    """Sixty days ago it let go; its integrate item ran until nine days ago."""
    stopped = course(released_on=ago(60), integrated_until=ago(9))
    reason = of(Signal.RELEASE, [stopped])
    assert (reason.points, reason.numbers["days"], reason.since) == (3, 9, ago(9))
    assert of(Signal.RELEASE, [replace(stopped, integrated_until=ago(3))]).state is SILENT


def test_a_release_stands_as_long_as_the_practice_gives_it() -> None:
    """The days are the practice's own setting, and the radar has no other."""
    patient = replace(DEFAULTS, release_days=14)
    standing = course(released_on=ago(10))
    assert of(Signal.RELEASE, [standing]).state is SPEAKS
    assert of(Signal.RELEASE, [standing], patient).state is SILENT


def test_pain_is_back_within_one_of_where_it_began_after_a_drop_of_two() -> None:
    """Seven, then five and four, then six and seven: back since the six, twelve days ago."""
    reason = of(Signal.PAIN, [course(pain=said(7, (60, 5), (40, 4), (12, 6), (5, 7)))])
    assert brief(reason) == (SPEAKS, 3, "pain_is_back")
    assert reason.numbers == {"began": 7, "lowest": 4, "now": 7, "days": 5}
    assert reason.since == ago(12)


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        (said(7, (40, 6), (5, 7)), "pain_never_fell"),
        (said(7, (40, 5), (5, 5)), "pain_is_lower"),
        (said(7, (40, 3), (5, 5)), "pain_is_lower"),
        (said(1, (40, 1), (5, 1)), "pain_never_fell"),
    ],
)
def test_pain_that_never_fell_by_two_or_is_still_lower_is_no_return(
    answers: Answers, why: str
) -> None:
    assert brief(of(Signal.PAIN, [course(pain=answers)])) == (SILENT, 0, why)


def test_what_was_back_and_was_not_told_of_again_says_when_it_was_last_heard_of() -> None:
    """Neither a warning of today nor silence; and another course that is well does not hide it."""
    stale, well = course(pain=said(7, (60, 4), (29, 7))), course(pain=said(7, (60, 4), (5, 4)))
    for courses in ([stale], [stale, well], [well, stale]):
        reason = of(Signal.PAIN, courses)
        assert brief(reason) == (UNKNOWN, 0, "pain_was_back")
        assert (reason.numbers["now"], reason.numbers["heard_on"]) == (7, ago(29).isoformat())
    lost = course(activities=said(2, (60, 6), (29, 3)))
    assert brief(of(Signal.ACTIVITIES, [lost])) == (UNKNOWN, 0, "gain_was_lost")
    kept = course(activities=said(2, (60, 6), (29, 6)))
    assert brief(of(Signal.ACTIVITIES, [kept])) == (UNKNOWN, 0, "answered_long_ago")


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        (Answers(), "never_answered"),
        (Answers(Score(ago(3), 7)), "once_answered"),
        (said(7, (60, 4), (29, 4)), "answered_long_ago"),
        (Answers(apart=True), "other_activities"),
        (Answers(reworded=True), "reworded"),
    ],
)
def test_pain_that_nobody_asked_about_lately_is_not_known(answers: Answers, why: str) -> None:
    assert brief(of(Signal.PAIN, [course(pain=answers)])) == (UNKNOWN, 0, why)
    assert brief(of(Signal.ACTIVITIES, [course(activities=answers)])) == (UNKNOWN, 0, why)


def test_an_answer_of_four_weeks_ago_still_holds() -> None:
    assert of(Signal.PAIN, [course(pain=said(7, (60, 4), (28, 7)))]).state is SPEAKS


def test_of_two_courses_of_work_the_one_that_speaks_is_told() -> None:
    well, back = course(pain=said(7, (5, 3))), course(pain=said(6, (30, 2), (5, 6)))
    assert of(Signal.PAIN, [well, back]).numbers["began"] == 6
    assert of(Signal.PAIN, [course(), well]).state is SILENT


def test_activities_have_lost_half_of_what_they_gained() -> None:
    """From two to six is a gain of four; at four, half of it is lost."""
    reason = of(Signal.ACTIVITIES, [course(activities=said(2, (60, 6), (20, 5), (5, 4)))])
    assert brief(reason) == (SPEAKS, 2, "gain_is_lost")
    assert reason.numbers == {"began": 2, "best": 6, "now": 4, "days": 5}
    assert reason.since == ago(5)
    held = of(Signal.ACTIVITIES, [course(activities=said(2, (60, 6), (5, 4.1)))])
    assert brief(held) == (SILENT, 0, "gain_holds")


def test_a_gain_that_means_nothing_cannot_be_lost() -> None:
    """Less than 1.3 is within the error of the scale (Abbott & Schmitt 2014)."""
    small = of(Signal.ACTIVITIES, [course(activities=said(2, (60, 3.2), (5, 2)))])
    assert brief(small) == (SILENT, 0, "no_gain")
    enough = of(Signal.ACTIVITIES, [course(activities=said(2, (60, 3.3), (5, 2)))])
    assert enough.state is SPEAKS


def test_a_place_is_felt_less_clearly_by_two() -> None:
    told = Sensed("front_groin_left_core", [(ago(60), 8, 3), (ago(30), 7, 3), (ago(4), 6, 2)])
    reason = of(Signal.SENSING, sensed=[told])
    assert brief(reason) == (SPEAKS, 2, "felt_less_numbers")
    numbers = {"region": "front_groin_left_core", "best": 8, "now": 6, "days": 4}
    assert (reason.numbers, reason.since) == (numbers, ago(4))
    one_less = Sensed("front_groin_left_core", [(ago(60), 8, 3), (ago(4), 7, 3)])
    assert brief(of(Signal.SENSING, sensed=[one_less]))[:2] == (SILENT, 0)


def test_without_numbers_the_four_words_are_counted() -> None:
    """From clear to distorted are two steps; from clear to unclear one."""
    two = Sensed("front_groin_left_core", [(ago(60), None, 3), (ago(4), None, 1)])
    assert brief(of(Signal.SENSING, sensed=[two])) == (SPEAKS, 2, "felt_less_steps")
    one = Sensed("front_groin_left_core", [(ago(60), None, 3), (ago(4), 6, 2)])
    assert brief(of(Signal.SENSING, sensed=[one])) == (SILENT, 0, "felt_as_clearly_steps")


def test_a_place_told_once_or_long_ago_says_nothing_of_today() -> None:
    once = Sensed("front_groin_left_core", [(ago(4), 8, 3)])
    long_ago = Sensed("front_groin_left_core", [(ago(60), 8, 3), (ago(29), 2, 1)])
    assert brief(of(Signal.SENSING, sensed=[once])) == (UNKNOWN, 0, "felt_once")
    assert brief(of(Signal.SENSING, sensed=[long_ago])) == (UNKNOWN, 0, "felt_long_ago")
    assert brief(of(Signal.SENSING)) == (UNKNOWN, 0, "nothing_felt")


def practises(*days: int, planned: frozenset[int] = EVERY_DAY, since: int = 60) -> Practice:
    return Practice(
        programs=[(ago(since), planned)], practised=frozenset(map(ago, days)), logged=True
    )


def test_fewer_than_four_of_ten_planned_days_in_two_weeks() -> None:
    """Five of fourteen are fewer than four of ten, six are not. Today is not over yet."""
    five = of(Signal.PRACTICE, practice=practises(0, 2, 4, 6, 8, 14, 15))
    assert brief(five) == (SPEAKS, 2, "practises_less")
    assert five.numbers == {"logged": 5, "planned": 14, "days": 14}
    six = of(Signal.PRACTICE, practice=practises(1, 2, 4, 6, 8, 14))
    assert brief(six) == (SILENT, 0, "practises")


def test_only_planned_days_are_counted() -> None:
    """Mondays, Wednesdays and Fridays: six in the two weeks before; three kept are five of ten."""
    three_a_week = frozenset({1, 3, 5})
    kept = of(Signal.PRACTICE, practice=practises(2, 4, 7, planned=three_a_week))
    assert (kept.state, kept.numbers["logged"], kept.numbers["planned"]) == (SILENT, 3, 6)
    two = of(Signal.PRACTICE, practice=practises(2, 4, planned=three_a_week))
    assert (two.state, two.numbers["logged"], two.numbers["planned"]) == (SPEAKS, 2, 6)


@pytest.mark.parametrize(
    ("practice", "why"),
    [
        (Practice(), "no_program"),
        (Practice(paused=True, logged=True), "program_rests"),
        (Practice([(ago(13), EVERY_DAY)], logged=True), "program_is_new"),
        (Practice([(ago(60), EVERY_DAY)]), "never_logged"),
        (Practice([(ago(60), EVERY_DAY)], logged=True, rested=ago(14)), "program_rested"),
        (Practice([(ago(60), frozenset())], logged=True), "no_days_planned"),
    ],
)
def test_who_never_logs_has_no_lapse(practice: Practice, why: str) -> None:
    assert brief(of(Signal.PRACTICE, practice=practice)) == (UNKNOWN, 0, why)


def test_not_seen_for_more_than_three_weeks_and_nothing_booked() -> None:
    reason = of(Signal.NOT_SEEN, seen_on=ago(22))
    assert brief(reason) == (SPEAKS, 1, "not_seen")
    assert (reason.numbers, reason.since) == ({"days": 22, "most": 21}, ago(22))
    assert of(Signal.NOT_SEEN, seen_on=ago(21)).why == "seen_lately"
    assert of(Signal.NOT_SEEN, seen_on=ago(90), booked_on=ago(-3)).why == "is_booked"
    assert of(Signal.NOT_SEEN, seen_on=ago(90), discharged=True).why == "discharged"
    assert brief(of(Signal.NOT_SEEN)) == (UNKNOWN, 0, "never_seen")
    assert brief(of(Signal.NOT_SEEN, [])) == (UNKNOWN, 0, "no_course")


def test_earlier_treatments_that_held_less_than_a_week() -> None:
    """The longest of them counts, so that one that held for months is not passed over."""
    reason = of(Signal.PRIOR, prior=[2, None, 6])
    assert brief(reason) == (SPEAKS, 1, "held_short")
    assert reason.numbers == {"longest": 6, "told": 2, "days": 7}
    assert of(Signal.PRIOR, prior=[2, 7]).state is SILENT
    assert of(Signal.PRIOR, prior=[None]).why == "held_not_said"
    assert brief(of(Signal.PRIOR)) == (UNKNOWN, 0, "no_treatments")


@pytest.mark.parametrize("kind", ["injury", "surgery", "accident", "onset"])
def test_something_happened_since_the_work_began(kind: str) -> None:
    reason = of(Signal.EVENT, events=[Event(kind, ago(28))], asked_on=ago(10))
    assert (*brief(reason), reason.since) == (SPEAKS, 2, f"event_{kind}", ago(28))
    past = of(Signal.EVENT, events=[Event(kind, ago(29))], asked_on=ago(10))
    assert brief(past) == (SILENT, 0, "no_event")


def test_stress_counts_from_seven_of_ten() -> None:
    high = of(Signal.EVENT, events=[Event("stress", ago(3), 7)], asked_on=ago(3))
    assert (high.points, high.numbers) == (2, {"number": 7, "days": 28})
    assert of(Signal.EVENT, events=[Event("stress", ago(3), 6)], asked_on=ago(3)).state is SILENT


def test_nobody_knows_of_an_event_that_nobody_asked_about() -> None:
    assert brief(of(Signal.EVENT)) == (UNKNOWN, 0, "never_asked")
    assert brief(of(Signal.EVENT, asked_on=ago(29))) == (UNKNOWN, 0, "asked_long_ago")


def test_a_flare_speaks_while_it_stands_and_for_two_weeks() -> None:
    standing = of(Signal.FLARE, flare=Flare(ago(40), None, 48, worse=False))
    assert brief(standing) == (SPEAKS, 3, "flare_is_open_sore")
    assert (standing.numbers["hours"], standing.since) == (48, ago(40))
    settled = of(Signal.FLARE, flare=Flare(ago(14), ago(10), None, worse=True))
    assert brief(settled) == (SPEAKS, 3, "flare_was_worse")
    over = Flare(ago(15), ago(10), None, worse=True)
    assert of(Signal.FLARE, flare=over, heard_on=ago(2)).why == "no_flare"
    assert brief(of(Signal.FLARE, flare=over, heard_on=ago(15))) == (UNKNOWN, 0, "nothing_heard")
    assert brief(of(Signal.FLARE)) == (UNKNOWN, 0, "nothing_heard")


def test_a_habit_counts_against_only_once_the_work_is_integrated() -> None:
    grown = [course(habit=Score(ago(9), 5))]
    reason = of(Signal.HABIT, grown, maintaining=True)
    assert (*brief(reason), reason.since) == (SPEAKS, -2, "habit_holds", ago(9))
    assert brief(of(Signal.HABIT, grown)) == (SILENT, 0, "habit_not_integrated")
    less = [course(habit=Score(ago(9), 4.75))]
    assert of(Signal.HABIT, less, maintaining=True).why == "no_habit_yet"
    old = [course(habit=Score(ago(29), 7))]
    assert brief(of(Signal.HABIT, old, maintaining=True)) == (UNKNOWN, 0, "habit_long_ago")
    assert of(Signal.HABIT, maintaining=True).why == "habit_never_asked"


def test_the_habit_is_the_mean_from_which_maintaining_opens() -> None:
    """One number for one thing: the practice's own setting."""
    grown = [course(habit=Score(ago(9), 5))]
    strict = replace(DEFAULTS, habit_from=5.5)
    assert of(Signal.HABIT, grown, strict, maintaining=True).why == "no_habit_yet"
