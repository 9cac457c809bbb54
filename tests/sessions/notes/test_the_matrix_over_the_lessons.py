"""The matrix over the lessons: one muscle group, each side and place, the newest lesson first."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.records.models import Client
from practice.core.actor import acting
from sessions.evaluations.rules import CellData
from sessions.notes.matrix_over_time import LESSONS_SHOWN, matrix_over_time
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, start_lesson
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db


def cell(moment: str, group: str = "iliopsoas", place: str = "lying", **said: object) -> CellData:
    return CellData(side="left", place=place, moment=moment, muscle_group=group, **said)  # type: ignore[arg-type]


LESSONS = (
    (cell("before", tone=5, pain=6), cell("after", fit="fits", pain=3)),
    (cell("before", "calves", "walking", effort=4),),
    (cell("before", fit="fits"), cell("before", place="bend_forward", pain=0)),
)


@pytest.fixture
def told(linden: House, note: SessionNote) -> SessionNote:
    with acting(linden.actor(linden.practitioner)) as actor:
        save_draft(actor=actor, note=note, data=NoteData(cells=LESSONS[0]), version=1)
        for cells in LESSONS[1:]:
            later = start_lesson(actor=actor, client=note.client, episode=note.session.episode)
            save_draft(actor=actor, note=later, data=NoteData(cells=cells), version=1)
    return note


def test_each_place_is_told_lesson_by_lesson(linden: House, told: SessionNote) -> None:
    with acting(linden.actor(linden.practitioner)) as actor:
        matrix = matrix_over_time(actor, told.client_id)
        calves = matrix_over_time(actor, told.client_id, "calves")
        unknown = matrix_over_time(actor, told.client_id, "sleeves")
    assert [code for code, _name in matrix.groups] == ["iliopsoas", "calves"]
    assert [number for number, _day in matrix.lessons] == [3, 1]
    assert [(row.side, row.place, *row.told) for row in matrix.rows] == [
        ("Left", "Lying", "fits", "too high → fits, pain 6 → 3"),
        ("Left", "Bending forward", "pain 0", "not looked at"),
    ]
    assert [row.told for row in calves.rows] == [["looked at"]]
    assert unknown.group == "iliopsoas"


def test_six_lessons_are_enough(linden: House, told: SessionNote) -> None:
    with acting(linden.actor(linden.practitioner)) as actor:
        for _more in range(LESSONS_SHOWN):
            later = start_lesson(actor=actor, client=told.client, episode=told.session.episode)
            save_draft(actor=actor, note=later, data=NoteData(cells=LESSONS[0]), version=1)
        matrix = matrix_over_time(actor, told.client_id)
    assert [number for number, _day in matrix.lessons] == [9, 8, 7, 6, 5, 4]
    assert {len(row.told) for row in matrix.rows} == {LESSONS_SHOWN}


def test_the_page_is_a_table_and_is_for_those_who_read_notes(
    told: SessionNote, nora: Client, practitioner: Browser
) -> None:
    over = reverse("client_over_time", args=[nora.pk])
    page = practitioner.get(f"{over}?group=calves").content.decode()
    assert "<caption>Calves over the lessons</caption>" in page
    assert '<th scope="row">Left, Walking</th>' in page
    assert (
        f'href="{over}#matrix"'
        in practitioner.get(reverse("note_page", args=[told.pk])).content.decode()
    )
    for who in ("assistant@linden.example", "nora@clients.example"):
        assert sign_in(who).get(over).status_code in (403, 404)
