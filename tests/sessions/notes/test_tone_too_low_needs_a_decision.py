"""Seed row 72: too low is decided on before the note is signed."""

from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from practice.core.actor import enter_as
from practice.core.errors import DomainError
from sessions.evaluations.rules import CellData
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, sign_note
from tests.cast import House
from tests.sessions.notes.conftest import typed
from tests.sessions.notes.stored import fresh, kept, rows

pytestmark = pytest.mark.django_db
BY_NUMBER = CellData(side="left", place="lying_to_sitting", moment="before", tone=0)
BY_TAP = CellData(side="right", place="standing", moment="after", fit="too_low")


REFERRED = {"low_tone_choice": "refer_out", "low_tone_to": "Dr. Vale"}
TAUGHT = {"low_tone_choice": "basic_control"}


@pytest.mark.parametrize("cell", [BY_NUMBER, BY_TAP])
@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({}, "low_tone_choice"),
        ({"low_tone_reason": "Dr. Vale, soon."}, "low_tone_choice"),
        ({**REFERRED, "low_tone_to": " ", "low_tone_on": date(2026, 12, 1)}, "low_tone_to"),
        (REFERRED, "low_tone_on"),
        ({**REFERRED, "low_tone_reason": "On Friday."}, "low_tone_on"),
        ({**TAUGHT, "low_tone_reason": " "}, "low_tone_reason"),
        ({**TAUGHT, "low_tone_to": "Dr. Vale"}, "low_tone_reason"),
    ],
)
def test_signing_waits_for_the_whole_decision(
    linden: House, note: SessionNote, cell: CellData, said: dict[str, Any], asked: str
) -> None:
    actor = linden.actor(linden.practitioner)
    enter_as(actor)
    data = NoteData(observed="Seen.", cells=(cell,), **said)
    saved = save_draft(actor=actor, note=note, data=data, version=1)
    before = rows(actor)
    with pytest.raises(DomainError) as refusal:
        sign_note(actor=actor, note=note, version=saved.version)
    assert refusal.value.field == asked
    assert rows(actor) == before


@pytest.mark.parametrize(
    "said",
    [
        {**REFERRED, "low_tone_on": date(2026, 12, 1)},
        {**TAUGHT, "low_tone_reason": "Has never learned to lift that leg."},
    ],
)
def test_with_the_decision_it_is_signed(
    linden: House, note: SessionNote, said: dict[str, Any]
) -> None:
    actor = linden.actor(linden.practitioner)
    enter_as(actor)
    data = NoteData(observed="Seen.", cells=(BY_NUMBER,), **said)
    saved = save_draft(actor=actor, note=note, data=data, version=1)
    assert sign_note(actor=actor, note=note, version=saved.version).state == "signed"


def test_a_referral_is_typed_kept_and_read(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    url = reverse("note_page", args=[note.pk])
    low = typed() | {"cell-right-standing-before-fit": "too_low", "low_tone_choice": "refer_out"}
    refused = practitioner.post(url, low | {"low_tone_on": "32 May"})
    assert refused.status_code == 422
    assert "It pulled again after the drive." in refused.content.decode()
    told = low | {"low_tone_to": "Dr. Vale", "low_tone_on": "2026-12-01", "review": "1"}
    review = practitioner.post(url, told, follow=True).content.decode()
    assert "Sign the note" in review
    for words in ("Refer for a neurological check", "Dr. Vale", "1 December 2026"):
        assert words in review, words
    data = kept(linden.boss, note)
    assert (data.low_tone_to, data.low_tone_on) == ("Dr. Vale", date(2026, 12, 1))


def test_the_page_says_it_beside_the_field(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    url, sign = reverse("note_page", args=[note.pk]), reverse("note_sign", args=[note.pk])
    low = typed() | {"cell-right-standing-before-fit": "too_low", "review": "1"}
    review = practitioner.post(url, low, follow=True).content.decode()
    assert "Choose what follows before you sign" in review
    assert "Sign the note" not in review
    answer = practitioner.post(sign, {"version": 2})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_low_tone_choice_error"' in shown
    assert "It pulled again after the drive." in shown
    assert fresh(linden.boss, note).state == "draft"


def test_a_number_outweighs_a_tap(linden: House, note: SessionNote) -> None:
    """A tap cannot talk a low number away."""
    actor = linden.actor(linden.practitioner)
    enter_as(actor)
    cell = CellData(side="left", place="walking", moment="before", tone=0, fit="fits")
    saved = save_draft(
        actor=actor, note=note, data=NoteData(observed="Seen.", cells=(cell,)), version=1
    )
    with pytest.raises(DomainError):
        sign_note(actor=actor, note=note, version=saved.version)
