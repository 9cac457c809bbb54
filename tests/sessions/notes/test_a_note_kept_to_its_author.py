"""A note that its author keeps to themselves: nobody else gets a word of it, wherever they ask."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client as Browser
from django.urls import reverse

from clients.records.models import Client, Episode
from clients.records.services import open_episode
from practice.core.actor import Actor, acting, enter_as, system_actor
from practice.core.errors import DomainError
from practice.dashboard.client_page import client_page_of
from sessions import models as room
from sessions.appointments.authors import NoteManager
from sessions.notes.models import ReleaseEvent, SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import add_addendum, save_draft, sign_note, start_lesson
from sessions.notes.visibility.models import NoteVisibility
from sessions.notes.visibility.rules import SharedPart, Visibility
from sessions.notes.visibility.services import say_who_reads
from tests.cast import House, sign_in
from tests.sessions.notes.stored import TABLES, fresh, rows
from tests.sessions.notes.test_a_note_page_takes_few_statements import FULL
from tests.test_access_matrix import addresses
from tests.world import CANARIES, NOTE_FIELDS, build_world

pytestmark = pytest.mark.django_db


def keep(actor: Actor, note: SessionNote, visibility: Visibility = Visibility.AUTHOR) -> None:
    with acting(actor):
        parts = list(SharedPart) if visibility is Visibility.CLIENT else []
        say_who_reads(actor=actor, note_id=note.pk, visibility=visibility, parts=parts)


def parts_of_notes() -> list[Any]:
    """Every table of the room that leads to a note, by itself or through its matrix."""
    found = []
    for name in room.__all__:
        model = getattr(room, name)
        leads = {f.related_model.__name__ for f in model._meta.local_fields if f.is_relation}
        through = {"SessionNote", "PositionTransitionAssessment"} & leads
        if through or model is room.PositionTransitionAssessment:
            found.append(model)
    return found


def test_every_part_of_a_note_goes_through_its_door() -> None:
    """A new part of a note fails here until it is read through `NoteManager`."""
    parts = parts_of_notes()
    assert {room.AssessmentCell, room.TechniqueApplication, room.NoteAddendum} <= set(parts)
    assert [m.__name__ for m in parts if not isinstance(m._default_manager, NoteManager)] == []


@pytest.fixture
def full(linden: House, note: SessionNote) -> SessionNote:
    """Signed by the practitioner, with a row in every part, kept to themselves."""
    author = linden.actor(linden.practitioner)
    with acting(author):
        save_draft(actor=author, note=note, data=FULL, version=1)
        sign_note(actor=author, note=note, version=2)
    with acting(author):
        signed = SessionNote.objects.visible_to(author).get(pk=note.pk)
        add_addendum(actor=author, note=signed, reason="Late.", text="More.")
    keep(author, note)
    return note


def test_direct_reads_give_it_to_its_author_alone(linden: House, full: SessionNote) -> None:
    author = linden.actor(linden.practitioner)
    for model in (SessionNote, *parts_of_notes()):
        for actor, sees in ((author, True), (system_actor(author.practice_id), True)):
            enter_as(author)
            seen = model.objects.visible_to(actor).exists()
            assert seen is sees or not model._base_manager.exists(), model
        for member in (linden.owner, linden.trainee, linden.assistant):
            assert not model.objects.visible_to(linden.actor(member)).exists(), (model, member)
    assert ReleaseEvent.objects.visible_to(author).count() == 2


def require_the_same_beside(linden: House, client_id: Any) -> None:
    """What a client's page reads along is what the door of notes gives each of them."""
    for member in (linden.owner, linden.practitioner, linden.trainee):
        with acting(linden.actor(member)) as actor:
            try:
                page = client_page_of(actor, client_id)
            except Http404:
                continue
            notes = SessionNote.objects.visible_to(actor).filter(client_id=client_id)
            releases = ReleaseEvent.objects.visible_to(actor).filter(client_id=client_id)
            assert {one.note_id for one in page.notes} == set(notes.values_list("pk", flat=True))
            assert len(page.releases) == releases.count(), member


