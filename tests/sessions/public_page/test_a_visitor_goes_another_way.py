"""What a visitor's browser, or somebody else's program, sends beside the straight way."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import acting
from sessions.appointments.models import Appointment
from sessions.hours.models import Service
from sessions.public_page.models import PublicProfile
from tests.booking import at
from tests.cast import sign_in
from tests.sending import sent_of
from tests.sessions.appointments.conftest import DAY, Desk
from tests.sessions.public_page.visiting import (
    asked,
    lessons,
    link_in,
    mails,
    path_of,
    people,
    picked,
    rows,
    send,
)

pytestmark = pytest.mark.django_db
FAR = ["9999-12-31T23:59:00+00:00", "0001-01-01T00:00:00+00:00", "1999-12-31T00:00:00+00:00"]


def test_one_press_on_a_time_nearby_asks_for_it_at_the_same_place(shown: Desk) -> None:
    """The time that was taken is no button to choose any more; its place is sent all the same,
    and is the one that counts, also where a time was chosen elsewhere meanwhile."""
    shown.book(10)
    body = send(shown).content.decode()
    instead = body.split('name="instead" value="')[1].split('"')[0]
    sent = sent_of(body, "novalidate")
    sent["start"].append(f"{at(DAY, 12).isoformat()}|{UUID(int=7)}")
    assert Browser().post(path_of(shown), {**sent, "instead": instead}).status_code == 200
    (row,) = rows(shown)
    assert (row.starts_at, row.place_id) == (datetime.fromisoformat(instead), shown.place.pk)


def test_another_time_that_was_chosen_comes_before_the_one_that_was_taken(shown: Desk) -> None:
    shown.book(10)
    sent = sent_of(send(shown).content.decode(), "novalidate")
    sent["start"].append(picked(shown, 12)["start"])
    assert Browser().post(path_of(shown), sent).status_code == 200
    (row,) = rows(shown)
    assert row.starts_at == at(DAY, 12)


@pytest.mark.parametrize("far", FAR)
def test_a_year_that_nobody_books_is_refused_in_words(shown: Desk, far: str) -> None:
    answer = send(shown, start=f"{far}|{shown.place.pk}")
    assert answer.status_code == 422
    assert "Choose one of the times that are shown." in answer.content.decode()
    assert send(shown, instead=far).status_code == 422
    assert rows(shown) == []
    link = asked(shown)
    shown.book(10)
    assert Browser().post(link, {"instead": far}).status_code == 409
    assert len(lessons(shown)) == 1


def test_no_more_than_six_mails_a_day_go_to_an_address(shown: Desk, clock: Any) -> None:
    told = []
    for _hour in range(3):
        told += [send(shown, hour).status_code for hour in (9, 11, 13)]
        clock.shift(timedelta(hours=1, minutes=1))
    assert told == [200] * 6 + [429] * 3
    clock.shift(timedelta(days=1))
    assert send(shown).status_code == 200


def test_looking_is_counted_whichever_way_it_is_asked(
    shown: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = settings.ACCOUNT_RATE_LIMITS | {"public_times": "1/10m/ip"}
    monkeypatch.setattr(settings, "ACCOUNT_RATE_LIMITS", limits)
    assert Browser().get(path_of(shown)).status_code == 200
    assert send(shown).status_code == 429
    assert rows(shown) == []


def test_what_is_shown_is_what_is_asked_for(shown: Desk) -> None:
    """A service that comes between, and stands first, is not booked instead; nor what has gone."""
    page = Browser().get(f"{path_of(shown)}?from={DAY}").content.decode()
    action = page.split(' action="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert f"from={DAY}" in action
    with acting(shown.house.boss) as boss:
        lesson = Service.objects.visible_to(boss).get(built_in_code="lesson")
        other = Service.objects.visible_to(boss).filter(built_in_code="check_in")
        other.update(name="A first one", is_visitor_bookable=True, is_client_bookable=True)
    assert Browser().post(path_of(shown) + action, picked(shown)).status_code == 200
    assert [row.service_id for row in rows(shown)] == [lesson.pk]
    with acting(shown.house.boss):
        Service._base_manager.filter(pk=lesson.pk).update(is_visitor_bookable=False)
    gone = Browser().post(path_of(shown) + action, picked(shown, 12))
    assert gone.status_code == 422
    assert "cannot be booked here any more" in gone.content.decode()
    assert len(rows(shown)) == 1


def test_who_is_not_shown_any_more_is_not_booked(shown: Desk) -> None:
    link = asked(shown)
    with acting(shown.house.boss):
        PublicProfile._base_manager.update(is_shown=False)
    answer = Browser().post(link)
    assert answer.status_code == 422
    assert "cannot be booked here any more" in answer.content.decode()
    assert lessons(shown) == []


def test_the_visit_is_put_down_to_the_practice(
    shown: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, told = asked(shown), list[Any]()
    monkeypatch.setattr("practice.core.middleware.log_access", lambda **line: told.append(line))
    sign_in("owner@linden.example").post(link)
    (line,) = (one for one in told if one["action"] == "POST visitor_link")
    actor = line["actor"]
    assert (actor.practice_id, actor.role) == (shown.house.practice.pk, "client")
    assert (actor.request_id, line["user_id"]) == (line["request_id"], None)


@pytest.mark.parametrize(
    ("name", "is_known"),
    [("nora", True), ("Nóra  Ng", True), ("Nonna", True), ("Vera", False), ("Nor", False)],
)
def test_a_time_is_their_own_only_by_their_own_name(shown: Desk, name: str, is_known: bool) -> None:
    """Two people of one house share an address, and one of them is no client yet."""
    with acting(shown.house.boss):
        Client._base_manager.filter(pk=shown.nora.pk).update(preferred_name="Nonna")
    answer = send(shown, email="nora@clients.example", given_name=name)
    assert answer.status_code == 200
    link = link_in(mails(shown)[-1])
    assert Browser().post(link).status_code == 302
    (made,) = lessons(shown)
    assert (made.client_id == shown.nora.pk) is is_known
    assert len(people(shown)) == (2 if is_known else 3)
    if not is_known:
        assert (made.client.given_name, made.client.state) == (name, "enquiry")


def test_the_day_they_come_is_that_of_the_place(shown: Desk) -> None:
    Browser().post(asked(shown))
    with acting(shown.house.boss):  # ten in Denver is the next day's morning there
        Appointment._base_manager.update(zone="Pacific/Auckland")
    today = sign_in("owner@linden.example").get("/").content.decode()
    assert "Comes on December 4" in today or "Comes on 4 December" in today
