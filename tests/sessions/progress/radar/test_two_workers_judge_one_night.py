"""Of two workers at the same moment one judges, and the other leaves at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection, connections

from practice.core.actor import acting, system_actor
from sessions.progress.radar.models import RadarRun, RadarSnapshot
from sessions.progress.radar.services import run_some
from tests.cast import House
from tests.sessions.progress.radar.test_the_pages_of_the_radar import active

pytestmark = pytest.mark.django_db(transaction=True)
NIGHT = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)  # half past two in Denver


def test_who_comes_second_leaves(linden: House) -> None:
    for n in range(4):
        active(linden, f"Client {n}")

    def second() -> tuple[int, bool]:
        try:
            with acting(system_actor(linden.practice.pk)) as actor:
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '2s'")
                return run_some(actor=actor, at_once=2)
        finally:
            connections.close_all()

    with time_machine.travel(NIGHT, tick=False), ThreadPoolExecutor(1) as pool:
        with acting(system_actor(linden.practice.pk)) as actor:
            run_some(actor=actor, at_once=2)  # the run is begun, and kept
        with acting(system_actor(linden.practice.pk)) as actor:
            assert run_some(actor=actor, at_once=2) == (2, True)
            assert pool.submit(second).result() == (0, False)
        assert pool.submit(second).result() == (0, False)
    with acting(linden.boss) as boss:
        run = RadarRun.objects.visible_to(boss).get()
        assert (run.done, run.total, RadarSnapshot.objects.visible_to(boss).count()) == (4, 4, 4)
        assert run.ended_at is not None