def test_a_clients_page_reads_along_what_the_door_gives(
    linden: House, full: SessionNote, nora: Client
) -> None:
    require_the_same_beside(linden, nora.pk)
    keep(linden.actor(linden.practitioner), full, Visibility.PRACTICE)
    require_the_same_beside(linden, nora.pk)


def test_a_release_of_no_note_stays_open(
    linden: House, full: SessionNote, episode: Episode
) -> None:
    enter_as(linden.boss)
    group = ReleaseEvent._base_manager.values_list("muscle_group_id", flat=True)[0]
    ReleaseEvent(
        practice_id=linden.practice.pk,
        client_id=episode.client_id,
        episode=episode,
        muscle_group_id=group,
        side="left",
        method="at_home",
        released_on="2026-01-05",
    ).save(force_insert=True)
    assert ReleaseEvent.objects.visible_to(linden.boss).count() == 1


def test_no_address_of_the_practice_tells_of_it(linden: House, nora: Client) -> None:
    """Every page and PDF there is, opened by the owner, who otherwise reads all."""
    world = build_world(linden, nora)
    author = linden.actor(linden.practitioner)
    with acting(author):
        notes = list(SessionNote.objects.visible_to(author))
        nora.refresh_from_db()
    owner = sign_in("owner@linden.example")
    words = [CANARIES[name] for name in (*NOTE_FIELDS, "content_hash")]
    world.ids |= {"step": "concern", "uidb36": "x", "key": "y"}
    paths = [
        reverse(address.name, kwargs={p: world.ids[p] for p in address.parameters})
        for address in addresses()
        if "GET" in address.needs and address.name not in {"account_logout"}
    ]
    assert told(owner, paths, words)
    for note in notes:
        keep(author, note)
    assert told(owner, paths, words) == []
    ids = [str(note.pk) for note in notes]
    assert [path for path in told(owner, paths, ids) if not path.startswith("/notes/")] == []
    for note in notes:
        for name in ("note_page", "note_paper", "note_visibility"):
            assert owner.get(reverse(name, args=[note.pk])).status_code == 404
    assert sign_in("practitioner@linden.example").get(paths_of(notes[0])).status_code == 200


def paths_of(note: SessionNote) -> str:
    return reverse("note_page", args=[note.pk])


def told(browser: Browser, paths: list[str], words: list[str]) -> list[str]:
    """Where any of these words stands."""
    found = []
    for path in paths:
        answer = browser.get(path)
        body: bytes = answer.getvalue() if answer.streaming else answer.content
        if answer.status_code == 200 and any(word.encode() in body for word in words):
            found.append(path)
    return found


def test_nobody_else_writes_signs_or_adds(linden: House, full: SessionNote) -> None:
    owner = sign_in("owner@linden.example")
    before = rows(linden.boss)
    for name, sent in (
        ("note_page", {"version": 2}),
        ("note_save", {"version": 2, "alone": "1", "plan": "x"}),
        ("note_sign", {"version": 2}),
        ("note_addendum", {"reason": "x", "text": "y"}),
        ("note_visibility", {"visibility": "practice"}),
    ):
        assert owner.post(reverse(name, args=[full.pk]), sent).status_code == 404, name
    assert rows(linden.boss) == before


def test_only_its_author_keeps_it_and_opens_it_again(linden: House, note: SessionNote) -> None:
    page = reverse("note_visibility", args=[note.pk])
    owner, author = sign_in("owner@linden.example"), sign_in("practitioner@linden.example")
    assert owner.post(page, {"visibility": "author"}).status_code == 422
    enter_as(linden.boss)
    with pytest.raises(DomainError):
        say_who_reads(actor=linden.boss, note_id=note.pk, visibility=Visibility.AUTHOR)
    assert not NoteVisibility._base_manager.exists()
    assert author.post(page, {"visibility": "author"}).status_code == 302
    assert owner.get(paths_of(note)).status_code == 404
    assert author.post(page, {"visibility": "practice"}).status_code == 302
    assert owner.get(paths_of(note)).status_code == 200
    told_ = author.get(page).content.decode()
    assert told_.count("Practitioner") >= 2
    assert "Only its author" in told_


