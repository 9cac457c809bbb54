"""The mail says only that there is a message: one for many, none once it was read."""

from datetime import date, timedelta

import pytest
from django.test import Client as Browser

from clients.guardians.models import Guardian
from clients.mail_wishes.rules import MailKind
from clients.mail_wishes.services import say_wish
from clients.messages.emails import NO_MESSAGES, render_to_client, render_to_practice
from clients.messages.services import take_back
from practice.core.actor import acting, system_actor
from practice.core.clock import now
from practice.core.links import Link, link_token
from practice.core.models import Membership
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.team.services import make_user
from tests.cast import PASSWORD, sign_in
from tests.clients.messages.conftest import Talk

pytestmark = pytest.mark.django_db
SECRET = "My groin pulls at night."


def rendered(talk: Talk, message: Message) -> Mail:
    render = render_to_client if message.kind == "client_message" else render_to_practice
    with acting(system_actor(talk.house.practice.pk)) as system:
        return render(system, message)


def test_to_the_client_without_a_word_of_it(talk: Talk) -> None:
    talk.write(talk.ours, SECRET)
    (message,) = talk.mails("client_message")
    assert message.due_at - message.planned_at > timedelta(minutes=14)
    mail = rendered(talk, message)
    assert mail.to_address == "nora@clients.example"
    assert mail.subject == "Linden Somatics has written to you"
    for part in (mail.subject, mail.text, mail.html):
        assert "groin" not in part
        assert "Practitioner" not in part
    for part in (mail.text, mail.html):
        assert f"/portal/messages/?for={talk.nora.pk}" in part
    assert "/l/messages-off/" in mail.unsubscribe_url


def test_to_who_works_with_them_and_names_nobody(talk: Talk) -> None:
    talk.write(talk.hers, SECRET)
    (message,) = talk.mails("practice_message")
    mail = rendered(talk, message)
    assert mail.to_address == "practitioner@linden.example"
    for part in (mail.subject, mail.text, mail.html):
        assert "groin" not in part
        assert "Nora" not in part
    assert f"/clients/{talk.nora.pk}/messages/" in mail.text


def test_a_trainee_and_who_answers_for_them_are_told(talk: Talk) -> None:
    talk.nora.assigned_to = talk.house.trainee
    with acting(talk.house.boss):
        talk.nora.save(update_fields=["assigned_to"])
    talk.write(talk.hers)
    told = {rendered(talk, one).to_address for one in talk.mails("practice_message")}
    assert told == {"owner@linden.example", "trainee@linden.example"}


def test_who_left_since_is_not_told_but_who_is_there_now(talk: Talk) -> None:
    talk.write(talk.hers)
    (message,) = talk.mails("practice_message")
    with acting(talk.house.boss) as boss:
        rows = Membership.objects.visible_to(boss).filter(pk=talk.house.practitioner.pk)
        rows.update(is_active=False)
    assert rendered(talk, message).to_address == "owner@linden.example"


def test_several_within_a_quarter_of_an_hour_are_one_mail(talk: Talk) -> None:
    for n in range(4):
        talk.write(talk.ours, f"{n}")
        talk.write(talk.hers, f"{n}")
    assert len(talk.mails("client_message")) == 1
    assert len(talk.mails("practice_message")) == 1


def test_once_it_left_the_next_one_has_its_own(talk: Talk) -> None:
    talk.write(talk.ours)
    with acting(talk.house.boss) as boss:
        Message.objects.visible_to(boss, "mail.write").update(state="sent")
    talk.write(talk.ours)
    assert len(talk.mails("client_message")) == 2


def test_none_once_it_was_read_or_taken_back(talk: Talk) -> None:
    one = talk.write(talk.ours)
    (message,) = talk.mails("client_message")
    with acting(talk.ours) as ours:
        take_back(actor=ours, client_message_id=one.pk)
    with pytest.raises(NotWanted):
        rendered(talk, message)
    talk.write(talk.ours)
    assert rendered(talk, message)  # the same mail tells of it
    talk.read(talk.hers)
    with pytest.raises(NotWanted):
        rendered(talk, message)
    talk.write(talk.hers)
    (message,) = talk.mails("practice_message")
    assert rendered(talk, message)
    talk.read(talk.house.boss)
    with pytest.raises(NotWanted):
        rendered(talk, message)


