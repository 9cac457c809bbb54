"""A colleague's invitation: bound to an address, used once, and no login is taken over."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import Actor, acting, enter_as
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.models import Membership, User
from practice.core.rules import Role
from practice.outbox.kinds import NotWanted, render_for
from practice.outbox.models import Message
from practice.outbox.rules import State
from practice.team.models import StaffInvitation
from practice.team.rules import new_secret, read_invitation_token
from practice.team.services import invite_colleague, join_with_login, join_with_new_login, make_user
from tests.cast import PASSWORD, House, sign_in
from tests.clients.intake.counting import statements

pytestmark = pytest.mark.django_db
IDA = "ida@colleagues.example"
GOOD = {"name": "Ida Ibsen", "password": "a calm slow breath"}


def asked(actor: Actor, **changes: Any) -> StaffInvitation:
    """An invitation of Ida, as the service makes it."""
    data: dict[str, Any] = {"name": "Ida", "role": Role.PRACTITIONER, "supervisor_id": None}
    return invite_colleague(actor=actor, email=IDA, **(data | changes))


def link_of(actor: Actor, invitation: StaffInvitation) -> str:
    message = Message.objects.visible_to(actor).get(subject_id=invitation.pk)
    text = render_for("staff_invitation")(actor, message).text
    return "/l/team/" + text.split("/l/team/")[1].split()[0]


@pytest.fixture
def link(as_linden: Actor) -> str:
    """The path that Ida's mail carries."""
    return link_of(as_linden, asked(as_linden))


def stored(actor: Actor) -> tuple[Any, ...]:
    """Everything that inviting or joining could touch."""
    enter_as(actor)
    return (
        list(Membership.objects.visible_to(actor).order_by("id").values()),
        list(StaffInvitation.objects.visible_to(actor).order_by("id").values()),
        list(User.objects.order_by("id").values("id", "email", "name", "password", "is_active")),
        list(EmailAddress.objects.order_by("id").values()),
    )


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_owner_invites_and_the_mail_carries_the_only_secret(
    linden: House, as_linden: Actor
) -> None:
    typed = {"name": "Ida", "email": " Ida@Colleagues.example ", "role": "practitioner"}
    browser = sign_in("owner@linden.example")
    answer = browser.post("/settings/team/", typed)
    assert (answer.status_code, answer["Location"]) == (302, "/settings/team/")
    assert "Ida" in words(browser.get("/settings/team/"))
    enter_as(as_linden)
    (invitation,) = StaffInvitation.objects.visible_to(as_linden)
    assert (invitation.email, invitation.role) == (IDA, "practitioner")
    assert invitation.expires_at - invitation.sent_at == timedelta(hours=72)
    message = Message.objects.visible_to(as_linden).get(kind="staff_invitation")
    assert message.urgent
    path = link_of(as_linden, invitation)
    token = read_invitation_token(path.split("/")[3])
    assert token is not None
    assert token.secret not in message.secret
    assert token.secret not in invitation.digest


@pytest.mark.parametrize("role", ["practitioner", "trainee", "assistant"])
def test_only_the_owner_invites(linden: House, as_linden: Actor, role: str) -> None:
    before = stored(as_linden)
    browser = sign_in(f"{role}@linden.example")
    assert browser.get("/settings/team/").status_code == 200
    typed = {"name": "Ida", "email": IDA, "role": "owner"}
    assert browser.post("/settings/team/", typed).status_code == 403
    assert stored(as_linden) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "no address"},
        {"email": "assistant@linden.example"},
        {"name": ""},
        {"name": "x" * 201},
        {"role": "client"},
        {"role": "trainee"},
        {"role": "trainee", "supervisor": "assistant"},
        {"role": "trainee", "supervisor": "harbour"},
    ],
)
def test_a_wrong_invitation_is_said_and_nothing_is_written(
    harbour: House, linden: House, as_linden: Actor, wrong: dict[str, str]
) -> None:
    ids = {"assistant": linden.assistant.pk, "harbour": harbour.owner.pk}
    typed = {"name": "Ida", "email": IDA, "role": "practitioner"} | wrong
    if "supervisor" in typed:
        typed["supervisor"] = str(ids[typed["supervisor"]])
    before = stored(as_linden)
    answer = sign_in("owner@linden.example").post("/settings/team/", typed)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in words(answer)
    assert stored(as_linden) == before


def test_looking_changes_nothing(as_linden: Actor, link: str) -> None:
    before = stored(as_linden)
    answer = Browser().get(link)
    assert answer.status_code == 200
    assert "Linden Somatics invites you" in words(answer)
    assert answer["Referrer-Policy"] == "strict-origin"
    assert stored(as_linden) == before


