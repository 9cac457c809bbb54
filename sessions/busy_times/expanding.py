"""When somebody is busy by their calendar: beginnings and ends, and nothing else of it.

Lines that say anything else (titles, places, people) are left out before it is read at all.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar
from icalendar.error import BrokenCalendarProperty

from sessions.busy_times.rules import RANGES_MOST, STEPS_MOST, Fault, Unreadable

_OF_TIME = frozenset(
    b"BEGIN END UID DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID STATUS TRANSP"
    b" FREEBUSY TZID TZOFFSETFROM TZOFFSETTO TZNAME".split()
)
_KEPT = frozenset(b"VCALENDAR VEVENT VFREEBUSY VTIMEZONE STANDARD DAYLIGHT".split())
_FINE = ("SECONDLY", "MINUTELY", "HOURLY", "BYSECOND", "BYMINUTE", "BYHOUR")
_ODD = (
    *(ValueError, TypeError, KeyError, AttributeError, OverflowError, IndexError),
    BrokenCalendarProperty,
)
LINE_MOST, LINES_MOST = 20_000, 400_000
A_DAY = timedelta(days=1)


class Busy(NamedTuple):
    """From an instant to another; `uid` only of what may be an appointment of Supple's own."""

    begins: datetime
    ends: datetime
    uid: str = ""


class Expanded(NamedTuple):
    """What is busy; `odd` entries could not be understood."""

    busy: list[Busy]
    odd: int


def of_time(text: bytes) -> bytes:
    """The lines of a calendar that say when; what is inside of other parts is left out."""
    kept, skipped = list[bytes](), 0
    for line in _unfolded(text):
        name = line.replace(b":", b";", 1).split(b";", 1)[0].strip().upper()
        part = line.split(b":", 1)[-1].strip().upper()
        if name == b"BEGIN" and (skipped or part not in _KEPT):
            skipped += 1
        elif name == b"END" and skipped:
            skipped -= 1
        elif not skipped and name in _OF_TIME:
            kept.append(line)
    return b"\r\n".join(kept) + b"\r\n"


def _unfolded(text: bytes) -> Iterator[bytes]:
    """Whole lines: what begins with a space goes on with the one before."""
    parts, size = list[bytes](), 0
    for number, line in enumerate(text.removeprefix(b"\xef\xbb\xbf").splitlines()):
        if number >= LINES_MOST:
            raise Unreadable(Fault.TOO_MUCH)
        if line[:1] in {b" ", b"\t"} and parts:
            size += len(line)
            if size <= LINE_MOST:
                parts.append(line[1:])
            continue
        if parts:
            yield b"".join(parts)
        parts, size = [line], len(line)
    if parts:
        yield b"".join(parts)


def busy_in(text: bytes, zone: str, since: datetime, until: datetime, host: str) -> Expanded:
    """When it says busy between two instants. Times without a zone are meant in `zone`.

    `host`: names of entries that end with it may be Supple's own, and are told.
    """
    if b"BEGIN:VCALENDAR" not in text[:4096].upper():
        raise Unreadable(Fault.NOT_A_CALENDAR)
    try:
        calendars: Any = Calendar.from_ical(of_time(text), multiple=True)
    except Unreadable:
        raise
    except _ODD:
        raise Unreadable(Fault.NOT_A_CALENDAR) from None
    reader = _Reader(ZoneInfo(zone), since, until, host)
    for calendar in calendars:
        reader.read(calendar)
    return Expanded(_merged(reader.found), reader.odd)


def _merged(found: Iterable[Busy]) -> list[Busy]:
    """In order, those that touch as one; what may be Supple's own stays apart."""
    merged = list[Busy]()
    named = [one for one in found if one.uid]
    for one in sorted(one for one in found if not one.uid):
        if merged and one.begins <= merged[-1].ends:
            merged[-1] = Busy(merged[-1].begins, max(merged[-1].ends, one.ends))
        else:
            merged.append(one)
    if len(merged) + len(named) > RANGES_MOST:
        raise Unreadable(Fault.TOO_MUCH)
    return sorted([*merged, *set(named)])


