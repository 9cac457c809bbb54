"""Releases, with a note or without, and what others read of them."""

from datetime import timedelta

import pytest

from clients.records.models import Client, Episode
from clients.records.rules import EpisodeOutcome
from clients.records.services import close_episode
from clients.symptoms.models import MuscleGroup
from clients.symptoms.rules import Side
from practice.core.actor import Actor, enter_as
from practice.core.clock import clock_at, now, today_in
from practice.core.errors import DomainError
from practice.dashboard.desk import notes_waiting
from practice.dashboard.rules import NeedKind
from practice.dashboard.waiting import people_waiting
from sessions.notes.models import ReleaseEvent, ReleaseMethod, SessionNote
from sessions.notes.rules import NoteData, ReleaseData
from sessions.notes.services import record_release, save_draft, sign_note
from tests.cast import House
from tests.sessions.notes.stored import rows

pytestmark = pytest.mark.django_db


def _only(actor: Actor) -> ReleaseEvent:
    return ReleaseEvent.objects.visible_to(actor).select_related("muscle_group").get()


def test_a_release_of_a_lesson_stands_on_its_day(
    linden: House, note: SessionNote, episode: Episode, nora: Client
) -> None:
    actor = linden.actor(linden.practitioner)
    enter_as(actor)
    data = NoteData(observed="Let go.", releases=(ReleaseData(side="left"),))
    save_draft(actor=actor, note=note, data=data, version=1)
    release = _only(actor)
    assert (release.released_on, release.side) == (note.session.held_on, "left")
    assert (release.muscle_group.built_in_code, release.note_id) == ("iliopsoas", note.pk)
    with clock_at(now() + timedelta(days=7)):
        (standing,) = people_waiting(actor)[NeedKind.RELEASE]
    assert (standing.object_id, standing.name) == (episode.pk, "Nora Ng")
    assert standing.day == note.session.held_on
    (waiting,) = notes_waiting(actor)[0]
    assert (waiting.object_id, waiting.client_id) == (note.pk, nora.pk)
    sign_note(actor=actor, note=note, version=2)
    assert notes_waiting(actor)[0] == []


def test_a_release_of_a_group_that_was_retired_is_refused(linden: House, episode: Episode) -> None:
    actor = linden.actor(linden.practitioner)
    enter_as(actor)
    MuscleGroup._base_manager.filter(built_in_code="hamstrings").update(retired_at=now())
    before = rows(actor)
    for group in ("hamstrings", "no_such_group"):
        with pytest.raises(DomainError) as refused:
            record_release(
                actor=actor,
                episode=episode,
                muscle_group=group,
                side=Side.LEFT,
                method=ReleaseMethod.AT_HOME,
            )
        assert refused.value.field == "muscle_group"
    assert rows(actor) == before


def test_a_release_at_home_needs_no_note(linden: House, episode: Episode) -> None:
    actor = linden.actor(linden.practitioner)
    enter_as(actor)
    on = today_in(actor.zone) - timedelta(days=3)
    record_release(
        actor=actor,
        episode=episode,
        muscle_group="iliopsoas",
        side=Side.RIGHT,
        method=ReleaseMethod.AT_HOME,
        released_on=on,
    )
    release = _only(actor)
    assert (release.method, release.note_id, release.released_on) == ("at_home", None, on)
    close_episode(
        actor=actor,
        episode=episode,
        outcome=EpisodeOutcome.MET,
        reason="It holds without.",
    )
    assert people_waiting(actor)[NeedKind.RELEASE] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"method": ReleaseMethod.IN_SESSION},
        {"muscle_group": "heart"},
        {"days": 2},
    ],
)
def test_a_release_that_cannot_be_is_refused(
    linden: House, episode: Episode, wrong: dict[str, object]
) -> None:
    actor = linden.actor(linden.practitioner)
    enter_as(actor)
    before = rows(actor)
    days = wrong.pop("days", 0)
    good = {"muscle_group": "iliopsoas", "side": Side.LEFT, "method": ReleaseMethod.AT_HOME}
    on = today_in(actor.zone) + timedelta(days=int(str(days)))
    with pytest.raises(DomainError):
        record_release(actor=actor, episode=episode, released_on=on, **(good | wrong))  # type: ignore[arg-type]
    assert rows(actor) == before