def test_none_to_who_wants_none(talk: Talk) -> None:
    talk.write(talk.ours)
    (message,) = talk.mails("client_message")
    with acting(talk.hers) as hers:
        say_wish(actor=hers, client_id=talk.nora.pk, about=MailKind.MESSAGE, wanted=False)
    with pytest.raises(NotWanted):
        rendered(talk, message)
    with acting(talk.house.boss) as boss:
        Message.objects.visible_to(boss, "mail.write").update(state="cancelled")
    talk.write(talk.ours)
    assert len(talk.mails("client_message")) == 1
    page = sign_in("owner@linden.example").get(f"/clients/{talk.nora.pk}/messages/")
    assert "They want no mail that tells them of a message." in page.content.decode()


def test_none_where_nobody_could_open_it(talk: Talk) -> None:
    talk.nora.user = None
    with acting(talk.house.boss):
        talk.nora.save(update_fields=["user"])
    talk.write(talk.ours)
    assert talk.mails("client_message") == []
    page = sign_in("owner@linden.example").get(f"/clients/{talk.nora.pk}/messages/")
    assert "They cannot read it yet" in page.content.decode()


def minor(talk: Talk) -> Guardian:
    """Nora is ten, and her mother has a login."""
    talk.nora.birth_date = date(now().year - 10, 1, 1)
    with acting(talk.house.boss):
        talk.nora.save(update_fields=["birth_date"])
        user = make_user(email="gina@clients.example", name="Gina", password=PASSWORD)
        told = {"name": "Gina", "relation": "mother", "email": user.email, "added_at": now()}
        guardian = Guardian(practice=talk.house.practice, client=talk.nora, user=user, **told)
        guardian.save(force_insert=True)
    return guardian


def test_for_a_client_under_age_the_guardian_is_told_and_writes(talk: Talk) -> None:
    guardian = minor(talk)
    talk.write(talk.ours)
    (message,) = talk.mails("client_message")
    assert message.recipient_id == guardian.pk
    mail = rendered(talk, message)
    assert mail.to_address == "gina@clients.example"
    assert mail.subject == "Linden Somatics has written to you, about Nora"
    gina = sign_in("gina@clients.example")
    assert gina.post("/portal/messages/", {"said": "She is well."}).status_code == 302
    page = sign_in("owner@linden.example").get(f"/clients/{talk.nora.pk}/messages/")
    assert "Gina, for Nora" in page.content.decode()


def test_the_mails_link_ends_them_at_once_and_looking_does_not(talk: Talk) -> None:
    talk.write(talk.ours)
    link = Link(NO_MESSAGES, talk.house.practice.pk, talk.nora.pk)
    path = f"/l/messages-off/{link_token(link)}/"
    browser = Browser()
    assert browser.get(path).status_code == 200
    assert rendered(talk, talk.mails("client_message")[0])
    for _again in range(2):
        assert browser.post(path).status_code == 200
    (message,) = talk.mails("client_message")
    assert message.state == "cancelled"
    other = link_token(Link("unsubscribe", talk.house.practice.pk, talk.nora.pk))
    assert browser.post(f"/l/messages-off/{other}/").status_code == 404


def test_an_ended_guardian_ends_no_mails(talk: Talk) -> None:
    guardian = minor(talk)
    link = Link(NO_MESSAGES, talk.house.practice.pk, talk.nora.pk, to=guardian.pk)
    guardian.ended_at = now()
    with acting(talk.house.boss):
        guardian.save(update_fields=["ended_at"])
    browser = sign_in("owner@linden.example")
    assert browser.post(f"/l/messages-off/{link_token(link)}/").status_code == 410