class _Reader:
    """Takes times out of calendars, between two instants."""

    def __init__(self, zone: tzinfo, since: datetime, until: datetime, host: str) -> None:
        self.zone, self.since, self.until, self.host = zone, since, until, host
        self.found, self.odd = list[Busy](), 0

    def read(self, calendar: Any) -> None:
        """Take what is busy out of one; an entry that cannot be understood is counted."""
        events = calendar.walk("VEVENT")
        replaced: dict[str, list[Any]] = {}
        for event in events:
            if "RECURRENCE-ID" in event:
                at = event["RECURRENCE-ID"]
                replaced.setdefault(str(event.get("UID", "")), []).append(at)
        for event in events:
            try:
                self._event(event, replaced)
            except _ODD:
                self.odd += 1
        for part in calendar.walk("VFREEBUSY"):
            try:
                self._told(part)
            except _ODD:
                self.odd += 1

    def _event(self, event: Any, replaced: dict[str, list[Any]]) -> None:
        if getattr(event, "errors", None):
            raise ValueError("an entry with a line that cannot be read")
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            return
        if str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
            return
        uid = str(event.get("UID", ""))
        own = uid.rpartition("@")[0] if uid.endswith(f"@{self.host}") else ""
        begins, zone = event["DTSTART"].dt, self._zone_of(event)
        lasts = self._lasts(event, begins)
        if lasts <= timedelta(0):
            return
        local = self._local(begins, zone)
        if "RECURRENCE-ID" in event or not ("RRULE" in event or "RDATE" in event):
            self._put(local, lasts, zone, own)
            return
        gone = set(self._dates(event, "EXDATE", zone))
        gone |= {self._local(one.dt, zone) for one in replaced.get(uid, ())}
        for at, long in self._repeated(event, local, lasts, zone):
            if at not in gone and at.date() not in gone:
                self._put(at, long, zone, own)

    def _repeated(
        self, event: Any, local: datetime, lasts: timedelta, zone: tzinfo
    ) -> Iterator[tuple[datetime, timedelta]]:
        """Each beginning by the clock of its zone, up to the last instant that matters."""
        last = self._local(self.until, zone)
        yield local, lasts
        for rule in _listed(event.get("RRULE")):
            words, until = _without_until(rule)
            end = min(last, self._local(until, zone, by_day=local) if until else last)
            for steps, at in enumerate(rrulestr(words, dtstart=local)):
                if at > end:
                    break
                if steps > STEPS_MOST:
                    raise Unreadable(Fault.TOO_MUCH)
                if at != local:
                    yield at, lasts
        for one in _listed(event.get("RDATE")):
            for value in one.dts:
                if isinstance(value.dt, tuple):
                    begins, ends = value.dt
                    long = ends if isinstance(ends, timedelta) else ends - begins
                    yield self._local(begins, zone), long
                else:
                    yield self._local(value.dt, zone), lasts

    def _told(self, part: Any) -> None:
        for one in _listed(part.get("FREEBUSY")):
            for value in one if isinstance(one, list) else [one]:
                if str(value.params.get("FBTYPE", "BUSY")).upper() == "FREE":
                    continue
                begins, ends = value.dt if hasattr(value, "dt") else value
                ends = begins + ends if isinstance(ends, timedelta) else ends
                self._keep(begins, ends, "")

    def _zone_of(self, event: Any) -> tzinfo:
        """By whose clock it repeats: its own, else the practice's, also for one nobody knows."""
        begins = event["DTSTART"].dt if "DTSTART" in event else None
        zone = begins.tzinfo if isinstance(begins, datetime) else None
        return zone or self.zone

    @staticmethod
    def _local(at: Any, zone: tzinfo, by_day: datetime | None = None) -> datetime:
        """By the clock of a zone; of a day its first moment, or `by_day` its time on that day."""
        if not isinstance(at, datetime):
            if not isinstance(at, date):
                raise TypeError("no time")
            return datetime.combine(at, by_day.time() if by_day else time())
        return at.astimezone(zone).replace(tzinfo=None) if at.tzinfo else at

    def _dates(self, event: Any, name: str, zone: tzinfo) -> Iterator[datetime | date]:
        for one in _listed(event.get(name)):
            for value in one.dts:
                is_day = not isinstance(value.dt, datetime)
                yield value.dt if is_day else self._local(value.dt, zone)

    def _lasts(self, event: Any, begins: Any) -> timedelta:
        if "DTEND" in event:
            ends = event["DTEND"].dt
            if isinstance(begins, datetime) and isinstance(ends, datetime):
                aware = [
                    one if one.tzinfo else one.replace(tzinfo=self.zone) for one in (begins, ends)
                ]
                return aware[1].astimezone(UTC) - aware[0].astimezone(UTC)
            return self._local(ends, self.zone) - self._local(begins, self.zone)
        if "DURATION" in event:
            long: timedelta = event["DURATION"].dt
            return long
        return timedelta(0) if isinstance(begins, datetime) else A_DAY

    def _put(self, local: datetime, lasts: timedelta, zone: tzinfo, own: str) -> None:
        if lasts % A_DAY == timedelta(0) and local.time() == time():  # days, as long as they are
            self._keep(local.replace(tzinfo=zone), (local + lasts).replace(tzinfo=zone), own)
        else:
            begins = local.replace(tzinfo=zone).astimezone(UTC)
            self._keep(begins, begins + lasts, own)

    def _keep(self, begins: datetime, ends: datetime, own: str) -> None:
        begins = begins if begins.tzinfo else begins.replace(tzinfo=self.zone)
        ends = ends if ends.tzinfo else ends.replace(tzinfo=self.zone)
        since, until = (
            max(begins.astimezone(UTC), self.since),
            min(ends.astimezone(UTC), self.until),
        )
        if since < until:
            self.found.append(Busy(since, until, own))
            if len(self.found) > 4 * RANGES_MOST:
                raise Unreadable(Fault.TOO_MUCH)


def _listed(value: Any) -> list[Any]:
    """As often as it stands there."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _without_until(rule: Any) -> tuple[str, Any]:
    """A rule in the words of RFC 5545 without its end, and the end; ValueError for one that
    repeats within a day."""
    words = rule.to_ical().decode()
    if any(fine in words.upper() for fine in _FINE):
        raise ValueError("finer than a day")
    kept = [part for part in words.split(";") if not part.upper().startswith("UNTIL=")]
    ends = rule.get("UNTIL")
    return ";".join(kept), (ends[0] if isinstance(ends, list) else ends)
