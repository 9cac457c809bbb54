"""What another calendar says holds: for clients always, for the practice unless it wants."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from practice.core.actor import acting, system_actor
from practice.core.clock import now
from practice.core.models import Membership, RowHistory
from sessions.appointments.queries.offers import offers_between
from sessions.appointments.rules import Broken
from sessions.appointments.services import BreaksRules, JustTaken
from sessions.busy_times import services, tasks
from sessions.busy_times.apart import Answer
from sessions.busy_times.models import BusyCalendar, BusyTime
from sessions.busy_times.rules import MOST_CALENDARS, Fault, Unreadable
from sessions.busy_times.tasks import read_everywhere
from tests.booking import at, service_of
from tests.busy import ADDRESS, put_busy
from tests.cast import House, sign_in
from tests.sessions.appointments.conftest import DAY, Desk

pytestmark = pytest.mark.django_db
PAGE = "/settings/calendar/busy/"
TEN = at(DAY, 10)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def here(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The web's role in tests sees no due calendar of every practice; the worker's does."""
    monkeypatch.setattr(tasks, "practices_due", lambda _at: [desk.house.practice.pk])


def away(desk: Desk) -> BusyCalendar:
    """The practitioner is busy from ten to twelve by the clock of the place."""
    return put_busy(desk.ours, DAY, 17)


def starts(desk: Desk) -> set[str]:
    with acting(desk.hers) as actor:
        service = service_of(actor)
        whose = desk.house.practitioner.pk, desk.nora.pk
        found = offers_between(actor, service, *whose, DAY, DAY)
    return {f"{one.starts_at - timedelta(hours=7):%H:%M}" for one in found}


def kept(house: House) -> list[tuple[datetime, datetime]]:
    with acting(house.boss):
        rows = BusyTime._base_manager.order_by("starts_at")
        return list(rows.values_list("starts_at", "ends_at"))


def calendar_of(house: House) -> BusyCalendar:
    with acting(house.boss):
        return BusyCalendar._base_manager.get()


def answers(monkeypatch: pytest.MonkeyPatch, answer: Any) -> list[dict[str, Any]]:
    """Every address answers so; returns what was asked."""
    asked = list[dict[str, Any]]()

    def read_apart(**told: Any) -> Answer:
        asked.append(told)
        if isinstance(answer, Fault):
            raise Unreadable(answer)
        found: Answer = answer
        return found

    monkeypatch.setattr(services, "read_apart", read_apart)
    return asked


def said(*ranges: tuple[datetime, datetime, str], etag: str = '"1"') -> Answer:
    return Answer(list(ranges), 0, etag, "")


def test_a_client_is_not_offered_it_and_cannot_book_it(desk: Desk) -> None:
    before = starts(desk)
    away(desk)
    left = starts(desk)
    assert {"10:00", "11:30"} <= before
    assert not [one for one in left if "10:00" <= one < "12:00"]
    assert {"08:00", "12:00"} <= left
    with pytest.raises(JustTaken):
        desk.book(10, actor=desk.hers)
    desk.book(14, actor=desk.hers)


def test_the_practice_is_warned_and_may(desk: Desk) -> None:
    away(desk)
    with pytest.raises(BreaksRules) as warned:
        desk.book(11)
    assert warned.value.broken == [Broken.BUSY_ELSEWHERE]
    desk.book(14)
    desk.book(11, anyway=True, whose=desk.nell)


def test_the_calendar_shows_it_and_no_free_time_there(desk: Desk) -> None:
    away(desk)
    browser = sign_in("practitioner@linden.example")
    for view in ("day", "week"):
        page = browser.get(f"/calendar/?day={DAY}&view={view}").content.decode()
        assert page.count("busy elsewhere") == 1, view
        assert "Private" not in page
    assert "time=10:00" not in browser.get(f"/calendar/?day={DAY}").content.decode()


def test_somebody_who_left_is_not_busy_and_their_address_is_forgotten(desk: Desk) -> None:
    away(desk)
    with acting(desk.house.boss):
        rows = Membership._base_manager.filter(pk=desk.house.practitioner.pk)
        rows.update(is_active=False)
    assert read_everywhere() == 0
    with acting(desk.house.boss):
        assert not BusyCalendar._base_manager.exists()
        assert not BusyTime._base_manager.exists()


def test_what_was_read_replaces_what_was_there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    away(desk)
    asked = answers(monkeypatch, said((TEN - HOUR, TEN, ""), (TEN + HOUR, TEN + 2 * HOUR, "")))
    assert read_everywhere() == 1
    assert kept(desk.house) == [(TEN - HOUR, TEN), (TEN + HOUR, TEN + 2 * HOUR)]
    assert asked[0]["address"] == ADDRESS
    assert asked[0]["zone"] == "America/Denver"
    found = calendar_of(desk.house)
    assert (found.read_at, found.whole_at, found.failures, found.fault) == (now(), now(), 0, "")
    assert timedelta(minutes=20) <= found.due_at - now() < timedelta(minutes=23)
    assert read_everywhere() == 0


