"""The pages of services: what can be booked, for how much, and who may change it."""

from typing import Any

import pytest

from practice.core.actor import acting
from practice.core.clock import now
from sessions.hours.models import Service
from sessions.hours.money import worded_money
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db
LIST = "/settings/services/"
WALK: dict[str, Any] = {
    "name": "Walking class",
    "kind": "group_class",
    "minutes": "75",
    "buffer_before_minutes": "0",
    "buffer_after_minutes": "15",
    "price": "25.50",
    "places": "8",
    "is_client_bookable": "on",
    "lead_hours": "12",
    "ahead_days": "30",
    "cancellation_hours": "48",
    "reminder_hours": "3, 24,3",
}


def offered(house: House) -> dict[str, Service]:
    with acting(house.boss) as boss:
        return {row.name: row for row in Service.objects.visible_to(boss)}


def send(typed: dict[str, Any], role: str = "owner", at: str = f"{LIST}new/") -> Any:
    return sign_in(f"{role}@linden.example").post(at, typed)


def page_of(service: Service) -> str:
    return f"{LIST}{service.pk}/"


def test_an_owner_adds_a_class(linden: House) -> None:
    assert send(WALK).status_code == 302
    kept = offered(linden)["Walking class"]
    assert (kept.kind, kept.minutes, kept.price, kept.places) == ("group_class", 75, 2550, 8)
    assert (kept.lead_hours, kept.ahead_days, kept.cancellation_hours) == (12, 30, 48)
    assert kept.reminder_hours == [24, 3]
    assert (kept.is_online, kept.is_client_bookable, kept.built_in_version) == (False, True, 0)
    shown = sign_in("assistant@linden.example").get(LIST).content.decode()
    assert "Walking class" in shown
    assert "25.50" in shown
    assert "Add a service" not in shown


def test_a_second_click_adds_nothing(linden: House) -> None:
    sent = WALK | {"key": "6f1c1f0e-6f5e-4d0c-9d5e-3b1d7f6a2c11"}
    assert send(sent).status_code == send(sent).status_code == 302
    assert len(offered(linden)) == 4


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "  LESSON "}, "a service of this name already"),
        ({"name": "…"}, "Please name it"),
        ({"minutes": "0"}, "greater than or equal to 5"),
        ({"minutes": "1000"}, "less than or equal to 480"),
        ({"buffer_after_minutes": "121"}, "less than or equal to 120"),
        ({"places": "0"}, "greater than or equal to 1"),
        ({"kind": "lesson"}, "Only a class has more than one place"),
        ({"kind": "cure"}, "Select a valid choice"),
        ({"price": "-1"}, "greater than or equal to 0"),
        ({"price": "1.005"}, "no smaller coins"),
        ({"price": "9999999"}, "less than or equal to"),
        ({"ahead_days": "0"}, "greater than or equal to 1"),
        ({"reminder_hours": "two"}, "Whole hours from 1 to 336"),
        ({"reminder_hours": "1, 2, 3, 4"}, "Whole hours from 1 to 336"),
        ({"reminder_hours": "0"}, "Whole hours from 1 to 336"),
    ],
)
def test_what_nobody_can_book_is_said(linden: House, typed: dict[str, Any], words: str) -> None:
    answer = send(WALK | typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert len(offered(linden)) == 3


def test_two_who_edit_are_told(linden: House) -> None:
    lesson = offered(linden)["Lesson"]
    told = WALK | {"name": "Lesson", "kind": "lesson", "places": "1", "version": "1"}
    assert send(told | {"minutes": "55"}, at=page_of(lesson)).status_code == 302
    late = send(told | {"minutes": "50"}, at=page_of(lesson))
    assert late.status_code == 409
    assert "Somebody changed this service in between" in late.content.decode()
    assert 'name="version" value="2"' in late.content.decode()
    kept = offered(linden)["Lesson"]
    assert (kept.minutes, kept.version, kept.built_in_code) == (55, 2, "lesson")


def test_one_is_retired_and_brought_back(linden: House) -> None:
    lesson = offered(linden)["Lesson"]
    assert send({"retired": "1"}, at=f"{page_of(lesson)}retire/").status_code == 302
    at = offered(linden)["Lesson"].retired_at
    assert at is not None
    assert at <= now()
    # Its name is free meanwhile, and then it is not.
    assert send(WALK | {"name": "Lesson"}).status_code == 302
    assert send({"retired": "0"}, at=f"{page_of(lesson)}retire/").status_code == 302
    with acting(linden.boss) as boss:
        assert Service.objects.visible_to(boss).get(pk=lesson.pk).retired_at == at


@pytest.mark.parametrize("role", ["practitioner", "trainee", "assistant"])
def test_only_an_owner_changes_services(linden: House, role: str) -> None:
    lesson = offered(linden)["Lesson"]
    assert send(WALK, role).status_code == 403
    assert send(WALK, role, page_of(lesson)).status_code == 403
    assert send({"retired": "1"}, role, f"{page_of(lesson)}retire/").status_code == 403
    assert sign_in(f"{role}@linden.example").get(LIST).status_code == 200
    assert len(offered(linden)) == 3


def test_a_service_of_another_practice_is_not_there(linden: House, harbour: House) -> None:
    theirs = offered(harbour)["Lesson"]
    assert send(WALK, at=page_of(theirs)).status_code == 404
    assert send({"retired": "1"}, at=f"{page_of(theirs)}retire/").status_code == 404
    assert offered(harbour)["Lesson"].retired_at is None


def test_amounts_are_written_as_in_the_country() -> None:
    assert worded_money(8500, "EUR", "en-150").replace("\xa0", " ") == "85.00 €"
    assert worded_money(8550, "USD", "en-us") == "$85.50"
    assert worded_money(9000, "JPY", "en-gb") == "JP¥9,000"
