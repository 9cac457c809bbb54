"""The note's pages stay within twelve statements, however much the note holds."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.records.models import Client, Episode
from practice.core.actor import acting
from sessions.evaluations.amnesia import SmaData
from sessions.evaluations.rules import MATRIX_COLUMNS, CellData
from sessions.notes.models import SessionNote
from sessions.notes.rules import LineData, NoteData, ReleaseData
from sessions.notes.services import add_addendum, save_draft, sign_note
from tests.cast import House
from tests.full import everything_seen
from tests.sessions.notes.conftest import typed

pytestmark = pytest.mark.django_db
FULL = NoteData(
    clients_words="Lighter.",
    cells=tuple(
        CellData(side=side, place=place.value, moment=moment, tone=3, pain=2)
        for side in ("left", "right")
        for place in MATRIX_COLUMNS
        for moment in ("before", "after")
    ),
    lines=tuple(LineData(technique="means_whereby", side="left") for _ in range(12)),
    releases=(ReleaseData(side="left"), ReleaseData(side="right")),
    findings=everything_seen(),
    amnesia=(SmaData(region="front_groin_core", sense="absent"),),
    pattern="Leans.",
    low_tone_choice="basic_control",
    low_tone_reason="Rising: learns to meet it.",
)


def statements(call: Any) -> int:
    with CaptureQueriesContext(connection) as seen:
        answer = call()
    assert getattr(answer, "status_code", 200) in (200, 302), answer
    return len([q for q in seen if "SAVEPOINT" not in q["sql"]])


def test_pages(
    linden: House, nora: Client, episode: Episode, note: SessionNote, practitioner: Browser
) -> None:
    actor = linden.actor(linden.practitioner)
    page, new = reverse("note_page", args=[note.pk]), reverse("session_new", args=[nora.pk])
    practitioner.get(page)  # the first look of a minute also notes that somebody is there
    empty = statements(lambda: practitioner.get(page))
    with acting(actor):
        save_draft(actor=actor, note=note, data=FULL, version=1)
    assert statements(lambda: practitioner.get(page)) == empty <= 8
    assert statements(lambda: practitioner.get(f"{page}?review=1")) <= 8
    part, over = reverse("note_seen", args=[note.pk]), reverse("client_over_time", args=[nora.pk])
    assert statements(lambda: practitioner.get(part)) <= 8
    assert statements(lambda: practitioner.get(over)) <= 8
    assert statements(lambda: practitioner.get(new)) <= 8
    with acting(actor):
        sign_note(actor=actor, note=note, version=2)
    few = statements(lambda: practitioner.get(page))
    with acting(actor):
        signed = SessionNote.objects.visible_to(actor).get(pk=note.pk)
        for n in range(5):
            add_addendum(actor=actor, note=signed, reason=f"{n}", text="More.")
    assert statements(lambda: practitioner.get(page)) == few <= 8


def test_writes(
    linden: House, nora: Client, episode: Episode, note: SessionNote, practitioner: Browser
) -> None:
    save, sign = reverse("note_save", args=[note.pk]), reverse("note_sign", args=[note.pk])
    assert statements(lambda: practitioner.post(save, typed())) <= 12
    seen = {
        "reflex": "trauma-left=1",
        "sma-0": "front_groin_core/left/clear//",
        "quality": "heavy=1",
    }
    changed = typed(version=2, amnesia="", pattern="Sits.", **seen)
    assert statements(lambda: practitioner.post(save, changed)) <= 12
    assert statements(lambda: practitioner.post(sign, {"version": 3})) <= 12
    lesson = {"episode": episode.pk, "held_on": "2026-01-05"}
    new = reverse("session_new", args=[nora.pk])
    assert statements(lambda: practitioner.post(new, lesson)) <= 12
