"""After a merge: logins, links and mails of both lead to one record, and nothing goes out twice."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from clients.merging.services import merge_clients, undo_merge
from clients.records.models import Client, Invitation
from clients.records.queries import invitation_behind, people_of_login, state_of
from clients.records.services import ClientData, create_client, invite
from practice.core.actor import acting, enter, enter_as
from practice.core.clock import clock_at
from practice.core.links import Link, link_token
from practice.outbox.models import Message
from practice.outbox.secrets import unseal
from practice.team.rules import InvitationState, InvitationToken
from sessions.reminders.models import ReminderPlan
from sessions.reminders.services import follow_program, plan_due_reminders
from tests.cast import House, sign_in
from tests.clients.merging.conftest import Twice
from tests.practice.outbox.live import add_program

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 6, 1, 12, tzinfo=UTC)  # six in Denver, a Monday


def logged_for(browser: Any) -> str:
    """As whom the portal greets and logs: the client's mark in its forms."""
    return str(browser.get("/portal/reminders/").content.decode().split('name="whose" value="')[1])[
        :36
    ]


def test_both_logins_lead_to_the_kept_record(pair: Twice) -> None:
    mine, theirs = sign_in("nora@clients.example"), sign_in("norah@work.example")
    assert (logged_for(mine), logged_for(theirs)) == (str(pair.kept.pk), str(pair.other.pk))
    merge = pair.merge()
    assert (logged_for(mine), logged_for(theirs)) == (str(pair.kept.pk),) * 2
    for client in (pair.kept, pair.other):
        enter(practice_id=None, user_id=client.user_id)
        assert client.user_id is not None
        assert [c.client_id for c in people_of_login(client.user_id)] == [pair.kept.pk]
    assert theirs.get("/portal/").status_code == 200
    with acting(pair.house.boss) as boss:
        undo_merge(actor=boss, merge=merge)
    assert (logged_for(mine), logged_for(theirs)) == (str(pair.kept.pk), str(pair.other.pk))


def test_a_login_of_the_other_alone_opens_the_kept_one(linden: House) -> None:
    with acting(linden.boss) as boss:
        known = create_client(actor=boss, data=ClientData(given_name="Nora"))
    pair_login = sign_in_new(linden)
    with acting(linden.boss) as boss:
        other = Client.objects.visible_to(boss).get(given_name="Norah")
        merge = merge_clients(actor=boss, client=known, other=other)
    assert pair_login.get("/portal/").status_code == 200
    with acting(linden.boss) as boss:
        kept = Client.objects.visible_to(boss).get(pk=known.pk)
        assert kept.user_id == other.user_id
        undo_merge(actor=boss, merge=merge)
        assert Client.objects.visible_to(boss).get(pk=known.pk).user_id is None


def sign_in_new(linden: House) -> Any:
    from practice.team.services import make_user
    from tests.cast import PASSWORD

    with acting(linden.boss) as boss:
        data = ClientData(given_name="Norah", email="norah@work.example")
        client = create_client(actor=boss, data=data)
        client.user = make_user(email=data.email, name="Norah", password=PASSWORD)
        client.save(update_fields=["user"])
    return sign_in("norah@work.example")


def test_a_login_of_two_people_is_still_asked_for_whom(pair: Twice) -> None:
    """Two records of one, and a child of theirs: one choice fewer, and none that is gone."""
    with acting(pair.house.boss) as boss:
        child = create_client(actor=boss, data=ClientData(given_name="Nils"))
        child.user = pair.other.user
        child.save(update_fields=["user"])
    browser = sign_in("norah@work.example")
    assert browser.get("/portal/")["Location"] == "/portal/choose/"
    browser.post("/portal/choose/", {"client": str(pair.other.pk)})
    pair.merge()
    assert browser.get("/portal/").status_code in {200, 302}
    page = browser.get("/portal/choose/").content.decode()
    assert str(pair.kept.pk) in page
    assert str(child.pk) in page
    assert str(pair.other.pk) not in page
    browser.post("/portal/choose/", {"client": str(pair.kept.pk)})
    assert browser.get("/portal/").status_code == 200


