"""A picture of a practice's own movement stands on the sheet, within its one page."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from clients.files.store import drop
from clients.records.models import Client
from clients.symptoms.rules import Phase
from practice.core.actor import acting, enter_as
from practice.core.clock import now
from practice.core.locales import A4, LETTER
from practice.core.models import Practice
from sessions.movements.library import MOVEMENTS
from sessions.movements.models import Movement, MovementMedia
from sessions.movements.services import add_movement
from sessions.programs.models import HomeProgram
from sessions.programs.paper import paper_of, program_pdf
from sessions.programs.queries import get_home_program, items_of
from sessions.programs.services import ItemData
from tests.cast import House
from tests.clients.files.conftest import Kept
from tests.clients.files.making import a_picture, keep
from tests.clients.intake.counting import statements
from tests.sessions.movements import writing
from tests.sessions.programs import building

LOCALES = {A4: "en-gb", LETTER: "en-us"}


@pytest.fixture
def jaw(kept: Kept, linden: House) -> Movement:
    with acting(linden.boss) as boss:
        return add_movement(actor=boss, data=writing.data())


def _pictured(house: House, movement: Movement, size: tuple[int, int]) -> MovementMedia:
    content = a_picture("PNG", size=size)
    media = MovementMedia(
        practice_id=house.practice.pk,
        movement=movement,
        kind="picture",
        title="The jaw hangs",
        stored_as=keep(house, content),
        content_type="image/png",
        size=len(content),
        width=size[0],
        height=size[1],
        added_at=now(),
        added_by=house.owner,
    )
    with acting(house.boss):
        media.save(force_insert=True)
    return media


def _made(house: House, nora: Client, jaw: Movement) -> HomeProgram:
    longest = sorted(MOVEMENTS, key=lambda m: -sum(len(step.words) for step in m.steps))
    with acting(house.boss) as boss:
        others = [building.item(boss, one.code, unlock_reason="Asked.") for one in longest[:3]]
        own = ItemData(movement=jaw, phase=Phase.FREE, minutes=2)
        return building.draft(boss, nora, own, *others, many_reason="Asked.")


def _printed(house: House, made: HomeProgram, size: str = A4) -> PdfReader:
    enter_as(house.boss)
    practice = Practice.objects.get(pk=house.practice.pk)
    practice.locale = LOCALES[size]
    found = get_home_program(house.boss, made.pk)
    pdf = program_pdf(house.boss, found, items_of(house.boss, found), practice)
    return PdfReader(io.BytesIO(pdf))


def _pictures(read: PdfReader) -> int:
    """How many pictures of dots are in the file; our drawings are lines."""
    objects: list[Any] = [read.get_object(number) for number in range(1, len(read.xref[0]) + 1)]
    return sum(getattr(one, "get", lambda _n: None)("/Subtype") == "/Image" for one in objects)


@pytest.mark.parametrize("size", [A4, LETTER])
@pytest.mark.parametrize("dots", [(1600, 900), (600, 2000)], ids=["wide", "tall"])
def test_it_stands_on_the_one_page(
    linden: House, nora: Client, jaw: Movement, dots: tuple[int, int], size: str
) -> None:
    made = _made(linden, nora, jaw)
    assert _pictures(_printed(linden, made, size)) == 0

    _pictured(linden, jaw, dots)

    read = _printed(linden, made, size)
    assert (len(read.pages), _pictures(read)) == (1, 1)
    enter_as(linden.boss)
    found = get_home_program(linden.boss, made.pk)
    told = paper_of(linden.boss, found, items_of(linden.boss, found), linden.practice)
    assert told["items"][0]["alt"] == "The jaw hangs"


def test_without_its_bytes_the_rest_is_printed(linden: House, nora: Client, jaw: Movement) -> None:
    media = _pictured(linden, jaw, (800, 600))
    drop(media.stored_as)
    read = _printed(linden, _made(linden, nora, jaw))
    assert "Soft Jaw" in read.pages[0].extract_text()
    assert _pictures(read) == 0


def test_they_cost_one_statement_and_none_where_all_came_along(
    linden: House, nora: Client, jaw: Movement
) -> None:
    _pictured(linden, jaw, (800, 600))
    made = _made(linden, nora, jaw)
    enter_as(linden.boss)
    found = get_home_program(linden.boss, made.pk)
    items = items_of(linden.boss, found)
    counted = []
    for some in (items, items[1:]):
        with statements() as asked:
            paper_of(linden.boss, found, some, linden.practice)
        counted.append(len(asked))
    assert counted == [1, 0]
