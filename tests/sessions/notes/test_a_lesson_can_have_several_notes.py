"""Whoever else saw a lesson writes a note of their own on it."""

import re

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.records.models import Client
from clients.records.rules import ClientState
from practice.core.actor import acting, enter_as
from sessions.appointments.models import Session
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, sign_note
from sessions.notes.visibility.rules import Visibility
from sessions.notes.visibility.services import say_who_reads
from tests.cast import House, sign_in
from tests.sessions.notes.stored import fresh, rows

pytestmark = pytest.mark.django_db


def pressed(browser: Browser, note: SessionNote) -> str:
    """Press what the note's page offers, twice as a slow hand does; where it leads."""
    page = browser.get(reverse("note_page", args=[note.pk]), {"review": 1}).content.decode()
    address = reverse("note_another", args=[note.pk])
    found = re.search(rf'action="{address}">.*?name="key" value="([^"]+)"', page, re.DOTALL)
    assert found
    answers = [browser.post(address, {"key": found[1]}) for _press in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    return str(answers[0]["Location"])


def test_another_note_is_the_others_own(linden: House, note: SessionNote) -> None:
    with acting(linden.actor(linden.practitioner)) as author:
        save_draft(actor=author, note=note, data=NoteData(observed="Seen."), version=1)
        sign_note(actor=author, note=note, version=2)
    before = rows(linden.boss)
    owner = sign_in("owner@linden.example")
    address = pressed(owner, note)
    assert "Skip to the note" in owner.get(address).content.decode()
    other = SessionNote.objects.visible_to(linden.boss).exclude(pk=note.pk).get()
    assert address == reverse("note_page", args=[other.pk])
    assert (other.session_id, other.author_id, other.state) == (
        note.session_id,
        linden.owner.pk,
        "draft",
    )
    assert fresh(linden.boss, other).assessment_id != note.assessment_id
    after = rows(linden.boss)
    assert after["care_sessions_session"] == before["care_sessions_session"]
    assert Session.objects.visible_to(linden.boss).count() == 1
    enter_as(linden.boss)
    save_draft(actor=linden.boss, note=other, data=NoteData(observed="Too."), version=1)
    sign_note(actor=linden.boss, note=other, version=2)
    assert fresh(linden.boss, other).state == fresh(linden.boss, note).state == "signed"


def test_out_of_reach_and_of_an_archived_client_none_is_begun(
    linden: House, nora: Client, note: SessionNote
) -> None:
    address = reverse("note_another", args=[note.pk])
    with acting(linden.actor(linden.practitioner)) as author:
        say_who_reads(actor=author, note_id=note.pk, visibility=Visibility.AUTHOR)
    before = rows(linden.boss)
    people = ("owner", "trainee", "assistant")
    for who in (*(f"{one}@linden.example" for one in people), "nora@clients.example"):
        assert sign_in(who).post(address).status_code in {403, 404}
    enter_as(linden.boss)
    Client._base_manager.filter(pk=nora.pk).update(state=ClientState.ARCHIVED)
    answer = sign_in("practitioner@linden.example").post(address)
    assert answer["Location"] == reverse("client_page", args=[nora.pk])
    assert rows(linden.boss) == before
