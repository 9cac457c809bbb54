"""Before its first day a program waits: nothing is today's practice, and nothing is logged."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from clients.records.models import Client, Episode
from clients.symptoms.rules import Phase
from practice.core.actor import Actor, acting, enter_as
from practice.core.clock import clock_at, now, today_in
from practice.core.errors import DomainError
from practice.dashboard.queries import running_count
from sessions.practice_logs.models import PracticeLog
from sessions.programs import tasks as program_tasks
from sessions.programs.models import HomeProgram
from sessions.programs.queries import program_at_home
from sessions.programs.rules import has_begun
from sessions.programs.running import begun
from sessions.programs.services import (
    activate_program,
    create_program,
    edit_program,
    end_program,
    pause_program,
)
from tests.cast import House, sign_in
from tests.sessions.programs import building

TENTH = date(2026, 12, 10)


@pytest.mark.parametrize(
    ("today", "begun"), [(date(2026, 12, 9), False), (TENTH, True), (date(2026, 12, 11), True)]
)
def test_it_has_begun_from_its_first_day_on(today: date, begun: bool) -> None:
    assert has_begun(TENTH, today) is begun


def test_without_a_first_day_it_has() -> None:
    assert has_begun(None, TENTH)


@pytest.mark.django_db
def test_until_then_it_is_read_and_not_logged(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        first = today_in(nora.timezone) + timedelta(days=3)
        program = building.running(boss, nora, starts_on=first)
    assert program.started_on == first
    browser, page = sign_in("nora@clients.example"), reverse("portal_practice", args=[program.pk])
    sent = {"client_key": str(uuid4()), "done": "yes"}
    home, player = (browser.get(path).content.decode() for path in (reverse("portal_home"), page))
    for body in (home, player):
        assert "It begins on" in body
        assert date_format(first, "j F") in body
    assert "Read it" in home
    assert 'name="done"' not in player
    refused = browser.post(page, sent)
    assert refused.status_code == 422
    with acting(linden.boss) as boss:
        assert not PracticeLog.objects.visible_to(boss).exists()
    with clock_at(now() + timedelta(days=3)):
        browser = sign_in("nora@clients.example")
        begun = browser.get(page).content.decode()
        assert 'name="done"' in begun
        assert "It begins on" not in begun
        assert browser.post(page, sent).status_code == 302
    with acting(linden.boss) as boss:
        assert PracticeLog.objects.visible_to(boss).get().local_date == first


@pytest.fixture
def boss(linden: House, nora: Client) -> Actor:
    enter_as(linden.boss)
    return linden.boss


def _joining(actor: Actor, nora: Client, days: int, **more: object) -> HomeProgram:
    """Released, and a program that integrates, from so many days on."""
    episode = building.episode_of(actor, nora)
    building.release(actor, episode)
    plan = building.data(
        building.item(actor),
        building.item(actor, "shift_to_walk", phase=Phase.INTEGRATE),
        starts_on=today_in(nora.timezone) + timedelta(days=days),
        **more,
    )
    made = create_program(actor=actor, episode=episode, data=plan)
    return activate_program(actor=actor, home_program=made)


def _standing(actor: Actor, program: HomeProgram) -> tuple[bool, date | None, bool]:
    row = Episode.objects.visible_to(actor).get(pk=program.episode_id)
    return row.started, row.runs_since, row.integrates


def _begin(monkeypatch: pytest.MonkeyPatch, boss: Actor) -> int:
    monkeypatch.setattr(program_tasks, "practices_with_begun", lambda at: [boss.practice_id])
    begun = program_tasks.begin_everywhere()
    enter_as(boss)
    return begun


@pytest.mark.django_db
def test_its_course_of_work_says_so_on_its_first_day_and_not_before(
    nora: Client, boss: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = _joining(boss, nora, 3)
    first = program.started_on
    assert (_standing(boss, program), program.begins_on) == ((False, None, False), first)
    assert running_count(boss).value == 0
    changed = building.data(
        building.item(boss, "shift_to_walk", phase=Phase.INTEGRATE), starts_on=program.starts_on
    )
    edit_program(actor=boss, home_program=program, data=changed, version=program.version)
    assert _standing(boss, program) == (False, None, False)
    assert _begin(monkeypatch, boss) == 0
    with clock_at(now() + timedelta(days=3)):
        assert _begin(monkeypatch, boss) == 1
        assert _begin(monkeypatch, boss) == 0
        assert _standing(boss, program) == (True, first, True)
        assert running_count(boss).value == 1
    stored = HomeProgram.objects.visible_to(boss).get(pk=program.pk)
    assert (stored.begins_on, stored.version) == (None, program.version)


@pytest.mark.django_db
def test_one_that_is_brought_forward_to_today_is_practised_at_once(
    nora: Client, boss: Actor
) -> None:
    program, today = _joining(boss, nora, 3), today_in(nora.timezone)
    items = [building.item(boss), building.item(boss, "shift_to_walk", phase=Phase.INTEGRATE)]
    sooner = building.data(*items, starts_on=today)
    edit_program(actor=boss, home_program=program, data=sooner, version=program.version)
    assert _standing(boss, program) == (True, today, True)
    assert program.begins_on is None


@pytest.mark.django_db
def test_one_that_rests_or_ended_by_then_begins_nothing(
    nora: Client, boss: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    resting, ended = _joining(boss, nora, 3), _joining(boss, nora, 3)
    pause_program(actor=boss, home_program=resting)
    end_program(actor=boss, home_program=ended)
    with clock_at(now() + timedelta(days=4)):
        assert _begin(monkeypatch, boss) == 1
        assert _standing(boss, resting)[1:] == (None, False)
        assert _standing(boss, ended) == (False, None, False)
        assert list(begun(HomeProgram.objects.visible_to(boss))) == [resting]


@pytest.mark.django_db
@pytest.mark.parametrize("is_ended", [False, True])
def test_its_movements_are_new_until_then(nora: Client, boss: Actor, is_ended: bool) -> None:
    codes = ("arch_and_flatten", "back_lift", "side_curl", "washrag")
    four = [building.item(boss, code, minutes=1) for code in codes]
    first = today_in(nora.timezone) + timedelta(days=3)
    program = building.running(boss, nora, *four[:3], starts_on=first)
    plan = building.data(*four)
    if is_ended:
        end_program(actor=boss, home_program=program)
    with pytest.raises(DomainError) as error:
        create_program(actor=boss, episode=building.episode_of(boss, nora), data=plan)
    assert error.value.code == "many"
    with clock_at(now() + timedelta(days=3)):
        if is_ended:  # it never began
            with pytest.raises(DomainError):
                create_program(actor=boss, episode=building.episode_of(boss, nora), data=plan)
        else:
            create_program(actor=boss, episode=building.episode_of(boss, nora), data=plan)


@pytest.mark.django_db
def test_home_shows_what_is_practised_before_what_comes(nora: Client, boss: Actor) -> None:
    def at_home() -> HomeProgram | None:
        return program_at_home(boss, nora.pk)

    assert at_home() is None
    later = _joining(boss, nora, 5)
    soon = _joining(boss, nora, 3)
    last = _joining(boss, nora, 9)
    assert at_home() == soon
    running = building.running(boss, nora)
    newest = _joining(boss, nora, 9)
    assert at_home() == running
    with clock_at(now() + timedelta(days=5)):
        assert at_home() == running
    for one in (running, last, newest, soon):
        end_program(actor=boss, home_program=one)
    assert at_home() == later
