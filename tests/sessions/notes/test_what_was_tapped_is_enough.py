"""A note that was only tapped can be signed, and is read as it was tapped."""

import re
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from practice.core.actor import acting
from sessions.evaluations.findings import FindingData
from sessions.evaluations.rules import CellData
from sessions.notes.models import SessionNote
from sessions.notes.rules import Lack, LineData, NoteData, ReleaseData, lacks
from sessions.notes.services import save_draft, sign_note
from tests.cast import House

CELL = CellData(side="left", place="lying", moment="before", effort=3)


@pytest.mark.parametrize(
    "said",
    [
        {"cells": (CELL,)},
        {"findings": (FindingData(kind="reflex", code="trauma", side="left", value=0),)},
        {"lines": (LineData(technique="means_whereby", side="left"),)},
        {"releases": (ReleaseData(side="left"),)},
        {"pattern": "Leans."},
        {"plan": "Rest."},
    ],
)
def test_whatever_is_there_is_enough(said: dict[str, Any]) -> None:
    assert lacks(NoteData(**said)) == []


def test_a_note_with_nothing_in_it_is_not_signed() -> None:
    assert lacks(NoteData()) == [Lack.EMPTY]


@pytest.mark.django_db
def test_a_cell_without_tone_and_pain_says_that_it_was_looked_at(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    with acting(linden.actor(linden.practitioner)) as actor:
        save_draft(actor=actor, note=note, data=NoteData(cells=(CELL,)), version=1)
        sign_note(actor=actor, note=note, version=2)
    page = practitioner.get(reverse("note_page", args=[note.pk])).content.decode()
    (matrix,) = re.findall(r'<table class="matrix">.*?</table>', page, re.DOTALL)
    drawn = [
        re.sub("<[^>]+>", "", cell).strip()
        for cell in re.findall("<td>.*?</td>", matrix, re.DOTALL)
    ]
    assert drawn[0] == "looked at"
    assert set(drawn[1:]) == {"not looked at"}
