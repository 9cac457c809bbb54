"""A flare is told to whoever works with the client: at once, once, and without a word of it."""

import re
from uuid import UUID

import pytest

from clients.records.models import Client
from practice.core.actor import acting, system_actor
from practice.core.models import Membership
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.outbox.rules import WAITED_FOR
from sessions.flares.emails import render_paused
from sessions.programs.models import HomeProgram
from tests.cast import House, sign_in
from tests.sessions.flares.telling import flares, go_on, mails, say

pytestmark = pytest.mark.django_db


def change(house: House, model: type[Client | Membership], pk: UUID, **values: object) -> None:
    with acting(house.boss):
        assert model._base_manager.filter(pk=pk).update(**values) == 1


def rendered(house: House, message: Message) -> Mail:
    with acting(system_actor(house.practice.pk)) as actor:
        return render_paused(actor, message)


def test_a_mail_waits_for_no_cap_and_no_pause(linden: House, program: HomeProgram) -> None:
    say(program, soreness_hours="36")
    assert (mails(linden), flares(linden)) == ([], [])
    say(program, soreness_hours="37")
    (message,), (flare,) = mails(linden), flares(linden)
    assert (message.subject_id, message.urgent, message.state) == (flare.pk, True, "planned")
    assert message.kind in WAITED_FOR
    assert (flare.soreness_hours, flare.worse, flare.source) == (37, False, "portal")
    assert (flare.told_by_id, flare.settled_at) == (None, None)


def test_it_goes_to_who_works_with_them_and_says_no_more(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    say(program, soreness_hours="48", line="My groin pulls")
    mail = rendered(linden, mails(linden)[0])
    assert mail.to_address == "practitioner@linden.example"
    assert mail.subject == "A client’s program was paused"
    assert f"/clients/{nora.pk}/" in mail.text
    said = f"{mail.subject} {mail.text} {mail.html.split('<body')[1]}"
    for hidden in ("Nora", "hours", "sore", "worse", "groin", "Arch and Flatten"):
        assert hidden not in said
    assert not re.search(r"\bNg\b", said)  # links are random letters


def test_the_owner_hears_of_it_where_nobody_else_can(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    say(program)
    change(linden, Membership, linden.practitioner.pk, is_active=False)
    assert rendered(linden, mails(linden)[0]).to_address == "owner@linden.example"


def test_a_trainee_and_who_answers_for_them_both_hear_of_it(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    change(linden, Client, nora.pk, assigned_to=linden.trainee)
    say(program)
    told = {rendered(linden, one).to_address for one in mails(linden)}
    assert told == {"owner@linden.example", "trainee@linden.example"}


def test_it_is_told_once_while_nobody_has_talked_it_over(
    linden: House, program: HomeProgram
) -> None:
    say(program)
    assert (
        "Your practice is resting"
        in sign_in("nora@clients.example").get("/portal/").content.decode()
    )
    assert (len(mails(linden)), len(flares(linden))) == (1, 1)
    go_on(linden, program)
    say(program)
    assert (len(mails(linden)), len(flares(linden))) == (2, 2)


def test_what_was_talked_over_or_archived_is_not_mailed(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    say(program)
    change(linden, Client, nora.pk, state="archived")
    with pytest.raises(NotWanted):
        rendered(linden, mails(linden)[0])
    change(linden, Client, nora.pk, state="active")
    assert rendered(linden, mails(linden)[0])
    go_on(linden, program)
    with pytest.raises(NotWanted) as why:
        rendered(linden, mails(linden)[0])
    assert str(why.value) == "it is not needed any more"


def test_the_list_of_mails_tells_neither_what_it_is_nor_of_whom(
    linden: House, nora: Client, program: HomeProgram
) -> None:
    say(program)
    body = sign_in("assistant@linden.example").get("/mail/").content.decode()
    assert "word to a colleague" in body
    for hidden in ("Nora", "paused", str(nora.pk)):
        assert hidden not in body.split("<main", 1)[1], hidden
