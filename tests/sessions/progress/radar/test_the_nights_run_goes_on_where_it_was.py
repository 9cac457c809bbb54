"""The night's run: in steps, once a day, resumed after a kill, of those alone who are judged."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import DatabaseError

from clients.merging.services import merge_clients
from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import ClientData, create_client, set_client_state
from practice.core.actor import acting, system_actor
from practice.core.clock import now
from practice.core.models import RowHistory
from sessions.progress.radar.models import RadarRun, RadarSnapshot
from sessions.progress.radar.queries import last_run, radar_waiting
from sessions.progress.radar.rules import DEFAULTS, LIMITS, Level
from sessions.progress.radar.services import (
    change_settings,
    judge_clients,
    look_again,
    run_some,
    running,
)
from sessions.progress.radar.tasks import judge_everywhere
from tests.cast import House
from tests.practice.outbox.live import database_role
from tests.sessions.progress.radar.telling import Teller

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)  # half past two in Denver


@pytest.fixture
def five(linden: House) -> list[Client]:
    """Five active clients."""
    with acting(linden.boss) as boss:
        found = [
            create_client(actor=boss, data=ClientData(given_name=f"Client {n}")) for n in range(5)
        ]
        for client in found:
            set_client_state(actor=boss, client=client, state=ClientState.ACTIVE)
    return sorted(found, key=lambda one: one.pk)


def shots(house: House) -> list[RadarSnapshot]:
    with acting(house.boss) as boss:
        return list(RadarSnapshot.objects.visible_to(boss).order_by("client_id", "day"))


def run(house: House) -> RadarRun:
    with acting(house.boss) as boss:
        found = last_run(boss)
    assert found is not None
    return found


def step(house: House, at_once: int = 2) -> tuple[int, bool]:
    with acting(system_actor(house.practice.pk)) as actor:
        return run_some(actor=actor, at_once=at_once)


def night(house: House) -> int:
    """All steps of one night."""
    judged = 0
    while True:
        more, goes_on = step(house)
        judged += more
        if not goes_on:
            return judged


@time_machine.travel(NIGHT, tick=False)
def test_it_says_how_far_it_is(linden: House, five: list[Client]) -> None:
    assert step(linden) == (2, True)
    begun = run(linden)
    assert (begun.total, begun.done, begun.after) == (5, 2, five[1].pk)
    assert (begun.began_at, begun.ended_at) == (NIGHT, None)
    assert [step(linden), step(linden)] == [(2, True), (1, False)]
    assert (run(linden).done, run(linden).ended_at) == (5, NIGHT)
    assert [shot.client_id for shot in shots(linden)] == [client.pk for client in five]


@time_machine.travel(NIGHT, tick=False)
def test_a_killed_run_goes_on_behind_the_last_that_was_kept(
    linden: House, five: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[UUID] = []

    def dies(actor: Any, clients: Sequence[UUID], *rest: Any) -> int:
        made = judge_clients(actor, clients, *rest)
        if judged:
            raise DatabaseError("killed")
        judged.extend(clients)
        return made

    monkeypatch.setattr(running, "judge_clients", dies)
    assert step(linden) == (2, True)
    with pytest.raises(DatabaseError):
        step(linden)
    assert (run(linden).done, len(shots(linden))) == (2, 2)
    monkeypatch.setattr(running, "judge_clients", judge_clients)
    assert night(linden) == 3
    assert (run(linden).done, run(linden).ended_at is None, len(shots(linden))) == (5, False, 5)


@time_machine.travel(NIGHT, tick=False)
def test_who_cannot_be_judged_is_passed_over(
    linden: House,
    five: list[Client],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The others have their verdicts, the run ends, and it is said who has none."""
    bad = five[1].pk

    def fails(actor: Any, clients: Sequence[UUID], *rest: Any) -> int:
        if bad in clients:
            raise AttributeError("nobody thought of it")
        return judge_clients(actor, clients, *rest)

    monkeypatch.setattr(running, "judge_clients", fails)
    assert night(linden) == 4
    assert {shot.client_id for shot in shots(linden)} == {one.pk for one in five} - {bad}
    assert (run(linden).done, run(linden).ended_at) == (4, NIGHT)
    assert f"client {bad} could not be judged" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_one_practice_that_fails_keeps_no_other_waiting(
    linden: House, harbour: House, five: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(actor: Any, clients: Sequence[UUID], *rest: Any) -> int:
        raise AttributeError("nobody thought of it")

    monkeypatch.setattr(running, "judge_clients", fails)
    with time_machine.travel(NIGHT, tick=False), database_role("worker"):
        assert judge_everywhere() == 0
    with acting(linden.boss) as boss:
        assert last_run(boss) is None  # nobody was passed over: it begins anew within the hour
    assert run(harbour).ended_at == NIGHT


@time_machine.travel(NIGHT, tick=False)
def test_what_the_owner_changes_meanwhile_holds_at_once(
    linden: House, five: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever changes it waits for the run to be let go; the next step reads what holds then."""
    holds = running._run

    def waits(actor: Any, day: Any) -> Any:
        change_settings(actor=linden.actor(linden.owner), values={**usual(), "pain": 5})
        return holds(actor, day)

    monkeypatch.setattr(running, "_run", waits)
    step(linden)
    assert {shot.settings_version for shot in shots(linden)} == {1}


def usual() -> dict[str, int]:
    return {name: getattr(DEFAULTS, name) for name in LIMITS}


@time_machine.travel(NIGHT, tick=False)
def test_twice_a_day_is_once(linden: House, five: list[Client]) -> None:
    assert night(linden) == 5
    before = [shot.pk for shot in shots(linden)]
    with acting(linden.boss) as boss:  # who comes later in the day waits for the next night
        late = create_client(actor=boss, data=ClientData(given_name="Late"))
        set_client_state(actor=boss, client=late, state=ClientState.ACTIVE)
    assert night(linden) == 0
    assert [shot.pk for shot in shots(linden)] == before


def test_it_waits_for_the_night(linden: House, five: list[Client]) -> None:
    """By the practice's own clock: at half past one nobody is judged for the day yet."""
    with time_machine.travel(NIGHT - timedelta(hours=1), tick=False):
        assert night(linden) == 0
    with time_machine.travel(NIGHT, tick=False):
        assert night(linden) == 5


def test_what_is_older_than_a_year_and_four_weeks_is_let_go(
    linden: House, five: list[Client]
) -> None:
    for days in (0, 1, 401):
        with time_machine.travel(NIGHT + timedelta(days=days), tick=False):
            assert night(linden) == 5
    first = NIGHT.date()
    assert {shot.day for shot in shots(linden)} == {
        first + timedelta(days=1),
        first + timedelta(days=401),
    }


@pytest.mark.django_db(transaction=True)
def test_the_worker_judges_in_every_practice(
    linden: House, harbour: House, five: list[Client]
) -> None:
    with time_machine.travel(NIGHT, tick=False), database_role("worker"):
        assert judge_everywhere() == 5
        assert judge_everywhere() == 0
    assert (run(linden).done, run(harbour).done) == (5, 0)
    with time_machine.travel(NIGHT + timedelta(days=401), tick=False), database_role("worker"):
        assert judge_everywhere() == 5
    assert len(shots(linden)) == 5


@time_machine.travel(NIGHT, tick=False)
def test_only_who_is_here_is_judged(linden: House, five: list[Client]) -> None:
    """Not who asked and never came, nobody archived, and no record that became another's."""
    with acting(linden.boss) as boss:
        for client, state in zip(
            five,
            (ClientState.ENQUIRY, ClientState.ARCHIVED, ClientState.MAINTAINING),
            strict=False,
        ):
            set_client_state(actor=boss, client=client, state=state)
        merge_clients(actor=boss, client=five[2], other=five[3], take=())
    assert night(linden) == 2
    assert {shot.client_id for shot in shots(linden)} == {five[2].pk, five[4].pk}


def test_each_day_has_its_own_verdict_and_one_is_the_newest(teller: Teller) -> None:
    work = teller.work()
    for days, number in ((90, 7), (40, 4), (10, 4), (2, 7)):
        teller.answer(work, days, number)
    for days in (4, 3, 2, 1, 0):
        teller.judge(days)
    found = shots(teller.house)
    assert [(shot.level, shot.is_newest) for shot in found] == [
        *[("steady", False)] * 2,
        *[("watch", False)] * 2,
        ("watch", True),
    ]
    assert {(shot.level_since, shot.level_before) for shot in found[2:]} == {
        (teller.ago(2), "steady")
    }
    assert {(shot.level_since, shot.level_before) for shot in found[:2]} == {(teller.ago(4), "")}


def test_looked_at_again_the_day_is_written_over(teller: Teller) -> None:
    work = teller.work()
    for days, number in ((90, 7), (40, 4), (10, 4)):
        teller.answer(work, days, number)
    teller.judge(1)
    teller.judge()
    teller.answer(work, 0, 7)
    practitioner = teller.house.actor(teller.house.practitioner)
    with acting(practitioner):
        look_again(actor=practitioner, client_id=teller.client.pk)
        look_again(actor=practitioner, client_id=teller.client.pk)
    found = shots(teller.house)
    assert [(shot.day, shot.level) for shot in found] == [
        (teller.ago(1), "steady"),
        (teller.ago(0), "watch"),
    ]
    assert (found[1].level_since, found[1].level_before) == (teller.ago(0), "steady")


def test_a_zone_moved_back_over_midnight_loses_nothing(teller: Teller) -> None:
    """The day that was judged last is tomorrow then: today's verdict is the newest all the same."""
    teller.judge(-1)
    teller.judge()
    assert [(shot.day, shot.is_newest) for shot in shots(teller.house)] == [
        (teller.ago(0), True),
        (teller.ago(-1), False),
    ]


def test_a_verdict_leaves_no_trail(teller: Teller) -> None:
    teller.judge()
    teller.judge()
    with acting(teller.house.boss):
        trail = RowHistory.objects.filter(practice_id=teller.house.practice.pk)
        assert not trail.filter(table_name="care_sessions_radarsnapshot").exists()


def waiting(teller: Teller) -> list[tuple[str, str]]:
    with acting(teller.house.boss) as boss:
        return list(radar_waiting(boss).values_list("level", "leading"))


def test_today_is_told_of_who_is_at_act_and_who_turned_to_watch(teller: Teller) -> None:
    work = teller.work()
    for days, number in ((90, 7), (40, 4), (10, 4), (2, 7)):
        teller.answer(work, days, number)
    teller.judge(2)
    assert waiting(teller) == []  # the first word ever is no turn
    teller.judge(3)
    teller.judge(2)
    assert waiting(teller) == [("watch", "pain")]
    with acting(teller.house.boss):
        work.released_on = teller.ago(20)
        work.save(update_fields=["released_on"])
    assert teller.judge().level == Level.ACT
    assert waiting(teller) == [("act", "release")]


@pytest.mark.parametrize(("first_night", "told"), [(5, True), (2, False)])
def test_who_begins_at_watch_is_told_but_not_the_whole_first_night(
    teller: Teller, first_night: int, told: bool
) -> None:
    with acting(teller.house.boss):
        day = teller.ago(first_night)
        RadarRun(practice=teller.house.practice, day=day, total=1, began_at=now()).save(
            force_insert=True
        )
    work = teller.work()
    for days, number in ((90, 7), (40, 4), (10, 4), (2, 7)):
        teller.answer(work, days, number)
    teller.judge(2)
    teller.judge(1)
    assert waiting(teller) == ([("watch", "pain")] if told else [])


def test_a_turn_to_watch_is_told_for_three_days(teller: Teller) -> None:
    work = teller.work()
    for days, number in ((90, 7), (40, 4), (10, 4), (4, 7)):
        teller.answer(work, days, number)
    for days in (5, 4, 3, 2, 1, 0):
        teller.judge(days)
    assert waiting(teller) == []


def test_who_left_waits_no_more(teller: Teller) -> None:
    work = teller.work(released_on=teller.ago(20))
    for days, number in ((90, 7), (40, 4), (2, 7)):
        teller.answer(work, days, number)
    teller.judge()
    assert len(waiting(teller)) == 1
    with acting(teller.house.boss) as boss:
        set_client_state(actor=boss, client=teller.client, state=ClientState.ARCHIVED)
    assert waiting(teller) == []


def test_another_practice_reads_none_of_it(teller: Teller, harbour: House) -> None:
    teller.judge()
    with acting(harbour.boss) as boss:
        assert not RadarSnapshot._base_manager.exists()
        assert not RadarSnapshot.objects.visible_to(boss).exists()
