"""Mails and links of guardians: whose they are once a part ended, or the client came of age."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client as Browser

from clients.guardians.models import Guardian, GuardianInvitation
from clients.guardians.services import end_guardian, invite_guardian
from clients.intake.emails import render_question
from clients.mail_wishes.models import MailWish
from clients.mail_wishes.rules import MailKind
from clients.records.models import Client
from practice.core.actor import acting
from practice.core.errors import DomainError
from practice.outbox.kinds import NotWanted
from sessions.practice_logs.models import PracticeLog
from sessions.reminders.emails import render_reminder
from sessions.reminders.services import plan_due_reminders
from tests.cast import PASSWORD, House, sign_in
from tests.clients.guardians.cast import child, guarded, sent_link, with_login
from tests.clients.guardians.test_mails_go_to_guardians import asked, messages, reminded

pytestmark = pytest.mark.django_db
GRETA, GUS = "greta@moor.example", "gus@moor.example"
NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)
GOOD = {"password": PASSWORD}
DONE = {
    "done": "yes",
    "slowness": "8",
    "line": "Slow.",
    "client_key": "6f1c1f0e-6f5e-4d0c-9d5e-3b1d7f6a2c11",
}


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def mika(linden: House) -> Client:
    return child(linden, email="mika@moor.example")


@pytest.fixture
def parents(linden: House, mika: Client) -> tuple[Guardian, Guardian]:
    """Both sign in."""
    both = (
        guarded(linden, mika, email=GRETA),
        guarded(linden, mika, "Gus Moor", "father", email=GUS),
    )
    for one in both:
        with_login(linden, one)
    return both


def of_age(house: House, client: Client) -> None:
    with acting(house.boss) as boss:
        rows = Client.objects.visible_to(boss).filter(pk=client.pk)
        rows.update(birth_date=date(2008, 11, 23))


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def addresses(house: House, kind: str, render: Any) -> list[str]:
    found = []
    for message in messages(house, kind):
        with acting(house.boss) as boss:
            try:
                found.append(render(boss, message).to_address)
            except NotWanted as why:
                found.append(str(why))
    return found


def links(house: House) -> dict[str, tuple[str, str]]:
    """By address: the paths to log a practice and to turn reminders off."""
    found = {}
    for message in messages(house, "practice_reminder"):
        with acting(house.boss) as boss:
            mail = render_reminder(boss, message)
        there = next(w for w in mail.text.split() if "/l/practice/" in w)
        found[mail.to_address] = (urlsplit(there).path, urlsplit(mail.unsubscribe_url).path)
    return found


def reminding(house: House, client: Client) -> None:
    """The morning's reminder, planned for each of them."""
    reminded(house, client)
    with acting(house.boss) as boss:
        plan_due_reminders(actor=boss)


def logs(house: House) -> int:
    with acting(house.boss) as boss:
        return PracticeLog.objects.visible_to(boss).count()


def test_a_question_that_waits_on_the_birthday_goes_to_the_client_once(
    linden: House, mika: Client, parents: tuple[Guardian, Guardian]
) -> None:
    asked(linden, mika)
    assert addresses(linden, "intake_question", render_question) == [GRETA, GUS]
    of_age(linden, mika)
    told = addresses(linden, "intake_question", render_question)
    assert told == ["mika@moor.example", "their part as a guardian has ended"]


def test_a_reminder_too_and_it_speaks_to_them(
    linden: House, mika: Client, parents: tuple[Guardian, Guardian]
) -> None:
    reminding(linden, mika)
    of_age(linden, mika)
    (message, _other) = messages(linden, "practice_reminder")
    with acting(linden.boss) as boss:
        mail = render_reminder(boss, message)
    assert mail.to_address == "mika@moor.example"
    assert "Greta" not in mail.text
    there = next(word for word in mail.text.split() if "/l/practice/" in word)
    assert Browser().get(urlsplit(there).path).status_code == 200  # their own link


