"""A visitor picks a time and proves an address; then it is booked, once, and nobody learns more."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import ClientData, create_client, set_client_state
from practice.core.actor import acting, system_actor
from practice.outbox.kinds import NotWanted
from sessions.appointments.services import cancel
from sessions.hours.models import Service
from sessions.public_page.booking.services import forget_unconfirmed
from sessions.public_page.models import PublicPage
from tests.booking import at
from tests.cast import sign_in
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
NOBODY_NEW = {"Nora", "Nell"}
NORA: dict[str, Any] = {"given_name": "NORA", "email": "NORA@clients.example"}


def test_the_whole_way(shown: Desk) -> None:
    page = Browser().get(f"/p/{shown.house.practice.slug}/").content.decode()
    assert path_of(shown) in page
    form = Browser().get(f"{path_of(shown)}?from={DAY}").content.decode()
    assert at(DAY, 10).isoformat() in form
    assert "You can move or cancel it until 24 hours before." in form
    assert "85" in form
    answer = send(shown, phone="555 1", came_by="A friend")
    assert "Look in your mail" in answer.content.decode()
    assert lessons(shown) == []
    assert {one.given_name for one in people(shown)} == NOBODY_NEW
    (mail,) = mails(shown)
    assert mail.to_address == "vera@visitors.example"
    link = link_in(mail)
    for _scanner in range(2):
        opened = Browser().get(link)
        assert opened.status_code == 200
        assert "Book this time" in opened.content.decode()
    assert lessons(shown) == []
    assert Browser().post(link).status_code == 302
    (made,) = lessons(shown)
    assert made.starts_at == at(DAY, 10)
    assert made.booked_by_id is None
    new = made.client
    assert (new.given_name, new.family_name, new.email) == ("Vera", "Visitor", mail.to_address)
    assert (new.phone, new.came_by, new.state) == ("555 1", "A friend", "enquiry")
    assert new.assigned_to_id == shown.house.practitioner.pk
    assert new.user_id is None
    assert "It is booked" in Browser().get(link).content.decode()


def test_the_practice_sees_who_came(shown: Desk) -> None:
    Browser().post(asked(shown))
    for email in ("practitioner@linden.example", "assistant@linden.example"):
        today = sign_in(email).get("/").content.decode()
        assert "Vera Visitor" in today
        assert "new, booked on your public page" in today
    with acting(shown.house.boss) as boss:
        new = Client.objects.visible_to(boss).get(given_name="Vera")
        set_client_state(actor=boss, client=new, state=ClientState.ACTIVE)
    assert (
        "booked on your public page"
        not in sign_in("owner@linden.example").get("/").content.decode()
    )


def test_pressed_again_it_books_nothing_and_says_so(shown: Desk) -> None:
    link = asked(shown)
    for _time in range(3):
        assert Browser().post(link).status_code == 302
    assert len(lessons(shown)) == 1
    assert len(people(shown)) == 3
    shown_again = Browser().get(link)
    assert (shown_again.status_code, "It is booked" in shown_again.content.decode()) == (200, True)
    (made,) = lessons(shown)
    with acting(shown.house.boss) as boss:
        cancel(actor=boss, appointment_id=made.pk, why="work")
    assert Browser().post(link).status_code == 302
    assert [one.state for one in lessons(shown)] == ["cancelled"]


def test_a_link_that_came_too_late_books_nothing(shown: Desk, clock: Any) -> None:
    link = asked(shown)
    clock.shift(timedelta(hours=24))
    for answer in (Browser().get(link), Browser().post(link)):
        assert answer.status_code == 410
        assert "This link is over" in answer.content.decode()
        assert path_of(shown) in answer.content.decode()
    assert lessons(shown) == []
    with pytest.raises(NotWanted):
        mails(shown)


@pytest.mark.parametrize("broken", ["x", "x:y:z"])
def test_a_link_that_we_did_not_make_opens_nothing(shown: Desk, broken: str) -> None:
    assert Browser().post(f"/l/visit/{broken}/").status_code == 404
    link = asked(shown)
    assert Browser().post(link.replace("/l/visit/", "/l/visit/x")).status_code == 404
    assert lessons(shown) == []


def test_a_time_taken_meanwhile_is_told_with_the_nearest_three(shown: Desk) -> None:
    link = asked(shown)
    shown.book(10)
    before = len(people(shown))
    answer = Browser().post(link)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "Just taken" in body
    offered = body.split('name="instead" value="')[1:]
    assert len(offered) == 3
    assert len(people(shown)) == before
    instead = offered[0].split('"')[0]
    assert Browser().post(link, {"instead": instead}).status_code == 302
    (mine,) = (one for one in lessons(shown) if one.client_id != shown.nora.pk)
    assert mine.starts_at == datetime.fromisoformat(instead)
    assert mine.client.given_name == "Vera"


@pytest.mark.parametrize("instead", ["soon", "2026-12-03T10:00:00", "9999-99-99", ""])
def test_another_start_that_nobody_offered_is_not_booked(shown: Desk, instead: str) -> None:
    link = asked(shown)
    shown.book(10)
    assert Browser().post(link, {"instead": instead}).status_code == 409
    night = at(DAY, 3).isoformat()
    assert Browser().post(link, {"instead": night}).status_code == 409
    assert len(lessons(shown)) == 1


def test_a_time_that_is_taken_already_is_told_before_any_mail(shown: Desk) -> None:
    shown.book(10)
    answer = send(shown)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Vera"' in body
    assert body.count('name="instead"') == 3
    assert rows(shown) == []


def test_whoever_is_known_gets_it_as_their_own_and_nobody_is_told(shown: Desk) -> None:
    known = Browser().post(path_of(shown), picked(shown, 10) | NORA)
    new = Browser().post(path_of(shown), picked(shown, 12))
    assert known.content == new.content
    first, second = mails(shown)
    assert first.text.replace(link_in(first), "") != second.text  # the hours differ
    assert "Nora" not in first.text
    link = link_in(first)
    page = Browser().get(link).content.decode()
    assert Browser().post(link).status_code == 302
    page += Browser().get(link).content.decode()
    assert "Nora" not in page
    assert not re.search(r"\bNg\b", page)  # tokens are random letters
    (made,) = lessons(shown)
    assert made.client_id == shown.nora.pk
    with acting(shown.house.boss) as boss:
        after = Client.objects.visible_to(boss).get(pk=shown.nora.pk)
    kept = (after.given_name, after.phone, after.version, after.user_id)
    assert kept == ("Nora", "", shown.nora.version, shown.nora.user_id)
    assert len(people(shown)) == 2


@pytest.mark.parametrize("why", ["archived", "shared", "under age"])
def test_who_does_not_act_alone_by_this_address_is_left_alone(shown: Desk, why: str) -> None:
    with acting(shown.house.boss) as boss:
        if why == "archived":
            set_client_state(actor=boss, client=shown.nora, state=ClientState.ARCHIVED)
        elif why == "shared":
            create_client(
                actor=boss, data=ClientData(given_name="Nora", email="nora@clients.example")
            )
        else:
            Client._base_manager.filter(pk=shown.nora.pk).update(birth_date="2015-01-01")
    before = {one.pk for one in people(shown)}
    Browser().post(asked(shown, **NORA))
    (made,) = lessons(shown)
    assert made.client.state == ClientState.ENQUIRY
    assert made.client_id not in before


def test_no_more_is_kept_of_them_than_is_needed(shown: Desk, clock: Any) -> None:
    """Once it is booked the record has it; who never confirmed is forgotten."""
    Browser().post(asked(shown, phone="555 1"))
    send(shown, 12)
    (booked, waits) = rows(shown)
    assert (booked.given_name, booked.family_name, booked.email, booked.phone) == ("",) * 4
    assert waits.email
    clock.shift(timedelta(days=2, minutes=1))
    with acting(system_actor(shown.house.practice.pk)) as actor:
        assert forget_unconfirmed(actor=actor) == 1
    assert [one.pk for one in rows(shown)] == [booked.pk]


def test_the_mail_repeats_nothing_that_was_typed(shown: Desk) -> None:
    """Else anybody could have us write to anybody."""
    send(shown, given_name="CANARY buy now", came_by="CANARY", phone="CANARY")
    (mail,) = mails(shown)
    assert "CANARY" not in f"{mail.subject}{mail.text}{mail.html}{mail.to_name}"


def test_a_program_that_fills_in_everything_gets_nowhere(shown: Desk) -> None:
    honest, caught = send(shown), send(shown, 12, remark="http://x.example")
    assert caught.content == honest.content
    assert len(rows(shown)) == 1


def test_asking_is_counted_by_address(shown: Desk) -> None:
    told = [send(shown, hour).status_code for hour in (9, 11, 13, 15)]
    assert told == [200, 200, 200, 429]
    assert len(rows(shown)) == 3
    assert send(shown, 15, email="other@visitors.example").status_code == 200


def test_a_form_sent_twice_mails_once(shown: Desk) -> None:
    key = "0198d6ab-5d3a-7cc0-8000-000000000001"
    assert {send(shown, key=key).status_code for _time in range(2)} == {200}
    assert len(rows(shown)) == len(mails(shown)) == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"email": "nowhere"}, "valid email"),
        ({"given_name": " "}, "required"),
        ({"start": ""}, "Choose a time."),
        ({"start": "tomorrow|"}, "Choose one of the times"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    shown: Desk, typed: dict[str, Any], words: str
) -> None:
    answer = send(shown, **({"phone": "555 777"} | typed))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "555 777" in answer.content.decode()
    assert rows(shown) == []


def test_nothing_but_what_is_published_is_booked(shown: Desk) -> None:
    """Another service, somebody who is not shown, a place out of use, a page that was closed."""
    with acting(shown.house.boss) as boss:
        other = Service.objects.visible_to(boss).get(built_in_code="check_in")
    for named in (f"service={other.pk}", f"with={shown.house.owner.pk}", "service=x", "with=x"):
        assert Browser().post(f"{path_of(shown)}?{named}", picked(shown)).status_code == 422
    assert rows(shown) == []
    link = asked(shown)
    (row,) = rows(shown)
    with acting(shown.house.boss):
        Service._base_manager.filter(pk=row.service_id).update(is_visitor_bookable=False)
    assert Browser().post(link).status_code == 422
    assert lessons(shown) == []
    with acting(shown.house.boss):
        Service._base_manager.filter(pk=row.service_id).update(is_visitor_bookable=True)
        PublicPage._base_manager.update(is_open=False)
    assert Browser().post(link).status_code == 422
    assert lessons(shown) == []
    assert Browser().get(path_of(shown)).status_code == 404
    assert send(shown).status_code == 404
