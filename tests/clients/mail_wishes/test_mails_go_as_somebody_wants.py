"""Which mails somebody wants: kept with who and when, and held at planning and at sending."""

import html
from datetime import time
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from clients.intake.emails import render_question
from clients.intake.models import QuestionBack
from clients.intake.rules import CORE_STEPS, RED_FLAGS
from clients.intake.services import ask_back, ask_for_intake
from clients.mail_wishes.models import MailWish
from clients.mail_wishes.queries import wants_mail, wishes_of
from clients.mail_wishes.rules import SENT_AS, MailKind
from clients.records.models import Client
from practice.core.actor import acting, system_actor
from practice.core.errors import DomainError
from practice.core.links import Link, link_token
from practice.outbox import kinds
from practice.outbox.kinds import NotWanted
from practice.outbox.models import Message
from sessions.reminders.emails import render_reminder
from sessions.reminders.models import ReminderPlan
from sessions.reminders.services import change_wishes, plan_due_reminders
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.clients.intake.test_the_intake_is_reviewed_and_accepted import nora_answers
from tests.clients.intake.walking import signed
from tests.practice.outbox.live import add_program, add_reminder
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db
PORTAL = "/portal/mails/"


def said(house: House, client: Client) -> list[tuple[str, bool, str | None, bool]]:
    """All that was said, in order: about what, wanted, who wrote it down, by the client."""
    with acting(house.boss) as boss:
        rows = MailWish.objects.visible_to(boss).filter(client=client).order_by("said_at", "id")
        return list(rows.values_list("about", "wanted", "said_by__name", "by_client"))


def mails(house: House) -> list[tuple[str, str, str]]:
    with acting(house.boss) as boss:
        rows = Message.objects.visible_to(boss).order_by("planned_at", "id")
        return list(rows.values_list("kind", "state", "reason"))


def asked(house: House, client: Client) -> QuestionBack:
    intake = signed(house, client, nora_answers())
    with acting(house.boss) as boss:
        return ask_back(actor=boss, submission_id=intake.pk, step="concern", question="Since?")


def refuse(house: House, client: Client, *about: MailKind) -> None:
    with acting(house.as_client(client)) as actor:
        wanted = dict.fromkeys(about, False)
        change_wishes(actor=actor, client_id=client.pk, wanted=wanted)


