"""Every paper is of the size that lies in the printers of the practice's country."""

import io
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pypdf import PdfReader

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.models import Practice
from sessions.letters.models import DoctorLetter
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, sign_note, start_lesson
from tests.cast import House, sign_in
from tests.clients.intake.walking import signed as signed_intake
from tests.full import signed_answers
from tests.sessions.programs import building

SIZES = {"en-us": (216, 279), "en-gb": (210, 297)}  # Letter and A4, in millimetres


def _millimetres(browser: Browser, address: str) -> tuple[int, ...]:
    answer = browser.get(address)
    assert answer["Content-Type"] == "application/pdf"
    box = PdfReader(io.BytesIO(answer.content)).pages[0].mediabox
    return tuple(round(float(side) / 72 * 25.4) for side in box[2:])


def _note(house: House, client: Client, _browser: Browser) -> list[str]:
    with acting(house.boss) as boss:
        episode = building.episode_of(boss, client)
    with acting(house.actor(house.practitioner)) as actor:
        note: SessionNote = start_lesson(actor=actor, client=client, episode=episode)
        told = NoteData(observed="Weight on the right.")
        saved = save_draft(actor=actor, note=note, data=told, version=note.version)
        sign_note(actor=actor, note=saved, version=saved.version)
    return [reverse("note_paper", args=[note.pk]), reverse("work_paper", args=[episode.pk])]


def _intake(house: House, client: Client, _browser: Browser) -> list[str]:
    return [
        reverse(
            "intake_paper",
            args=[signed_intake(house, client, signed_answers(client.given_name)).pk],
        )
    ]


def _letter(house: House, client: Client, browser: Browser) -> list[str]:
    with acting(house.boss) as boss:
        episode = building.episode_of(boss, client)
    told = {"addressee": "Dr. Vale", "words": "Dear colleague", "key": str(uuid4())}
    assert browser.post(reverse("doctor_letters", args=[episode.pk]), told).status_code == 302
    with acting(house.boss) as boss:
        letter = DoctorLetter.objects.visible_to(boss).get()
    return [reverse("doctor_letter_paper", args=[letter.pk])]


@pytest.mark.parametrize("make", [_note, _intake, _letter])
@pytest.mark.parametrize("locale", SIZES)
def test_notes_intakes_and_letters(
    linden: House,
    nora: Client,
    make: Callable[[House, Client, Browser], list[str]],
    locale: str,
) -> None:
    with acting(linden.boss):
        Practice.objects.filter(pk=linden.practice.pk).update(locale=locale)
    browser = sign_in("practitioner@linden.example")

    papers = make(linden, nora, browser)

    assert {_millimetres(browser, paper) for paper in papers} == {SIZES[locale]}
