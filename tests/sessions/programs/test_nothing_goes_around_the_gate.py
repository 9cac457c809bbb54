"""Neither another phase nor another course of work goes around the gate."""

from datetime import timedelta

import pytest

from clients.measures.models import MeasureResponse
from clients.records.models import Client, Episode
from clients.symptoms.rules import Phase
from practice.core.actor import Actor, enter_as
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from sessions.programs.models import ProgramItem
from sessions.programs.rules import is_integrating
from sessions.programs.services import ItemData, create_program
from tests.cast import House
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(linden: House, nora: Client) -> Actor:
    enter_as(linden.boss)
    return linden.boss


def answered(actor: Actor, nora: Client, episode: Episode, mean: int, days: int = 1) -> None:
    """How automatic practising is, as the client said so many days ago."""
    day = today_in(actor.zone) - timedelta(days=days)
    MeasureResponse(
        practice_id=actor.practice_id,
        client=nora,
        episode=episode,
        instrument="srbai",
        version="2012",
        language="en",
        rater="client",
        stage="habit",
        asked_on=day,
        answers=[[name, mean] for name in ("automatically", "thinking")],
        mode="portal",
        is_baseline=False,
        answered_on=day,
        answered_at=now(),
    ).save(force_insert=True)


def _refused(actor: Actor, episode: Episode, item: ItemData) -> DomainError:
    with pytest.raises(DomainError) as error:
        create_program(actor=actor, episode=episode, data=building.data(item))
    assert (error.value.field, error.value.code) == ("items-0-unlock_reason", "locked")
    return error.value


def test_maintaining_waits_for_a_release_too(nora: Client, boss: Actor) -> None:
    episode = building.episode_of(boss, nora)
    answered(boss, nora, episode, 7)
    item = building.item(boss, phase=Phase.MAINTAIN)
    error = _refused(boss, episode, item)
    assert "First free, then maintain" in str(error.message)
    building.release(boss, episode)
    create_program(actor=boss, episode=episode, data=building.data(item))


def test_the_habit_of_another_course_of_work_opens_nothing(nora: Client, boss: Actor) -> None:
    answered(boss, nora, building.episode_of(boss, nora), 7)
    episode = building.episode_of(boss, nora)
    building.release(boss, episode)
    item = building.item(boss, phase=Phase.MAINTAIN)
    assert "not answered yet" in str(_refused(boss, episode, item).message)


@pytest.mark.parametrize(
    ("phase", "frees", "integrates", "asked"),
    [
        (Phase.INTEGRATE, 3, 0, True),
        (Phase.FREE, 0, 3, True),
        (Phase.FREE, 1, 3, False),
        (Phase.FREE, 0, 0, False),
        (Phase.MAINTAIN, 0, 3, False),
    ],
)
def test_what_frees_nothing_integrates(
    phase: Phase, frees: int, integrates: int, asked: bool
) -> None:
    assert is_integrating(phase, frees, integrates) is asked


def test_walking_to_free_goes_through_the_gate(nora: Client, boss: Actor) -> None:
    episode = building.episode_of(boss, nora)
    _refused(boss, episode, building.item(boss, "easy_walking"))
    why = building.item(boss, "easy_walking", unlock_reason=" Released elsewhere ")
    made = create_program(actor=boss, episode=episode, data=building.data(why))
    kept = ProgramItem.objects.visible_to(boss).get(home_program=made)
    assert kept.unlock_reason == "Released elsewhere"
    building.release(boss, episode)
    plain = building.data(building.item(boss, "easy_walking"))
    create_program(actor=boss, episode=episode, data=plain)