def test_an_old_mails_way_out_turns_the_kept_ones_reminders_off(pair: Twice) -> None:
    token = link_token(Link("unsubscribe", pair.house.practice.pk, pair.other.pk))
    pair.merge()
    from django.test import Client as Browser

    answer = Browser().post(f"/l/unsubscribe/{token}/")
    assert answer.status_code == 200
    assert pair.now(pair.kept).mail_stopped_at is not None
    with acting(pair.house.boss) as boss:
        states = ReminderPlan.objects.visible_to(boss).values_list("state", flat=True)
        assert set(states) == {"off"}


def two_with_programs(linden: House) -> tuple[Client, Client]:
    with clock_at(MORNING), acting(linden.boss) as boss:
        people = []
        for name in ("Nora", "Norah"):
            email = f"{name}@clients.example"
            data = ClientData(given_name=name, email=email, timezone="America/Denver")
            client = create_client(actor=boss, data=data)
            follow_program(boss, add_program(boss, client, [time(7, 30)]))
            people.append(client)
    return people[0], people[1]


def messages(linden: House) -> list[Message]:
    enter_as(linden.boss)
    return list(Message.objects.visible_to(linden.boss).order_by("planned_at", "id"))


def test_one_time_of_day_is_one_reminder(linden: House) -> None:
    kept, other = two_with_programs(linden)
    with clock_at(MORNING), acting(linden.boss) as boss:
        merge_clients(actor=boss, client=kept, other=other)
    with clock_at(MORNING + timedelta(hours=2)), acting(linden.boss) as boss:
        assert plan_due_reminders(actor=boss) == 1
        assert plan_due_reminders(actor=boss) == 0
    assert [m.person_id for m in messages(linden)] == [kept.pk]


def test_what_was_planned_before_is_not_planned_again(linden: House) -> None:
    """A mail that went out for the other record counts as the kept one's."""
    kept, other = two_with_programs(linden)
    later = MORNING + timedelta(hours=2)
    with clock_at(later), acting(linden.boss) as boss:
        assert plan_due_reminders(actor=boss) == 2
        merge_clients(actor=boss, client=kept, other=other)
        ReminderPlan.objects.visible_to(boss).update(next_due_at=later - timedelta(minutes=30))
        assert plan_due_reminders(actor=boss) == 0
    assert [m.person_id for m in messages(linden)] == [kept.pk, kept.pk]


def test_an_open_invitation_leads_to_the_kept_one_while_its_address_stays(linden: House) -> None:
    with acting(linden.boss) as boss:
        kept = create_client(actor=boss, data=ClientData(given_name="Nora"))
        data = ClientData(given_name="Norah", email="norah@work.example")
        other = create_client(actor=boss, data=data)
        secret_of = invite(actor=boss, client=other)
        message = Message.objects.visible_to(boss).get(subject_id=secret_of.pk)
        token = InvitationToken(linden.practice.pk, secret_of.pk, unseal(message.secret))
        merge = merge_clients(actor=boss, client=kept, other=other, take=["email"])
        moved = invitation_behind(boss, token)
        assert moved is not None
        assert (moved.client_id, state_of(moved)) == (kept.pk, InvitationState.OPEN)
        undo_merge(actor=boss, merge=merge)
        back = invitation_behind(boss, token)
        assert back is not None
        assert (back.client_id, state_of(back)) == (other.pk, InvitationState.OPEN)


def test_of_two_open_invitations_the_kept_ones_counts(linden: House) -> None:
    with acting(linden.boss) as boss:
        people = []
        for name in ("Nora", "Norah"):
            data = ClientData(given_name=name, email=f"{name}@clients.example")
            people.append(create_client(actor=boss, data=data))
            invite(actor=boss, client=people[-1])
        merge = merge_clients(actor=boss, client=people[0], other=people[1])
        rows = Invitation.objects.visible_to(boss).select_related("client").order_by("id")
        assert [state_of(i) for i in rows] == [InvitationState.OPEN, InvitationState.WITHDRAWN]
        undo_merge(actor=boss, merge=merge)
        assert [state_of(i) for i in rows.all()] == [InvitationState.OPEN] * 2
