"""A line goes from answer to answer of one version, and stays open where none was given."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sessions.progress.course.drawing import (
    GAP_DAYS,
    RIGHT,
    WIDTH,
    Band,
    Line,
    Point,
    drawn,
    placed,
    runs_of,
)
from sessions.progress.course.holding import Lasted, bars_of

FIRST = date(2026, 6, 1)
LEVELS = [(0.0, "0"), (10.0, "10")]


def at(days: int, value: float, version: str = "1", course: str = "a") -> Point:
    return Point(FIRST + timedelta(days=days), value, version, course)


def test_a_gap_a_new_version_and_another_course_break_it() -> None:
    week = [at(0, 7), at(7, 6), at(14, 5)]
    assert [len(run) for run in runs_of(week)] == [3]
    assert [len(run) for run in runs_of([*week, at(14 + GAP_DAYS + 1, 4)])] == [3, 1]
    assert [len(run) for run in runs_of([*week, at(21, 4, "2"), at(28, 4, "2")])] == [3, 2]
    assert [len(run) for run in runs_of([*week, at(21, 4, course="b")])] == [3, 1]


def test_a_new_version_is_marked_with_a_word() -> None:
    points = [at(0, 7), at(7, 6), at(14, 5, "2"), at(21, 4, "2")]
    drawing = drawn([Line(points)], low=0, high=10, levels=LEVELS, broken="new version")
    assert drawing is not None
    assert len(drawing.breaks) == 1
    assert [name.words for name in drawing.names] == ["new version"]
    assert drawing.strokes[0].path.count("M") == 2


def test_no_answer_is_no_picture_and_one_is_a_dot() -> None:
    assert drawn([Line([])], low=0, high=10, levels=LEVELS) is None
    alone = drawn([Line([at(0, 7)])], low=0, high=10, levels=LEVELS)
    assert alone is not None
    assert (alone.strokes[0].path, alone.strokes[0].dots.count("h0")) == ("", 1)


@given(
    st.lists(
        st.tuples(st.integers(0, 1500), st.text(min_size=1, max_size=24)), min_size=1, max_size=8
    ),
    st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 10)), min_size=1, max_size=60),
)
def test_names_lie_apart_and_everything_within(
    bands: list[tuple[int, str]], answers: list[tuple[int, int]]
) -> None:
    told = [
        Band(name, "free", FIRST + timedelta(days=day), FIRST + timedelta(days=day + 30))
        for day, name in sorted(bands)
    ]
    points = [at(day, value) for day, value in sorted(dict(answers).items())]
    drawing = drawn([Line(points)], low=0, high=10, levels=LEVELS, bands=told)
    assert drawing is not None
    for one in drawing.names:
        for other in drawing.names:
            if one is not other and one.y == other.y:
                assert one.x + len(one.words) * 8 <= other.x or other.x < one.x
    assert all(0 <= box.x <= RIGHT and box.x + box.width <= WIDTH for box in drawing.boxes)


def test_a_label_without_room_is_left_to_the_words() -> None:
    found = placed([(10, "Understand"), (12, "Free"), (14, "Integrate")], 2, 13)
    assert [one.words for one in found] == ["Understand", "Free"]


def test_what_nobody_knows_has_no_bar() -> None:
    assert bars_of([Lasted("Stretching", "no relief", None)]) is None
    drawing = bars_of([Lasted("Stretching", "not said", None), Lasted("This", "3 days", 3)])
    assert drawing is not None
    assert [bar.width > 0 for bar in drawing.bars] == [False, True]
