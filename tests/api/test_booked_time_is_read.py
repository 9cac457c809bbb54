"""Services, booked time and what is free in the API: what is stored, and what can be booked."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import today_in
from practice.core.queries import places
from practice.team.rules import Scope
from sessions.appointments.models import Appointment
from tests.api.calling import caller, token_for
from tests.booking import at, booked, service_of, works
from tests.cast import House
from tests.clients.intake.counting import statements
from tests.places import FIND, SAID, STREET, put_where

ADDRESS = ("address", "town", "region", "country")
LESSON_DAY = 10  # days ahead


@pytest.fixture
def lesson(linden: House, nora: Client) -> Appointment:
    """Nora comes at ten; the practitioner works from eight to six."""
    works(linden, linden.practitioner)
    day = today_in("America/Denver") + timedelta(days=LESSON_DAY)
    return booked(linden.boss, nora, linden.practitioner, at(day, 10))


def slots(browser: Browser, lesson: Appointment, **asked: Any) -> Any:
    query: dict[str, Any] = {
        "service": lesson.service_id,
        "practitioner": lesson.practitioner_id,
        "first": lesson.local_date,
        "last": lesson.local_date,
    }
    kept = {name: value for name, value in (query | asked).items() if value is not None}
    return browser.get("/api/v1/free-slots/", kept)


def test_an_appointment_reads_as_it_is_stored(owner: Browser, lesson: Appointment) -> None:
    shown = owner.get(f"/api/v1/appointments/{lesson.pk}/").json()
    assert datetime.fromisoformat(shown.pop("starts_at")) == lesson.starts_at
    assert datetime.fromisoformat(shown.pop("ends_at")) == lesson.ends_at
    assert datetime.fromisoformat(shown.pop("booked_at")) == lesson.booked_at
    assert shown == {
        "id": str(lesson.pk),
        "client": str(lesson.client_id),
        "practitioner": str(lesson.practitioner_id),
        "service": str(lesson.service_id),
        "place": str(lesson.place_id),
        "where": {"name": "The studio"} | dict.fromkeys(ADDRESS, ""),
        "local_date": lesson.local_date.isoformat(),
        "local_time": "10:00",
        "zone": "America/Denver",
        "state": "booked",
        "series": None,
        "booked_by": str(lesson.booked_by_id),
        "version": 1,
    }


def test_where_it_is_is_read_and_not_how_to_find_it(
    owner: Browser, linden: House, lesson: Appointment
) -> None:
    with acting(linden.boss) as boss:
        place = places(boss)[0]
    put_where(linden, place)
    with statements() as seen:
        answer = owner.get("/api/v1/appointments/")
    (row,) = answer.json()["results"]
    assert row["where"] == {"name": place.name, "address": f"Linden house\n{STREET}"} | {
        name: getattr(SAID, name) for name in ADDRESS[1:]
    }
    assert FIND not in answer.content.decode()
    assert not [one for one in seen if 'FROM "practice_place"' in one]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("client", "01234567-89ab-4def-8123-456789abcdef"),
        ("practitioner", "01234567-89ab-4def-8123-456789abcdef"),
        ("state", "done"),
    ],
)
def test_the_list_is_narrowed(owner: Browser, lesson: Appointment, name: str, other: str) -> None:
    kept = getattr(lesson, f"{name}_id", None) or lesson.state
    for asked, found in ((kept, [str(lesson.pk)]), (other, [])):
        rows = owner.get("/api/v1/appointments/", {name: asked}).json()["results"]
        assert [row["id"] for row in rows] == found


def test_the_list_has_its_days(owner: Browser, lesson: Appointment) -> None:
    day, beside = lesson.local_date, timedelta(days=1)
    cases: list[tuple[dict[str, Any], int]] = [
        ({"since": day, "until": day}, 1),
        ({"since": day + beside}, 0),
        ({"until": day - beside}, 0),
    ]
    for asked, found in cases:
        assert len(owner.get("/api/v1/appointments/", asked).json()["results"]) == found


def test_services_read_as_they_are_stored(owner: Browser, linden: House) -> None:
    with acting(linden.boss) as boss:
        stored = service_of(boss)
    shown = owner.get(f"/api/v1/services/{stored.pk}/").json()
    assert {name: shown[name] for name in ("name", "minutes", "buffer_after_minutes")} == {
        "name": stored.name,
        "minutes": 60,
        "buffer_after_minutes": 15,
    }
    rows = owner.get("/api/v1/services/", {"kind": "check_in"}).json()["results"]
    assert [row["kind"] for row in rows] == ["check_in"]


def test_what_is_booked_is_not_free(owner: Browser, lesson: Appointment) -> None:
    found = slots(owner, lesson).json()
    starts = [datetime.fromisoformat(one["starts_at"]).astimezone(UTC) for one in found]
    assert {one["place"] for one in found} == {str(lesson.place_id)}
    since, until = lesson.starts_at - timedelta(minutes=75), lesson.ends_at + timedelta(minutes=15)
    assert since in starts
    assert until in starts
    assert not [start for start in starts if since < start < until]
    assert slots(owner, lesson, place="01234567-89ab-4def-8123-456789abcdef").json() == []


def test_a_client_is_not_offered_their_own_lesson_elsewhere(
    owner: Browser, linden: House, lesson: Appointment
) -> None:
    works(linden, linden.owner)
    start = lesson.starts_at
    for client, is_free in ((None, True), (lesson.client_id, False)):
        found = slots(owner, lesson, practitioner=linden.owner.pk, client=client).json()
        there = [datetime.fromisoformat(one["starts_at"]) for one in found]
        assert (start in there) is is_free


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"first": "2031-01-02", "last": "2031-01-01"}, "last"),
        ({"first": "2031-01-01", "last": "2031-03-02"}, "last"),
        ({"first": "0001-01-01", "last": "0001-01-02"}, "first"),
        ({"first": "2100-12-31", "last": "2101-01-01"}, "last"),
        ({"first": "tomorrow"}, "first"),
        ({"first": None}, "first"),
        ({"practitioner": "01234567-89ab-4def-8123-456789abcdef"}, "practitioner"),
        ({"place": "here"}, "place"),
        ({"when": "soon"}, "when"),
    ],
)
def test_what_cannot_be_asked_stands_beside_its_field(
    owner: Browser, lesson: Appointment, asked: dict[str, Any], field: str
) -> None:
    answer = slots(owner, lesson, **asked)
    assert answer.status_code == 400
    assert [error["attr"] for error in answer.json()["errors"]] == [field]


def test_sixty_days_are_not_too_many(owner: Browser, lesson: Appointment) -> None:
    last = lesson.local_date + timedelta(days=59)
    found = slots(owner, lesson, last=last).json()
    assert len({one["starts_at"][:10] for one in found}) >= 60


def test_each_role_reads_what_its_pages_show(linden: House, lesson: Appointment) -> None:
    for member, shown in (
        (linden.owner, 1),
        (linden.practitioner, 1),
        (linden.assistant, 1),
        (linden.trainee, 0),  # Nora is not theirs
    ):
        browser = caller(token_for(linden, member))
        rows = browser.get("/api/v1/appointments/").json()["results"]
        assert len(rows) == shown
        one = browser.get(f"/api/v1/appointments/{lesson.pk}/")
        assert one.status_code == (200 if shown else 404)
        of_nora = slots(browser, lesson, client=lesson.client_id)
        assert of_nora.status_code == (200 if shown else 404)
        assert browser.get("/api/v1/services/").status_code == 200


def test_another_practice_finds_nothing(harbour: House, lesson: Appointment) -> None:
    browser = caller(token_for(harbour, harbour.owner))
    assert browser.get("/api/v1/appointments/").json()["results"] == []
    assert browser.get(f"/api/v1/appointments/{lesson.pk}/").status_code == 404
    assert browser.get(f"/api/v1/services/{lesson.service_id}/").status_code == 404
    assert slots(browser, lesson).status_code == 404
    with acting(harbour.boss) as boss:
        own = service_of(boss)
    assert slots(browser, lesson, service=own.pk).status_code == 400


def test_a_token_needs_its_scope(linden: House, lesson: Appointment) -> None:
    browser = caller(token_for(linden, linden.owner, Scope.CLIENTS_READ))
    for path in ("appointments/", f"appointments/{lesson.pk}/", "services/", "free-slots/"):
        assert browser.get(f"/api/v1/{path}").status_code == 403
