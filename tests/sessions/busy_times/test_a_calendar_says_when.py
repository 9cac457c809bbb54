"""Of a calendar only when somebody is busy is taken, however oddly it says so."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.busy_times.expanding import Busy, busy_in, of_time
from sessions.busy_times.rules import Fault, Unreadable

SINCE = datetime(2026, 11, 26, tzinfo=UTC)
UNTIL = SINCE + timedelta(days=367)
ZONE = "America/Denver"


def event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""])


def calendar(*parts: str) -> bytes:
    return "".join(["BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", *parts, "END:VCALENDAR\r\n"]).encode()


def read(*parts: str) -> tuple[list[str], int]:
    """What is busy, as short words of its beginnings and ends, and how much was odd."""
    found = busy_in(calendar(*parts), ZONE, SINCE, UNTIL, "supple.example")
    return [f"{one.begins:%m-%d %H:%M}-{one.ends:%d %H:%M}" for one in found.busy], found.odd


def busy(*lines: str) -> list[str]:
    found, odd = read(event(*lines))
    assert odd == 0
    return found


TEN = ("UID:1", "DTSTART:20261201T100000Z", "DTEND:20261201T110000Z")
DENVER = "TZID=America/Denver"


def test_when_it_begins_and_ends() -> None:
    assert busy(*TEN) == ["12-01 10:00-01 11:00"]
    assert busy("DTSTART:20261201T100000Z", "DURATION:PT90M") == ["12-01 10:00-01 11:30"]
    assert busy("DTSTART:20261201T100000Z") == []
    assert busy("DTSTART:20261201T100000Z", "DTEND:20261201T090000Z") == []
    assert busy("DTSTART:20201201T100000Z", "DTEND:20201201T110000Z") == []
    assert busy("DTSTART:20301201T100000Z", "DTEND:20301201T110000Z") == []


def test_days_are_those_of_the_practice() -> None:
    day = "DTSTART;VALUE=DATE:20261201"
    assert busy(day) == ["12-01 07:00-02 07:00"]
    assert busy(day, "DTEND;VALUE=DATE:20261203") == ["12-01 07:00-03 07:00"]
    spring = ("DTSTART;VALUE=DATE:20270314", "DTEND;VALUE=DATE:20270315")
    assert busy(*spring) == ["03-14 07:00-15 06:00"]  # an hour shorter


def test_what_is_free_or_cancelled_does_not_count() -> None:
    assert busy(*TEN, "TRANSP:TRANSPARENT") == []
    assert busy(*TEN, "STATUS:CANCELLED") == []
    assert busy(*TEN, "TRANSP:OPAQUE", "STATUS:TENTATIVE") == ["12-01 10:00-01 11:00"]


@pytest.mark.parametrize(
    ("zone", "hour"),
    [
        ("", 17),
        (";TZID=Europe/Berlin", 9),
        (";TZID=W. Europe Standard Time", 9),
        (";TZID=Nowhere/At all", 17),
    ],
)
def test_a_time_is_by_its_clock_or_else_the_practices(zone: str, hour: int) -> None:
    found = busy(f"DTSTART{zone}:20261201T100000", f"DTEND{zone}:20261201T110000")
    assert found == [f"12-01 {hour:02}:00-01 {hour + 1:02}:00"]


def test_what_repeats_keeps_its_hour_over_the_change_of_clocks() -> None:
    found = busy(
        f"DTSTART;{DENVER}:20270307T090000",
        f"DTEND;{DENVER}:20270307T100000",
        "RRULE:FREQ=WEEKLY;UNTIL=20270321T150000Z",
    )
    assert found == ["03-07 16:00-07 17:00", "03-14 15:00-14 16:00", "03-21 15:00-21 16:00"]


def test_days_left_out_moved_and_added() -> None:
    series = (
        "UID:1",
        f"DTSTART;{DENVER}:20261201T090000",
        f"DTEND;{DENVER}:20261201T100000",
        "RRULE:FREQ=DAILY;COUNT=5",
        f"EXDATE;{DENVER}:20261202T090000",
        f"RDATE;{DENVER}:20261224T090000",
    )
    moved = event(
        *("UID:1", "RECURRENCE-ID:20261203T160000Z"),
        *("DTSTART:20261203T200000Z", "DTEND:20261203T210000Z"),
    )
    off = event("UID:1", f"RECURRENCE-ID;{DENVER}:20261204T090000", *TEN[1:], "STATUS:CANCELLED")
    assert read(event(*series), moved, off) == (
        [
            "12-01 16:00-01 17:00",
            "12-03 20:00-03 21:00",
            "12-05 16:00-05 17:00",
            "12-24 16:00-24 17:00",
        ],
        0,
    )


def test_what_repeats_for_ever_is_read_as_far_as_it_matters() -> None:
    assert len(busy(*TEN, "RRULE:FREQ=DAILY")) == 362
    old = ("DTSTART:19700101T100000Z", "DTEND:19700101T110000Z", "RRULE:FREQ=WEEKLY")
    assert len(busy(*old)) == 53


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY", "FREQ=DAILY;BYMINUTE=1,2", "FREQ=NO"]
)
def test_what_repeats_within_a_day_or_oddly_is_counted_and_left_out(rule: str) -> None:
    other = event("UID:2", "DTSTART:20261202T100000Z", "DTEND:20261202T110000Z")
    found, odd = read(event(*TEN, f"RRULE:{rule}"), other)
    assert odd == 1
    assert "12-02 10:00-02 11:00" in found


def test_too_many_times_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sessions.busy_times.expanding.RANGES_MOST", 50)
    with pytest.raises(Unreadable) as refused:
        busy(*TEN, "RRULE:FREQ=DAILY")
    assert refused.value.fault is Fault.TOO_MUCH


def test_times_that_touch_are_one() -> None:
    nine = event("DTSTART:20261201T090000Z", "DTEND:20261201T103000Z")
    assert read(nine, event(*TEN)) == (["12-01 09:00-01 11:00"], 0)


def test_what_may_be_supples_own_is_named() -> None:
    text = calendar(event("UID:abc@supple.example", *TEN[1:]), event(*TEN))
    found = busy_in(text, ZONE, SINCE, UNTIL, "supple.example").busy
    ten = datetime(2026, 12, 1, 10, tzinfo=UTC)
    hour = timedelta(hours=1)
    assert found == [Busy(ten, ten + hour), Busy(ten, ten + hour, "abc")]


def test_a_list_of_busy_times() -> None:
    part = (
        "BEGIN:VFREEBUSY\r\nFREEBUSY:20261210T100000Z/PT1H,20261211T100000Z/20261211T120000Z\r\n"
        "FREEBUSY;FBTYPE=FREE:20261212T100000Z/PT1H\r\nEND:VFREEBUSY\r\n"
    )
    assert read(part) == (["12-10 10:00-10 11:00", "12-11 10:00-11 12:00"], 0)


def test_what_it_is_about_is_left_out_before_it_is_read() -> None:
    alarm = "BEGIN:VALARM\r\nDTSTART:20200101T000000Z\r\nEND:VALARM"
    text = calendar(event(*TEN, "SUMMARY:Dr. Who\r\n  about\r\n it", "ATTENDEE:mailto:a@b", alarm))
    kept = of_time(text)
    for word in (b"Who", b"about", b"it\r", b"a@b", b"2020", b"VALARM"):
        assert word not in kept
    assert b"DTSTART:20261201T100000Z" in kept


@pytest.mark.parametrize("text", [b"", b"<html>BEGIN", b"\xff\xfe", b"BEGIN:VCARD\r\nEND:VCARD"])
def test_what_is_no_calendar_is_said(text: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        busy_in(text, ZONE, SINCE, UNTIL, "x")
    assert refused.value.fault is Fault.NOT_A_CALENDAR


LINES = [
    *("UID:1", *TEN, "DTSTART:x", "DTEND;VALUE=DATE:20261201", "RRULE:FREQ=WEEKLY;UNTIL=x"),
    *("RRULE:FREQ=YEARLY;COUNT=2", "EXDATE:20261201", "RECURRENCE-ID:x", "RDATE:x/y"),
    *("RECURRENCE-ID:20261201T100000Z", "DURATION:-P99999999D", "BEGIN:VEVENT", "END:VEVENT"),
    *("RDATE;VALUE=PERIOD:20261201T100000Z/PT1H", "DTSTART:99991231T235959", "FREEBUSY:x"),
    *("BEGIN:VTIMEZONE", "END:VTIMEZONE", "TZID:x", "DTSTART;TZID=:20261201T100000", "\x00"),
    *("DURATION", " x", "DTSTART:00010101T000000", "RRULE:FREQ=WEEKLY;COUNT=x"),
]


@given(st.lists(st.sampled_from(LINES), max_size=9))
def test_whatever_stands_there_is_read_or_refused_in_words(lines: list[str]) -> None:
    text = calendar(event(*lines))
    with suppress(Unreadable):
        found = busy_in(text, ZONE, SINCE, UNTIL, "x").busy
        assert all(SINCE <= one.begins < one.ends <= UNTIL for one in found)
