"""First free, then integrate: the service refuses, the page says where and why."""

from uuid import uuid4

import pytest

import sessions.programs.services.checks as program_checks
from clients.records.models import Client
from clients.symptoms.rules import Phase
from practice.core.actor import Actor, acting, enter_as
from practice.core.errors import DomainError
from sessions.programs.models import HomeProgram, HomeProgramRevision, ProgramItem
from sessions.programs.services import create_program
from tests.cast import House, sign_in
from tests.sessions.programs import building


@pytest.fixture
def boss(linden: House, nora: Client) -> Actor:
    enter_as(linden.boss)
    return linden.boss


def _stored(actor: Actor) -> tuple[int, int, int]:
    models = (HomeProgram, ProgramItem, HomeProgramRevision)
    return tuple(m.objects.visible_to(actor).count() for m in models)  # type: ignore[return-value]


def test_without_a_release_it_is_locked_and_nothing_is_written(boss: Actor, nora: Client) -> None:
    episode = building.episode_of(boss, nora)
    plan = building.data(
        building.item(boss), building.item(boss, "shift_to_walk", phase=Phase.INTEGRATE)
    )
    with pytest.raises(DomainError) as error:
        create_program(actor=boss, episode=episode, data=plan)
    assert (error.value.field, error.value.code) == ("items-1-unlock_reason", "locked")
    assert _stored(boss) == (0, 0, 0)


def test_the_guard_is_what_keeps_it_locked(
    boss: Actor, nora: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program_checks, "locks_of", lambda item, grounds: [])
    integrate = building.item(boss, "shift_to_walk", phase=Phase.INTEGRATE)
    building.draft(boss, nora, integrate)
    assert _stored(boss) == (1, 1, 1)


def test_a_release_opens_it(boss: Actor, nora: Client) -> None:
    episode = building.episode_of(boss, nora)
    building.release(boss, episode)
    plan = building.data(building.item(boss, "shift_to_walk", phase=Phase.INTEGRATE))
    create_program(actor=boss, episode=episode, data=plan)
    assert _stored(boss) == (1, 1, 1)


def test_a_release_of_another_course_of_work_does_not(boss: Actor, nora: Client) -> None:
    building.release(boss, building.episode_of(boss, nora))
    with pytest.raises(DomainError):
        building.draft(boss, nora, building.item(boss, "shift_to_walk", phase=Phase.INTEGRATE))


def test_a_reason_opens_it_and_is_kept(boss: Actor, nora: Client) -> None:
    reason = "Came already released from a course elsewhere."
    integrate = building.item(
        boss, "shift_to_walk", phase=Phase.INTEGRATE, unlock_reason=f" {reason} "
    )
    building.draft(boss, nora, integrate)
    assert ProgramItem.objects.visible_to(boss).get().unlock_reason == reason


def test_the_page_says_it_beside_the_row_and_keeps_what_was_typed(
    linden: House, nora: Client
) -> None:
    with acting(linden.boss) as boss:
        building.episode_of(boss, nora)
        free, walk = building.movement(boss), building.movement(boss, "shift_to_walk")
        sent = building.form_data(
            boss,
            {"movement": free.pk, "phase": "free", "minutes": 4},
            {"movement": "", "phase": ""},
            {"movement": walk.pk, "phase": "integrate", "note": "Only near a wall"},
            cue="After waking",
            key=uuid4(),
        )
    browser = sign_in("practitioner@linden.example")
    answer = browser.post(f"/clients/{nora.pk}/programs/new/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="id_items-2-unlock_reason_error"' in page
    assert "First free, then integrate" in page
    assert "Only near a wall" in page
    assert "After waking" in page
    with acting(linden.boss) as boss:
        assert _stored(boss) == (0, 0, 0)
