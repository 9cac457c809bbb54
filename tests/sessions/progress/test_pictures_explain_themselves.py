"""What stands beside a picture on the page stands below it on paper: its key, and every number."""

import re
from datetime import date

import pytest
from django.test import Client as Browser

from clients.records.models import Episode
from practice.core.actor import acting, enter_as
from sessions.progress.course.drawing import GAP_DAYS
from sessions.progress.course.paper import parts_on_paper
from sessions.progress.course.parts import ProgressPart, ToldSensation
from sessions.progress.course.queries import progress_of, progress_to_hand_over
from tests.sessions.progress.courses import TODAY, WEEK, Writer
from tests.sessions.progress.test_what_is_handed_over_holds_nothing_kept import page, paper

pytestmark = pytest.mark.django_db
START = TODAY - 20 * WEEK
KEYS = (
    "Diamond: a lesson. Ring: something let go for the first time.",
    "M, the thick line, is the mean",
    "A dot: said on that day. A ring: said later, of that day.",
    "Filled: planned, and logged. Open: planned, nothing logged.",
    "7: practising goes by itself.",
    "An arrow: it still held at the last answer",
    "C, dot: the client. P, square: the practitioner.",
    "before → after. Marked is what differs on coming in",
)


def test_each_picture_has_its_key_on_the_page_and_on_paper(
    nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.everything()
    shown, printed = page(practitioner, nora_works.client), paper(practitioner, nora_works.client)
    for key in KEYS:
        assert key in shown
        assert key in printed


def test_no_picture_is_left_without_a_description(
    nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.everything()
    assert not re.search(r"<desc[^>]*>\s*</desc>", page(practitioner, nora_works.client))
    house = nora_works.house
    with acting(house.actor(house.practitioner)) as actor:
        parts = parts_on_paper(progress_to_hand_over(actor, nora_works.client.pk))
    drawn = [figure["svg"] for part in parts for figure in part["figures"] if figure["svg"]]
    assert len(drawn) == 7
    assert not [svg for svg in drawn if re.search(r"<desc[^>]*>\s*</desc>", svg)]


def test_on_paper_the_table_has_what_the_picture_draws(
    nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.pain(*[5] * 20)
    assert "The table leaves out 12 older rows." in page(practitioner, nora_works.client)
    printed = paper(practitioner, nora_works.client)
    assert "The table leaves out" not in printed
    assert printed.count("Weekly") == 20


def sensed(works: Writer, period: str = "") -> ToldSensation:
    house = works.house
    with acting(house.actor(house.practitioner)) as actor:
        found = progress_of(actor, works.client.pk, period)
    part = found.parts[ProgressPart.SENSATION]
    assert isinstance(part, ToldSensation)
    return part


def runs(part: ToldSensation) -> list[int]:
    """How many reports each line of the first place goes through."""
    return [len(line.split()) for line in part.places[0].drawing.lines]


def felt_on(works: Writer, *days: date) -> None:
    for day in days:
        works.felt(day, "unclear")


def test_no_line_of_what_is_felt_leads_over_a_long_gap(nora_works: Writer) -> None:
    felt_on(nora_works, START, START + WEEK, START + 2 * WEEK)
    part = sensed(nora_works)
    assert runs(part) == [3]
    assert "A line is open" not in " ".join(part.says)
    later = START + 6 * WEEK
    felt_on(nora_works, later, later + WEEK)
    part = sensed(nora_works)
    assert runs(part) == [3, 2]
    assert f"nothing was said for more than {GAP_DAYS} days" in " ".join(part.says)


def test_nor_from_one_course_of_work_to_the_next(nora_works: Writer) -> None:
    before = Writer(nora_works.house, nora_works.client, opened=START - 10 * WEEK)
    enter_as(before.house.boss)
    Episode._base_manager.filter(pk=before.episode.pk).update(
        state="closed", closed_on=START - WEEK
    )
    felt_on(nora_works, START - 2 * WEEK, START - WEEK, START, START + WEEK)
    assert runs(sensed(nora_works, "all")) == [2, 2]
