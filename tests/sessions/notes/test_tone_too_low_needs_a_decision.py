"""Seed row 72: too low is decided on before the note is signed."""

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
from tests.sessions.notes.stored import fresh, rows

pytestmark = pytest.mark.django_db
BY_NUMBER = CellData(side="left", place="lying_to_sitting", moment="before", tone=0)
BY_TAP = CellData(side="right", place="standing", moment="after", fit="too_low")


@pytest.mark.parametrize("cell", [BY_NUMBER, BY_TAP])
def test_signing_waits_for_a_choice_and_a_reason(
    linden: House, note: SessionNote, cell: CellData
) -> None:
    actor = linden.actor(linden.practitioner)
    enter_as(actor)
    steps = [("", "", "low_tone_choice"), ("refer_out", " ", "low_tone_reason")]
    for version, (choice, reason, field) in enumerate(steps, start=1):
        data = NoteData(
            observed="Seen.", cells=(cell,), low_tone_choice=choice, low_tone_reason=reason
        )
        saved = save_draft(actor=actor, note=note, data=data, version=version)
        before = rows(actor)
        with pytest.raises(DomainError) as refusal:
            sign_note(actor=actor, note=note, version=saved.version)
        assert refusal.value.field == field
        assert rows(actor) == before
    data = NoteData(
        observed="Seen.",
        cells=(cell,),
        low_tone_choice="refer_out",
        low_tone_reason="Dr. Vale, this week.",
    )
    saved = save_draft(actor=actor, note=note, data=data, version=3)
    assert sign_note(actor=actor, note=note, version=saved.version).state == "signed"


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
