"""Services, hours of every week and time off through the API: kept as the settings keep them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from practice.core.actor import acting
from practice.core.clock import today_in
from practice.team.rules import Scope
from sessions.hours.models import Service, TimeOff, WeeklyHours
from tests.api.calling import caller, send, token_for
from tests.booking import service_of, works
from tests.cast import House

MORNING = {"weekday": 1, "begins": "09:00", "ends": "12:00"}
TALK = {"name": "Talk", "kind": "check_in", "minutes": 20, "price": 2500, "is_online": True}


def codes(answer: Any) -> list[tuple[str, str | None]]:
    return [(one["code"], one["attr"]) for one in answer.json()["errors"]]


def days(ahead: int) -> str:
    return (today_in("America/Denver") + timedelta(days=ahead)).isoformat()


def test_a_service_is_added_once_changed_retired_and_offered_again(
    owner: Browser, linden: House
) -> None:
    headers = {"Idempotency-Key": "talk"}
    made = send(owner, "post", "services/", TALK, **headers)
    again = send(owner, "post", "services/", TALK, **headers)
    assert (made.status_code, again.status_code) == (201, 200)
    assert made.json() == again.json() == owner.get(f"/api/v1/services/{made.json()['id']}/").json()
    assert {name: made.json()[name] for name in TALK} == TALK
    one = f"services/{made.json()['id']}/"
    assert codes(send(owner, "patch", one, {"minutes": 25})) == [("required", "version")]
    assert codes(send(owner, "patch", one, {"minutes": 25, "version": 7})) == [("stale", None)]
    changed = send(owner, "patch", one, {"minutes": 25, "version": 1}).json()
    assert changed == made.json() | {"minutes": 25, "version": 2}
    assert send(owner, "post", f"{one}retire/").json()["retired_at"]
    assert send(owner, "post", f"{one}offer/").json()["retired_at"] is None


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"minutes": 4}, 400, "minutes"),
        ({"kind": "massage"}, 400, "kind"),
        ({"modality": "massage"}, 400, "modality"),
        ({"name": ""}, 400, "name"),
        ({"name": "Lesson", "kind": "lesson"}, 422, "name"),
        ({"places": 3}, 422, "places"),
        ({"price": -1}, 400, "price"),
        ({"reminder_hours": [48, 24, 3, 1]}, 400, "reminder_hours"),
    ],
)
def test_bad_services_stand_beside_their_field(
    owner: Browser, linden: House, change: dict[str, Any], status: int, field: str
) -> None:
    with acting(linden.boss) as boss:
        lesson = service_of(boss)
        before = Service.objects.visible_to(boss).count()
    change = {
        name: lesson.name if name == "name" and said else said for name, said in change.items()
    }
    answer = send(owner, "post", "services/", TALK | change)
    assert answer.status_code == status
    assert [one["attr"] for one in answer.json()["errors"]] == [field]
    with acting(linden.boss) as boss:
        assert Service.objects.visible_to(boss).count() == before


def test_the_way_of_working_is_kept_and_narrows_the_list(owner: Browser, linden: House) -> None:
    made = send(owner, "post", "services/", TALK | {"modality": "structural"}).json()
    assert made["modality"] == "structural"
    assert send(owner, "post", "services/", TALK | {"name": "Tea"}).json()["modality"] == ""

    def found(**narrow: str) -> list[str]:
        rows = owner.get("/api/v1/services/", narrow).json()["results"]
        return sorted(one["name"] for one in rows)

    assert found(modality="structural") == ["Talk"]
    assert found(modality="conversation", kind="check_in") == ["Check-in"]
    assert found(modality="conversation", kind="lesson") == []
    assert codes(owner.get("/api/v1/services/", {"modality": "massage"})) == [
        ("invalid_choice", "modality")
    ]
    one = f"services/{made['id']}/"
    changed = send(owner, "patch", one, {"modality": "", "version": 1}).json()
    assert changed == made | {"modality": "", "version": 2}


def week(browser: Browser, house: House, place: str | None) -> Any:
    asked = {"practitioner": str(house.practitioner.pk)} | ({"place": place} if place else {})
    return browser.get("/api/v1/weekly-hours/", asked).json()


def test_the_week_is_kept_in_place_of_what_was_read(owner: Browser, linden: House) -> None:
    place = str(works(linden, linden.practitioner).pk)
    read = week(owner, linden, place)
    assert [(one["weekday"], one["begins"], one["ends"]) for one in read["hours"]] == [
        (day, "08:00", "18:00") for day in range(7)
    ]
    sent = read | {"hours": [MORNING]}
    kept = send(owner, "put", "weekly-hours/", sent)
    assert (kept.status_code, kept.json()["hours"]) == (200, [MORNING])
    assert kept.json() == week(owner, linden, place)
    assert codes(send(owner, "put", "weekly-hours/", sent)) == [("stale", None)]
    online = sent | {"place": None, "mark": week(owner, linden, None)["mark"]}
    twice = send(owner, "put", "weekly-hours/", online)
    assert (twice.status_code, codes(twice)[0][1]) == (422, "hours.0.begins")
    back = {"hours": [MORNING | {"ends": "08:00"}], "mark": kept.json()["mark"]}
    assert codes(send(owner, "put", "weekly-hours/", sent | back))[0][1] == "hours.0.ends"
    none = send(owner, "put", "weekly-hours/", kept.json() | {"hours": []})
    assert none.json()["hours"] == []
    with acting(linden.boss) as boss:
        assert (
            not WeeklyHours.objects.visible_to(boss)
            .filter(practitioner=linden.practitioner)
            .exists()
        )


def test_time_off_is_taken_once_changed_and_ended(owner: Browser, linden: House) -> None:
    whose = str(linden.practitioner.pk)
    sent = {"practitioner": whose, "reason": "travel"}
    sent |= {"first_day": days(20), "last_day": days(22)}
    headers = {"Idempotency-Key": "away"}
    made = send(owner, "post", "time-off/", sent, **headers)
    again = send(owner, "post", "time-off/", sent, **headers)
    assert (made.status_code, again.status_code) == (201, 200)
    assert made.json() == again.json()
    one = f"time-off/{made.json()['id']}/"
    changed = send(owner, "patch", one, {"last_day": days(21), "last_time": "12:00"})
    assert changed.json() == made.json() | {"last_day": days(21), "last_time": "12:00"}
    assert changed.json() == owner.get(f"/api/v1/{one}").json()
    with acting(linden.boss) as boss:
        kept = TimeOff.objects.visible_to(boss).get()
    assert kept.during.upper - kept.during.lower == timedelta(days=1, hours=12)
    wrong = send(owner, "patch", one, {"last_day": days(19)})
    assert (wrong.status_code, codes(wrong)[0][1]) == (422, "last_day")
    listed = owner.get("/api/v1/time-off/", {"practitioner": whose}).json()["results"]
    assert listed == [changed.json()]
    assert send(owner, "delete", one).status_code == 204
    assert send(owner, "delete", one).status_code == 404
    with acting(linden.boss) as boss:
        assert not TimeOff.objects.visible_to(boss).exists()


def test_each_role_writes_what_its_pages_let_it(linden: House, harbour: House) -> None:
    """Services are the owner's; hours of others an owner's and an assistant's."""
    place = str(works(linden, linden.practitioner).pk)
    away = {"practitioner": str(linden.practitioner.pk), "reason": "travel"}
    away |= {"first_day": days(20), "last_day": days(22)}
    for member, services, hours in (
        (linden.owner, 201, 200),
        (linden.practitioner, 403, 200),
        (linden.trainee, 403, 403),
        (linden.assistant, 403, 200),
        (harbour.owner, 201, 422),
    ):
        house = harbour if member is harbour.owner else linden
        browser = caller(token_for(house, member))
        assert send(browser, "post", "services/", TALK).status_code == services
        read = week(caller(token_for(linden, linden.owner)), linden, place)
        assert send(browser, "put", "weekly-hours/", read).status_code == hours
        made = send(browser, "post", "time-off/", away)
        assert made.status_code == (201 if hours == 200 else hours)
    reads = caller(token_for(linden, linden.owner, Scope.APPOINTMENTS_READ))
    assert send(reads, "post", "services/", TALK).status_code == 403
    assert send(reads, "put", "weekly-hours/", {}).status_code == 403
    assert send(reads, "post", "time-off/", away).status_code == 403