def test_an_ended_guardians_links_open_nothing(
    linden: House, mika: Client, parents: tuple[Guardian, Guardian]
) -> None:
    reminding(linden, mika)
    sent = links(linden)
    with acting(linden.boss) as boss:
        end_guardian(actor=boss, guardian=parents[0])
    log, stop = sent[GRETA]
    assert "no longer yours" in words(Browser().get(log))
    answer = Browser().post(log, DONE)
    assert (answer.status_code, logs(linden)) == (410, 0)
    assert Browser().post(stop).status_code == 410
    assert said(linden) == []
    log, stop = sent[GUS]
    assert Browser().post(log, DONE).status_code == 200
    assert logs(linden) == 1
    assert Browser().post(stop).status_code == 200
    assert said(linden) == [("reminder", False, "Gus Moor")]


def test_nor_once_the_client_is_of_age(
    linden: House, mika: Client, parents: tuple[Guardian, Guardian]
) -> None:
    reminding(linden, mika)
    sent = links(linden)
    of_age(linden, mika)
    log, stop = sent[GUS]
    assert Browser().post(log, DONE).status_code == 410
    assert Browser().post(stop).status_code == 410
    assert (logs(linden), said(linden)) == (0, [])


def said(house: House) -> list[tuple[str, bool, str | None]]:
    with acting(house.boss) as boss:
        rows = MailWish.objects.visible_to(boss).order_by("said_at", "id")
        return list(rows.values_list("about", "wanted", "guardian__name"))


def test_a_guardians_wish_for_mails_says_who(
    linden: House, mika: Client, parents: tuple[Guardian, Guardian]
) -> None:
    browser = sign_in(GRETA)
    assert browser.post("/portal/mails/", {"reminder": "on"}).status_code == 302
    named = [(about, wanted) for about, wanted, _name in said(linden)]
    assert named[0] == ("reminder", True)
    others = sorted(set(MailKind) - {MailKind.REMINDER})
    assert sorted(named[1:]) == [(kind.value, False) for kind in others]
    assert {name for _about, _wanted, name in said(linden)} == {"Greta Moor"}
    for page in (
        sign_in("practitioner@linden.example").get(f"/clients/{mika.pk}/"),
        browser.get("/portal/mails/"),
    ):
        assert "said by Greta Moor" in words(page)
        assert "said by the client" not in words(page)


# Invitations


def test_an_expired_one_offers_to_ask_for_another(linden: House, mika: Client) -> None:
    greta = guarded(linden, mika, email=GRETA)
    link = sent_link(linden, greta)
    with time_machine.travel(NOON + timedelta(hours=73), tick=False):
        assert "Ask Linden Somatics for a new one" in words(Browser().get(link))
        browser = Browser()
        for _press in range(2):
            assert browser.post(link, {"again": "1"}).status_code == 302
        assert "sees that you ask" in words(browser.get(f"{link}?asked"))
        today = words(sign_in("practitioner@linden.example").get("/"))
        assert today.count("Greta Moor, a guardian, asks for a new invitation") == 1
        assert "a guardian, asks" not in words(sign_in("assistant@linden.example").get("/"))
        with acting(linden.boss) as boss:
            invite_guardian(actor=boss, guardian=greta)
        assert "a guardian, asks" not in words(sign_in("practitioner@linden.example").get("/"))


@pytest.mark.parametrize("event", ["ended", "of_age"])
def test_who_is_no_guardian_any_more_asks_for_nothing(
    linden: House, mika: Client, event: str
) -> None:
    greta = guarded(linden, mika, email=GRETA)
    link = sent_link(linden, greta)
    if event == "ended":
        with acting(linden.boss) as boss:
            end_guardian(actor=boss, guardian=greta)
    else:
        of_age(linden, mika)
    assert "for a new one" not in words(Browser().get(link))
    assert Browser().post(link, {"again": "1"}).status_code == 410
    with acting(linden.boss) as boss:
        rows = GuardianInvitation.objects.visible_to(boss)
        assert not rows.filter(asked_again_at__isnull=False).exists()


def test_the_address_by_which_the_client_signs_in_is_refused_at_once(
    linden: House, mika: Client
) -> None:
    """A family with one address learns it from the practice, and not from a link that fails."""
    greta = guarded(linden, mika, email="mika@moor.example")
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="signs in by this address"):
        invite_guardian(actor=boss, guardian=greta)
    browser = sign_in("practitioner@linden.example")
    said = words(browser.post(f"/guardians/{greta.pk}/invite/", follow=True))
    assert "signs in by this address" in said
