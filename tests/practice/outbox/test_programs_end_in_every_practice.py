"""The worker sees which practices have a program whose last day may be over, and ends it there."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from practice.core.actor import acting
from practice.core.clock import clock_at
from practice.outbox.models import Message
from sessions.programs.models import HomeProgram
from sessions.programs.tasks import end_everywhere
from tests.cast import House
from tests.practice.outbox.live import add_client, add_program

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
