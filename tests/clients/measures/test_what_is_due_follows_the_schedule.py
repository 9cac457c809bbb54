"""The schedule: intake, lessons, weekly, while a habit forms, review, the end, and after it."""

from datetime import date, timedelta

import pytest

from clients.measures.rules import Course, Given, Rater, Stage, due_on, stages_for

BEGUN = date(2026, 1, 5)
CLOSED = BEGUN + timedelta(days=60)
COURSE = Course(BEGUN)
BOTH = ["nprs", "psfs", "grc", "grc practitioner"]


def day(days: int) -> date:
    return BEGUN + timedelta(days=days)


def given(code: str, days: int, stage: Stage = Stage.WEEKLY, by: Rater = Rater.CLIENT) -> Given:
    return Given(code, by, stage, day(days), day(days))


def due(
    days: int,
    *answers: Given,
    course: Course = COURSE,
    moment: Stage | None = None,
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in due_on(course, answers, day(days), moment):
        by = " practitioner" if one.rater is Rater.PRACTITIONER else ""
        found.setdefault(one.stage.value, []).append(f"{one.instrument.code}{by}")
    return found


WEEKLY = ["nprs", "psfs", "open_core", "free_sleeve"]


def test_the_beginning_asks_pain_and_activities() -> None:
    assert due(0) == {"intake": ["nprs", "psfs"]}
    assert due(6) == {"intake": ["nprs", "psfs"]}
    assert due(1, given("nprs", 0, Stage.INTAKE)) == {"intake": ["psfs"]}
    assert due(-1) == {}


def test_each_week_asks_anew() -> None:
    assert due(7) == due(13) == {"weekly": WEEKLY}
    answered = [given(code, 7) for code in WEEKLY]
    assert due(13, *answered) == {}
    assert due(14, *answered) == {"weekly": WEEKLY}


def test_a_later_answer_covers_an_earlier_question() -> None:
    assert due(7, given("nprs", 8, Stage.REVIEW)) == {"weekly": WEEKLY[1:]}
    assert due(7, given("nprs", 6, Stage.INTAKE)) == {"weekly": WEEKLY}
    assert due(7, given("nprs", 7, by=Rater.PRACTITIONER)) == {"weekly": WEEKLY}


def test_no_activity_is_rated_that_nobody_named() -> None:
    assert due(0, course=Course(BEGUN, activities=False)) == {"intake": ["nprs"]}


def test_a_habit_is_asked_about_every_fourteen_days_while_it_forms() -> None:
    course = Course(BEGUN, runs_since=day(3))
    assert "habit" not in due(16, course=course)  # the program runs for 13 days
    assert due(17, course=course)["habit"] == ["srbai"]
    assert due(30, course=course)["habit"] == ["srbai"]
    assert "habit" not in due(30, given("srbai", 17, Stage.HABIT), course=course)
    assert due(31, given("srbai", 17, Stage.HABIT), course=course)["habit"] == ["srbai"]
    assert "habit" not in due(28)  # nobody practises


def test_what_let_go_is_asked_about_after_three_days_and_after_seven() -> None:
    """Three days after: for four days. Seven days after: for a week. While the work goes on."""
    asked = ["nprs", "open_core", "free_sleeve"]
    course = Course(BEGUN, released_on=day(1), activities=False)
    assert "release_3" not in due(3, course=course)
    assert due(4, given("nprs", 0, Stage.INTAKE), course=course) == {"release_3": asked}
    assert due(7, course=course) == {"weekly": asked}  # the newest of two asks
    weekly = [given(code, 7) for code in asked]
    assert due(7, *weekly, course=course) == {}
    assert due(8, *weekly, course=course) == {"release_7": asked}
    told = [given(code, 8, Stage.RELEASE_7) for code in asked]
    assert due(13, *told, course=course) == {}
    late = Course(BEGUN, released_on=day(12), activities=False)
    told = [given(code, 14) for code in asked]
    assert due(15, *told, course=late) == due(18, *told, course=late) == {"release_3": asked}
    assert due(19, *told, course=late) == {"release_7": asked}
    over = Course(BEGUN, released_on=day(1), closed_on=day(4))
    assert "release_3" not in due(4, course=over)


@pytest.mark.parametrize("moment", [Stage.SESSION_START, Stage.SESSION_END])
def test_a_lesson_asks_at_its_start_and_end(moment: Stage) -> None:
    other = Stage.SESSION_END if moment is Stage.SESSION_START else Stage.SESSION_START
    assert due(3, moment=moment)[moment] == ["nprs_now", "ease"]
    assert due(3, given("ease", 3, other), moment=moment)[moment] == ["nprs_now", "ease"]
    assert due(3, given("ease", 3, moment), moment=moment)[moment] == ["nprs_now"]
    assert due(4, given("ease", 3, moment), moment=moment)[moment] == ["nprs_now", "ease"]


def test_a_review_asks_both_sides_for_four_weeks() -> None:
    course = Course(BEGUN, reviews=[day(20)])
    assert "review" not in due(19, course=course)
    assert due(20, course=course) == {"review": BOTH, "weekly": ["open_core", "free_sleeve"]}
    assert due(47, course=course)["review"] == ["grc", "grc practitioner"]
    assert "review" not in due(48, course=course)


def test_pain_is_asked_once_where_a_review_and_a_week_meet() -> None:
    course = Course(BEGUN, reviews=[day(21)])
    asked = [code for codes in due(21, course=course).values() for code in codes]
    assert sorted(asked) == sorted({*asked})
    assert {"nprs", "psfs", "grc", "grc practitioner", "open_core"} <= {*asked}


def test_each_side_is_asked_until_it_has_answered() -> None:
    course = Course(BEGUN, reviews=[day(20)])
    mine = given("grc", 20, Stage.REVIEW, Rater.PRACTITIONER)
    assert due(22, mine, course=course)["review"] == ["grc"]
    theirs = given("pgic", 20, Stage.REVIEW)  # said in place of the rating
    assert due(22, theirs, course=course)["review"] == ["grc practitioner"]


def test_the_end_and_what_comes_after() -> None:
    course = Course(BEGUN, closed_on=CLOSED, runs_since=BEGUN)
    assert due(60, course=course) == {"discharge": BOTH}
    for weeks in (4, 12, 26):
        at = 60 + 7 * weeks
        assert due(at, course=course) == {f"after_{weeks}": BOTH}
        assert due(at + 28, course=course) == {}
        done = given("grc", at, Stage(f"after_{weeks}"))
        assert due(at, done, course=course) == {
            f"after_{weeks}": ["nprs", "psfs", "grc practitioner"]
        }
    assert due(60 + 7 * 4 - 1, course=course) == {"discharge": BOTH}


def test_what_judged_one_occasion_does_not_answer_another() -> None:
    """A review's rating stays open for the one who still owes it, though the end asks its own."""
    course = Course(BEGUN, closed_on=day(25), reviews=[day(20)])
    both_of_the_end = [given("grc", 25, Stage.DISCHARGE, by) for by in Rater]
    assert due(26, *both_of_the_end, course=course)["review"] == ["grc", "grc practitioner"]


def test_an_impression_is_asked_where_the_rating_would_be() -> None:
    assert stages_for("pgic") == stages_for("grc")
    assert stages_for("ease") == [Stage.SESSION_START, Stage.SESSION_END]
