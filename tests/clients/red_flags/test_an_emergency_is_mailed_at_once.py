"""The practitioner hears at once of an answer that cannot wait, and of no detail of it."""

import re
from uuid import UUID

import pytest

from clients.intake.emails import render_urgent
from clients.intake.models import IntakeSubmission
from clients.intake.rules import RED_FLAGS, RED_FLAGS_BY_CODE, IntakeStep
from clients.intake.services import save_step
from clients.records.models import Client
from practice.core.actor import acting, system_actor
from practice.core.models import Membership
from practice.outbox.kinds import Mail, NotWanted
from practice.outbox.models import Message
from practice.outbox.rules import WAITED_FOR
from tests.cast import House, sign_in

pytestmark = pytest.mark.django_db
CALM = {flag.code: "no" for flag in RED_FLAGS}
URGENT = CALM | {"saddle_numbness": "yes", "osteoporosis": "yes"}


def tell(house: House, client: Client, flags: dict[str, str]) -> None:
    with acting(house.as_client(client)) as actor:
        save_step(actor=actor, step=IntakeStep.RED_FLAGS, part={"red_flags": flags}, seen=None)


def change(
    house: House, model: type[Client | Membership | Message], pk: UUID, **values: object
) -> None:
    with acting(house.boss):
        assert model._base_manager.filter(pk=pk).update(**values) == 1


def mails(house: House) -> list[Message]:
    with acting(house.boss) as boss:
        rows = Message.objects.visible_to(boss).filter(kind="safety_answer")
        return list(rows.order_by("id"))


def draft_of(house: House) -> UUID:
    with acting(house.boss) as boss:
        return IntakeSubmission.objects.visible_to(boss).get().pk


def rendered(house: House, message: Message) -> Mail:
    with acting(system_actor(house.practice.pk)) as actor:
        return render_urgent(actor, message)


def test_it_goes_while_they_still_fill_it_in_and_once(linden: House, nora: Client) -> None:
    tell(linden, nora, CALM | {"osteoporosis": "yes"})
    assert mails(linden) == []
    tell(linden, nora, URGENT)
    tell(linden, nora, URGENT | {"both_legs": "yes"})
    (message,) = mails(linden)
    assert message.subject_id == draft_of(linden)
    assert message.kind in WAITED_FOR  # no cap and no pause holds it


def test_it_goes_to_who_works_with_them_and_names_nothing(linden: House, nora: Client) -> None:
    change(linden, Client, nora.pk, assigned_to=linden.practitioner)
    tell(linden, nora, URGENT)
    mail = rendered(linden, mails(linden)[0])
    assert mail.to_address == "practitioner@linden.example"
    said = f"{mail.subject} {mail.text} {mail.html}"
    assert f"/clients/{nora.pk}/" in mail.text
    for hidden in ("Nora", "numb", RED_FLAGS_BY_CODE["saddle_numbness"].question):
        assert hidden not in said
    assert not re.search(r"\bNg\b", said)  # links are random letters


def test_the_owner_hears_of_it_where_nobody_else_can(linden: House, nora: Client) -> None:
    change(linden, Client, nora.pk, assigned_to=None)
    tell(linden, nora, URGENT)
    assert rendered(linden, mails(linden)[0]).to_address == "owner@linden.example"
    change(linden, Client, nora.pk, assigned_to=linden.practitioner)
    change(linden, Membership, linden.practitioner.pk, is_active=False)
    assert rendered(linden, mails(linden)[0]).to_address == "owner@linden.example"


def test_nobody_is_told_of_somebody_archived(linden: House, nora: Client) -> None:
    tell(linden, nora, URGENT)
    change(linden, Client, nora.pk, state="archived")
    with pytest.raises(NotWanted):
        rendered(linden, mails(linden)[0])


def test_the_list_of_mails_tells_neither_what_it_is_nor_of_whom(
    linden: House, nora: Client
) -> None:
    """Who gives no lessons sees that a mail went, beside no name and in no word of safety."""
    tell(linden, nora, URGENT)
    for listed in ("/mail/", "/mail/?state=planned"):
        body = sign_in("assistant@linden.example").get(listed).content.decode()
        assert "word to a colleague" in body
        for hidden in ("Nora", "safety", "urgent", "emergency", str(nora.pk)):
            assert hidden not in body.split("<main", 1)[1], hidden


