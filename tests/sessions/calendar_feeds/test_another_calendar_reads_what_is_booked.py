"""A calendar that others read: an independent parser finds the database's rows in it."""

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import tzical
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from practice.core.actor import acting
from practice.core.clock import now
from practice.core.models import Place
from sessions.appointments import services
from sessions.appointments.ics import zone_of
from sessions.appointments.models import Appointment
from sessions.appointments.series.rules import days_of
from sessions.appointments.services.moving import MoveData
from sessions.calendar_feeds.rules import initials
from sessions.hours.rules import instant_of as local_instant
from tests.booking import at, service_of
from tests.calendars import feed_of, forget_zones
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.appointments.test_a_series_is_booked_whole_or_not import series

pytestmark = pytest.mark.django_db
ZONES = ("Europe/Berlin", "America/Denver", "Australia/Lord_Howe", "Asia/Kolkata")
# The nights of those zones in the coming half year: back in autumn, forward in spring, and there.
CHANGES = (date(2027, 3, 14), date(2027, 3, 28), date(2027, 4, 4), date(2027, 10, 31))
# Of each zone both, by the day that it is in UTC around them; Kolkata has none.
NIGHTS = {
    "Europe/Berlin": (date(2027, 3, 28), date(2027, 10, 31)),
    "America/Denver": (date(2027, 3, 14), date(2027, 11, 7)),
    "Australia/Lord_Howe": (date(2027, 4, 4), date(2027, 10, 3)),
    "Asia/Kolkata": (date(2027, 3, 28), date(2027, 10, 31)),
}


def read(path: str, **headers: str) -> Any:
    answer = Browser(headers=headers).get(path)
    assert answer.status_code == 200, answer.status_code
    return answer


def events(body: bytes) -> dict[str, Any]:
    """By their UID, as vobject reads them."""
    forget_zones()
    found = vobject.readOne(body.decode()).contents.get("vevent", [])
    assert len({one.uid.value for one in found}) == len(found)
    return {one.uid.value.split("@")[0]: one for one in found}


def utc(line: Any) -> datetime:
    found: datetime = line.value.astimezone(UTC)
    return found


def put_rows(desk: Desk, starts: list[tuple[datetime, str]], minutes: int = 45) -> None:
    """Booked time of the practitioner and Nora, past every service: so long from each start."""
    lasts = timedelta(minutes=minutes)
    with acting(desk.house.boss) as boss:
        service = service_of(boss)
        rows = [
            Appointment(
                practice=desk.house.practice,
                client=desk.nora,
                practitioner=desk.house.practitioner,
                service=service,
                place=desk.place,
                starts_at=start,
                ends_at=start + lasts,
                blocked_from=start,
                blocked_until=start + lasts,
                local_date=start.astimezone(ZoneInfo(zone)).date(),
                local_time=start.astimezone(ZoneInfo(zone)).time(),
                zone=zone,
                booked_at=now(),
            )
            for start, zone in starts
        ]
        Appointment._base_manager.bulk_create(rows)


def is_twice(at: datetime, zone: str) -> bool:
    """Whether the clock there shows the same time at another instant too."""
    local = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    near = (at + timedelta(minutes=n) for n in range(-120, 121, 30) if n)
    return any(one.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local for one in near)


def read_back(desk: Desk, path: str) -> list[Appointment]:
    """All rows, each of which another program finds in the feed at its very instants."""
    found = events(read(path).content)
    with acting(desk.house.boss) as boss:
        rows = list(Appointment.objects.visible_to(boss).order_by("starts_at"))
    assert {str(row.pk) for row in rows} == set(found)
    for row in rows:
        one = found[str(row.pk)]
        assert (utc(one.dtstart), utc(one.dtend)) == (row.starts_at, row.ends_at), row.starts_at
        told = one.dtstart.params.get("X-VOBJ-ORIGINAL-TZID")
        by_instant = is_twice(row.starts_at, row.zone) or is_twice(row.ends_at, row.zone)
        assert told == (None if by_instant else [row.zone])  # None: in UTC
    return rows


