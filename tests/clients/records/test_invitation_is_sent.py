"""An invitation is bound to an address, expires, and dies when it is sent again."""

from datetime import timedelta

import pytest
import time_machine

from clients.records.emails import render_invitation
from clients.records.models import Client, Invitation
from clients.records.rules import ClientState
from clients.records.services import (
    ClientData,
    create_client,
    invite,
    set_client_state,
    withdraw_invitation,
)
from practice.core.actor import Actor, enter_as
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.models import RowHistory
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.team.services import digest
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements

pytestmark = pytest.mark.django_db


def make_client(actor: Actor, email: str = "lena@clients.example") -> Client:
    return create_client(
        actor=actor, data=ClientData(given_name="Lena", family_name="Lund", email=email)
    )


def invitations(actor: Actor) -> list[Invitation]:
    return list(Invitation.objects.visible_to(actor).order_by("id"))


def messages(actor: Actor) -> list[Message]:
    return list(Message.objects.visible_to(actor).order_by("id"))


def mail_of(actor: Actor, message: Message) -> Mail:
    return render_invitation(actor, message)


def test_it_is_kept_as_a_digest_and_goes_by_mail(as_linden: Actor) -> None:
    client = make_client(as_linden)
    invitation = invite(actor=as_linden, client=client)
    (message,) = messages(as_linden)
    mail = mail_of(as_linden, message)
    assert mail.to_address == "lena@clients.example"
    assert mail.subject == "Linden Somatics invites you"
    token = mail.text.split("/l/invitation/")[1].split("/")[0]
    assert token in mail.html
    assert len(invitation.digest) == 64
    assert token not in str(invitation.__dict__)
    assert token[-30:] not in message.secret
    assert invitation.expires_at - invitation.sent_at == timedelta(hours=72)
    assert message.expires_at == invitation.expires_at
    assert message.urgent
    history = RowHistory.objects.filter(table_name="clients_invitation")
    assert all(token[-20:] not in str(row.before) for row in history)


def test_a_corrected_address_withdraws_what_went_to_the_wrong_one(
    linden: House, as_linden: Actor
) -> None:
    client = make_client(as_linden)
    invite(actor=as_linden, client=client)
    browser, page = sign_in("owner@linden.example"), f"/clients/{client.pk}/"
    typed = {"given_name": "Lena", "timezone": client.timezone, "email": client.email}
    browser.post(f"{page}edit/", typed | {"version": "1", "phone": "12"})
    assert "Send a new invitation" in browser.get(page).content.decode()
    corrected = typed | {"version": "2", "email": "lena@right.example"}
    assert browser.post(f"{page}edit/", corrected).status_code == 302
    shown = browser.get(page).content.decode()
    assert "An invitation to the former address no longer opens anything." in shown
    assert "Invite to the intake" in shown
    enter_as(as_linden)
    (invitation,) = invitations(as_linden)
    assert invitation.withdrawn_at is not None
    assert messages(as_linden)[0].state == "cancelled"


def test_sending_again_withdraws_the_older_one_and_its_waiting_mail(as_linden: Actor) -> None:
    client = make_client(as_linden)
    first = invite(actor=as_linden, client=client)
    second = invite(actor=as_linden, client=client)
    older, newer = invitations(as_linden)
    assert (older.pk, newer.pk) == (first.pk, second.pk)
    assert older.withdrawn_at is not None
    assert newer.withdrawn_at is None
    assert older.digest != newer.digest
    old_mail, new_mail = messages(as_linden)
    assert (old_mail.state, old_mail.secret) == ("cancelled", "")
    assert new_mail.state == "planned"
    with pytest.raises(NotWanted):
        mail_of(as_linden, old_mail)


def test_a_client_without_an_address_is_not_invited(as_linden: Actor) -> None:
    client = make_client(as_linden, email="")
    with pytest.raises(DomainError) as refused:
        invite(actor=as_linden, client=client)
    assert refused.value.field == "email"
    assert invitations(as_linden) == []
    assert messages(as_linden) == []


def test_who_is_archived_or_has_a_login_is_not_invited(nora: Client, as_linden: Actor) -> None:
    archived = make_client(as_linden)
    set_client_state(actor=as_linden, client=archived, state=ClientState.ARCHIVED)
    for client in (archived, nora):
        with pytest.raises(DomainError):
            invite(actor=as_linden, client=client)
    assert invitations(as_linden) == []


@pytest.mark.parametrize("change", ["withdrawn", "address", "late", "archived"])
def test_the_mail_is_decided_again_at_the_moment_of_sending(as_linden: Actor, change: str) -> None:
    client = make_client(as_linden)
    invite(actor=as_linden, client=client)
    (message,) = messages(as_linden)
    at = now()
    if change == "withdrawn":
        assert withdraw_invitation(actor=as_linden, client=client)
    elif change == "address":
        client.email = "other@clients.example"
        client.save(update_fields=["email"])
    elif change == "archived":
        set_client_state(actor=as_linden, client=client, state=ClientState.ARCHIVED)
    else:
        at += timedelta(hours=72)
    with time_machine.travel(at), pytest.raises(NotWanted):
        mail_of(as_linden, message)


def test_withdrawing_what_is_not_there_changes_nothing(as_linden: Actor) -> None:
    assert not withdraw_invitation(actor=as_linden, client=make_client(as_linden))


def test_the_buttons_send_and_withdraw(linden: House, as_linden: Actor) -> None:
    client = make_client(as_linden)
    browser = sign_in("assistant@linden.example")
    answer = browser.post(f"/clients/{client.pk}/invite/")
    assert answer.status_code == 302
    (invitation,) = invitations(as_linden)
    assert invitation.digest != digest("")
    assert browser.get(f"/clients/{client.pk}/invite/").status_code == 405
    browser.post(f"/clients/{client.pk}/invitation/withdraw/")
    assert invitations(as_linden)[0].withdrawn_at is not None


def test_nobody_from_elsewhere_invites(harbour: House, linden: House, as_linden: Actor) -> None:
    client = make_client(as_linden)
    for email in ("owner@harbour.example", "trainee@linden.example"):
        answer = sign_in(email).post(f"/clients/{client.pk}/invite/")
        assert answer.status_code == 404
    assert invitations(as_linden) == []
    assert messages(as_linden) == []


def test_a_known_address_makes_no_difference(linden: House, as_linden: Actor) -> None:
    seen = []
    for email in ("nobody@clients.example", "practitioner@linden.example"):
        client = make_client(as_linden, email)
        with statements() as work:
            invite(actor=as_linden, client=client)
        seen.append([sql[:60] for sql in work])
    assert seen[0] == seen[1]


def test_sending_takes_few_statements(linden: House, as_linden: Actor) -> None:
    client = make_client(as_linden)
    browser = sign_in("owner@linden.example")
    browser.post(f"/clients/{client.pk}/invite/")
    with statements() as seen:
        browser.post(f"/clients/{client.pk}/invite/")
    assert len(seen) <= 13, "\n".join(seen)
