"""The worker sees which practices have a program that may be over, or begin, and moves it there."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction

from clients.records.models import Episode
from practice.core.actor import acting
from practice.core.clock import clock_at
from practice.outbox.models import Message
from practice.outbox.sending.claims import across_practices
from sessions.programs.models import HomeProgram
from sessions.programs.queries import practices_with_begun, practices_with_passed
from sessions.programs.tasks import begin_everywhere, end_everywhere
from tests.cast import House
from tests.practice.outbox.live import add_client, add_program, found_house

DENVER = ZoneInfo("America/Denver")


def test_the_worker_ends_what_is_over(mill: House) -> None:
    client = add_client(mill)
    with clock_at(datetime(2026, 6, 1, 6, tzinfo=DENVER)), acting(mill.boss) as boss:
        program = add_program(boss, client, [time(7)])
        rows = HomeProgram.objects.visible_to(boss).filter(pk=program.pk)
        rows.update(ends_on=date(2026, 6, 5))
    with clock_at(datetime(2026, 6, 5, 23, tzinfo=DENVER)):
        assert end_everywhere() == 0
    with clock_at(datetime(2026, 6, 6, 1, tzinfo=DENVER)):
        assert end_everywhere() == 1
    with acting(mill.boss) as boss:
        assert HomeProgram.objects.visible_to(boss).get().state == "ended"
        assert not Message.objects.visible_to(boss).filter(state="planned").exists()


@pytest.fixture
def weir(mill: House) -> House:
    """A second practice, in which nothing is due."""
    house = found_house("Weir Somatics", "America/Denver", "weir.example")
    client = add_client(house)
    with clock_at(datetime(2026, 6, 1, 6, tzinfo=DENVER)), acting(house.boss) as boss:
        program = add_program(boss, client, [time(7)])
        rows = HomeProgram.objects.visible_to(boss).filter(pk=program.pk)
        rows.update(ends_on=date(2026, 6, 20), begins_on=date(2026, 6, 15))
    return house


def test_it_sees_in_which_practices_and_no_more(mill: House, weir: House) -> None:
    client = add_client(mill)
    with clock_at(datetime(2026, 6, 1, 6, tzinfo=DENVER)), acting(mill.boss) as boss:
        program = add_program(boss, client, [time(7)])
        HomeProgram.objects.visible_to(boss).filter(pk=program.pk).update(
            ends_on=date(2026, 6, 5), begins_on=date(2026, 6, 3)
        )
    practices = [mill.practice.pk]
    for day, begun, passed in ((2, [], []), (3, practices, []), (6, practices, practices)):
        at = datetime(2026, 6, day, 1, tzinfo=DENVER)
        assert (practices_with_begun(at), practices_with_passed(at)) == (begun, passed)
    denied = pytest.raises(DatabaseError, match="permission denied")
    with denied, transaction.atomic(), across_practices() as cursor:
        cursor.execute("SELECT cue FROM care_sessions_homeprogram")


def test_the_worker_says_of_what_begins_that_it_is_practised(mill: House, weir: House) -> None:
    client = add_client(mill)
    first = date(2026, 6, 3)
    with clock_at(datetime(2026, 6, 1, 6, tzinfo=DENVER)), acting(mill.boss) as boss:
        program = add_program(boss, client, [time(7)])
        HomeProgram.objects.visible_to(boss).filter(pk=program.pk).update(
            started_on=first, begins_on=first
        )
    with clock_at(datetime(2026, 6, 2, 23, tzinfo=DENVER)):
        assert begin_everywhere() == 0
    with clock_at(datetime(2026, 6, 3, 1, tzinfo=DENVER)):
        assert begin_everywhere() == 1
        assert begin_everywhere() == 0
    with acting(mill.boss) as boss:
        assert Episode.objects.visible_to(boss).get().runs_since == first
    with acting(weir.boss) as boss:
        assert Episode.objects.visible_to(boss).get().runs_since is None