def test_nothing_said_means_they_go(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        assert [(w.wanted, w.said_at) for w in wishes_of(boss, nora.pk)] == [(True, None)] * len(
            MailKind
        )
        assert all(wants_mail(boss, nora.pk, kind) for kind in MailKind)
    page = sign_in("owner@linden.example").get(f"/clients/{nora.pk}/").content.decode()
    assert page.count("nothing said yet: they go") == len(MailKind)


def test_the_client_says_it_in_the_portal_and_it_stands_on_their_page(
    linden: House, nora: Client
) -> None:
    browser = sign_in("nora@clients.example")
    assert "Questions about the intake" in browser.get(PORTAL).content.decode()
    wanted = {"reminder": "on", "message": "on", "offer": "on", "appointment": "on"}
    wanted["check_in"] = "on"
    assert browser.post(PORTAL, wanted).status_code == 302
    assert said(linden, nora) == [
        ("reminder", True, None, True),
        ("intake", False, None, True),
        ("message", True, None, True),
        ("offer", True, None, True),
        ("appointment", True, None, True),
        ("check_in", True, None, True),
    ]
    assert "said by the client" in browser.get(PORTAL).content.decode()
    page = sign_in("owner@linden.example").get(f"/clients/{nora.pk}/").content.decode()
    assert page.count("said by the client") == 6
    assert browser.post(PORTAL, wanted).status_code == 302  # again: nothing new
    assert len(said(linden, nora)) == 6


def test_a_colleague_writes_down_what_they_were_told(linden: House, nora: Client) -> None:
    browser, path = sign_in("practitioner@linden.example"), f"/clients/{nora.pk}/mails/"
    wanted = dict.fromkeys(set(MailKind) - {MailKind.INTAKE}, "on")
    assert browser.post(path, wanted).status_code == 302
    assert said(linden, nora)[1] == ("intake", False, "Practitioner", False)
    page = browser.get(f"/clients/{nora.pk}/").content.decode()
    assert "written down by Practitioner" in page
    assert browser.post(path, dict.fromkeys(MailKind, "on")).status_code == 302
    assert said(linden, nora)[-1] == ("intake", True, "Practitioner", False)


@pytest.mark.parametrize("about", list(MailKind))
def test_what_they_turned_off_only_they_turn_on(
    linden: House, nora: Client, about: MailKind
) -> None:
    refuse(linden, nora, about)
    before = said(linden, nora)
    everything = {kind.value: "on" for kind in MailKind}
    browser = sign_in("owner@linden.example")
    answer = browser.post(f"/clients/{nora.pk}/mails/", everything)
    assert answer.status_code == 422
    assert "only they turn them on" in answer.content.decode()
    assert said(linden, nora) == before
    assert sign_in("nora@clients.example").post(PORTAL, everything).status_code == 302
    with acting(linden.boss) as boss:
        assert wants_mail(boss, nora.pk, about)


def test_a_question_is_planned_as_not_wanted_and_says_so(linden: House, nora: Client) -> None:
    refuse(linden, nora, MailKind.INTAKE)
    question = asked(linden, nora)
    assert not question.is_mailed
    told = "they want no mails about the intake"
    assert mails(linden) == [("intake_question", "suppressed", told)]
    page = sign_in("owner@linden.example").get("/mail/").content.decode()
    assert told in page


def test_a_new_intake_is_not_asked_for_by_mail(linden: House, nora: Client) -> None:
    refuse(linden, nora, MailKind.INTAKE)
    with acting(linden.boss) as boss, pytest.raises(DomainError, match="want no mails"):
        ask_for_intake(actor=boss, client_id=nora.pk)
    assert mails(linden) == []


def test_what_waits_is_cancelled_and_what_is_claimed_is_decided_again(
    linden: House, nora: Client
) -> None:
    asked(linden, nora)
    with acting(linden.boss) as boss:
        message = Message.objects.visible_to(boss).get()
        assert message.state == "planned"
    refuse(linden, nora, MailKind.INTAKE)
    why = "they want no mails of this kind"
    assert mails(linden) == [("intake_question", "cancelled", why)]
    system = system_actor(linden.practice.pk)
    with acting(system), pytest.raises(NotWanted, match="no mails about the intake"):
        render_question(system, message)


def test_reminders_stop_and_go_on(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        add_program(boss, nora, [time(7)])
    message = add_reminder(linden, nora)
    refuse(linden, nora, MailKind.REMINDER)
    assert [state for _kind, state, _why in mails(linden)] == ["cancelled"]
    system = system_actor(linden.practice.pk)
    with acting(system):
        ReminderPlan._base_manager.update(state="on", next_due_at=message.due_at)
        assert plan_due_reminders(actor=system) == 0
        with pytest.raises(NotWanted, match="turned off"):
            render_reminder(system, message)
        ReminderPlan._base_manager.update(state="off", next_due_at=None)
    with acting(linden.as_client(nora)) as actor:
        change_wishes(actor=actor, client_id=nora.pk, wanted=dict.fromkeys(MailKind, True))
    with acting(linden.boss) as boss:
        plan = ReminderPlan.objects.visible_to(boss).get()
        assert (plan.state, plan.next_due_at is None) == ("on", False)
        assert Client.objects.visible_to(boss).get(pk=nora.pk).mail_stopped_at is None


def test_one_click_in_a_mail_is_a_wish_too(linden: House, nora: Client) -> None:
    token = link_token(Link("unsubscribe", linden.practice.pk, nora.pk))
    address = reverse("unsubscribe_link", kwargs={"token": token})
    for _twice in range(2):
        assert sign_in("owner@linden.example").post(address).status_code == 200
    assert said(linden, nora) == [("reminder", False, None, True)]


def test_every_kind_that_rooms_send_by_themselves_has_its_wish() -> None:
    """A new kind of mail fails here until somebody can say that they do not want it."""
    asked_for = {
        "invitation",
        "account",
        "staff_invitation",
        "guardian_invitation",
        "visitor_booking",
    }
    asked_for |= {"appointment_word", "appointment_series"}  # booked, moved or cancelled just now
    asked_for |= {"deletion_answer"}
    to_colleagues = {"safety_answer", "program_paused", "practice_message", "deletion_request"}
    to_colleagues |= {"appointment_by_client", "morning"}
    chosen = {kind for sent in SENT_AS.values() for kind in sent}
    assert set(kinds._kinds) - asked_for - to_colleagues == chosen


def test_whose_wishes_they_are(harbour: House, linden: House, nora: Client, omar: Client) -> None:
    path = f"/clients/{nora.pk}/mails/"
    assert sign_in("owner@harbour.example").post(path, {}).status_code == 404
    assert sign_in("trainee@linden.example").post(path, {}).status_code == 404
    assert sign_in("omar@clients.example").post(PORTAL, {}).status_code == 302
    assert said(linden, nora) == []


def test_an_assistant_reads_them_and_writes_down_what_is_said(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora)
    browser, path = sign_in("assistant@linden.example"), f"/clients/{nora.pk}/mails/"
    assert "nothing said yet" in browser.get(f"/clients/{nora.pk}/").content.decode()
    assert browser.get(path).status_code == 200
    assert browser.post(path, {"intake": "on"}).status_code == 302
    assert said(linden, nora) == [
        ("reminder", False, "Assistant", False),
        ("intake", True, "Assistant", False),
        ("message", False, "Assistant", False),
        ("offer", False, "Assistant", False),
        ("appointment", False, "Assistant", False),
        ("check_in", False, "Assistant", False),
    ]
    with acting(linden.boss) as boss:
        plan = ReminderPlan.objects.visible_to(boss).get(home_program=program)
    assert plan.state == "off"
    page = " ".join(browser.get(f"/clients/{nora.pk}/").content.decode().split())
    assert "written down by Assistant" in page
    assert browser.get(f"/programs/{program.pk}/").status_code == 403  # and nothing else of it


def test_an_assistant_is_led_to_no_paper_that_they_may_not_open(
    linden: House, nora: Client
) -> None:
    with acting(linden.boss) as boss:
        Client.objects.visible_to(boss).filter(pk=nora.pk).update(email="")
    page = sign_in("assistant@linden.example").get(f"/clients/{nora.pk}/").content.decode()
    assert "nothing can be mailed" in page
    assert "intake-to-print" not in page


def page_without_address(house: House, client: Client) -> tuple[Any, str]:
    with acting(house.boss) as boss:
        Client.objects.visible_to(boss).filter(pk=client.pk).update(email="")
    browser = sign_in("owner@linden.example")
    return browser, browser.get(f"/clients/{client.pk}/").content.decode()


def test_without_an_address_paper_takes_the_place_of_mails(linden: House, nora: Client) -> None:
    _browser, page = page_without_address(linden, nora)
    assert "nothing can be mailed" in page
    assert "/program.pdf" not in page
    assert f'href="/clients/{nora.pk}/intake-to-print/"' in page
    intake = signed(linden, nora, nora_answers())
    with acting(linden.boss) as boss:
        program = add_program(boss, nora, [time(7)])
    browser, page = page_without_address(linden, nora)
    paper = browser.get(f"/programs/{program.pk}/program.pdf")
    assert f'href="/programs/{program.pk}/program.pdf"' in page
    assert f'href="/intakes/{intake.pk}/intake.pdf"' in page
    assert "Home program for Nora" in PdfReader(BytesIO(paper.content)).pages[0].extract_text()


def test_the_blank_intake_asks_every_question_and_answers_none(linden: House, nora: Client) -> None:
    signed(linden, nora, nora_answers())
    browser, path = sign_in("owner@linden.example"), f"/clients/{nora.pk}/intake-to-print/"
    with statements() as seen:
        page = browser.get(path).content.decode()
    assert len(seen) <= 12
    assert [step.label for step in CORE_STEPS if f"<h2>{step.label}</h2>" not in page] == []
    assert all(flag.question in html.unescape(page) for flag in RED_FLAGS)
    assert nora_answers()["concern"] not in html.unescape(page)
    assert "<input" not in page
    assert sign_in("assistant@linden.example").get(path).status_code == 403
    assert sign_in("trainee@linden.example").get(path).status_code == 404
