"""The radar finds the demo's reversion and its flare, and calls its steady clients steady."""

from datetime import date, timedelta
from typing import Any

import pytest

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import clock_at
from practice.data.demo.judging import DAYS
from sessions.progress.course.parts import ProgressPart, ToldRetention
from sessions.progress.course.queries import progress_of
from sessions.progress.course.survival import ENOUGH
from sessions.progress.radar.calibrating import calibration_of
from sessions.progress.radar.models import RadarRun, RadarSnapshot
from sessions.progress.radar.queries import in_force, radar_waiting
from sessions.progress.radar.rules import Level, Signal, State, read_reasons
from tests.practice.data.conftest import AT, Demo

TODAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def _unblocked(demo: Demo, django_db_blocker: Any) -> Any:
    with django_db_blocker.unblock(), clock_at(AT):
        yield


def days_of(demo: Demo, given: str) -> list[RadarSnapshot]:
    with acting(demo.owner) as owner:
        rows = RadarSnapshot.objects.visible_to(owner).filter(client__given_name=given)
        return list(rows.order_by("day"))


def speaking(shot: RadarSnapshot) -> set[Signal]:
    return {one.signal for one in read_reasons(shot.reasons) if one.state is State.SPEAKS}


def test_each_night_was_judged(demo: Demo) -> None:
    with acting(demo.owner) as owner:
        runs = list(RadarRun.objects.visible_to(owner).order_by("day"))
    assert [run.day for run in runs] == [TODAY - timedelta(days=DAYS - n) for n in range(DAYS + 1)]
    assert all(run.ended_at is not None and run.done == run.total > 0 for run in runs)


def test_a_reversion_is_found_today(demo: Demo) -> None:
    """It let go, nothing integrates it, and by their own numbers it is back."""
    marta = days_of(demo, "Marta")[-1]
    assert (marta.day, marta.level) == (TODAY, Level.ACT)
    assert {Signal.RELEASE, Signal.PAIN} <= speaking(marta)
    with acting(demo.owner) as owner:
        told = radar_waiting(owner).filter(client__given_name="Marta")
        assert list(told.values_list("level", "leading")) == [("act", "release")]


def test_the_reversion_was_found_before_the_work_began_anew(demo: Demo) -> None:
    """Her first course of work was closed 34 days ago, since it had come back."""
    before = [s for s in days_of(demo, "Caoimhe") if s.day < TODAY - timedelta(days=34)]
    assert {shot.level for shot in before} <= {"act", "watch"}
    assert all(Signal.PAIN in speaking(shot) for shot in before)


def test_the_flare_is_found(demo: Demo) -> None:
    shots = days_of(demo, "Zsófia")
    flared = TODAY - timedelta(days=4)
    assert Signal.FLARE in speaking(shots[-1])
    assert shots[-1].level in {"watch", "act"}
    assert not [shot for shot in shots if shot.day < flared and Signal.FLARE in speaking(shot)]


def test_steady_clients_are_called_steady(demo: Demo) -> None:
    for given in ("Samuel", "Ingrid"):
        levels = [shot.level for shot in days_of(demo, given)[-28:]]
        assert levels == ["steady"] * 28, given


def test_who_says_nothing_is_unknown(demo: Demo) -> None:
    with acting(demo.owner) as owner:
        rows = RadarSnapshot.objects.visible_to(owner).filter(is_newest=True)
        counts = {level: rows.filter(level=level).count() for level in Level}
    assert counts[Level.UNKNOWN] > counts[Level.STEADY] > 0
    assert counts[Level.ACT] < counts[Level.UNKNOWN]


def test_there_is_something_to_look_back_at(demo: Demo) -> None:
    with acting(demo.owner) as owner:
        found = calibration_of(owner, in_force(owner))
    assert found.seen > 0
    assert {one.can_tell for one in found.told} == {True, False}


def test_enough_is_followed_for_a_curve(demo: Demo) -> None:
    with acting(demo.owner) as owner:
        client = Client.objects.visible_to(owner).get(given_name="Samuel")
        part = progress_of(owner, client.pk).parts[ProgressPart.RETENTION]
    assert isinstance(part, ToldRetention)
    assert part.curve is not None
    assert part.curve.n >= ENOUGH
    assert 2 <= sum(step.came_back for step in part.curve.steps) < part.curve.n / 2
