"""A movement of the practice's own that is called otherwise later: what was signed says what it
said, on its page, on paper and to the client."""

import io

from django.test import Client as Browser
from django.urls import reverse
from pypdf import PdfReader

from clients.records.models import Client
from practice.core.actor import acting
from sessions.movements.models import Movement
from sessions.movements.services import add_movement, edit_movement
from sessions.notes.models import SessionNote
from sessions.notes.queries import content_of, get_note
from sessions.notes.rules import LineData, NoteData
from sessions.notes.services import save_draft, sign_note
from tests.cast import House
from tests.sessions.movements import writing

OLD, NEW = "Soft Jaw", "Heavy Chin"


def _signed(house: House, note: SessionNote) -> Movement:
    with acting(house.boss) as boss:
        jaw = add_movement(actor=boss, data=writing.data(name=OLD))
    line = LineData(
        technique="means_whereby", muscle_group="", movement=jaw.built_in_code, side="left"
    )
    with acting(house.actor(house.practitioner)) as actor:
        saved = save_draft(actor=actor, note=note, data=NoteData(lines=(line,)), version=1)
        sign_note(actor=actor, note=saved, version=saved.version)
    return jaw


def _renamed(house: House, jaw: Movement) -> None:
    with acting(house.boss) as boss:
        held = writing.held(boss, jaw)
        edit_movement(actor=boss, movement=held, data=writing.data(name=NEW), version=held.version)


def _paper(browser: Browser, note: SessionNote, query: str = "") -> str:
    answer = browser.get(reverse("note_paper", args=[note.pk]) + query)
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


def _told(browser: Browser, note: SessionNote) -> list[str]:
    page = browser.get(reverse("note_page", args=[note.pk])).content.decode()
    start = page.index("<main")
    return [
        page[start : page.index("</main>")],
        _paper(browser, note),
        _paper(browser, note, "?as=soap"),
    ]


def test_what_was_signed_reads_as_it_did(
    linden: House, nora: Client, note: SessionNote, practitioner: Browser
) -> None:
    jaw = _signed(linden, note)
    before = _told(practitioner, note)

    _renamed(linden, jaw)

    after = _told(practitioner, note)
    for told in (*before, *after):
        assert OLD in told
        assert NEW not in told
    assert after[1:] == before[1:]
    with acting(linden.boss) as boss:
        kept = get_note(boss, note.pk)
        assert content_of(kept).lines[0].movement_name == OLD
    page = practitioner.get(f"/library/{jaw.pk}/").content.decode()
    assert NEW in page
