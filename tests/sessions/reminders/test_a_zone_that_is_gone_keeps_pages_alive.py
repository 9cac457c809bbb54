"""A zone that is stored and not known (any more) is read as UTC: nobody's pages die of it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import UnknownZone, known_zone, now
from sessions.programs.models import HomeProgram
from sessions.programs.running import still_running
from tests.cast import House, sign_in
from tests.practice.outbox.live import add_program

GONE = "Mars/Olympus_Mons"


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    """Nora practises, and lives where no clock is known."""
    with acting(linden.boss) as boss:
        made = add_program(boss, nora, [time(7)])
        rows = HomeProgram.objects.visible_to(boss)
        rows.update(started_on=now().date(), ends_on=now().date() + timedelta(days=30))
        Client.objects.visible_to(boss).filter(pk=nora.pk).update(timezone=GONE)
    return made


def test_it_is_read_as_utc_and_says_what_is_stored(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    with acting(linden.boss) as boss:
        zone = Client.objects.visible_to(boss).get(pk=nora.pk).timezone
        assert zone == "UTC"
        assert isinstance(zone, UnknownZone)
        assert zone.stored == GONE
        assert still_running(HomeProgram.objects.visible_to(boss)).get() == program
    assert type(known_zone("Europe/Berlin")) is str


@pytest.mark.django_db
def test_the_database_knows_a_day_there_too() -> None:
    at = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT supple_day_there(%(at)s, 'Asia/Tokyo'), supple_day_there(%(at)s, %(gone)s)",
            {"at": at, "gone": GONE},
        )
        assert cursor.fetchone() == (date(2026, 6, 2), date(2026, 6, 1))


def test_staff_pages_of_that_client_live(linden: House, nora: Client, program: HomeProgram) -> None:
    browser = sign_in(linden.owner.user.email)
    paths = [
        *("/", reverse("client_page", args=[nora.pk]), reverse("client_mails", args=[nora.pk])),
        *(reverse("program_page", args=[program.pk]), reverse("program_edit", args=[program.pk])),
        *(reverse("measures_page", args=[nora.pk]), reverse("client_edit", args=[nora.pk])),
    ]
    assert {path: browser.get(path, follow=True).status_code for path in paths} == dict.fromkeys(
        paths, 200
    )


def test_their_own_pages_live(linden: House, nora: Client, program: HomeProgram) -> None:
    browser = sign_in(nora.email)
    paths = [reverse("portal_home"), reverse("portal_reminders"), "/portal/appointments/"]
    paths.append(reverse("portal_practice", args=[program.pk]))
    assert {path: browser.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
