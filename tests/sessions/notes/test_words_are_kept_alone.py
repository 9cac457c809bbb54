"""While somebody types, only the words that changed are sent; the rest of the note stays."""

from dataclasses import replace

import pytest
from django.test import Client as Browser
from django.urls import reverse

from sessions.notes.models import SessionNote
from tests.cast import House, sign_in
from tests.sessions.notes.conftest import typed
from tests.sessions.notes.stored import kept, rows

pytestmark = pytest.mark.django_db


def alone(version: int, **words: str) -> dict[str, str | int]:
    """What the script sends."""
    return {"version": version, "alone": "1", **words}


@pytest.fixture
def save(note: SessionNote, practitioner: Browser) -> str:
    """Where a draft is saved, after one whole save."""
    address = reverse("note_save", args=[note.pk])
    assert practitioner.post(address, typed(version=1)).json()["version"] == 2
    return address


def test_what_was_not_sent_stays(
    linden: House, note: SessionNote, practitioner: Browser, save: str
) -> None:
    before = kept(linden.boss, note)
    assert before.cells
    assert before.lines
    assert before.releases
    answer = practitioner.post(save, alone(2, observed=" Both feet.\r\nLonger. ", plan=""))
    assert answer.json()["version"] == 3
    assert kept(linden.boss, note) == replace(before, observed="Both feet.\nLonger.", plan="")


def test_the_same_words_again_change_nothing(
    linden: House, practitioner: Browser, save: str
) -> None:
    practitioner.post(save, alone(2, plan="Rest."))
    before = rows(linden.boss)
    assert practitioner.post(save, alone(2, plan="Rest.")).json()["version"] == 3
    assert rows(linden.boss) == before


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (alone(1, plan="From an old tab."), 409),
        ({"alone": "1", "plan": "No version."}, 422),
        (alone(2, plan="x" * 20_001), 422),
    ],
)
def test_what_cannot_be_kept_changes_nothing(
    linden: House, practitioner: Browser, save: str, sent: dict[str, str | int], status: int
) -> None:
    before = rows(linden.boss)
    assert practitioner.post(save, sent).status_code == status
    assert rows(linden.boss) == before


def test_only_words_are_kept_alone(
    linden: House, note: SessionNote, practitioner: Browser, save: str
) -> None:
    before = kept(linden.boss, note)
    sent = {"low_tone_choice": "referral", "state": "signed", "line-0-side": "right"}
    assert practitioner.post(save, alone(2, plan="On.", **sent)).status_code == 200
    assert kept(linden.boss, note) == replace(before, plan="On.")


def test_a_signed_note_and_somebody_elses_take_no_words(
    harbour: House, linden: House, practitioner: Browser, save: str
) -> None:
    before = rows(linden.boss)
    stranger = sign_in("owner@harbour.example")
    assert stranger.post(save, alone(2, plan="Mine now.")).status_code == 404
    assert rows(linden.boss) == before
    signed = practitioner.post(save.replace("/save/", "/sign/"), {"version": 2})
    assert signed.status_code == 302
    after = rows(linden.boss)
    assert practitioner.post(save, alone(2, plan="Too late.")).status_code == 422
    assert rows(linden.boss) == after