def test_joining_makes_the_login_and_the_colleague_once(as_linden: Actor, link: str) -> None:
    browser = Browser()
    answer = browser.post(link, GOOD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert browser.session["kind"] == "staff"
    assert browser.get("/").status_code == 200
    enter_as(as_linden)
    user = User.objects.get(email=IDA)
    assert user.check_password(GOOD["password"])
    member = Membership.objects.visible_to(as_linden).get(user=user)
    assert (member.name, member.role, member.is_active) == ("Ida Ibsen", "practitioner", True)
    before = stored(as_linden)
    for again in (Browser().post(link, GOOD), Browser().get(link)):
        assert again.status_code == 410
        assert "has been used" in words(again)
    assert stored(as_linden) == before


def test_an_invitation_in_two_hands_is_used_once(as_linden: Actor) -> None:
    """Both read it while it was open; only the statement that writes can tell them apart."""
    read = asked(as_linden)
    join_with_new_login(actor=as_linden, invitation=read, name="Ida", password=PASSWORD)
    other = make_user(email="other@colleagues.example", name="Other", password=PASSWORD)
    before = stored(as_linden)
    with pytest.raises(DomainError, match="cannot be used"):
        join_with_login(actor=as_linden, invitation=read, user=other)
    assert stored(as_linden) == before


def test_a_trainee_comes_with_a_supervisor(linden: House, as_linden: Actor) -> None:
    supervisor = linden.practitioner.pk
    invitation = asked(as_linden, role=Role.TRAINEE, supervisor_id=supervisor)
    Browser().post(link_of(as_linden, invitation), GOOD)
    enter_as(as_linden)
    member = Membership.objects.visible_to(as_linden).get(name="Ida Ibsen")
    assert (member.role, member.supervisor_id) == ("trainee", supervisor)


@pytest.mark.parametrize("wrong", [{"name": ""}, {"password": "short"}, {"password": IDA}])
def test_a_wrong_field_uses_nothing_up(as_linden: Actor, link: str, wrong: dict[str, str]) -> None:
    before = stored(as_linden)
    typed = GOOD | wrong | {"role": "owner", "email": "other@x.example"}
    assert Browser().post(link, typed).status_code == 422
    assert stored(as_linden) == before


def test_it_expires_and_dies_when_withdrawn_or_sent_again(as_linden: Actor, link: str) -> None:
    with time_machine.travel(now() + timedelta(hours=72, seconds=1)):
        assert Browser().post(link, GOOD).status_code == 410
    enter_as(as_linden)
    first = StaffInvitation.objects.visible_to(as_linden).get()
    owner = sign_in("owner@linden.example")
    assert owner.post(f"/settings/team/invitations/{first.pk}/again/").status_code == 302
    assert Browser().post(link, GOOD).status_code == 410
    enter_as(as_linden)
    second = StaffInvitation.objects.visible_to(as_linden).get(withdrawn_at=None)
    newer = link_of(as_linden, second)
    assert owner.post(f"/settings/team/invitations/{second.pk}/withdraw/").status_code == 302
    assert Browser().post(newer, GOOD).status_code == 410
    enter_as(as_linden)
    states = Message.objects.visible_to(as_linden).values_list("state", flat=True)
    assert set(states) == {State.CANCELLED}
    assert not User.objects.filter(email=IDA).exists()
    message = Message.objects.visible_to(as_linden).get(subject_id=second.pk)
    with pytest.raises(NotWanted):
        render_for("staff_invitation")(as_linden, message)


def test_a_broken_or_foreign_link_opens_nothing(
    harbour: House, as_linden: Actor, link: str
) -> None:
    token = read_invitation_token(link.split("/")[3])
    assert token is not None
    before = stored(as_linden)
    for word in (
        token._replace(secret=new_secret()).packed(),
        token._replace(practice_id=harbour.practice.pk).packed(),
        token.packed()[:-9],
        "waiting",
    ):
        assert Browser().post(f"/l/team/{word}/", GOOD).status_code == 404
        assert "Linden" not in words(Browser().get(f"/l/team/{word}/"))
    assert stored(as_linden) == before


def test_a_login_that_exists_is_never_touched_and_signs_in_first(
    as_linden: Actor, link: str
) -> None:
    user = make_user(email=IDA, name="Ida", password=PASSWORD)
    before = stored(as_linden)
    browser = Browser()
    way = browser.post(link, GOOD)["Location"]
    assert way.startswith("/accounts/login/?next=")
    assert link.split("/")[3] not in way
    assert "_auth_user_id" not in browser.session
    assert link.split("/")[3] not in str(dict(browser.session.items()))
    assert stored(as_linden) == before
    back = browser.post(way, {"login": IDA, "password": PASSWORD})
    assert back["Location"] == "/l/team/waiting/"
    assert "Your login stays as it is" in words(browser.get(back["Location"]))
    browser.post(back["Location"], GOOD)
    enter_as(as_linden)
    assert Membership.objects.visible_to(as_linden).get(user=user).name == "Ida"
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_a_clients_long_sign_in_does_not_become_a_colleagues(
    as_linden: Actor, linden: House, nora: Client
) -> None:
    browser = sign_in("nora@clients.example")
    with acting(linden.boss) as boss:
        invitation = invite_colleague(
            actor=boss,
            email="nora@clients.example",
            name="Nora",
            role=Role.ASSISTANT,
            supervisor_id=None,
        )
        path = link_of(boss, invitation)
    answer = browser.post(path)
    assert answer["Location"] == "/accounts/login/"
    assert "_auth_user_id" not in browser.session
    assert sign_in("nora@clients.example").get("/").status_code == 200


def test_somebody_else_who_is_signed_in_cannot_take_it(as_linden: Actor, link: str) -> None:
    browser = sign_in("practitioner@linden.example")
    before = stored(as_linden)
    for answer in (browser.get(link), browser.post(link, GOOD)):
        assert "You are signed in as practitioner@linden.example" in words(answer)
    assert stored(as_linden) == before


def test_the_pages_take_few_statements(as_linden: Actor, link: str) -> None:
    owner = sign_in("owner@linden.example")
    with statements() as team:
        owner.get("/settings/team/")
    typed = {"name": "Jo", "email": "jo@x.example", "role": "practitioner"}
    with statements() as inviting:
        owner.post("/settings/team/", typed)
    with statements() as looking:
        Browser().get(link)
    with statements() as joining:
        Browser().post(link, GOOD)
    assert len(team) <= 8, "\n".join(team)
    assert len(inviting) <= 12, "\n".join(inviting)
    assert len(looking) <= 8, "\n".join(looking)
    # A login, its address and a session of its own cost ten of these.
    assert len(joining) <= 20, "\n".join(joining)
