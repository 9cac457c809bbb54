"""A blank line of a lesson is drawn once for whoever has the same choices, and for nobody else."""

import pytest
from django.urls import reverse

from clients.records.models import Client, Episode
from clients.records.services import open_episode
from practice.core.actor import acting
from sessions.notes.services import start_lesson
from sessions.techniques.models import Technique
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db


def editor_of(house: House, client: Client, email: str) -> str:
    with acting(house.boss) as boss:
        work = Episode.objects.visible_to(boss).filter(client=client).first()
        work = work or open_episode(actor=boss, client=client, concern="A pull.")
        note = start_lesson(actor=boss, client=client, episode=work)
    return sign_in(email).get(reverse("note_page", args=[note.pk])).content.decode()


def test_what_a_practice_calls_it_stands_there_at_once(
    harbour: House, omar: Client, linden: House, nora: Client
) -> None:
    own = "Held by the heel"
    assert own not in editor_of(linden, nora, "owner@linden.example")
    with acting(linden.boss) as boss:
        Technique.objects.visible_to(boss).filter(built_in_code="means_whereby").update(name=own)
    assert own in editor_of(linden, nora, "owner@linden.example")
    assert own not in editor_of(harbour, omar, "owner@harbour.example")


def test_what_was_typed_is_not_shown_to_the_next(linden: House, nora: Client) -> None:
    """A refused line comes back as it was typed; the next blank one holds nothing."""
    with acting(linden.boss) as boss:
        work = open_episode(actor=boss, client=nora, concern="A pull.")
        note = start_lesson(actor=boss, client=nora, episode=work)
    browser, page = sign_in("owner@linden.example"), reverse("note_page", args=[note.pk])
    typed = {"version": "1", "line-0-response": "Let go late", "line-0-repetitions": "900"}
    refused = browser.post(page, typed)
    assert refused.status_code == 422
    assert "Let go late" in refused.content.decode()
    assert "Let go late" not in browser.get(page).content.decode()
