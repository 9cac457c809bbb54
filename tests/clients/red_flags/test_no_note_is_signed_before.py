"""Each level's way: the client's answer, the decision, the signed note."""

from uuid import UUID

import pytest
from django.urls import reverse

from clients.intake.models import RedFlagAnswer
from clients.records.models import Client
from clients.records.services import open_episode
from clients.red_flags.rules import CHOICES, DecisionData
from clients.red_flags.services import decide
from practice.core.actor import Actor, acting
from practice.core.clock import today_in
from practice.core.errors import DomainError
from sessions.notes.models import SessionNote
from sessions.notes.rules import NoteData
from sessions.notes.services import save_draft, sign_note, start_lesson
from tests.cast import House, sign_in
from tests.clients.red_flags.conftest import YES, told_yes
from tests.practice.outbox.live import add_client

pytestmark = pytest.mark.django_db


def settle(actor: Actor, answer: RedFlagAnswer) -> None:
    choice = next(c for level, of in CHOICES.items() for c in of if level.value == answer.level)
    said = DecisionData(
        choice=choice.value, decided_on=today_in(actor.zone), to_whom="Dr. Vale", reason="Told."
    )
    decide(actor=actor, answer_id=answer.pk, said=said)


def state_of(house: House, note_id: UUID) -> str:
    with acting(house.boss) as boss:
        return SessionNote.objects.visible_to(boss).get(pk=note_id).state


@pytest.mark.parametrize("last", YES)
def test_every_level_holds_the_signature_back(
    linden: House, note: SessionNote, answers: dict[str, RedFlagAnswer], last: str
) -> None:
    with acting(linden.boss) as boss:
        for level, answer in answers.items():
            if level != last:
                settle(boss, answer)
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="safety question") as no:
        sign_note(actor=boss, note=note, version=note.version)
    assert no.value.code == "safety"
    assert state_of(linden, note.pk) == "draft"
    with acting(linden.boss) as boss:
        settle(boss, answers[last])
        assert sign_note(actor=boss, note=note, version=note.version).state == "signed"


def test_the_note_says_so_and_leads_to_each(
    linden: House, note: SessionNote, answers: dict[str, RedFlagAnswer]
) -> None:
    browser = sign_in("owner@linden.example")
    page = reverse("note_page", args=[note.pk])
    for path in (page, f"{page}?review=1"):
        body = browser.get(path).content.decode()
        assert "Decide before this note is signed" in body
        for answer in answers.values():
            assert reverse("red_flag_page", args=[answer.pk]) in body
    sent = browser.post(reverse("note_sign", args=[note.pk]), {"version": note.version})
    assert sent.status_code == 422
    assert "Decide first what follows from it." in sent.content.decode()
    assert state_of(linden, note.pk) == "draft"
    with acting(linden.boss) as boss:
        for answer in answers.values():
            settle(boss, answer)
    assert "Decide before" not in browser.get(page).content.decode()
    browser.post(reverse("note_sign", args=[note.pk]), {"version": note.version})
    assert state_of(linden, note.pk) == "signed"


def test_another_work_of_the_same_client_is_not_held_back(
    linden: House, nora: Client, answers: dict[str, RedFlagAnswer]
) -> None:
    with acting(linden.boss) as boss:
        other = open_episode(actor=boss, client=nora, concern="A stiff neck.")
        note = start_lesson(actor=boss, client=nora, episode=other)
        note = save_draft(actor=boss, note=note, data=NoteData(observed="Seen."), version=1)
        assert sign_note(actor=boss, note=note, version=note.version).state == "signed"


def test_a_trainee_hands_nothing_over_before(
    linden: House, nora: Client, note: SessionNote, answers: dict[str, RedFlagAnswer]
) -> None:
    with acting(linden.boss):
        Client._base_manager.filter(pk=nora.pk).update(assigned_to=linden.trainee)
    with acting(linden.actor(linden.trainee)) as actor, pytest.raises(DomainError, match="safety"):
        sign_note(actor=actor, note=note, version=note.version)
    assert state_of(linden, note.pk) == "draft"


def test_what_is_signed_and_not_accepted_yet_holds_every_note_back(
    linden: House, nora: Client
) -> None:
    """Another course of work, opened beside the intake, is no way round."""
    submission = told_yes(linden, nora)
    with acting(linden.boss) as boss:
        other = open_episode(actor=boss, client=nora, concern="A stiff neck.")
        note = start_lesson(actor=boss, client=nora, episode=other)
        note = save_draft(actor=boss, note=note, data=NoteData(observed="Seen."), version=1)
        yes = list(RedFlagAnswer.objects.visible_to(boss).filter(answer=True))
    assert {one.submission_id for one in yes} == {submission.pk}
    page = sign_in("owner@linden.example").get(reverse("note_page", args=[note.pk]))
    for answer in yes:
        assert reverse("red_flag_page", args=[answer.pk]) in page.content.decode()
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="safety question"):
        sign_note(actor=boss, note=note, version=note.version)
    assert state_of(linden, note.pk) == "draft"
    with acting(linden.boss) as boss:
        for answer in yes:
            settle(boss, answer)
        assert sign_note(actor=boss, note=note, version=note.version).state == "signed"


def test_it_holds_nobody_elses_note_back(linden: House, nora: Client) -> None:
    told_yes(linden, nora)
    pia = add_client(linden)
    with acting(linden.boss) as boss:
        work = open_episode(actor=boss, client=pia, concern="A stiff neck.")
        note = start_lesson(actor=boss, client=pia, episode=work)
        note = save_draft(actor=boss, note=note, data=NoteData(observed="Seen."), version=1)
    page = sign_in("owner@linden.example").get(reverse("note_page", args=[note.pk]))
    assert "Decide before" not in page.content.decode()
    with acting(linden.boss) as boss:
        assert sign_note(actor=boss, note=note, version=note.version).state == "signed"
