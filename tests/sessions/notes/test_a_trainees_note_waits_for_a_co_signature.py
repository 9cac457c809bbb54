"""A trainee signs, somebody trained signs too."""

import pytest
from django.urls import reverse

from clients.records.models import Client
from clients.records.services import open_episode
from practice.core.actor import acting, enter_as
from practice.core.errors import DomainError
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, sign_note, start_lesson
from tests.cast import House, sign_in
from tests.sessions.notes.conftest import typed
from tests.sessions.notes.stored import fresh, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def theirs(linden: House, nora: Client) -> SessionNote:
    """A draft by the trainee, whose client Nora is."""
    with acting(linden.boss) as boss:
        nora.assigned_to_id = linden.trainee.pk
        nora.save(update_fields=["assigned_to"])
        episode = open_episode(actor=boss, client=nora, concern="A pull.")
    with acting(linden.actor(linden.trainee)) as actor:
        note = start_lesson(actor=actor, client=nora, episode=episode)
        return save_draft(
            actor=actor, note=note, data=NoteData(observed="Seen."), version=note.version
        )


def test_the_trainee_hands_over_and_the_owner_signs(linden: House, theirs: SessionNote) -> None:
    sign, url = reverse("note_sign", args=[theirs.pk]), reverse("note_page", args=[theirs.pk])
    trainee, owner = sign_in("trainee@linden.example"), sign_in("owner@linden.example")
    assert trainee.post(sign, {"version": 2}).status_code == 302
    waiting = fresh(linden.boss, theirs)
    assert (waiting.state, waiting.signed_at) == ("awaiting_co_signature", None)
    before = rows(linden.boss)
    assert trainee.post(sign, {"version": 2}).status_code == 422
    assert trainee.post(url, typed(version=2)).status_code == 422
    assert rows(linden.boss) == before
    assert owner.get(url).status_code == 200
    assert owner.post(sign, {"version": 2}).status_code == 302
    signed = fresh(linden.boss, theirs)
    assert (signed.state, signed.signed_by_id) == ("signed", linden.owner.pk)
    assert signed.author_id == linden.trainee.pk


def test_it_can_be_made_a_draft_again(linden: House, theirs: SessionNote) -> None:
    trainee = sign_in("trainee@linden.example")
    sign = reverse("note_sign", args=[theirs.pk])
    assert trainee.post(sign, {"back": "1"}).status_code == 422
    trainee.post(sign, {"version": 2})
    assert trainee.post(sign, {"back": "1"}).status_code == 302
    assert fresh(linden.boss, theirs).state == "draft"


def test_a_trainee_never_signs_alone(linden: House, theirs: SessionNote) -> None:
    actor = linden.actor(linden.trainee)
    enter_as(actor)
    sign_note(actor=actor, note=theirs, version=2)
    with pytest.raises(DomainError):
        sign_note(actor=actor, note=theirs, version=2)
    assert fresh(actor, theirs).state == "awaiting_co_signature"
