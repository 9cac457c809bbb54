"""Whoever has the address reads; it is kept as a digest, made anew, ended, and not guessed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from clients.guardians.models import Guardian
from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import set_client_state
from practice.core.actor import acting
from practice.core.clock import now
from practice.core.models import AccessLog, Membership, Practice, User
from practice.team.rules import new_token
from sessions.calendar_feeds.models import CalendarFeed
from sessions.calendar_feeds.services import make_feed
from tests.calendars import feed_of
from tests.cast import House, sign_in
from tests.sessions.appointments.conftest import Desk

pytestmark = pytest.mark.django_db
STAFF, PORTAL = "/settings/calendar/", "/portal/appointments/calendar/"


def status(path: str) -> int:
    return Browser().get(path).status_code


def feeds(house: House) -> list[CalendarFeed]:
    with acting(house.boss):
        return list(CalendarFeed._base_manager.order_by("made_at", "id"))


def address_on(page: str) -> str:
    """The path of the address that a page shows."""
    return "/l/calendar/" + page.split("/l/calendar/")[1].split("<", maxsplit=1)[0]


@pytest.mark.parametrize(
    ("email", "page"),
    [("practitioner@linden.example", STAFF), ("nora@clients.example", PORTAL)],
)
def test_it_is_shown_once_and_only_its_digest_is_kept(desk: Desk, email: str, page: str) -> None:
    desk.book(10)
    browser = sign_in(email)
    assert "There is no address yet." in browser.get(page).content.decode()
    shown = browser.post(page, {"names": "none"}).content.decode()
    path = address_on(shown)
    assert status(path) == 200
    again = browser.get(page).content.decode()
    assert "/l/calendar/" not in again
    assert "There is an address" in again
    (kept,) = feeds(desk.house)
    assert path.split("/")[-1].removesuffix(".ics") not in str(vars(kept))


@pytest.mark.parametrize(
    ("email", "page"),
    [("practitioner@linden.example", STAFF), ("nora@clients.example", PORTAL)],
)
def test_made_anew_the_old_one_opens_nothing(desk: Desk, email: str, page: str) -> None:
    browser = sign_in(email)
    old = address_on(browser.post(page, {"names": "none"}).content.decode())
    new = address_on(browser.post(page, {"names": "none"}).content.decode())
    assert (status(old), status(new)) == (410, 200)
    assert "This calendar has ended" in Browser().get(old).content.decode()
    assert browser.post(f"{page}end/").status_code == 302
    assert (status(old), status(new)) == (410, 410)


def test_sent_twice_it_is_made_once(desk: Desk) -> None:
    browser = sign_in("practitioner@linden.example")
    typed = {"names": "none", "key": "0190c2f0-0000-7000-8000-000000000001"}
    first = address_on(browser.post(STAFF, typed).content.decode())
    assert browser.post(STAFF, typed).status_code == 302
    assert status(first) == 200
    assert len(feeds(desk.house)) == 1


def test_what_is_no_address_opens_nothing(harbour: House, desk: Desk) -> None:
    """Cut in two, made up, of a practice that has none such, or of another practice."""
    path = feed_of(desk.hers)
    other = new_token(harbour.practice.pk)
    for wrong in (
        f"/l/calendar/{new_token(desk.house.practice.pk)}.ics",
        f"/l/calendar/{other}.ics",
        path[:-9] + ".ics",
        "/l/calendar/x.ics",
        "/l/calendar/%00.ics",
    ):
        answer = Browser().get(wrong)
        assert answer.status_code == 404, wrong
        assert b"VCALENDAR" not in answer.content
    assert "There is no calendar at this address" in Browser().get(wrong).content.decode()
    assert Browser().post(path).status_code == 405
    assert status(path) == 200


def test_it_ends_with_the_work_or_the_login(desk: Desk) -> None:
    """A colleague who left, a login that is shut, a practice that is closed."""
    ours, hers = feed_of(desk.ours), feed_of(desk.hers)
    assert (status(ours), status(hers)) == (200, 200)

    def change(rows: Any, *paths: str, **to: Any) -> None:
        with acting(desk.house.boss):
            rows.update(**to)
        assert [status(path) for path in paths] == [410] * len(paths)
        with acting(desk.house.boss):
            rows.update(**dict.fromkeys(to, True))
        assert [status(path) for path in paths] == [200] * len(paths)

    members = Membership._base_manager.filter(pk=desk.house.practitioner.pk)
    change(members, ours, is_active=False)
    change(User.objects.filter(pk=desk.house.practitioner.user_id), ours, is_active=False)
    change(User.objects.filter(email="nora@clients.example"), hers, is_active=False)
    change(Practice.objects.filter(pk=desk.house.practice.pk), ours, hers, is_active=False)


def test_a_guardians_address_ends_with_their_part(desk: Desk) -> None:
    with acting(desk.house.boss):
        Client._base_manager.filter(pk=desk.nora.pk).update(birth_date="2015-05-05")
        login = User.objects.create(email="gina@clients.example")
        guardian = Guardian(
            practice=desk.house.practice,
            client=desk.nora,
            user=login,
            name="Gina",
            relation="mother",
            added_at=now(),
        )
        guardian.save(force_insert=True)
        feed, secret = make_feed(actor=desk.hers)
        feed.guardian = guardian
        feed.save(update_fields=["guardian"])
    path = f"/l/calendar/{secret}.ics"
    assert status(path) == 200
    with acting(desk.house.boss):
        Guardian._base_manager.filter(pk=guardian.pk).update(ended_at=now())
    assert status(path) == 410
    with acting(desk.house.boss):
        Guardian._base_manager.filter(pk=guardian.pk).update(ended_at=None)
        Client._base_manager.filter(pk=desk.nora.pk).update(birth_date="2000-05-05")
    assert status(path) == 410


def test_whoever_gives_no_lessons_has_none(desk: Desk) -> None:
    browser = sign_in("assistant@linden.example")
    assert "You give no lessons here" in browser.get(STAFF).content.decode()
    assert browser.post(STAFF, {"names": "none"}).status_code == 422
    assert feeds(desk.house) == []


def test_an_archived_client_ends_it_and_makes_none(desk: Desk) -> None:
    path = feed_of(desk.hers)
    with acting(desk.house.boss) as boss:
        set_client_state(actor=boss, client=desk.nora, state=ClientState.ARCHIVED)
    browser = sign_in("nora@clients.example")
    browser.post(PORTAL, {})
    assert len(feeds(desk.house)) == 1
    assert status(path) == 200
    browser.post(f"{PORTAL}end/")
    assert status(path) == 410


def test_it_is_not_read_without_end(desk: Desk, clock: Any) -> None:
    path = feed_of(desk.hers)
    assert [status(path) for _ in range(60)] == [200] * 60
    refused = Browser().get(path)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
    assert status(feed_of(desk.ours)) == 200  # another one is not meant
    clock.shift(timedelta(hours=2))
    assert status(path) == 200


def test_the_secret_stands_in_no_log(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    path = feed_of(desk.hers)
    secret = path.removeprefix("/l/calendar/").removesuffix(".ics")
    status(path)
    with acting(desk.house.boss):
        lines = list(AccessLog._base_manager.filter(action="GET calendar_feed_link").values())
    assert len(lines) == 1
    assert secret not in str(lines) + caplog.text
    assert lines[0]["client_id"] == desk.nora.pk
