"""Two tabs, two people, a lost login: both texts survive."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from sessions.notes.models import SessionNote
from tests.cast import House, sign_in
from tests.sessions.notes.conftest import typed
from tests.sessions.notes.stored import kept, rows

pytestmark = pytest.mark.django_db


def test_the_second_tab_is_told_and_nothing_is_overwritten(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    save, url = reverse("note_save", args=[note.pk]), reverse("note_page", args=[note.pk])
    assert practitioner.post(save, typed(version=1)).status_code == 200
    before = rows(linden.boss)
    answer = practitioner.post(save, typed(version=1, plan="Another plan."))
    assert answer.status_code == 409
    assert answer.json()["current_url"] == answer.json()["url"] == url
    assert answer.json()["message"]
    assert rows(linden.boss) == before


def test_a_plain_submit_of_an_old_version_shows_both_texts(
    linden: House, note: SessionNote, practitioner: Browser
) -> None:
    owner = sign_in("owner@linden.example")
    url = reverse("note_page", args=[note.pk])
    owner.post(url, typed(version=1, plan="The owner’s plan."))
    before = rows(linden.boss)
    answer = practitioner.post(url, typed(version=1, plan="My own plan."))
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "The owner’s plan." in shown
    assert "My own plan." in shown
    assert "data-autosave=" not in shown  # nothing saves itself over the other version
    assert rows(linden.boss) == before
    # Having seen both, they decide.
    assert 'name="version" value="2"' in shown
    assert practitioner.post(url, typed(version=2, plan="My own plan.")).status_code == 302
    assert kept(linden.boss, note).plan == "My own plan."


def test_signed_out_while_typing_says_so_to_the_script(linden: House, note: SessionNote) -> None:
    before = rows(linden.boss)
    url = reverse("note_save", args=[note.pk])
    browser = Browser()
    answer = browser.post(url, typed(), headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json()["message"]
    plain = browser.post(url, typed())
    assert plain.status_code == 401
    assert "Slow arch and flatten." in plain.content.decode()
    assert rows(linden.boss) == before
    # The text is still in the page: after signing in again the same save goes through.
    again = sign_in("practitioner@linden.example").post(url, typed())
    assert again.status_code == 200
    assert kept(linden.boss, note).plan == "Slow arch and flatten."