@pytest.mark.parametrize("zone", ZONES)
def test_every_row_is_read_back_across_both_changes_of_the_clock(desk: Desk, zone: str) -> None:
    """Each half hour around each change; of an hour that a night has twice both passes."""
    halves = [
        datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=30 * n)
        for day in NIGHTS[zone]
        for n in range(-30, 30)
    ]
    put_rows(desk, [(start, zone) for start in halves], minutes=30)
    for path in (feed_of(desk.ours), feed_of(desk.hers)):
        rows = read_back(desk, path)
        assert [row.starts_at for row in rows] == halves
    twice = [row for row in rows if is_twice(row.starts_at, zone)]
    assert len(twice) == {"Asia/Kolkata": 0, "Australia/Lord_Howe": 2}.get(zone, 4)


@pytest.mark.parametrize(
    ("zone", "clock", "twice"),
    [
        ("Europe/Berlin", time(2, 30), 1),  # its spring night skips it
        ("America/Denver", time(1, 30), 1),
        ("Australia/Lord_Howe", time(1, 45), 1),
        ("Asia/Kolkata", time(2, 30), 0),
        ("Europe/Berlin", time(10), 0),
    ],
)
def test_a_series_over_both_changes_is_read_back(
    desk: Desk, zone: str, clock: time, twice: int
) -> None:
    """Booked as a series is; of a time that a night has twice it is the first, and read as that."""
    with acting(desk.house.boss):
        Place._base_manager.filter(pk=desk.place.pk).update(timezone=zone)
    desk.place.timezone = zone
    days = days_of(date(2027, 2, 28), 1, times=40)
    skipped = {day for day in days if local_instant(day, clock, zone) is None}
    asked: dict[str, Any] = {"first": days[0], "clock": clock, "times": 40}
    series(desk, **asked, leave_out=skipped, anyway=days)
    rows = read_back(desk, feed_of(desk.hers))
    local = [row.starts_at.astimezone(ZoneInfo(zone)) for row in rows]
    assert [(one.date(), one.time()) for one in local] == [
        (day, clock) for day in days if day not in skipped
    ]
    assert {one.fold for one in local} == {0}
    assert sum(is_twice(row.starts_at, zone) for row in rows) == twice


def test_a_zone_alone_tells_what_its_clock_shows() -> None:
    """As a program computes it that knows no zones but the one it was sent."""
    for zone in ZONES:
        alone = tzical(StringIO(zone_of(zone, 2026, 2027).to_ical().decode())).get()
        for day in (*CHANGES, date(2026, 10, 25), date(2026, 11, 1), date(2026, 4, 5)):
            for half in range(96):
                start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=14)
                instant = start + timedelta(minutes=30 * half)
                local = instant.astimezone(ZoneInfo(zone))
                if local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset():
                    continue
                told = local.replace(tzinfo=alone).astimezone(UTC)
                assert told == instant, (zone, instant)


def test_a_change_is_dated_by_the_clock_before_it() -> None:
    """As RFC 5545 3.6.5 wants it; most readers find the same hours either way."""
    told = zone_of("Europe/Berlin", 2027, 2027).to_ical().decode()
    for onset in ("DTSTART:20270328T020000", "DTSTART:20271031T030000"):
        assert onset in told


def test_the_sequence_grows_and_the_name_stays(desk: Desk) -> None:
    booked = desk.book(10)
    path = feed_of(desk.hers)

    def now_told() -> tuple[int, str, datetime]:
        one = events(read(path).content)[str(booked.pk)]
        return int(one.sequence.value), one.status.value, utc(one.dtstart)

    told = [now_told()]
    to = MoveData(
        starts_at=at(DAY, 14), practitioner_id=desk.house.practitioner.pk, place=desk.place
    )
    with acting(desk.ours) as ours:
        services.move_appointment(actor=ours, appointment_id=booked.pk, data=to)
    told.append(now_told())
    with acting(desk.ours) as ours:
        services.undo(actor=ours, appointment_id=booked.pk)
    told.append(now_told())
    with acting(desk.ours) as ours:
        services.cancel(actor=ours, appointment_id=booked.pk, why="ill")
    told.append(now_told())
    assert [number for number, *_ in told] == sorted({number for number, *_ in told})
    assert [status for _n, status, _at in told] == ["CONFIRMED"] * 3 + ["CANCELLED"]
    assert [start for *_, start in told] == [at(DAY, 10), at(DAY, 14), at(DAY, 10), at(DAY, 10)]


