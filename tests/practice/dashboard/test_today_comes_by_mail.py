"""Today by mail, for whoever wants it: once a morning, in numbers, and never about nothing."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.db import ProgrammingError
from django.test import Client as Browser

from clients.messages.models import MessageThread
from clients.records.models import Client
from practice.core.actor import NotAllowed, acting, system_actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.links import Link, link_token
from practice.core.models import Membership
from practice.dashboard.morning.emails import NO_MORNING, render_morning
from practice.dashboard.morning.models import MorningMail
from practice.dashboard.morning.queries import practices_due
from practice.dashboard.morning.rules import next_day
from practice.dashboard.morning.services import plan_mornings, say_morning_mail
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.outbox.sending.claims import across_practices
from tests.cast import House, sign_in
from tests.practice.outbox.live import database_role

pytestmark = pytest.mark.django_db
# A Monday, three in the morning in Denver; a Friday afternoon four days before that.
NIGHT = datetime(2026, 11, 30, 10, tzinfo=UTC)
SEVEN = NIGHT + timedelta(hours=4)
PAGE = "/settings/today-by-mail/"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NIGHT, tick=False) as travelling:
        yield travelling


@pytest.fixture
def waits(linden: House, nora: Client, clock: time_machine.Traveller) -> None:
    with acting(linden.boss):
        MessageThread(practice=linden.practice, client=nora, last_at=now(), waits_since=now()).save(
            force_insert=True
        )


def wants(house: House, member: Membership, **more: object) -> MorningMail:
    with acting(house.actor(member)) as actor:
        return say_morning_mail(actor=actor, comes=True, **more)  # type: ignore[arg-type]


def plan(house: House) -> int:
    with acting(system_actor(house.practice.pk)) as actor:
        return plan_mornings(actor=actor)


def planned(house: House) -> list[Message]:
    with acting(house.boss):
        rows = Message._base_manager.filter(practice=house.practice, kind="morning")
        return list(rows.order_by("due_at"))


def mail_of(house: House, message: Message) -> Mail:
    with acting(system_actor(house.practice.pk)) as actor:
        return render_morning(actor, message)


@pytest.mark.parametrize(
    ("local", "day"),
    [
        (datetime(2026, 11, 30, 6, 59), 30),  # noqa: DTZ001 - local, by the clock on the wall
        (datetime(2026, 11, 30, 7), 1),  # noqa: DTZ001
        (datetime(2026, 11, 27, 8), 30),  # noqa: DTZ001 - Friday
    ],
)
def test_the_next_is_on_a_chosen_day(local: datetime, day: int) -> None:
    found = next_day((1, 2, 3, 4, 5), time(7), local)
    assert found is not None
    assert found.day == day
    assert next_day((), time(7), local) is None


def test_it_comes_once_in_the_morning(
    linden: House, waits: None, clock: time_machine.Traveller
) -> None:
    assert wants(linden, linden.practitioner).next_at == SEVEN
    assert plan(linden) == 0
    clock.move_to(SEVEN + timedelta(minutes=1))
    assert (plan(linden), plan(linden)) == (1, 0)
    (message,) = planned(linden)
    assert message.due_at == SEVEN
    assert message.expires_at == SEVEN + timedelta(hours=4)
    assert message.person_id == linden.practitioner.pk
    clock.move_to(SEVEN + timedelta(days=1))
    assert plan(linden) == 1


def test_after_an_outage_the_morning_is_over(
    linden: House, waits: None, clock: time_machine.Traveller
) -> None:
    wants(linden, linden.practitioner)
    clock.move_to(SEVEN + timedelta(days=2, hours=6))
    assert plan(linden) == 0
    with acting(linden.boss):
        wish = MorningMail._base_manager.get(practice=linden.practice)
    assert wish.next_at == SEVEN + timedelta(days=3)


def test_it_says_how_many_and_names_nobody(
    linden: House, waits: None, clock: time_machine.Traveller
) -> None:
    wants(linden, linden.practitioner)
    clock.move_to(SEVEN)
    plan(linden)
    mail = mail_of(linden, planned(linden)[0])
    assert mail.to_address == "practitioner@linden.example"
    assert "1 person waits for an answer" in mail.text
    assert "Nobody comes today." in mail.subject
    for told in (mail.subject, mail.text, mail.html):
        assert "Nora" not in told
        assert not re.search(r"\bNg\b", told)  # links are random letters
    assert mail.unsubscribe_url in mail.text


def test_on_a_day_with_nothing_no_mail_goes(linden: House, clock: time_machine.Traveller) -> None:
    wants(linden, linden.practitioner)
    clock.move_to(SEVEN)
    plan(linden)
    with pytest.raises(NotWanted):
        mail_of(linden, planned(linden)[0])


def test_each_is_told_what_they_may_see(
    linden: House, waits: None, clock: time_machine.Traveller
) -> None:
    """The trainee works with nobody, the assistant reads no messages."""
    for member in (linden.trainee, linden.assistant):
        wants(linden, member)
    clock.move_to(SEVEN)
    assert plan(linden) == 2
    for message in planned(linden):
        with pytest.raises(NotWanted):
            mail_of(linden, message)


def test_one_click_ends_it_whatever_was_planned(
    linden: House, waits: None, clock: time_machine.Traveller
) -> None:
    wants(linden, linden.practitioner)
    clock.move_to(SEVEN)
    plan(linden)
    token = link_token(Link(NO_MORNING, linden.practice.pk, linden.practitioner.pk))
    page = Browser(enforce_csrf_checks=True)
    assert page.get(f"/l/no-morning/{token}/").status_code == 200
    assert mail_of(linden, planned(linden)[0])
    for _again in range(2):
        assert page.post(f"/l/no-morning/{token}/").status_code == 200
    with pytest.raises(NotWanted):
        mail_of(linden, planned(linden)[0])
    clock.move_to(SEVEN + timedelta(days=1))
    assert plan(linden) == 0


@pytest.mark.parametrize("purpose", ["practice", "no_messages"])
def test_another_link_ends_nothing(linden: House, waits: None, purpose: str) -> None:
    wants(linden, linden.practitioner)
    token = link_token(Link(purpose, linden.practice.pk, linden.practitioner.pk))
    for there in (token, f"{token}x", "x"):
        assert Browser().post(f"/l/no-morning/{there}/").status_code == 404
    with acting(linden.boss):
        assert MorningMail._base_manager.get(practice=linden.practice).next_at == SEVEN


def test_who_left_gets_none(linden: House, waits: None, clock: time_machine.Traveller) -> None:
    wants(linden, linden.practitioner)
    with acting(linden.boss):
        Membership._base_manager.filter(pk=linden.practitioner.pk).update(is_active=False)
    clock.move_to(SEVEN)
    assert plan(linden) == 0


def test_the_page_says_and_keeps_it(linden: House, clock: time_machine.Traveller) -> None:
    browser = sign_in("practitioner@linden.example")
    assert "does not come" in browser.get(PAGE).content.decode()
    form = {"comes": "on", "at": "06:30", "weekdays": ["1", "3"]}
    assert browser.post(PAGE, form).status_code == 302
    with acting(linden.boss):
        wish = MorningMail._base_manager.get(practice=linden.practice)
    assert (wish.member_id, wish.at, wish.weekdays) == (
        linden.practitioner.pk,
        time(6, 30),
        [1, 3],
    )
    assert wish.next_at == SEVEN - timedelta(minutes=30)
    browser.post(PAGE, {"at": "06:30", "weekdays": ["1", "3"]})
    with acting(linden.boss):
        wish.refresh_from_db()
    assert wish.next_at is None
    assert wish.weekdays == [1, 3]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"at": "03:59", "weekdays": ["1"]}, "A time from"),
        ({"at": "12:01", "weekdays": ["1"]}, "A time from"),
        ({"at": "soon", "weekdays": ["1"]}, "Enter a valid time"),
        ({"at": "07:00"}, "Choose at least one day."),
        ({"at": "07:00", "weekdays": ["8"]}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_said_beside_it(
    linden: House, typed: dict[str, object], says: str
) -> None:
    answer = sign_in("owner@linden.example").post(PAGE, {"comes": "on", **typed})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    with acting(linden.boss):
        assert not MorningMail._base_manager.filter(practice=linden.practice).exists()


def test_nobody_says_it_for_somebody_else(linden: House, nora: Client) -> None:
    assert sign_in("nora@clients.example").get(PAGE).status_code in {302, 403}
    with acting(system_actor(linden.practice.pk)) as actor, pytest.raises(NotAllowed):
        say_morning_mail(actor=actor, comes=True)
    with acting(linden.boss) as boss, pytest.raises(DomainError):
        say_morning_mail(actor=boss, comes=True, weekdays=())


@pytest.mark.django_db(transaction=True)
def test_the_planner_sees_whose_time_has_come_and_no_more(harbour: House, linden: House) -> None:
    wish = wants(linden, linden.practitioner)
    wants(harbour, harbour.practitioner)
    assert wish.next_at is not None
    with acting(harbour.boss):
        MorningMail._base_manager.filter(practice=harbour.practice).update(next_at=None)
    with database_role("worker"):
        assert practices_due(wish.next_at) == [linden.practice.pk]
        assert practices_due(wish.next_at - timedelta(seconds=1)) == []
        with pytest.raises(ProgrammingError), across_practices() as cursor:
            cursor.execute("SELECT member_id FROM practice_morningmail")
