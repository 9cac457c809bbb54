"""The builder without script: find, add, move and take out keep what was typed and judge nothing;
what stands beside it are the cells of the client's matrix that ask for work."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser

from clients.records.models import Client, Episode
from clients.symptoms.rules import Phase
from practice.core.actor import acting
from practice.core.clock import now
from sessions.evaluations.rules import CellData
from sessions.movements.finding import index_movements
from sessions.movements.models import Movement
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, start_lesson
from sessions.notes.visibility.rules import Visibility
from sessions.notes.visibility.services import say_who_reads
from sessions.programs.models import HomeProgram
from sessions.programs.services import ItemData, create_program
from sessions.understanding.models import UnderstandingCard
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode(linden: House, nora: Client) -> Episode:
    with acting(linden.boss) as boss:
        return building.episode_of(boss, nora)


@pytest.fixture
def browser(linden: House, episode: Episode) -> Browser:
    browser = sign_in("practitioner@linden.example")
    browser.get("/library/")  # shows the welcome, so that it is not counted
    return browser


def _sent(house: House, *codes: str, **more: Any) -> dict[str, Any]:
    with acting(house.boss) as boss:
        rows = [
            {"movement": building.movement(boss, code).pk, "phase": "free", "note": f"On {code}"}
            for code in codes
        ]
    return building.form_data(house.boss, *rows, cue="At dawn", **more)


def _press(browser: Browser, nora: Client, sent: dict[str, Any]) -> tuple[Any, str]:
    answer = browser.post(f"/clients/{nora.pk}/programs/new/", sent)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "At dawn" in page
    assert "field__error" not in page
    return answer, page


def _notes(answer: Any) -> list[str]:
    form = answer.context["form"]
    return [form[f"items-{n}-note"].value() or "" for n in range(form.row_count)]


def test_find_shows_what_goes_by_it_and_keeps_everything(
    linden: House, nora: Client, browser: Browser
) -> None:
    sent = _sent(linden, "side_curl", find="1", q="wash", time_1="")
    answer, page = _press(browser, nora, sent)
    assert [one.name for one, _phase in answer.context["picker"].found] == ["Washrag"]
    assert _notes(answer) == ["On side_curl"]
    assert 'name="add"' in page
    with acting(linden.boss) as boss:
        assert not HomeProgram.objects.visible_to(boss).exists()


def test_what_is_added_stands_last_and_begins_with_what_it_does(
    linden: House, nora: Client, browser: Browser
) -> None:
    with acting(linden.boss) as boss:
        walk = building.movement(boss, "shift_to_walk")
        card = UnderstandingCard.objects.visible_to(boss).order_by("position")[0]
    answer, page = _press(browser, nora, _sent(linden, "side_curl", add=str(walk.pk)))
    form = answer.context["form"]
    assert (form["items-1-movement"].value(), form["items-1-phase"].value()) == (
        str(walk.pk),
        "integrate",
    )
    assert re.search(r'<fieldset[^>]*autofocus[^>]*id="row-1"', page)
    found = {one.pk for one, _phase in answer.context["picker"].found}
    assert walk.pk not in found
    answer, _page = _press(browser, nora, _sent(linden, "side_curl", add_card=str(card.pk)))
    assert answer.context["form"]["items-1-card"].value() == str(card.pk)
    for wrong in ("", "x", "01a21779-98c7-7138-8d95-7d1b96b60d67"):
        answer, _page = _press(browser, nora, _sent(linden, "side_curl", add=wrong))
        assert answer.context["form"].row_count == 1


@pytest.mark.parametrize(
    ("press", "after"),
    [
        ({"up": "1"}, ["side_curl", "washrag", "back_lift"]),
        ({"down": "0"}, ["side_curl", "washrag", "back_lift"]),
        ({"down": "2"}, ["washrag", "side_curl", "back_lift"]),
        ({"up": "0"}, ["washrag", "side_curl", "back_lift"]),
        ({"out": "1"}, ["washrag", "back_lift"]),
        ({"out": "7"}, ["washrag", "side_curl", "back_lift"]),
    ],
)
def test_rows_move_and_go(
    linden: House, nora: Client, browser: Browser, press: dict[str, str], after: list[str]
) -> None:
    sent = _sent(linden, "washrag", "side_curl", "back_lift", **press)
    answer, _page = _press(browser, nora, sent)
    assert _notes(answer) == [f"On {code}" for code in after]


def _looked_at(house: House, nora: Client, episode: Episode) -> SessionNote:
    """The iliopsoas too high on the left, lying; the right fits."""
    with acting(house.boss) as boss:
        note = start_lesson(actor=boss, client=nora, episode=episode)
        cells = (
            CellData(side="left", place="lying", moment="before", fit="too_high", pain=6),
            CellData(side="right", place="lying", moment="before", fit="fits"),
        )
        return save_draft(actor=boss, note=note, data=NoteData(cells=cells), version=1)


def _aims_there(movement: Movement) -> bool:
    read = Movement._base_manager.get(pk=movement.pk)
    return {"muscle_group": "iliopsoas", "place": "lying"} in read.targets


def test_a_tight_cell_stands_beside_and_leads_to_what_trains_it(
    linden: House, nora: Client, episode: Episode, browser: Browser
) -> None:
    _looked_at(linden, nora, episode)
    page = browser.get(f"/clients/{nora.pk}/programs/new/")
    picker = page.context["picker"]
    assert [cell.value for cell in picker.cells] == ["iliopsoas:left:lying"]
    assert "too high; pain 6" in page.content.decode()
    assert picker.suggested_for.endswith("left, lying")
    assert picker.found
    assert all(_aims_there(one) for one, _phase in picker.found)
    answer, _page = _press(browser, nora, _sent(linden, "washrag", cell="iliopsoas:left:lying"))
    assert all(_aims_there(one) for one, _phase in answer.context["picker"].found)
    assert _notes(answer) == ["On washrag"]


def test_a_note_of_its_author_only_stands_beside_nobody_elses_builder(
    linden: House, nora: Client, episode: Episode, browser: Browser
) -> None:
    note = _looked_at(linden, nora, episode)  # the owner's
    address = f"/clients/{nora.pk}/programs/new/"
    assert browser.get(address).context["picker"].cells
    with acting(linden.boss) as boss:
        say_who_reads(actor=boss, note_id=note.pk, visibility=Visibility.AUTHOR)
    assert not browser.get(address).context["picker"].cells
    assert sign_in("owner@linden.example").get(address).context["picker"].cells


def test_a_movement_that_left_the_library_is_not_added(
    linden: House, nora: Client, browser: Browser
) -> None:
    with acting(linden.boss) as boss:
        gone = building.movement(boss, "washrag")
        Movement.objects.visible_to(boss).filter(pk=gone.pk).update(retired_at=now())
    page = browser.get(f"/clients/{nora.pk}/programs/new/?add={gone.pk}")
    assert page.context["form"].row_count == 0
    sent = _sent(linden, "washrag")
    answer = browser.post(f"/clients/{nora.pk}/programs/new/", sent)
    assert answer.status_code == 422
    assert "Washrag is no longer in the library" in answer.content.decode()


def _fill_library(house: House, count: int) -> None:
    with acting(house.boss) as boss:
        first = Movement.objects.visible_to(boss).order_by("sort_name").first()
        assert first is not None
        made = []
        for number in range(count):
            values = {f.attname: getattr(first, f.attname) for f in Movement._meta.concrete_fields}
            values |= {
                "name": f"Soft {number:03}",
                "sort_name": f"soft {number:03}",
                "folded": f"soft {number:03}",
            }
            values |= {"built_in_code": f"own_soft_{number}", "built_in_version": 0}
            made.append(Movement(**values | {"id": uuid4()}))
        Movement._base_manager.bulk_create(made)
        index_movements(Movement.objects.visible_to(boss).filter(sort_name__startswith="soft "))


def test_at_five_hundred_movements_it_asks_and_weighs_little(
    linden: House, nora: Client, episode: Episode, browser: Browser
) -> None:
    _fill_library(linden, 500)
    _looked_at(linden, nora, episode)
    with acting(linden.boss) as boss:
        movements = list(
            Movement.objects.visible_to(boss).filter(frees__gt=0).order_by("position")[:10]
        )
        items = [ItemData(movement=m, phase=Phase.FREE, minutes=2) for m in movements]
        plan = building.data(*items, many_reason="A full house")
        full = create_program(actor=boss, episode=episode, data=plan)
    for address in (f"/clients/{nora.pk}/programs/new/", f"/programs/{full.pk}/edit/"):
        with statements() as seen:
            answer = browser.get(address)
        assert len(seen) <= 8, "\n".join(one[:120] for one in seen)
        assert len(answer.content) <= 40_000
        assert len(answer.context["picker"].found) <= 20