def test_a_trainees_note_is_open_to_who_co_signs_it(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        nora.assigned_to_id = linden.trainee.pk
        nora.save(update_fields=["assigned_to"])
        episode = open_episode(actor=boss, client=nora, concern="A pull.")
    trainee = linden.actor(linden.trainee)
    with acting(trainee):
        note = start_lesson(actor=trainee, client=nora, episode=episode)
        save_draft(actor=trainee, note=note, data=NoteData(observed="Seen."), version=1)
    keep(trainee, note)
    owner, other = sign_in("owner@linden.example"), sign_in("practitioner@linden.example")
    assert owner.get(paths_of(note)).status_code == 404
    sent = sign_in("trainee@linden.example").post(
        reverse("note_sign", args=[note.pk]), {"version": 2}
    )
    assert sent.status_code == 302
    require_the_same_beside(linden, nora.pk)
    assert owner.get(paths_of(note)).status_code == 200
    assert other.get(paths_of(note)).status_code == 404
    owner.post(reverse("note_sign", args=[note.pk]), {"version": 2})
    assert fresh(trainee, note).state == "signed"
    assert owner.get(paths_of(note)).status_code == 200
    assert other.get(paths_of(note)).status_code == 404


def test_unsupervised_it_is_not_handed_over_unread(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        nora.assigned_to_id = linden.trainee.pk
        nora.save(update_fields=["assigned_to"])
        episode = open_episode(actor=boss, client=nora, concern="A pull.")
        linden.trainee.supervisor = None
        linden.trainee.save(update_fields=["supervisor"])
    trainee = linden.actor(linden.trainee)
    with acting(trainee):
        note = start_lesson(actor=trainee, client=nora, episode=episode)
        save_draft(actor=trainee, note=note, data=NoteData(observed="Seen."), version=1)
    keep(trainee, note)
    sign = reverse("note_sign", args=[note.pk])
    browser = sign_in("trainee@linden.example")
    refused = browser.post(sign, {"version": 2})
    assert refused.status_code == 422
    assert "nobody supervises you" in refused.content.decode()
    assert fresh(trainee, note).state == "draft"
    keep(trainee, note, Visibility.PRACTICE)
    assert browser.post(sign, {"version": 2}).status_code == 302
    closed = browser.post(reverse("note_visibility", args=[note.pk]), {"visibility": "author"})
    assert closed.status_code == 422


def test_what_is_signed_stays_and_only_the_record_moves_it(
    linden: House, full: SessionNote
) -> None:
    """The note's own column follows the record; nobody writes it, and the record stays."""
    author = linden.actor(linden.practitioner)
    stored = fresh(author, full)
    assert stored.author_only
    before = {t: r for t, r in rows(author).items() if t != "care_sessions_sessionnote"}
    for sql in (
        "UPDATE care_sessions_sessionnote SET author_only = false",
        "UPDATE care_sessions_sessionnote SET author_only = false, plan = 'x'",
        "UPDATE care_sessions_notevisibility SET visibility = 'practice'",
        "DELETE FROM care_sessions_notevisibility",
    ):
        with pytest.raises(Exception, match=r"denied|said beside|does not change"):  # noqa: SIM117
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
    keep(author, full, Visibility.PRACTICE)
    opened = fresh(author, full)
    assert (opened.author_only, opened.content_hash) == (False, stored.content_hash)
    assert {t: r for t, r in rows(author).items() if t != "care_sessions_sessionnote"} == before
    assert "care_sessions_sessionnote" in TABLES


def test_the_database_takes_no_unknown_word(linden: House, note: SessionNote) -> None:
    enter_as(linden.boss)
    for wrong in ({"visibility": "all"}, {"visibility": "author", "parts": ["plan"]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            NoteVisibility(
                practice_id=linden.practice.pk,
                note=note,
                said_by=linden.practitioner,
                said_at=note.saved_at,
                **wrong,
            ).save(force_insert=True)
