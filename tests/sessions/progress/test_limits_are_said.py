"""Where more exists than is drawn or read it is said, and an estimate is told as one."""

import pytest

from clients.records.models import Episode
from practice.core.actor import acting, enter_as
from sessions.progress.course import matrix, measured, practised
from sessions.progress.course.holding import curve_of
from sessions.progress.course.parts import ProgressPart, Told, ToldMatrix, ToldRetention
from sessions.progress.course.queries import progress_of
from sessions.progress.course.survival import kaplan_meier
from tests.sessions.progress.courses import TODAY, WEEK, Writer, others

pytestmark = pytest.mark.django_db
START = TODAY - 20 * WEEK


def parts(works: Writer, period: str = "") -> dict[ProgressPart, Told]:
    house = works.house
    with acting(house.actor(house.practitioner)) as actor:
        return dict(progress_of(actor, works.client.pk, period).parts)


def retention(works: Writer, period: str = "") -> ToldRetention:
    part = parts(works, period)[ProgressPart.RETENTION]
    assert isinstance(part, ToldRetention)
    return part


def test_the_eleventh_earlier_treatment_stands_in_the_table(nora_works: Writer) -> None:
    for n in range(12):
        nora_works.tried("stretching", n + 1)
    part = retention(nora_works)
    assert part.drawing is not None
    assert part.numbers is not None
    assert (len(part.drawing.bars), len(part.numbers.rows)) == (10, 12)
    assert "Of 12 earlier treatments the first 10 are drawn; the table has them all." in part.says


def test_an_earlier_course_of_work_has_no_place_on_the_curve(nora_works: Writer) -> None:
    before = Writer(nora_works.house, nora_works.client, opened=START - 30 * WEEK)
    before.lesson(1, START - 29 * WEEK)
    before.pain(8, 4, 4, 3)
    enter_as(before.house.boss)
    Episode._base_manager.filter(pk=before.episode.pk).update(
        state="closed", closed_on=START - 20 * WEEK
    )
    nora_works.lesson(2, START + WEEK)
    nora_works.pain(8, 4, 4, 3)
    others(nora_works.house, 9, came_back=2)
    now, earlier = retention(nora_works), retention(nora_works, str(before.episode.pk))
    assert now.curve_drawing is not None
    assert now.curve_drawing.mine is not None
    assert earlier.held is not None
    assert earlier.curve_drawing is not None
    assert earlier.curve_drawing.mine is None


def test_a_curve_ends_where_its_label_says() -> None:
    curve = kaplan_meier([(7, True), (14, False)])
    beyond = curve_of(curve, 21, words="this client", day_words="14 days")
    within = curve_of(curve, 14, words="this client", day_words="14 days")
    assert (beyond.mine, beyond.path) == (None, within.path)
    assert within.mine is not None
    assert within.mine[0] == within.days[-1].x  # the last day stands over its label


def test_an_estimate_is_told_as_one(nora_works: Writer) -> None:
    others(nora_works.house, 12, came_back=6)
    says = " ".join(retention(nora_works).curve_says)
    assert "By day 14 it is estimated to have come back for half, counting those who were" in says
    assert "had come back for half of them" not in says


def test_a_limit_that_is_reached_is_said(
    nora_works: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    nora_works.everything()
    told = parts(nora_works)
    said = " ".join(line for part in told.values() for line in part.says)
    assert "are read" not in said
    monkeypatch.setattr(measured, "LESSONS_MOST", 1)
    monkeypatch.setattr(measured, "SYMPTOMS_MOST", 1)
    monkeypatch.setattr(practised, "PROGRAMS_MOST", 1)
    monkeypatch.setattr(matrix, "LOOKED_MOST", 2)
    told = parts(nora_works)
    pain = " ".join(told[ProgressPart.SEVERITY].says)
    assert "Only the newest 1 lessons are read." in pain
    assert "Only the newest 1 releases are read: the first one may be earlier." in pain
    assert "Only the newest 1 reports of symptoms are read" in pain
    assert "Only the newest 1 programs are read" in " ".join(told[ProgressPart.PRACTICE].says)
    part = told[ProgressPart.MATRIX]
    assert isinstance(part, ToldMatrix)
    assert part.columns[0].name == "earliest read"
    assert "Only the newest lessons are read" in " ".join(part.says)
