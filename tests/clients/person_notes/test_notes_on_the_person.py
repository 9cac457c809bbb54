"""Notes on the person: written and corrected by the practice, never there in the portal."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, transaction

from clients.person_notes.models import PersonNote, PersonNoteWording
from clients.person_notes.services import correct_person_note, write_person_note
from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import set_client_state
from practice.core.actor import NotAllowed, acting
from practice.core.errors import DomainError, Stale
from practice.core.models import Membership
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db
EARLY = "Comes by train and is early."


def noted(house: House, client: Client, about: str = EARLY, by: Membership | None = None):
    with acting(house.actor(by or house.practitioner)) as actor:
        return write_person_note(actor=actor, client=client, about=about)


def wordings(house: House, client: Client) -> list[str]:
    """How each note reads, and after it how it read before."""
    with acting(house.boss) as boss:
        notes = PersonNote.objects.visible_to(boss).filter(client=client).order_by("written_at")
        before = PersonNoteWording.objects.visible_to(boss).filter(person_note__client=client)
        said = [*notes.values_list("about", flat=True)]
        return [*said, *before.order_by("number").values_list("about", flat=True)]


def test_written_from_the_clients_page_and_read_there(linden: House, nora: Client) -> None:
    browser = sign_in("assistant@linden.example")
    page = browser.get(f"/clients/{nora.pk}/").content.decode()
    assert f'href="/clients/{nora.pk}/notes/new/"' in page
    key = str(uuid4())
    for _twice in range(2):
        sent = {"about": EARLY, "key": key}
        answer = browser.post(f"/clients/{nora.pk}/notes/new/", sent, follow=True)
        assert answer.redirect_chain == [(f"/clients/{nora.pk}/", 302)]
    assert wordings(linden, nora) == [EARLY]
    for role in ("owner", "practitioner", "assistant"):
        page = sign_in(f"{role}@linden.example").get(f"/clients/{nora.pk}/").content.decode()
        assert (EARLY in page, ", by Assistant" in page) == (True, True)
    assert sign_in("trainee@linden.example").get(f"/clients/{nora.pk}/").status_code == 404


@pytest.mark.parametrize("about", ["", "   ", "x" * 5001])
def test_nothing_and_too_much_write_nothing(linden: House, nora: Client, about: str) -> None:
    browser = sign_in("owner@linden.example")
    path = f"/clients/{nora.pk}/notes/new/"
    assert browser.post(path, {"about": about}).status_code == 422
    assert wordings(linden, nora) == []


def test_a_kind_of_its_own_and_an_assistant_sees_no_other(linden: House, nora: Client) -> None:
    noted(linden, nora)
    one = sign_in("owner@linden.example").get(f"/clients/{nora.pk}/?kind=person").content.decode()
    assert EARLY in one
    assert 'href="?kind=person#h-time" aria-current="page"' in one
    other = sign_in("owner@linden.example").get(f"/clients/{nora.pk}/?kind=lesson").content.decode()
    assert EARLY not in other.replace("notes/new", "")
    assistants = sign_in("assistant@linden.example").get(f"/clients/{nora.pk}/").content.decode()
    assert "?kind=person" in assistants
    assert "?kind=lesson" not in assistants


def test_its_day_is_the_practices(linden: House, nora: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 3, tzinfo=UTC), tick=False):  # still the 23rd
        noted(linden, nora)
        page = sign_in("owner@linden.example").get(f"/clients/{nora.pk}/").content.decode()
    assert '<time datetime="2026-11-23">' in page


def test_a_note_does_not_push_the_invitation_aside(linden: House, nora: Client) -> None:
    with acting(linden.boss):
        nora.user = None
        nora.save(update_fields=["user"])
    browser = sign_in("owner@linden.example")
    before = browser.get(f"/clients/{nora.pk}/").content.decode()
    noted(linden, nora)
    after = browser.get(f"/clients/{nora.pk}/").content.decode()
    assert [page.count("btn--primary") for page in (before, after)] == [1, 1]


def test_a_correction_keeps_how_it_read_and_who_said_so(linden: House, nora: Client) -> None:
    note = noted(linden, nora)
    browser = sign_in("owner@linden.example")
    path = f"/notes-on/{note.pk}/"
    for version, about in ((1, "Comes by bus."), (2, "Comes on foot.")):
        assert browser.post(path, {"about": about, "version": version}).status_code == 302
    assert wordings(linden, nora) == ["Comes on foot.", EARLY, "Comes by bus."]
    page = browser.get(path).content.decode()
    assert page.index("Comes on foot.") < page.index("Comes by bus.") < page.index(EARLY)
    assert ("corrected by Olive Owner" in page, "Practitioner, " in page) == (True, True)
    assert ", by Practitioner, corrected" in browser.get(f"/clients/{nora.pk}/").content.decode()
    with acting(linden.boss) as boss:
        rows = PersonNoteWording.objects.visible_to(boss).order_by("number")
        assert [w.author_id for w in rows] == [linden.practitioner.pk, linden.owner.pk]


def test_the_same_words_are_no_correction(linden: House, nora: Client) -> None:
    note = noted(linden, nora)
    with acting(linden.boss) as boss:
        correct_person_note(actor=boss, person_note_id=note.pk, about=f" {EARLY} ", version=1)
    assert wordings(linden, nora) == [EARLY]


def test_a_stale_correction_overwrites_nothing_and_is_decided(linden: House, nora: Client) -> None:
    note = noted(linden, nora)
    browser, path = sign_in("owner@linden.example"), f"/notes-on/{note.pk}/"
    browser.post(path, {"about": "Hers.", "version": 1})
    answer = browser.post(path, {"about": "Mine.", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert wordings(linden, nora) == ["Hers.", EARLY]
    assert ("Hers." in page, "Mine." in page, 'name="version" value="2"' in page) == (True,) * 3
    assert browser.post(path, {"about": "Mine.", "version": 2}).status_code == 302
    assert wordings(linden, nora) == ["Mine.", EARLY, "Hers."]
    assert browser.post(path, {"about": "No version."}).status_code == 422


def test_an_archived_clients_notes_are_read_only(linden: House, nora: Client) -> None:
    note = noted(linden, nora)
    with acting(linden.boss) as boss:
        set_client_state(actor=boss, client=nora, state=ClientState.ARCHIVED)
    browser = sign_in("owner@linden.example")
    refused = [
        browser.post(f"/clients/{nora.pk}/notes/new/", {"about": "More."}),
        browser.post(f"/notes-on/{note.pk}/", {"about": "Other.", "version": 1}),
    ]
    for answer in refused:
        assert answer.status_code == 422
        assert "An archived record is read only." in answer.content.decode()
    page = browser.get(f"/notes-on/{note.pk}/").content.decode()
    assert EARLY in page
    assert "<textarea" not in page
    assert "notes/new/" not in browser.get(f"/clients/{nora.pk}/").content.decode()
    assert wordings(linden, nora) == [EARLY]
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="read only"):
        write_person_note(actor=boss, client=nora, about="More.")


def test_the_client_and_other_practices_find_nothing(
    harbour: House, linden: House, nora: Client
) -> None:
    note = noted(linden, nora)
    as_nora = linden.as_client(nora)
    with acting(as_nora):
        assert not PersonNote.objects.visible_to(as_nora).exists()
        # The database says so too, past every query of ours.
        assert not PersonNote._base_manager.filter(practice_id=linden.practice.pk).exists()
        wordings = PersonNoteWording._base_manager.filter(practice_id=linden.practice.pk)
        assert not wordings.exists()
        with pytest.raises(NotAllowed):
            write_person_note(actor=as_nora, client=nora, about="Mine.")
    foreign = sign_in("owner@harbour.example")
    assert foreign.get(f"/notes-on/{note.pk}/").status_code == 404
    assert foreign.post(f"/clients/{nora.pk}/notes/new/", {"about": "x"}).status_code == 404
    browser = sign_in("nora@clients.example")
    for path in ("/portal/", "/portal/intake/", "/portal/reminders/"):
        assert EARLY not in browser.get(path).content.decode()


def test_an_earlier_wording_is_never_rewritten(linden: House, nora: Client) -> None:
    note = noted(linden, nora)
    with acting(linden.boss) as boss:
        correct_person_note(actor=boss, person_note_id=note.pk, about="Comes by bus.", version=1)
        with pytest.raises(Stale):
            correct_person_note(actor=boss, person_note_id=note.pk, about="On foot.", version=1)
        rows = PersonNoteWording._base_manager.filter(practice_id=linden.practice.pk)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            rows.update(about="Otherwise.")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            rows.delete()
