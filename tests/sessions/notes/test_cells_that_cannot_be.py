"""Cells that cannot be are refused in words: nothing is half saved, the text is still there."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.urls import reverse

from clients.symptoms.models import MuscleGroup
from practice.core.actor import acting, enter_as
from practice.core.clock import now
from sessions.evaluations.models import AssessmentCell
from sessions.evaluations.rules import CellData
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, start_lesson
from tests.cast import House
from tests.sessions.notes.conftest import typed
from tests.sessions.notes.stored import kept, rows

pytestmark = pytest.mark.django_db
TEXT = "It pulled again after the drive."
CALVES = CellData(side="left", place="walking", moment="before", muscle_group="calves", pain=4)


def retire(house: House, code: str) -> None:
    with acting(house.boss) as boss:
        enter_as(boss)
        found = MuscleGroup.objects.visible_to(boss).filter(built_in_code=code)
        assert found.update(retired_at=now()) == 1


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("cell-left-standing-before-effort", "11", "less than or equal to 10"),
        ("cell-left-standing-before-pain", "-1", "greater than or equal to 0"),
        ("cell-left-standing-before-sensation", "pretty", "Select a valid choice"),
        ("cell-left-standing-before-findings", "made_up", "not looked for in this place"),
        ("cell-left-standing-before-findings", "groin_pull", "not looked for in this place"),
        ("cell-left-flying-before-pain", "3", "a cell that the matrix does not have"),
        ("cell-sleeves-left-standing-before-pain", "3", "Choose a muscle group from the list"),
    ],
)
def test_the_form_says_what_is_wrong(
    linden: House,
    note: SessionNote,
    practitioner: Browser,
    name: str,
    value: str,
    words: str,
) -> None:
    before = rows(linden.boss)
    for address in ("note_page", "note_save"):
        answer = practitioner.post(reverse(address, args=[note.pk]), typed() | {name: value})
        assert answer.status_code == 422
        said = answer.content.decode()
        assert words in said
        assert address == "note_save" or TEXT in said
    assert rows(linden.boss) == before


def test_what_is_not_sent_stays_and_what_is_emptied_goes(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    with acting(linden.boss) as boss:
        save_draft(actor=boss, note=note, data=NoteData(cells=(CALVES,)), version=1)
    save = reverse("note_save", args=[note.pk])
    assert practitioner.post(save, typed(2)).status_code == 200
    assert CALVES in kept(linden.boss, note).cells
    emptied = {"cell-calves-left-walking-before-pain": ""}
    assert practitioner.post(save, typed(3) | emptied).status_code == 200
    assert {cell.muscle_group for cell in kept(linden.boss, note).cells} == {"iliopsoas"}


def test_a_muscle_group_that_was_removed_takes_nothing_new(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    with acting(linden.boss) as boss:
        save_draft(actor=boss, note=note, data=NoteData(cells=(CALVES,)), version=1)
    retire(linden, "calves")
    page = reverse("note_page", args=[note.pk])
    before = rows(linden.boss)
    for name in ("cell-calves-left-walking-before-pain", "cell-calves-right-walking-after-tone"):
        answer = practitioner.post(page, typed(2) | {name: "7"})
        assert answer.status_code == 422
        said = answer.content.decode()
        assert "Calves is no longer in the practice’s list." in said
        assert TEXT in said
    assert rows(linden.boss) == before
    # what stood there may stay, be read, and be taken away
    assert practitioner.post(page, typed(2)).status_code == 302
    assert CALVES in kept(linden.boss, note).cells
    read = practitioner.get(f"{page}?review=1").content.decode()
    assert "Calves" in read
    assert "pain 4" in read
    gone = {"cell-calves-left-walking-before-pain": ""}
    assert practitioner.post(page, typed(3) | gone).status_code == 302
    assert CALVES not in kept(linden.boss, note).cells
    options = practitioner.get(f"{page}?open=rows").content.decode().partition("add_group")[2]
    assert 'value="calves"' not in options
    assert 'value="hamstrings"' in options


def test_without_a_script_a_row_and_all_columns_open(
    note: SessionNote, practitioner: Browser
) -> None:
    page = reverse("note_page", args=[note.pk])
    answer = practitioner.post(page, typed() | {"open": "row", "add_group": "neck"})
    assert answer["Location"] == f"{page}?open=row-neck#open-row-neck"
    shown = practitioner.get(answer["Location"]).content.decode()
    assert 'id="open-row-neck"' in shown
    assert 'value="neck-left-lying"' in shown
    assert 'value="left-bend_forward"' not in shown
    answer = practitioner.post(page, typed(2) | {"open": "more"})
    shown = practitioner.get(answer["Location"]).content.decode()
    assert 'value="left-bend_forward"' in shown


def test_the_rows_of_last_time_are_offered_first(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    with acting(linden.actor(linden.practitioner)) as actor:
        save_draft(actor=actor, note=note, data=NoteData(cells=(CALVES,)), version=1)
        episode = note.session.episode
        later = start_lesson(actor=actor, client=note.client, episode=episode)
    shown = practitioner.get(reverse("note_page", args=[later.pk])).content.decode()
    assert 'value="row-calves" data-row' in shown
    assert 'id="open-row-calves"' not in shown  # nothing is preset
    assert 'value="row-neck"' not in shown


@pytest.mark.parametrize(
    ("said", "constraint"),
    [
        ({"effort": 11}, "cell_0_to_10"),
        ({"sensation": "pretty"}, "cell_sensation"),
        ({"findings": ["groin_pull"]}, "cell_findings_belong"),
        ({"findings": ["made_up"]}, "cell_findings_belong"),
        ({}, "cell_says_something"),
    ],
)
def test_the_database_refuses_it_too(
    linden: House, note: SessionNote, said: dict[str, Any], constraint: str
) -> None:
    with acting(linden.boss) as boss:
        enter_as(boss)
        cell = AssessmentCell(
            practice_id=boss.practice_id,
            assessment_id=note.assessment_id,
            muscle_group=MuscleGroup.objects.visible_to(boss).first(),
            side="left",
            place="standing",
            moment="before",
            **said,
        )
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            cell.save(force_insert=True)
