"""One page a client can be shown: every part with its numbers, and words where there is nothing."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pypdf import PdfReader

from clients.merging.services import merge_clients
from clients.records.models import Client, Episode
from clients.records.services import ClientData, create_client
from practice.core.actor import Actor, acting, enter_as
from sessions.evaluations.rules import ALL_COLUMNS
from sessions.progress.course.parts import (
    Progress,
    ProgressPart,
    ToldMatrix,
    ToldRetention,
    ToldSensation,
    ToldSeverity,
)
from sessions.progress.course.queries import Asked, progress_of
from tests.cast import House, sign_in
from tests.sessions.progress.courses import TODAY, WEEK, Writer, noon, others

pytestmark = pytest.mark.django_db
START = TODAY - 20 * WEEK
# Three days a week for 19 weeks up to yesterday; each Wednesday of them has a log.
COUNTED = "Days planned: 57. Of these with a log: 19."


def page_of(browser: Browser, writer: Writer, query: str = "") -> str:
    address = reverse("client_progress", args=[writer.client.pk])
    answer = browser.get(f"{address}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def told(writer: Writer, period: str = "", asked: Asked | None = None) -> Progress:
    house = writer.house
    with acting(house.actor(house.practitioner)) as actor:
        return progress_of(actor, writer.client.pk, period, asked=asked)


def severity(found: Progress) -> ToldSeverity:
    part = found.parts[ProgressPart.SEVERITY]
    assert isinstance(part, ToldSeverity)
    return part


def test_every_part_is_there_with_its_numbers(nora_works: Writer, practitioner: Browser) -> None:
    nora_works.everything()
    page = page_of(practitioner, nora_works)
    for part in ProgressPart:
        assert f'<h2 id="h-{part.value}">{part.label}</h2>' in page
    # Pain, activities, days, habit, bars and the change; and one place that is felt.
    assert page.count('class="plot"') == 6
    assert page.count('class="felt"') == 1
    assert page.count("The same as a table") == 7
    assert COUNTED in page
    assert "<style" not in page
    assert " style=" not in page


def test_without_anything_each_part_says_so(nora_works: Writer, practitioner: Browser) -> None:
    page = page_of(practitioner, nora_works)
    assert '<svg class="plot"' not in page
    lacking = [part for part, one in told(nora_works).parts.items() if one.lacks]
    assert set(ProgressPart) - set(lacking) == {ProgressPart.RETENTION}
    assert "How long this holds cannot be told" in page
    assert "cannot tell yet" in page


def test_one_measure_alone_leaves_the_others_to_words(nora_works: Writer) -> None:
    nora_works.answer("nprs", START, 7)
    found = told(nora_works)
    assert list(severity(found).says) == ["Answered once so far: 7 on 6 July 2026."]
    assert found.parts[ProgressPart.ACTIVITIES].lacks
    assert found.parts[ProgressPart.HABIT].lacks


def test_a_time_without_answers_is_open(nora_works: Writer) -> None:
    nora_works.pain(7, 6, None, None, None, None, 4, 3)
    part = severity(told(nora_works))
    assert part.drawing is not None
    assert part.drawing.strokes[0].path.count("M") == 2
    assert "Nothing was answered between 13 July 2026 and 17 August 2026" in " ".join(part.says)


def test_a_version_nobody_knows_is_a_word_and_no_number(
    nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.pain(7, 6, 5, version="0")
    part = severity(told(nora_works))
    assert (part.drawing, list(part.points)) == (None, [])
    assert "3 answers are to a version that is not known here any more" in " ".join(part.says)
    nora_works.pain(4, 3, first=START + 3 * WEEK)
    part = severity(told(nora_works))
    assert part.drawing is not None
    assert [number for _day, number in part.points] == [4, 3]
    assert "<td>–</td>" in page_of(practitioner, nora_works)


def test_a_past_that_was_rated_anew_stands_beside_the_original(nora_works: Writer) -> None:
    nora_works.felt(START, "unclear")
    nora_works.felt(START + WEEK, "clear")
    nora_works.felt(START, "absent", said=START + WEEK)
    part = told(nora_works).parts[ProgressPart.SENSATION]
    assert isinstance(part, ToldSensation)
    (place,) = part.places
    assert sorted(dot.back for dot in place.drawing.dots) == [False, False, True]
    (line,) = place.drawing.lines
    assert len(line.split()) == 2  # only what was said on the day itself
    assert [row[1] for row in place.numbers.rows] == ["Clear", "Cannot feel", "Unclear"]
    assert "looking back" in place.numbers.rows[1][3]


def test_a_course_of_work_or_all_of_them(nora_works: Writer, practitioner: Browser) -> None:
    nora_works.pain(7, 5)
    now = nora_works.episode
    before = Writer(nora_works.house, nora_works.client, opened=START - 30 * WEEK)
    before.pain(9, 8)
    enter_as(before.house.boss)
    Episode._base_manager.filter(pk=before.episode.pk).update(
        state="closed", closed_on=START - 20 * WEEK
    )
    numbers = {
        period: [number for _day, number in severity(told(nora_works, period)).points]
        for period in ("", str(now.pk), str(before.episode.pk), "all")
    }
    assert numbers == {
        "": [7, 5],
        str(now.pk): [7, 5],
        str(before.episode.pk): [9, 8],
        "all": [9, 8, 7, 5],
    }
    both = severity(told(nora_works, "all")).drawing
    assert both is not None
    assert both.strokes[0].path.count("M") == 2  # two courses of work are two lines
    assert 'href="?period=all"' in page_of(practitioner, nora_works)


@pytest.mark.parametrize(
    "query",
    [
        "?period=nonsense",
        "?period=%00",
        "?period=01890000-0000-7000-8000-000000000000",
        "?group=%27;--&lesson=x&lesson=&all=%F0%9F%A6%8A",
        "?period=all&period=&all=matrix&lesson=01890000-0000-7000-8000-000000000000",
    ],
)
def test_nonsense_in_the_address_shows_the_newest(
    nora_works: Writer, practitioner: Browser, query: str
) -> None:
    nora_works.everything()
    page = page_of(practitioner, nora_works, query)
    assert ("There is no such time to choose" in page) == query.startswith("?period=") * (
        "all" not in query
    )


def test_lessons_stand_side_by_side(nora_works: Writer, practitioner: Browser) -> None:
    for n, (fit, pain) in enumerate((("too_high", 6), ("too_high", 6), ("fits", 2), ("fits", 7))):
        nora_works.lesson(n + 1, START + n * WEEK, tone_fit=fit, pain=pain)
    part = told(nora_works).parts[ProgressPart.MATRIX]
    assert isinstance(part, ToldMatrix)
    assert [(one.number, one.name) for one in part.columns] == [(1, "first"), (4, "last")]
    chosen = [one.key for one in part.between]
    part = told(nora_works, asked=Asked(lessons=chosen)).parts[ProgressPart.MATRIX]
    assert isinstance(part, ToldMatrix)
    assert [one.number for one in part.columns] == [1, 2, 3, 4]
    assert [row.cells for row in part.rows] == [
        [
            ("too high, pain 6", ""),
            ("too high, pain 6", ""),
            ("fits, pain 2", "better"),
            ("fits, pain 7", "other"),
        ]
    ]
    query = "".join(f"&lesson={one}" for one in chosen)
    assert "▲ better" in page_of(practitioner, nora_works, f"?period={query}")


def test_a_large_matrix_begins_with_the_usual_places(
    nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.lesson(1, START, tone_fit="fits")
    for side in ("left", "right"):
        for place in ALL_COLUMNS:
            if (side, place) != ("left", "lying"):
                nora_works.cell(side=side, place=place.value, pain=1)
    part = told(nora_works).parts[ProgressPart.MATRIX]
    assert isinstance(part, ToldMatrix)
    assert (len(part.rows), part.left_out) == (14, 20)
    assert part.rows[7].where.startswith("Right, ")
    assert "20 more places were looked at." in page_of(practitioner, nora_works)
    whole = page_of(practitioner, nora_works, "?all=matrix")
    assert "more places were looked at" not in whole
    assert whole.count('<th scope="row">Left, ') == len(ALL_COLUMNS)


def test_what_an_author_keeps_is_in_no_matrix_and_no_release(nora_works: Writer) -> None:
    nora_works.lesson(1, START, tone_fit="too_high", author_only=True)
    nora_works.release(START, note=nora_works.note)
    found = told(nora_works)
    assert found.parts[ProgressPart.MATRIX].lacks
    assert "Let go" not in str(severity(found).happened)
    house = nora_works.house
    with acting(house.boss) as author:
        found = progress_of(author, nora_works.client.pk)
    assert not found.parts[ProgressPart.MATRIX].lacks
    assert "Let go first: Iliopsoas (left)" in str(severity(found).happened)


def test_what_was_withdrawn_counts_nowhere(nora_works: Writer) -> None:
    nora_works.pain(7, 5)
    who = nora_works.house.practitioner
    withdrawn: dict[str, Any] = {
        "withdrawn_at": noon(TODAY),
        "withdrawn_by": who,
        "withdrawn_why": "A slip.",
    }
    nora_works.answer("nprs", START + 2 * WEEK, 1, **withdrawn)
    nora_works.felt(START, "clear", withdrawn_at=noon(TODAY))
    found = told(nora_works)
    assert [number for _day, number in severity(found).points] == [7, 5]
    assert found.parts[ProgressPart.SENSATION].lacks


def test_a_judgement_of_change_is_shut_until_both_are_in(
    nora_works: Writer, practitioner: Browser
) -> None:
    day = START + 8 * WEEK
    nora_works.answer("grc", day, 4)
    assert told(nora_works).parts[ProgressPart.CHANGE].lacks
    assert "<td>+4</td>" not in page_of(practitioner, nora_works)
    nora_works.answer("grc", day, 2, rater="practitioner")
    page = page_of(practitioner, nora_works)
    assert "<td>+4</td><td>+2</td>" in page


def test_a_merged_record_leads_on_and_an_archived_one_is_read(
    nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.everything()
    house = nora_works.house
    with acting(house.boss) as boss:
        data = ClientData(given_name="Norah", timezone="Europe/Lisbon")
        other = create_client(actor=boss, data=data)
        merge_clients(actor=boss, client=nora_works.client, other=other)
    answer = practitioner.get(f"{reverse('client_progress', args=[other.pk])}?period=all")
    kept = reverse("client_progress", args=[nora_works.client.pk])
    assert (answer.status_code, answer["Location"]) == (302, f"{kept}?period=all")
    enter_as(house.boss)
    Client._base_manager.filter(pk=nora_works.client.pk).update(state="archived")
    assert "Pain over time" in page_of(practitioner, nora_works)


def test_who_reads_no_notes_reads_no_progress(nora_works: Writer, omar: Client) -> None:
    nora_works.everything()
    for name in ("client_progress", "client_progress_paper"):
        mine, theirs = (reverse(name, args=[one.pk]) for one in (nora_works.client, omar))
        for who in ("assistant@linden.example", "nora@clients.example"):
            assert sign_in(who).get(mine).status_code in (403, 404)
        practitioner = sign_in("practitioner@linden.example")
        assert practitioner.get(theirs).status_code == 404
        assert practitioner.get(reverse(name, args=[uuid4()])).status_code == 404
        assert practitioner.post(mine).status_code == 405


def test_on_paper_stands_what_the_page_says(nora_works: Writer, practitioner: Browser) -> None:
    nora_works.everything()
    answer = practitioner.get(reverse("client_progress_paper", args=[nora_works.client.pk]))
    assert answer["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for part in ProgressPart:
        assert part.label in text
    assert COUNTED in text
    assert "Walk with a free, even stride" in text


def retention(found: Progress) -> ToldRetention:
    part = found.parts[ProgressPart.RETENTION]
    assert isinstance(part, ToldRetention)
    return part


def test_a_curve_of_the_practice_takes_enough_of_them(
    nora_works: Writer, practitioner: Browser
) -> None:
    nora_works.lesson(1, START + WEEK)
    nora_works.pain(8, 4, 4, 3)
    others(nora_works.house, 8, came_back=2)
    few = retention(told(nora_works))
    assert (few.curve, few.curve_drawing) == (None, None)
    assert "cannot tell yet: 9 courses of work are followed, and it takes 10." in few.curve_says[0]
    others(nora_works.house, 1, came_back=0)
    part = retention(told(nora_works))
    assert part.curve is not None
    assert part.curve.n == 10
    assert part.curve.share_at(14) == pytest.approx(0.8)
    assert part.held is not None
    assert (part.held.days, part.held.came_back) == (14, False)
    page = page_of(practitioner, nora_works)
    assert "10 courses of work, each client’s newest. In 2 of them pain came back." in page
    assert ">this client</text>" in page


def test_the_curve_is_of_clients_within_reach(
    nora_works: Writer, reach: Callable[[], Actor]
) -> None:
    others(nora_works.house, 12, came_back=0)
    with acting(reach()) as actor:
        part = retention(progress_of(actor, nora_works.client.pk))
    assert "cannot tell yet: 0 courses" in part.curve_says[0]


@pytest.fixture
def reach(linden: House, nora: Client) -> Callable[[], Actor]:
    """Somebody who reaches Nora alone."""
    enter_as(linden.boss)
    Client._base_manager.filter(pk=nora.pk).update(assigned_to=linden.trainee)
    return lambda: linden.actor(linden.trainee)


def test_a_later_version_that_nobody_knows_takes_nothing_away(nora_works: Writer) -> None:
    nora_works.lesson(1, START + WEEK)
    nora_works.pain(8, 4, 4, 3)
    nora_works.pain(9, first=START + 5 * WEEK, version="0")
    others(nora_works.house, 9, came_back=0)
    part = retention(told(nora_works))
    assert part.held is not None
    assert (part.held.days, part.held.came_back) == (14, False)
    assert part.curve is not None
    assert part.curve.n == 10


def test_earlier_treatments_stand_beside(nora_works: Writer, practitioner: Browser) -> None:
    nora_works.tried("stretching", 3)
    nora_works.tried("massage_manipulation", None, "none")
    nora_works.tried("other", None)
    nora_works.lesson(1, START + WEEK)
    nora_works.pain(7, 4, 4, 6)
    part = retention(told(nora_works))
    assert part.numbers is not None
    assert [list(row) for row in part.numbers.rows] == [
        ["Stretching", "3 days"],
        ["Massage or manipulation", "no relief"],
        ["Something else", "some relief, for how long was not said"],
        ["This work", "14 days"],
    ]
    assert "it held for 14 days; then pain was within 1" in page_of(practitioner, nora_works)


def test_a_long_table_says_what_it_leaves_out(nora_works: Writer, practitioner: Browser) -> None:
    nora_works.pain(*[5] * 20)
    page = page_of(practitioner, nora_works)
    assert "The table leaves out 12 older rows." in page
    whole = page_of(practitioner, nora_works, "?all=severity")
    assert "The table leaves out" not in whole
    assert whole.count("<td>Weekly</td>") == 20


def test_days_to_come_are_not_planned_yet(nora_works: Writer) -> None:
    program = nora_works.program(TODAY - timedelta(days=7), weekdays=(1,))
    nora_works.log(program, TODAY - timedelta(days=7))
    says = told(nora_works).parts[ProgressPart.PRACTICE].says
    assert says[0] == "Days planned: 1. Of these with a log: 1."
