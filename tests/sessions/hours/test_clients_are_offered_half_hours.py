"""What clients are offered of the starts that fit, against a plain model that walks each minute."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sessions.hours.rules import Range, local_range, offered_slots, slots, without

DAY = date(2027, 3, 23)
BASE = datetime(2027, 3, 22, 18, 15, tzinfo=UTC)  # midnight of that day in Kathmandu
MINUTE, HALF = timedelta(minutes=1), 30
# Nepal keeps 5:45, Chatham 12:45 and 13:45, Newfoundland and Lord Howe half an hour.
ZONES = ("Asia/Kathmandu", "Pacific/Chatham", "America/St_Johns", "Australia/Lord_Howe", "UTC")
LENGTHS, KEPT = st.sampled_from([20, 45, 60, 90]), st.sampled_from([0, 10, 15])


@st.composite
def spans(draw: st.DrawFn) -> Range:
    begins = BASE + draw(st.integers(0, 600)) * MINUTE
    return Range(begins, begins + draw(st.integers(0, 240)) * MINUTE)


def plain_offered(
    opened: list[Range], busy: list[Range], minutes: int, before: int, after: int
) -> list[datetime]:
    """Minute by minute: of each room between busy minutes, the half hours since the hours began;
    else its first quarter of an hour that fits."""
    is_open = {one.begins + n * MINUTE for one in opened for n in range(_minutes(one))}
    is_busy = {one.begins + n * MINUTE for one in busy for n in range(_minutes(one))}
    found, room, began = list[datetime](), list[tuple[int, datetime]](), BASE
    for at in (BASE + n * MINUTE for n in range(-60, 24 * 60)):
        opens = at in is_open and at - MINUTE not in is_open
        if opens or at in is_busy:  # another room, if there is any
            found += _of_room(room)
            room = []
        began = at if opens else began
        lasts = (at + n * MINUTE for n in range(minutes))
        kept = (at + n * MINUTE for n in range(-before, minutes + after))
        since = (at - began) // MINUTE
        is_free = all(one in is_open for one in lasts) and not any(one in is_busy for one in kept)
        if since % 15 == 0 and is_free:
            room.append((since, at))
    return found + _of_room(room)


def _of_room(room: list[tuple[int, datetime]]) -> list[datetime]:
    return [at for since, at in room if since % HALF == 0] or [at for _since, at in room[:1]]


def _minutes(one: Range) -> int:
    return (one.ends - one.begins) // MINUTE


@given(st.lists(spans(), max_size=3), st.lists(spans(), max_size=4), LENGTHS, KEPT, KEPT)
@settings(max_examples=120, deadline=None)
def test_clients_are_offered_what_the_plain_model_says(
    opened: list[Range], busy: list[Range], minutes: int, before: int, after: int
) -> None:
    asked = opened, busy, minutes, before, after
    offered = offered_slots(*asked)
    assert offered == plain_offered(*asked)
    assert set(offered) <= set(slots(*asked))


@given(spans(), st.lists(spans(), max_size=4), LENGTHS)
@settings(max_examples=120, deadline=None)
def test_room_is_never_all_hidden(opened: Range, busy: list[Range], minutes: int) -> None:
    """Each stretch that nobody has, in which the practice finds a start, has one for clients."""
    fits, offered = slots([opened], busy, minutes), offered_slots([opened], busy, minutes)
    for room in without([opened], busy):
        inside = [one for one in fits if room.begins <= one < room.ends]
        shown = [one for one in offered if room.begins <= one < room.ends]
        assert bool(shown) == bool(inside)


@given(st.sampled_from(ZONES), st.integers(0, 40), st.integers(2, 12), LENGTHS)
@settings(max_examples=80, deadline=None)
@example("Asia/Kathmandu", 18, 7, 60)
def test_hours_on_the_half_hour_are_offered_at_the_local_clocks(
    zone: str, half: int, halves: int, minutes: int
) -> None:
    """All of those that fit, and no other; whatever the zone is away from UTC."""
    begins = time(half // 2, half % 2 * 30)
    last = min(half + halves, 47)
    opened = local_range(DAY, begins, time(last // 2, last % 2 * 30), zone)
    assert opened is not None
    local = [one.astimezone(ZoneInfo(zone)) for one in offered_slots([opened], [], minutes)]
    wanted = [one.astimezone(ZoneInfo(zone)) for one in slots([opened], [], minutes)]
    assert local == [one for one in wanted if one.minute in (0, 30)]


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "Europe/Berlin"])
def test_hours_off_the_half_hour_are_counted_from_their_beginning(zone: str) -> None:
    opened = local_range(DAY, time(9, 10), time(12, 40), zone)
    assert opened is not None
    local = [one.astimezone(ZoneInfo(zone)) for one in offered_slots([opened], [], 60)]
    assert [f"{one:%H:%M}" for one in local] == [
        *("09:10", "09:40", "10:10", "10:40", "11:10", "11:40")
    ]


def test_room_that_is_left_of_today_is_not_hidden_by_its_past() -> None:
    """The half hour is over; the quarter after it still fits, and nothing else does."""
    opened, busy = Range(BASE, BASE + 75 * MINUTE), list[Range]()
    assert offered_slots([opened], busy, 60) == [BASE]
    assert offered_slots([opened], busy, 60, since=BASE + MINUTE) == [BASE + 15 * MINUTE]
    assert offered_slots([opened], busy, 60, since=BASE + 16 * MINUTE) == []
