"""A mean is of the same activities each time; both judgements stand on the day they were asked."""

import pytest
from django.test import Client as Browser

from practice.core.actor import acting
from sessions.progress.course.parts import ProgressPart, ToldActivities, ToldChange
from sessions.progress.course.queries import progress_of
from tests.sessions.progress.courses import TODAY, WEEK, Writer
from tests.sessions.progress.test_what_is_handed_over_holds_nothing_kept import page

pytestmark = pytest.mark.django_db
START = TODAY - 20 * WEEK
WALK, SIT, CARRY = "walk_freely", "sit_with_ease", "Carry my daughter"


def part_of(works: Writer, part: ProgressPart) -> object:
    house = works.house
    with acting(house.actor(house.practitioner)) as actor:
        return progress_of(actor, works.client.pk).parts[part]


def activities(works: Writer) -> ToldActivities:
    part = part_of(works, ProgressPart.ACTIVITIES)
    assert isinstance(part, ToldActivities)
    assert part.numbers is not None
    return part


def change(works: Writer) -> ToldChange:
    part = part_of(works, ProgressPart.CHANGE)
    assert isinstance(part, ToldChange)
    assert part.numbers is not None
    assert part.drawing is not None
    return part


def rows(part: ToldActivities | ToldChange) -> list[list[str]]:
    assert part.numbers is not None
    return [list(row) for row in part.numbers.rows]


def test_a_mean_is_of_what_was_answered_first_and_last(nora_works: Writer) -> None:
    nora_works.answer("psfs", START, 2, 4, items=(WALK, SIT))
    nora_works.answer("psfs", START + WEEK, 6, items=(WALK,))
    nora_works.answer("psfs", START + 2 * WEEK, 6, 6, 0, items=(WALK, SIT, CARRY))
    part = activities(nora_works)
    assert "3 on 6 July 2026, 6 on 20 July 2026." in part.says
    assert "Improved, a lot." in part.says
    assert "1 time not all of what was answered first and last was: it has no mean." in part.says
    assert [row[1:] for row in rows(part)] == [
        ["6", "6", "0", "6"],
        ["6", "–", "–", "–"],
        ["2", "4", "–", "3"],
    ]
    assert part.drawing is not None
    assert part.drawing.strokes[-1].dots.count("h0") == 2


def test_nothing_in_common_has_no_mean(nora_works: Writer) -> None:
    nora_works.answer("psfs", START, 2, items=(WALK,))
    nora_works.answer("psfs", START + WEEK, 8, items=(SIT,))
    part = activities(nora_works)
    assert [name for name, _words in part.names] == ["1", "2"]
    assert not [said for said in part.says if "Improved" in said]
    assert [row[-1] for row in rows(part)] == ["–", "–"]


def test_numbers_of_a_version_nobody_knows_are_not_shown(nora_works: Writer) -> None:
    nora_works.answer("psfs", START, 2, 4, items=(WALK, SIT), version="0")
    nora_works.answer("psfs", START + WEEK, 6, 8, items=(WALK, SIT))
    part = activities(nora_works)
    assert [row[1:] for row in rows(part)] == [["6", "8", "7"], ["–", "–", "–"]]
    assert "1 answer is to a version that is not known here any more" in " ".join(part.says)


def test_both_judgements_stand_on_the_day_they_were_asked(
    nora_works: Writer, practitioner: Browser
) -> None:
    day = START + 8 * WEEK
    nora_works.answer("grc", day + WEEK, 4, asked_on=day)
    nora_works.answer("grc", day, 2, rater="practitioner")
    part = change(nora_works)
    assert part.drawing is not None
    across = {stroke.dots.split()[0] for stroke in part.drawing.strokes}
    assert len(across) == 1
    assert [label.words for label in part.drawing.days] == ["31 August 2026"]
    assert rows(part) == [["31 August 2026", "Review", "+4", "+2"]]
    said = "Judged by both, last as it was asked on 31 August 2026: +4 by the client, +2 by the"
    assert said in page(practitioner, nora_works.client)


def test_a_judgement_in_words_is_said_to_stand_in_the_table_alone(nora_works: Writer) -> None:
    day = START + 8 * WEEK
    nora_works.answer("pgic", day, 6)
    nora_works.answer("grc", day, 2, rater="practitioner")
    part = change(nora_works)
    assert "1 judgement in words (PGIC) stands in the table alone." in part.says
    ((_day, _stage, client, by_practice),) = rows(part)
    assert (client, by_practice) == ("much worse", "+2")