def test_why_it_did_not_go_tells_nothing_either(linden: House, nora: Client) -> None:
    tell(linden, nora, URGENT)
    change(linden, Client, nora.pk, state="archived")
    with pytest.raises(NotWanted) as why:
        rendered(linden, mails(linden)[0])
    assert str(why.value) == "it is not needed any more"


@pytest.mark.parametrize("state", ["failed", "unknown"])
def test_one_that_did_not_arrive_is_sent_again_by_hand(
    linden: House, nora: Client, state: str
) -> None:
    tell(linden, nora, URGENT)
    (message,) = mails(linden)
    change(linden, Message, message.pk, state=state)
    owner = sign_in("owner@linden.example")
    again = f"/mail/{message.pk}/again/"
    assert again in owner.get("/mail/").content.decode()
    assert owner.post(again).status_code == 302
    assert mails(linden)[0].state == "retry"


def test_it_promises_no_answer_before_it_can_be_read(linden: House, nora: Client) -> None:
    """Until it is signed the page behind the link says who it is, and no answer."""
    tell(linden, nora, URGENT)
    mail = rendered(linden, mails(linden)[0])
    page = sign_in("owner@linden.example").get(f"/clients/{nora.pk}/").content.decode()
    assert RED_FLAGS_BY_CODE["saddle_numbness"].question not in page
    for part in (mail.text, mail.html):
        assert "What they answered can be read there once they have signed." in part
        assert "It stands here" not in part


def test_it_does_not_go_for_what_was_answered_otherwise_since(linden: House, nora: Client) -> None:
    tell(linden, nora, URGENT)
    tell(linden, nora, CALM | {"osteoporosis": "yes"})
    with pytest.raises(NotWanted, match="not needed"):
        rendered(linden, mails(linden)[0])


def test_an_emergency_again_is_mailed_although_the_first_was_not_wanted(
    linden: House, nora: Client
) -> None:
    tell(linden, nora, URGENT)
    change(linden, Message, mails(linden)[0].pk, state="suppressed")
    tell(linden, nora, CALM)
    tell(linden, nora, URGENT)
    tell(linden, nora, URGENT | {"both_legs": "yes"})
    assert [message.state for message in mails(linden)] == ["suppressed", "planned"]


def test_a_trainee_is_not_told_alone(linden: House, nora: Client) -> None:
    """Their supervisor answers for them, and hears of it first."""
    change(linden, Client, nora.pk, assigned_to=linden.trainee)
    change(linden, Membership, linden.trainee.pk, supervisor=linden.practitioner)
    tell(linden, nora, URGENT)
    tell(linden, nora, URGENT | {"both_legs": "yes"})
    told = mails(linden)
    assert {rendered(linden, one).to_address for one in told} == {
        "practitioner@linden.example",
        "trainee@linden.example",
    }
    assert len(told) == 2
    (alone,) = [one for one in told if one.recipient_id is None]
    change(linden, Membership, linden.practitioner.pk, is_active=False)
    assert rendered(linden, alone).to_address == "owner@linden.example"


def test_what_was_for_a_trainee_does_not_go_to_who_came_after(linden: House, nora: Client) -> None:
    change(linden, Client, nora.pk, assigned_to=linden.trainee)
    tell(linden, nora, URGENT)
    change(linden, Client, nora.pk, assigned_to=linden.practitioner)
    first, second = sorted(mails(linden), key=lambda one: one.recipient_id is not None)
    assert rendered(linden, first).to_address == "practitioner@linden.example"
    with pytest.raises(NotWanted):
        rendered(linden, second)


def test_somebody_given_to_a_trainee_meanwhile_is_answered_for(linden: House, nora: Client) -> None:
    tell(linden, nora, URGENT)
    change(linden, Client, nora.pk, assigned_to=linden.trainee)
    assert rendered(linden, mails(linden)[0]).to_address == "owner@linden.example"
