"""Hands-on work agreed to aloud in the lesson: written down with who heard it and when."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.records.models import Client, ConsentDocument, ConsentRecord
from clients.texts.rules import ConsentKind
from clients.texts.services import agree_aloud, publish_text
from practice.core.actor import acting, enter_as
from practice.core.clock import now
from practice.core.errors import DomainError
from sessions.notes.models import SessionNote
from sessions.notes.queries import get_note
from sessions.notes.services import sign_note
from sessions.notes.touching import touch_of
from tests.cast import House, sign_in
from tests.sessions.notes.conftest import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(linden: House) -> ConsentDocument:
    enter_as(linden.boss)
    return ConsentDocument.objects.visible_to(linden.boss).get(kind="touch")


def said(house: House) -> list[ConsentRecord]:
    enter_as(house.boss)
    return list(ConsentRecord.objects.visible_to(house.boss).order_by("id"))


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_from_the_note_they_agree_and_take_it_back_and_agree_again(
    linden: House, note: SessionNote, practitioner: Browser, text: ConsentDocument
) -> None:
    page, there = (reverse(name, args=[note.pk]) for name in ("note_page", "note_touch"))
    assert "They agree, aloud" in words(practitioner.get(page))
    saved = practitioner.post(page, typed(touch="1"))
    assert saved["Location"] == there
    asked = words(practitioner.get(there))
    assert text.text[:60] in asked
    assert f'name="agreed" value="{text.pk}"' in asked
    for press, state in (({"agreed": str(text.pk)}, "agreed"), ({}, "withdrawn")) * 2:
        assert practitioner.post(there, press)["Location"] == page
        assert touch_of(_touched(linden, note)).state == state
    first = said(linden)[0]
    assert (first.given, first.typed_name, first.document_id) == (True, "", text.pk)
    assert first.said_by_id == linden.practitioner.pk
    assert now() - first.answered_at < timedelta(minutes=1)


def _touched(house: House, note: SessionNote) -> SessionNote:
    enter_as(house.boss)
    return get_note(house.boss, note.pk)


def test_who_heard_it_is_read_by_the_practice_and_the_client_reads_that_they_agreed(
    linden: House, nora: Client, note: SessionNote, practitioner: Browser, text: ConsentDocument
) -> None:
    practitioner.post(reverse("note_touch", args=[note.pk]), {"agreed": str(text.pk)})
    told = words(practitioner.get(reverse("client_agreement", args=[nora.pk, "touch"])))
    assert "Agreed to aloud" in told
    assert "written down by Practitioner" in told
    portal = sign_in("nora@clients.example").get(reverse("portal_agreement", args=["touch"]))
    assert "You agreed aloud" in words(portal)


def test_a_client_under_age_does_not_agree_alone(
    linden: House, nora: Client, note: SessionNote, practitioner: Browser, text: ConsentDocument
) -> None:
    enter_as(linden.boss)
    nora.birth_date = (now() - timedelta(days=365 * 12)).date()
    nora.save(update_fields=["birth_date"])
    there = reverse("note_touch", args=[note.pk])
    assert 'name="agreed"' not in words(practitioner.get(there))
    answer = practitioner.post(there, {"agreed": str(text.pk)}, follow=True)
    assert "a guardian agrees for them" in words(answer)
    assert said(linden) == []


def test_an_older_text_a_signed_note_and_another_kind_are_refused(
    linden: House, nora: Client, note: SessionNote, practitioner: Browser, text: ConsentDocument
) -> None:
    actor = linden.actor(linden.practitioner)
    enter_as(linden.boss)
    photo = ConsentDocument.objects.visible_to(linden.boss).get(kind="photo")
    with acting(actor), pytest.raises(DomainError, match="by name"):
        agree_aloud(actor=actor, client_id=nora.pk, kind="photo", document_id=photo.pk)
    with acting(linden.boss) as boss:
        publish_text(
            actor=boss,
            text_id=text.pk,
            kind=ConsentKind.TOUCH,
            title="Touch",
            text="Another wording.",
            required=False,
        )
    there = reverse("note_touch", args=[note.pk])
    answer = practitioner.post(there, {"agreed": str(text.pk)}, follow=True)
    assert "This text has changed" in words(answer)
    practitioner.post(reverse("note_page", args=[note.pk]), typed() | {"line-1-muscle_group": ""})
    with acting(actor):
        sign_note(actor=actor, note=note, version=2)
    enter_as(linden.boss)
    newest = ConsentDocument.objects.visible_to(linden.boss).get(text="Another wording.")
    answer = practitioner.post(there, {"agreed": str(newest.pk)}, follow=True)
    assert "A signed note does not change" in words(answer)
    assert said(linden) == []


def test_where_nobody_is_asked_the_page_says_so(
    linden: House, note: SessionNote, practitioner: Browser, text: ConsentDocument
) -> None:
    with acting(linden.boss) as boss:
        publish_text(
            actor=boss,
            text_id=text.pk,
            kind=ConsentKind.TOUCH,
            title="Touch",
            text="Rests.",
            required=False,
            asked=False,
        )
    shown = words(practitioner.get(reverse("note_touch", args=[note.pk])))
    assert "asks nobody for this agreement" in shown
