"""Booking through the API goes by the rules and services of the pages: nobody twice, rules broken
knowingly alone, each step with its version, and one mail."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from clients.records.models import Client
from clients.records.services import ClientData, create_client
from practice.core.actor import acting
from practice.core.clock import now, today_in
from practice.core.models import Place
from practice.outbox.models import Message
from practice.team.rules import Scope
from sessions.appointments.models import Appointment, AppointmentChange
from sessions.appointments.reminding import REMINDER
from tests.api.calling import caller, send, token_for
from tests.booking import at, booked, service_of, works
from tests.cast import House

NOBODY = "01234567-89ab-4def-8123-456789abcdef"
ZONE = "America/Denver"


@pytest.fixture
def place(linden: House, nora: Client) -> Place:
    """The practitioner works there from eight to six, every day."""
    return works(linden, linden.practitioner)


@pytest.fixture
def wanted(linden: House, nora: Client, place: Place) -> dict[str, Any]:
    """Nora at ten, in ten days."""
    with acting(linden.boss) as boss:
        service = service_of(boss)
    return {
        "client": str(nora.pk),
        "service": str(service.pk),
        "practitioner": str(linden.practitioner.pk),
        "place": str(place.pk),
        "starts_at": start(10).isoformat(),
    }


def start(hour: int, days: int = 10) -> datetime:
    return at(today_in(ZONE) + timedelta(days=days), hour)


def stored(house: House) -> list[Appointment]:
    with acting(house.boss) as boss:
        return list(Appointment.objects.visible_to(boss).order_by("id"))


def mails(house: House) -> int:
    with acting(house.boss) as boss:
        rows = Message.objects.visible_to(boss).filter(kind__startswith="appointment")
        return rows.filter(state="planned").exclude(kind=REMINDER).count()


def codes(answer: Any) -> list[tuple[str, str | None]]:
    return [(one["code"], one["attr"]) for one in answer.json()["errors"]]


def test_it_books_as_a_page_does(owner: Browser, linden: House, wanted: dict[str, Any]) -> None:
    made = send(owner, "post", "appointments/", wanted)
    assert made.status_code == 201
    (kept,) = stored(linden)
    assert made.json() == owner.get(f"/api/v1/appointments/{kept.pk}/").json()
    assert kept.starts_at == start(10)
    assert (kept.state, kept.booked_by_id) == ("booked", linden.owner.pk)
    assert kept.blocked_until == kept.ends_at + timedelta(minutes=15)
    assert kept.policy["cancellation_hours"] == 24
    assert mails(linden) == 1


def test_the_same_key_books_once(owner: Browser, linden: House, wanted: dict[str, Any]) -> None:
    headers = {"Idempotency-Key": "from the other calendar, 17"}
    first = send(owner, "post", "appointments/", wanted, **headers)
    again = send(owner, "post", "appointments/", wanted, **headers)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len(stored(linden)) == mails(linden) == 1


def test_what_is_taken_says_what_is_free_nearby(
    owner: Browser, linden: House, wanted: dict[str, Any]
) -> None:
    send(owner, "post", "appointments/", wanted)
    with acting(linden.boss) as boss:
        other = create_client(actor=boss, data=ClientData(given_name="Ada"))
    late = send(owner, "post", "appointments/", wanted | {"client": str(other.pk)})
    assert late.status_code == 409
    assert codes(late) == [("taken", None)]
    nearest = [datetime.fromisoformat(one) for one in late.json()["nearest"]]
    assert len(nearest) == 3
    assert nearest == sorted(nearest)
    assert all(abs(one - start(10)) < timedelta(hours=4) for one in nearest)
    assert len(stored(linden)) == 1
    there = {"client": str(other.pk), "starts_at": late.json()["nearest"][0]}
    assert send(owner, "post", "appointments/", wanted | there).status_code == 201


def test_a_broken_rule_is_confirmed_by_its_code(
    owner: Browser, linden: House, wanted: dict[str, Any]
) -> None:
    send(owner, "post", "appointments/", wanted)
    soon = wanted | {"starts_at": start(20, days=12).isoformat()}
    broken = [("outside_hours", "confirm"), ("too_soon", "confirm")]
    for confirm in ([], ["too_soon"], ["begun", "holiday"]):
        told = send(owner, "post", "appointments/", soon | {"confirm": confirm})
        assert told.status_code == 409
        assert codes(told) == broken
    assert len(stored(linden)) == 1
    confirmed = {"confirm": ["outside_hours", "too_soon"]}
    assert send(owner, "post", "appointments/", soon | confirmed).status_code == 201
    assert len(stored(linden)) == 2


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"starts_at": "2031-05-05T10:00:00"}, 400, "starts_at"),
        ({"starts_at": "2031-05-05T10:00:01Z"}, 400, "starts_at"),
        ({"starts_at": "2031-05-05T10:00:00-00:00:30"}, 400, "starts_at"),
        ({"starts_at": "9999-12-31T23:59:00Z"}, 400, "starts_at"),
        ({"starts_at": "0001-01-01T00:00:00+14:00"}, 400, "starts_at"),
        ({"starts_at": "2020-05-05T10:00:00Z"}, 422, "day"),
        ({"place": None}, 422, "place"),
        ({"place": NOBODY}, 400, "place"),
        ({"practitioner": NOBODY}, 422, "practitioner"),
        ({"service": NOBODY}, 404, None),
        ({"client": NOBODY}, 404, None),
        ({"minutes": 4}, 400, "minutes"),
        ({"minutes": 481}, 400, "minutes"),
        ({"confirm": ["everything"]}, 400, "confirm.0"),
    ],
)
def test_bad_input_stands_beside_its_field(
    owner: Browser,
    linden: House,
    wanted: dict[str, Any],
    change: dict[str, Any],
    status: int,
    field: str | None,
) -> None:
    answer = send(owner, "post", "appointments/", wanted | change)
    assert answer.status_code == status
    assert [one["attr"] for one in answer.json()["errors"]] == [field]
    assert stored(linden) == []
    assert mails(linden) == 0


def test_it_moves_on_the_version_that_was_read(
    owner: Browser, linden: House, wanted: dict[str, Any]
) -> None:
    made = send(owner, "post", "appointments/", wanted).json()
    one = f"appointments/{made['id']}/"
    sent = {"starts_at": start(13).isoformat()}
    assert codes(send(owner, "patch", one, sent)) == [("required", "version")]
    assert codes(send(owner, "patch", one, sent | {"version": 2})) == [("stale", None)]
    moved = send(owner, "patch", one, sent | {"version": 1})
    assert (moved.status_code, moved.json()["version"]) == (200, 2)
    (kept,) = stored(linden)
    assert (kept.starts_at, kept.place_id) == (start(13), kept.place_id)
    far = {"starts_at": start(6).isoformat(), "version": 2}
    assert codes(send(owner, "patch", one, far)) == [("outside_hours", "confirm")]
    far["confirm"] = ["outside_hours"]
    assert send(owner, "patch", one, far).json()["local_time"] == "06:00"
    online = send(owner, "patch", one, {"place": None, "version": 3, "confirm": ["outside_hours"]})
    assert (online.status_code, online.json()["place"]) == (200, None)


def test_it_goes_on_step_by_step_and_each_stands_in_its_trail(
    owner: Browser, linden: House, nora: Client, place: Place
) -> None:
    begun = now().replace(second=0, microsecond=0)
    one = booked(linden.boss, nora, linden.practitioner, begun, anyway=True)
    path = f"appointments/{one.pk}"
    for act, state in (("confirm", "confirmed"), ("arrive", "arrived"), ("finish", "done")):
        assert codes(send(owner, "post", f"{path}/{act}/", {"version": 99})) == [("stale", None)]
        answer = send(owner, "post", f"{path}/{act}/")
        assert (answer.status_code, answer.json()["state"]) == (200, state)
        assert send(owner, "post", f"{path}/{act}/").status_code == 422
    assert send(owner, "post", f"{path}/no-show/").status_code == 422
    assert send(owner, "post", f"{path}/undo/").json()["state"] == "arrived"
    with acting(linden.boss) as boss:
        steps = AppointmentChange.objects.visible_to(boss).order_by("at", "id")
        told = [(one.to_state, one.made_by_id, one.undone_at is None) for one in steps]
    assert told == [
        ("booked", linden.owner.pk, True),
        ("confirmed", linden.owner.pk, True),
        ("arrived", linden.owner.pk, True),
        ("done", linden.owner.pk, False),
    ]


def test_nobody_came(owner: Browser, linden: House, nora: Client, place: Place) -> None:
    begun = now().replace(second=0, microsecond=0)
    one = booked(linden.boss, nora, linden.practitioner, begun, anyway=True)
    answer = send(owner, "post", f"appointments/{one.pk}/no-show/")
    assert (answer.status_code, answer.json()["state"]) == (200, "no_show")
    ahead = booked(linden.boss, nora, linden.practitioner, start(10), anyway=True)
    early = send(owner, "post", f"appointments/{ahead.pk}/finish/")
    assert codes(early) == [("ahead", "non_field_errors")]


def test_why_nobody_came_is_said_with_it_or_later(
    owner: Browser, linden: House, nora: Client, place: Place
) -> None:
    begun = now().replace(second=0, microsecond=0)
    one = booked(linden.boss, nora, linden.practitioner, begun, anyway=True)
    path = f"appointments/{one.pk}"
    assert codes(send(owner, "post", f"{path}/why/", {"why": "ill"})) == [
        ("state", "non_field_errors")
    ]
    for wrong in ("bored", "practice"):
        assert codes(send(owner, "post", f"{path}/no-show/", {"why": wrong})) == [
            ("invalid_choice", "why")
        ]
    answer = send(owner, "post", f"{path}/no-show/", {"why": "not_known"})
    assert (answer.status_code, answer.json()["state"]) == (200, "no_show")
    assert codes(send(owner, "post", f"{path}/why/")) == [("required", "why")]
    assert codes(send(owner, "post", f"{path}/why/", {"why": ""})) == [("invalid_choice", "why")]
    sent = {"why": "forgot", "words": "He wrote.", "version": answer.json()["version"]}
    answer = send(owner, "post", f"{path}/why/", sent)
    assert (answer.status_code, answer.json()["state"]) == (200, "no_show")
    assert not {"why", "words"} & set(answer.json())  # as of a cancellation
    assert codes(send(owner, "post", f"{path}/why/", sent)) == [("stale", None)]
    with acting(linden.boss) as boss:
        steps = AppointmentChange.objects.visible_to(boss).filter(to_state="no_show")
        told = list(steps.order_by("at", "id").values_list("why", "words"))
    assert told == [("not_known", ""), ("forgot", "He wrote.")]


def test_a_move_says_why_if_it_is_said(
    owner: Browser, linden: House, wanted: dict[str, Any]
) -> None:
    made = send(owner, "post", "appointments/", wanted).json()
    one = f"appointments/{made['id']}/"
    sent = {"starts_at": start(13).isoformat(), "version": 1}
    for wrong in ("bored", "forgot"):
        assert codes(send(owner, "patch", one, sent | {"why": wrong})) == [
            ("invalid_choice", "why")
        ]
    moved = send(owner, "patch", one, sent | {"why": "travel", "words": "Till May."})
    assert (moved.status_code, moved.json()["version"]) == (200, 2)
    again = {"starts_at": start(15).isoformat(), "version": 2}
    assert send(owner, "patch", one, again).status_code == 200
    with acting(linden.boss) as boss:
        steps = AppointmentChange.objects.visible_to(boss).exclude(was_starts_at=None)
        told = list(steps.order_by("at", "id").values_list("why", "words"))
    assert told == [("travel", "Till May."), ("", "")]


def test_a_wrong_press_is_put_right(
    owner: Browser, linden: House, nora: Client, place: Place
) -> None:
    begun = now().replace(second=0, microsecond=0)
    one = booked(linden.boss, nora, linden.practitioner, begun, anyway=True)
    path = f"appointments/{one.pk}"
    send(owner, "post", f"{path}/no-show/")
    assert codes(send(owner, "post", f"{path}/put-right/")) == [("required", "words")]
    answer = send(owner, "post", f"{path}/put-right/", {"words": "She was in the garden."})
    assert (answer.status_code, answer.json()["state"]) == (200, "booked")
    again = send(owner, "post", f"{path}/put-right/", {"words": "Once more."})
    assert codes(again) == [("state", "non_field_errors")]
    with acting(linden.boss) as boss:
        step = AppointmentChange.objects.visible_to(boss).get(from_state="no_show")
    assert (step.words, step.made_by_id) == ("She was in the garden.", linden.owner.pk)


def test_it_is_cancelled_with_a_reason_and_taken_back_before_anybody_is_told(
    owner: Browser, linden: House, wanted: dict[str, Any]
) -> None:
    made = send(owner, "post", "appointments/", wanted).json()
    one = f"appointments/{made['id']}"
    assert codes(send(owner, "post", f"{one}/cancel/")) == [("required", "why")]
    assert codes(send(owner, "post", f"{one}/cancel/", {"why": "bored"})) == [
        ("invalid_choice", "why")
    ]
    gone = send(owner, "post", f"{one}/cancel/", {"why": "travel", "words": "Till May."})
    assert (gone.status_code, gone.json()["state"]) == (200, "cancelled")
    with acting(linden.boss) as boss:
        step = AppointmentChange.objects.visible_to(boss).get(to_state="cancelled")
    assert (step.why, step.words, step.made_by_id) == ("travel", "Till May.", linden.owner.pk)
    assert mails(linden) == 2
    back = send(owner, "post", f"{one}/undo/")
    assert (back.status_code, back.json()["state"]) == (200, "booked")
    assert mails(linden) == 1


def test_only_who_did_it_takes_it_back(linden: House, wanted: dict[str, Any]) -> None:
    made = send(caller(token_for(linden, linden.owner)), "post", "appointments/", wanted).json()
    other = caller(token_for(linden, linden.practitioner))
    answer = send(other, "post", f"appointments/{made['id']}/undo/")
    assert codes(answer) == [("not_mine", "non_field_errors")]
    (kept,) = stored(linden)
    assert kept.state == "booked"


def test_each_role_writes_what_its_pages_let_it(
    linden: House, harbour: House, wanted: dict[str, Any]
) -> None:
    made = send(caller(token_for(linden, linden.owner)), "post", "appointments/", wanted).json()
    one = f"appointments/{made['id']}/"
    change = {"version": 1, "starts_at": start(11).isoformat()}
    for member, status in (
        (linden.trainee, 404),  # Nora is not theirs
        (linden.assistant, 200),
    ):
        browser = caller(token_for(linden, member))
        assert send(browser, "patch", one, change).status_code == status
    stranger = caller(token_for(harbour, harbour.owner))
    assert send(stranger, "patch", one, change).status_code == 404
    assert send(stranger, "post", f"{one}cancel/", {"why": "work"}).status_code == 404
    assert send(stranger, "post", "appointments/", wanted).status_code == 404
    reads = caller(token_for(linden, linden.owner, Scope.APPOINTMENTS_READ))
    for method, path in (("post", "appointments/"), ("patch", one), ("post", f"{one}undo/")):
        assert send(reads, method, path, wanted).status_code == 403
    (kept,) = stored(linden)
    assert (kept.starts_at, kept.version) == (start(11), 2)