def test_a_fault_changes_nothing_of_it_and_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    away(desk)
    was = kept(desk.house)
    answers(monkeypatch, Fault.TOO_LARGE)
    assert read_everywhere() == 1
    assert kept(desk.house) == was
    found = calendar_of(desk.house)
    assert found.failures == 1
    assert found.due_at - now() >= timedelta(minutes=40)
    page = sign_in("practitioner@linden.example").get(PAGE).content.decode()
    assert "The calendar is too large" in page


def test_what_is_the_same_is_not_asked_whole_but_once_a_day(
    desk: Desk, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    away(desk)
    asked = answers(monkeypatch, said((TEN, TEN + HOUR, "")))
    read_everywhere()
    clock.shift(timedelta(hours=1))
    answers(monkeypatch, Answer(None, 0, "", ""))
    read_everywhere()
    assert kept(desk.house) == [(TEN, TEN + HOUR)]
    asked = answers(monkeypatch, Answer(None, 0, "", ""))
    clock.shift(timedelta(hours=1))
    read_everywhere()
    assert asked[0]["etag"] == '"1"'
    clock.shift(timedelta(hours=20))
    read_everywhere()
    assert asked[1]["etag"] == ""


def test_what_supple_put_there_is_not_busy_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    booked = desk.book(14)
    away(desk)
    other = "0190c2f0-0000-7000-8000-000000000001"
    ranges = ((TEN, TEN + HOUR, str(booked.pk)), (TEN + HOUR, TEN + 2 * HOUR, other))
    answers(monkeypatch, said(*ranges))
    read_everywhere()
    assert kept(desk.house) == [(TEN + HOUR, TEN + 2 * HOUR)]


def test_what_was_removed_meanwhile_stays_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    calendar = away(desk)

    def removed(*_told: Any) -> Answer:
        with acting(desk.ours) as actor:
            services.remove_calendar(actor=actor, calendar=calendar)
        return said((TEN, TEN + HOUR, ""))

    monkeypatch.setattr(tasks, "read", removed)
    read_everywhere()
    assert kept(desk.house) == []


def test_its_owner_alone_sees_and_changes_it(desk: Desk) -> None:
    calendar = away(desk)
    owner = sign_in("owner@linden.example")
    assert "calendar.example" not in owner.get(PAGE).content.decode()
    for path in ("", "remove/", "read/"):
        assert owner.post(f"{PAGE}{calendar.pk}/{path}").status_code == 404
    assistant = sign_in("assistant@linden.example")
    assert "You give no lessons here" in assistant.get(PAGE).content.decode()
    assert assistant.post(PAGE, {"name": "x", "address": ADDRESS}).status_code == 422


def test_the_address_is_kept_sealed_and_not_shown(desk: Desk) -> None:
    browser = sign_in("practitioner@linden.example")
    page = browser.post(PAGE, {"name": "Family", "address": ADDRESS}, follow=True)
    assert "Family" in page.content.decode()
    (found,) = [calendar_of(desk.house)]
    pages = [page, browser.get(PAGE), browser.get(f"{PAGE}{found.pk}/")]
    assert "secret-canary" not in "".join(one.content.decode() for one in pages)
    assert "secret-canary" not in str(vars(found))
    typed = {"name": "Home", "address": ""}
    assert browser.post(f"{PAGE}{found.pk}/", typed).status_code == 302
    again = calendar_of(desk.house)
    assert (again.name, again.sealed) == ("Home", found.sealed)
    assert browser.post(f"{PAGE}{found.pk}/remove/").status_code == 302
    with acting(desk.house.boss):
        assert not BusyCalendar._base_manager.exists()
        assert not RowHistory._base_manager.filter(row_id=found.pk).exists()


@pytest.mark.parametrize("address", ["http://a.example/", "https://u:p@a.example/", "x", ""])
def test_what_is_no_such_address_is_said_beside_it(desk: Desk, address: str) -> None:
    answer = sign_in("practitioner@linden.example").post(PAGE, {"name": "A", "address": address})
    assert answer.status_code == 422
    with acting(desk.house.boss):
        assert not BusyCalendar._base_manager.exists()


def test_a_few_and_not_again_and_again(desk: Desk, clock: Any) -> None:
    browser = sign_in("practitioner@linden.example")
    for n in range(MOST_CALENDARS + 1):
        browser.post(PAGE, {"name": str(n), "address": ADDRESS})
    with acting(desk.house.boss):
        assert BusyCalendar._base_manager.count() == MOST_CALENDARS
        found = BusyCalendar._base_manager.first()
    assert found is not None
    read = f"{PAGE}{found.pk}/read/"
    assert "within a minute" in browser.post(read, follow=True).content.decode()
    assert "a moment ago" in browser.post(read, follow=True).content.decode()
    clock.shift(timedelta(minutes=3))
    assert "within a minute" in browser.post(read, follow=True).content.decode()


def test_the_reader_is_system_and_of_one_practice(harbour: House, desk: Desk) -> None:
    away(desk)
    with acting(system_actor(harbour.practice.pk)) as actor:
        assert services.claim_due(actor=actor) is None
    assert date(2026, 12, 3) == DAY
    assert datetime(2026, 12, 3, 17, tzinfo=UTC) == TEN