def test_it_says_when_it_was_last_changed(desk: Desk, clock: Any) -> None:
    booked = desk.book(10)
    made = now()
    clock.shift(timedelta(hours=3))
    path = feed_of(desk.hers)
    one = events(read(path).content)[str(booked.pk)]
    assert utc(one.contents["last-modified"][0]) == made
    with acting(desk.ours) as ours:
        services.confirm(actor=ours, appointment_id=booked.pk)
    one = events(read(path).content)[str(booked.pk)]
    assert utc(one.contents["last-modified"][0]) == now()


def test_no_word_of_health_is_in_it(desk: Desk) -> None:
    """Neither a lesson's name nor why it was given up; the client's names nobody."""
    booked = desk.book(10)
    with acting(desk.ours) as ours:
        services.cancel(actor=ours, appointment_id=booked.pk, why="worse", words="My back hurts")
    for path in (feed_of(desk.hers), feed_of(desk.ours, "full")):
        body = read(path).content.decode()
        for health in ("lesson", "worse", "back", "hurt", "ill", "feeling", "late"):
            assert health not in body.lower(), health
    one = events(read(feed_of(desk.hers)).content)[str(booked.pk)]
    assert one.summary.value == "Appointment with Linden Somatics"
    assert "practitioner" not in read(feed_of(desk.hers)).content.decode().lower()


@pytest.mark.parametrize(
    ("names", "title"),
    [("none", "Appointment"), ("initials", "Appointment: N. N."), ("full", "Appointment: Nora Ng")],
)
def test_a_practitioner_chooses_how_clients_are_named(desk: Desk, names: str, title: str) -> None:
    booked = desk.book(10)
    one = events(read(feed_of(desk.ours, names)).content)[str(booked.pk)]
    assert one.summary.value == title
    assert initials("", "") == ""


def test_each_reads_their_own_alone(desk: Desk) -> None:
    hers = desk.book(10)
    others = desk.book(12, whose=desk.nell)
    bosses = desk.book(14, whose=desk.nell, member=desk.house.owner, anyway=True)
    assert set(events(read(feed_of(desk.hers)).content)) == {str(hers.pk)}
    assert set(events(read(feed_of(desk.ours)).content)) == {str(hers.pk), str(others.pk)}
    assert set(events(read(feed_of(desk.house.boss)).content)) == {str(bosses.pk)}


def test_it_does_not_grow_with_the_past(desk: Desk) -> None:
    """Sixty days back and no more, and as many statements for a hundred as for one."""
    path = feed_of(desk.ours)
    start = now()
    put_rows(desk, [(start + timedelta(hours=1), "America/Denver")])
    read(path)  # what is asked once for all
    with CaptureQueriesContext(connection) as for_one:
        assert len(events(read(path).content)) == 1
    past = [(start - timedelta(days=n), "America/Denver") for n in range(1, 101)]
    put_rows(desk, past)
    with CaptureQueriesContext(connection) as for_many:
        assert len(events(read(path).content)) == 61
    assert len(for_many) == len(for_one)


def test_what_was_read_is_not_sent_again(desk: Desk) -> None:
    desk.book(10)
    path = feed_of(desk.hers)
    first = read(path)
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    same = Browser(headers={"if-none-match": first.headers["ETag"]}).get(path)
    assert (same.status_code, same.content) == (304, b"")
    desk.book(12, day=DAY + timedelta(days=9))
    again = Browser(headers={"if-none-match": first.headers["ETag"]}).get(path)
    assert again.status_code == 200
    assert again.headers["ETag"] != first.headers["ETag"]
