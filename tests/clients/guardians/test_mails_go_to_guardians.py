"""Mails about somebody under age go to the guardians with a login, and say for whom they are."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client as Browser

from clients.guardians.models import Guardian
from clients.guardians.services import end_guardian
from clients.intake.emails import render_again, render_question
from clients.intake.services import accept_intake, ask_back, ask_for_intake
from clients.mail_wishes.rules import MailKind
from clients.records.models import Client
from clients.records.services import open_episode
from practice.core.actor import acting
from practice.core.errors import DomainError
from practice.outbox.kinds import NotWanted
from practice.outbox.models import Message
from sessions.programs.models import HomeProgram
from sessions.reminders.emails import render_reminder
from sessions.reminders.models import ReminderPlan
from sessions.reminders.services import change_wishes, plan_due_reminders
from tests.cast import PASSWORD, House, sign_in
from tests.clients.guardians.cast import child, guarded, with_login
from tests.clients.guardians.test_a_guardian_signs_an_intake import together
from tests.clients.intake.walking import stored

pytestmark = pytest.mark.django_db
GRETA, GUS = "greta@moor.example", "gus@moor.example"
NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def mika(linden: House) -> Client:
    return child(linden)


@pytest.fixture
def parents(linden: House, mika: Client) -> tuple[Guardian, Guardian]:
    """Both with a login, and an aunt without one."""
    both = (
        guarded(linden, mika, email=GRETA),
        guarded(linden, mika, "Gus Moor", "father", email=GUS),
    )
    for one in both:
        with_login(linden, one)
    guarded(linden, mika, "Gerda Moor", "aunt", email="gerda@moor.example")
    return both


def messages(house: House, kind: str) -> list[Message]:
    with acting(house.boss) as boss:
        return list(Message.objects.visible_to(boss).filter(kind=kind).order_by("pk"))


def signed(house: House, client: Client, signature: str = "Greta Moor") -> Any:
    browser, there, _last = together(client, signature)
    browser.post(there)
    return stored(house)[-1]["id"]


def asked(house: House, client: Client) -> None:
    with acting(house.boss) as boss:
        ask_back(
            actor=boss, submission_id=signed(house, client), step="concern", question="Since when?"
        )


def rendered(house: House, kind: str, render: Any) -> list[Any]:
    found = []
    for message in messages(house, kind):
        with acting(house.boss) as boss:
            found.append(render(boss, message))
    return found


@pytest.mark.usefixtures("parents")
def test_a_question_goes_to_each_and_leads_to_its_step(linden: House, mika: Client) -> None:
    asked(linden, mika)
    mails = rendered(linden, "intake_question", render_question)
    assert [(m.to_name, m.to_address) for m in mails] == [("Greta Moor", GRETA), ("Gus Moor", GUS)]
    assert {m.subject for m in mails} == {"Linden Somatics has a question for you, about Mika"}
    assert all("about Mika, for whom you sign" in m.text for m in mails)
    assert all("about Mika, for whom you sign" in m.html for m in mails)
    assert {m.person_id for m in messages(linden, "intake_question")} == {mika.pk}
    link = mails[0].text.split("http", 1)[1].split()[0]
    assert link.endswith(f"/portal/intake/concern/?for={mika.pk}")
    listed = sign_in("owner@linden.example").get("/mail/").content.decode()
    assert "Mika Moor" in listed
    assert "to Greta Moor" in listed


@pytest.mark.usefixtures("parents")
def test_the_link_leads_through_sign_in_and_for_whom_to_the_step(
    linden: House, mika: Client
) -> None:
    """Greta is guardian of two: the step that is meant is not lost on the way."""
    mila = child(linden, "Mila")
    other = guarded(linden, mila, email=GRETA)
    with acting(linden.boss) as boss:
        rows = Guardian.objects.visible_to(boss).select_related("user")
        user = rows.get(client=mika, email=GRETA).user
    with_login(linden, other, user)
    asked(linden, mika)
    link = rendered(linden, "intake_question", render_question)[0].text.split("http", 1)[1].split()
    parts = urlsplit(f"http{link[0]}")
    browser = Browser()
    led = browser.get(f"{parts.path}?{parts.query}")
    entered = browser.post(led["Location"], {"login": GRETA, "password": PASSWORD})
    choose = browser.get(entered["Location"])["Location"]
    form = browser.get(choose).context["form"]
    assert form["client"].value() == str(mika.pk)
    on = browser.post(choose, {"client": form["client"].value()})
    assert on["Location"] == "/portal/intake/concern/"
    step = browser.get(on["Location"]).content.decode()
    assert "Since when?" in step
    assert "For <strong>Mika</strong>" in step


def test_who_was_ended_or_is_none_any_more_gets_nothing(
    linden: House, mika: Client, parents: tuple[Guardian, Guardian], clock: Any
) -> None:
    asked(linden, mika)
    greta, gus = messages(linden, "intake_question")
    with acting(linden.boss) as boss:
        end_guardian(actor=boss, guardian=parents[0])
        with pytest.raises(NotWanted, match="guardian has ended"):
            render_question(boss, greta)
        assert render_question(boss, gus).to_address == GUS
    clock.move_to(datetime(2032, 5, 3, 18, tzinfo=UTC))
    with acting(linden.boss) as boss, pytest.raises(NotWanted):
        render_question(boss, gus)


@pytest.mark.usefixtures("parents")
def test_a_new_intake_is_asked_of_them(linden: House, mika: Client) -> None:
    with acting(linden.boss) as boss:
        accept_intake(actor=boss, submission_id=signed(linden, mika))
    page = sign_in("practitioner@linden.example").get(f"/clients/{mika.pk}/").content.decode()
    assert "Ask for a new one" in page
    assert "They go to Greta Moor (mother), Gus Moor (father)." in " ".join(page.split())
    with acting(linden.boss) as boss:
        ask_for_intake(actor=boss, client_id=mika.pk)
    mails = rendered(linden, "intake_again", render_again)
    assert [m.to_address for m in mails] == [GRETA, GUS]
    assert {m.subject for m in mails} == {
        "Linden Somatics would like to hear how it is now, with Mika"
    }


def test_without_a_login_nobody_is_led_there(linden: House, mika: Client) -> None:
    guarded(linden, mika, email=GRETA)
    with acting(linden.boss) as boss:
        accept_intake(actor=boss, submission_id=signed(linden, mika))
        with pytest.raises(DomainError, match="No mail can lead them there"):
            ask_for_intake(actor=boss, client_id=mika.pk)


def reminded(house: House, client: Client) -> None:
    """Every day at half past seven."""
    with acting(house.boss) as boss:
        row = Client.objects.visible_to(boss).get(pk=client.pk)
        told = {"practice": house.practice, "client": row}
        program = HomeProgram(
            **told,
            episode=open_episode(actor=boss, client=row, concern="A pull."),
            state="active",
            days=[1, 2, 3, 4, 5, 6, 7],
            times=[time(7, 30)],
            started_on=date(2026, 11, 20),
            created_at=NOON,
        )
        program.save(force_insert=True)
        due = NOON - timedelta(minutes=1)
        ReminderPlan(
            **told, home_program=program, state="on", changed_at=NOON, next_due_at=due
        ).save(force_insert=True)


@pytest.mark.usefixtures("parents")
def test_reminders_go_to_each_and_wishes_are_the_clients(linden: House, mika: Client) -> None:
    reminded(linden, mika)
    with acting(linden.boss) as boss:
        assert plan_due_reminders(actor=boss) == 2
    mails = rendered(linden, "practice_reminder", render_reminder)
    assert [m.to_address for m in mails] == [GRETA, GUS]
    assert {m.subject for m in mails} == {"A few minutes for yourself (for Mika)"}
    assert all("It is for Mika." in m.text and "It is for Mika." in m.html for m in mails)
    assert all(f"/portal/reminders/?for={mika.pk}" in m.text for m in mails)
    with acting(linden.boss) as boss:
        change_wishes(actor=boss, client_id=mika.pk, wanted={MailKind.REMINDER: False})
    assert {m.state for m in messages(linden, "practice_reminder")} == {"cancelled"}


def test_who_is_of_age_gets_their_own(linden: House, clock: Any) -> None:
    mika = child(linden, email="mika@moor.example")
    with_login(linden, guarded(linden, mika, email=GRETA))
    reminded(linden, mika)
    with acting(linden.boss) as boss:
        Client.objects.visible_to(boss).filter(pk=mika.pk).update(birth_date=date(2000, 1, 1))
        assert plan_due_reminders(actor=boss) == 1
    (mail,) = rendered(linden, "practice_reminder", render_reminder)
    assert (mail.to_address, mail.subject) == ("mika@moor.example", "A few minutes for yourself")
