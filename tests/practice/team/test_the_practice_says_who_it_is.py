"""The practice's own pages: details and places, for the owner to change and the team to read."""

from typing import Any

import pytest

from practice.core.actor import acting
from practice.core.models import Place, Practice
from practice.core.queries import places
from practice.team.services import PlaceData, add_place
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Linden & Co",
    "timezone": "Europe/Berlin",
    "locale": "en-gb",
    "currency": "CHF",
    "sender_name": "Linden",
    "contact_email": "hello@linden.example",
    "contact_phone": "+49 30 1",
    "emergency_text": "Call 112.",
    "retention_years": "10",
    "consent_age": "16",
    "integrate_within_days": "10",
    "maintain_from": "4.5",
    "offers_to_all": "on",
    "offer_hours": "6",
    "mails_a_minute": "40",
}


def practice_of(house: House) -> dict[str, Any]:
    with acting(house.boss):
        return dict(Practice.objects.filter(pk=house.practice.pk).values()[0])


def places_of(house: House) -> list[dict[str, Any]]:
    with acting(house.boss) as boss:
        rows: Any = Place.objects.visible_to(boss).order_by("id").values()
        return list(rows)


def test_the_owner_says_how_long_records_are_kept_and_in_what_it_is_paid(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    page = browser.get("/settings/").content.decode()
    assert "at least three years" in page
    assert practice_of(linden)["retention_years"] == 3
    assert practice_of(linden)["consent_age"] == 18
    assert browser.post("/settings/", TYPED).status_code == 302
    after = practice_of(linden)
    assert (after["currency"], after["retention_years"]) == ("CHF", 10)
    assert after["consent_age"] == 16
    assert (after["integrate_within_days"], str(after["maintain_from"])) == (10, "4.5")
    assert (after["offers_to_all"], after["offer_hours"]) == (True, 6)
    assert after["mails_a_minute"] == 40


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "x" * 201},
        {"currency": "XXX"},
        {"currency": ""},
        {"timezone": "Moon/Sea"},
        {"retention_years": "0"},
        {"retention_years": "101"},
        {"retention_years": "three"},
        {"consent_age": "13"},
        {"consent_age": "22"},
        {"consent_age": ""},
        {"integrate_within_days": "0"},
        {"integrate_within_days": "61"},
        {"maintain_from": "0.5"},
        {"maintain_from": "7.1"},
        {"maintain_from": "4.55"},
        {"offer_hours": "0"},
        {"offer_hours": "49"},
        {"mails_a_minute": "0"},
        {"mails_a_minute": "6001"},
        {"mails_a_minute": "many"},
        {"contact_email": "no address"},
        {"sender_name": ""},
    ],
)
def test_a_wrong_detail_is_said_and_nothing_is_written(
    linden: House, wrong: dict[str, str]
) -> None:
    before = practice_of(linden)
    answer = sign_in("owner@linden.example").post("/settings/", TYPED | wrong)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert practice_of(linden) == before


def test_names_from_right_to_left_and_very_long_ones_hold(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    for name in ("مركز الحركة اللطيفة", "x" * 200, "<script>alert(1)</script>"):
        assert browser.post("/settings/", TYPED | {"name": name}).status_code == 302
        assert browser.get("/settings/").status_code == 200
        assert practice_of(linden)["name"] == name
    assert "<script>alert(1)" not in browser.get("/settings/").content.decode()


def test_a_place_is_added_renamed_retired_and_used_again(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    typed = {"name": "Upstairs", "timezone": "Europe/Lisbon"}
    assert browser.post("/settings/places/", typed).status_code == 302
    made = places_of(linden)[-1]
    assert (made["name"], made["timezone"]) == ("Upstairs", "Europe/Lisbon")
    path = f"/settings/places/{made['id']}/"
    moved = {"name": "Downstairs", "timezone": "America/Denver", "version": "1"}
    assert browser.post(path, moved).status_code == 302
    assert places_of(linden)[-1]["name"] == "Downstairs"
    assert browser.post(f"{path}retire/").status_code == 302
    with acting(linden.boss) as boss:
        assert "Downstairs" not in {place.name for place in places(boss)}
    assert browser.post("/settings/places/", moved).status_code == 302
    assert browser.post(f"{path}retire/", {"back": "1"}).status_code == 302  # the name is taken
    assert places_of(linden)[1]["retired_at"] is not None
    browser.post(path, typed | {"version": "2"})
    browser.post(f"{path}retire/", {"back": "1"})
    assert places_of(linden)[1]["retired_at"] is None


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "THE STUDIO"}, {"name": "x" * 121}, {"timezone": "Moon/Sea"}]
)
def test_a_wrong_place_is_said_and_nothing_is_written(linden: House, wrong: dict[str, str]) -> None:
    browser, before = sign_in("owner@linden.example"), places_of(linden)
    typed = {"name": "Upstairs", "timezone": "Europe/Lisbon"} | wrong
    assert browser.post("/settings/places/", typed).status_code == 422
    assert places_of(linden) == before
    with acting(linden.boss) as boss:
        other = add_place(actor=boss, data=PlaceData(name="Upstairs", timezone="Europe/Lisbon"))
    before = places_of(linden)
    assert browser.post(f"/settings/places/{other.pk}/", typed).status_code == 422
    assert places_of(linden) == before


def test_a_second_click_adds_no_second_place(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    key = "6f1c1f0e-6f5e-4d0c-9d5e-3b1d7f6a2c11"
    typed = {"name": "Upstairs", "timezone": "Europe/Lisbon", "key": key}
    browser.post("/settings/places/", typed)
    with acting(linden.boss) as boss:
        Place._base_manager.filter(practice_id=boss.practice_id, name="Upstairs").update(name="U")
    assert browser.post("/settings/places/", typed).status_code == 302
    assert len(places_of(linden)) == 2


def test_others_read_and_other_practices_find_nothing(harbour: House, linden: House) -> None:
    place = places_of(linden)[0]["id"]
    before = places_of(linden), practice_of(linden)
    typed = {"name": "Stolen", "timezone": "UTC"}
    paths = (f"/settings/places/{place}/", f"/settings/places/{place}/retire/")
    for role in ("practitioner", "trainee", "assistant"):
        browser = sign_in(f"{role}@linden.example")
        assert browser.get("/settings/places/").status_code == 200
        for path in ("/settings/", "/settings/places/", *paths):
            assert browser.post(path, TYPED | typed).status_code == 403
    foreign = sign_in("owner@harbour.example")
    for path in paths:
        assert foreign.post(path, typed).status_code == 404
    assert (places_of(linden), practice_of(linden)) == before


def test_the_pages_take_few_statements(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    place = places_of(linden)[0]["id"]
    for path in ("/settings/", "/settings/places/", f"/settings/places/{place}/"):
        with statements() as seen:
            browser.get(path)
        assert len(seen) <= 8, "\n".join(seen)
    typed = {"name": "Upstairs", "timezone": "Europe/Lisbon"}
    for path, data in (("/settings/", TYPED), ("/settings/places/", typed)):
        with statements() as seen:
            browser.post(path, data)
        assert len(seen) <= 12, "\n".join(seen)