def test_time_off_of_others_is_read_and_not_changed(linden: House, harbour: House) -> None:
    away = {"practitioner": str(linden.practitioner.pk), "reason": "private"}
    away |= {"first_day": days(20), "last_day": days(22)}
    owner = caller(token_for(linden, linden.owner))
    one = f"time-off/{send(owner, 'post', 'time-off/', away).json()['id']}/"
    trainee = caller(token_for(linden, linden.trainee))
    assert trainee.get(f"/api/v1/{one}").status_code == 200
    assert send(trainee, "patch", one, {"reason": "travel"}).status_code == 404
    assert send(trainee, "delete", one).status_code == 404
    stranger = caller(token_for(harbour, harbour.owner))
    assert stranger.get(f"/api/v1/{one}").status_code == 404
    assert send(stranger, "delete", one).status_code == 404
    assert owner.get(f"/api/v1/{one}").json()["reason"] == "private"


def test_nobody_changes_when_somebody_who_left_was_away(owner: Browser, linden: House) -> None:
    away = {"practitioner": str(linden.practitioner.pk), "reason": "private"}
    away |= {"first_day": days(20), "last_day": days(22)}
    one = f"time-off/{send(owner, 'post', 'time-off/', away).json()['id']}/"
    with acting(linden.boss):
        linden.practitioner.is_active = False
        linden.practitioner.save(update_fields=["is_active"])
    assert codes(send(owner, "patch", one, {"reason": "travel"})) == [("left", "non_field_errors")]
    assert owner.get(f"/api/v1/{one}").json()["reason"] == "private"
