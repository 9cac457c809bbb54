"""Another role holds from the next request; who leaves is out, and their clients go on."""

from typing import Any

import pytest
from django.urls import reverse

from clients.records.models import Client
from clients.records.services import ClientData, create_client
from practice.core.actor import acting
from practice.core.errors import DomainError
from practice.core.models import Membership
from practice.team.models import ApiToken
from practice.team.rules import Scope
from practice.team.services import let_go, make_token
from sessions.notes.models import SessionNote
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.world import build_world

pytestmark = pytest.mark.django_db


def team(house: House) -> list[dict[str, Any]]:
    with acting(house.boss) as boss:
        rows: Any = Membership.objects.visible_to(boss).order_by("id").values()
        return list(rows)


def assigned(house: House) -> list[Any]:
    with acting(house.boss) as boss:
        rows = Client.objects.visible_to(boss).order_by("id")
        return list(rows.values_list("assigned_to_id", flat=True))


def changed(house: House, member: Membership, role: str, **more: Any) -> Any:
    typed = {"name": member.name, "role": role} | more
    return sign_in("owner@linden.example").post(f"/settings/team/{member.pk}/", typed)


def test_a_role_holds_from_the_next_request_of_a_live_session(linden: House) -> None:
    browser = sign_in("practitioner@linden.example")
    assert browser.get("/settings/tokens/").status_code == 200
    assert changed(linden, linden.practitioner, "assistant").status_code == 302
    assert browser.get("/settings/tokens/").status_code == 403
    assert browser.get("/clients/").status_code == 200


def test_an_owner_can_be_made_and_unmade_but_the_last_one_stays(linden: House) -> None:
    before = team(linden)
    answer = changed(linden, linden.owner, "practitioner")
    assert answer.status_code == 422
    assert "A practice needs an owner" in answer.content.decode()
    assert team(linden) == before
    assert changed(linden, linden.practitioner, "owner").status_code == 302
    assert changed(linden, linden.owner, "practitioner").status_code == 302
    roles = {m["name"]: m["role"] for m in team(linden)}
    assert (roles["Olive Owner"], roles["Practitioner"]) == ("practitioner", "owner")


@pytest.mark.parametrize(
    ("who", "typed"),
    [
        ("assistant", {"role": "trainee"}),
        ("assistant", {"role": "trainee", "supervisor": "trainee"}),
        ("assistant", {"role": "client"}),
        ("assistant", {"role": "system"}),
        ("assistant", {"name": ""}),
        ("practitioner", {"role": "assistant"}),  # Nora is theirs
    ],
)
def test_a_wrong_role_is_refused(
    linden: House, nora: Client, who: str, typed: dict[str, str]
) -> None:
    member: Membership = getattr(linden, who)
    if "supervisor" in typed:
        typed = typed | {"supervisor": str(linden.trainee.pk)}
    before = team(linden)
    assert changed(linden, member, **({"role": "assistant"} | typed)).status_code == 422
    assert team(linden) == before


def test_who_supervises_stays_able_to(linden: House) -> None:
    supervisor = str(linden.practitioner.pk)
    assert changed(linden, linden.trainee, "trainee", supervisor=supervisor).status_code == 302
    before = team(linden)
    answer = changed(linden, linden.practitioner, "assistant")
    assert answer.status_code == 422
    assert "They supervise a trainee" in answer.content.decode()
    assert team(linden) == before


def test_others_and_other_practices_change_nothing(harbour: House, linden: House) -> None:
    before = team(linden), team(harbour)
    paths = [
        f"/settings/team/{linden.assistant.pk}/",
        f"/settings/team/{linden.assistant.pk}/leave/",
    ]
    for path in paths:
        for role in ("practitioner", "trainee", "assistant"):
            typed = {"name": "X", "role": "owner"}
            assert sign_in(f"{role}@linden.example").post(path, typed).status_code == 403
        assert sign_in("owner@harbour.example").post(path, {"role": "owner"}).status_code == 404
    assert (team(linden), team(harbour)) == before


def test_a_colleague_leaves_and_all_their_clients_go_to_one(linden: House, nora: Client) -> None:
    world = build_world(linden, nora)
    with acting(linden.boss) as boss:
        for name in ("Ann", "Bo"):
            data = ClientData(given_name=name, assigned_to_id=linden.practitioner.pk)
            create_client(actor=boss, data=data)
    with acting(linden.actor(linden.practitioner)) as actor:
        make_token(actor=actor, name="T", scopes=[Scope.CLIENTS_READ], expires_at=None)
    leaving = sign_in("practitioner@linden.example")
    owner = sign_in("owner@linden.example")
    path = f"/settings/team/{linden.practitioner.pk}/leave/"
    shown = owner.get(path).content.decode()
    assert "3 clients are theirs" in shown
    assert f"/notes/{world.ids['note_id']}/" in shown
    assert owner.post(path, {"successor": str(linden.owner.pk)}).status_code == 302
    assert leaving.get("/clients/").status_code == 403
    assert leaving.post("/clients/new/", {"given_name": "Z"}).status_code == 403
    with acting(linden.boss) as boss:
        mine = Client.objects.visible_to(boss).filter(assigned_to=linden.owner.pk)
        assert {c.given_name for c in mine} == {"Nora", "Ann", "Bo"}
        note = SessionNote.objects.visible_to(boss).get(pk=world.ids["note_id"])
        assert note.author_id == linden.practitioner.pk
        assert not Membership.objects.visible_to(boss).get(pk=linden.practitioner.pk).is_active
        gone = ApiToken.objects.visible_to(boss, "settings.read").get(
            membership=linden.practitioner.pk
        )
        assert gone.revoked_at is not None
    assert owner.get(path).status_code == 404


def test_single_clients_may_go_to_somebody_else(linden: House, nora: Client) -> None:
    leaving, trainee, boss_id = linden.practitioner.pk, linden.trainee.pk, linden.owner.pk
    with acting(linden.boss) as boss:
        made = {
            name: create_client(actor=boss, data=ClientData(given_name=name, assigned_to_id=whose))
            for name, whose in (("Ann", leaving), ("Bo", leaving), ("Cy", boss_id))
        }
    owner = sign_in("owner@linden.example")
    path = f"/settings/team/{leaving}/leave/"
    shown = owner.get(path).content.decode()
    assert f'name="client-{made["Bo"].pk}"' in shown
    assert f'name="client-{made["Cy"].pk}"' not in shown
    typed = {
        "successor": str(boss_id),
        f"client-{made['Bo'].pk}": str(trainee),
        f"client-{made['Cy'].pk}": str(trainee),  # not theirs to give
    }
    assert owner.post(path, typed).status_code == 302
    with acting(linden.boss) as boss:
        rows = Client.objects.visible_to(boss).values_list("given_name", "assigned_to")
        assert dict(rows) == {"Nora": boss_id, "Ann": boss_id, "Bo": trainee, "Cy": boss_id}


@pytest.mark.parametrize("other", ["assistant", "self", "harbour", "nonsense"])
def test_nobody_else_than_a_teacher_gets_a_single_client(
    harbour: House, linden: House, nora: Client, other: str
) -> None:
    ids = {
        "assistant": linden.assistant.pk,
        "self": linden.practitioner.pk,
        "harbour": harbour.practitioner.pk,
    }
    before = team(linden), assigned(linden)
    typed = {"successor": str(linden.owner.pk), f"client-{nora.pk}": str(ids.get(other, other))}
    path = f"/settings/team/{linden.practitioner.pk}/leave/"
    assert sign_in("owner@linden.example").post(path, typed).status_code == 422
    with acting(linden.actor(linden.owner)) as actor, pytest.raises(DomainError):
        let_go(
            actor=actor,
            member=linden.practitioner,
            successor_id=linden.owner.pk,
            others={nora.pk: linden.assistant.pk},
        )
    assert (team(linden), assigned(linden)) == before


@pytest.mark.parametrize("successor", ["", "assistant", "self", "harbour", "nonsense"])
def test_nobody_leaves_with_clients_in_hand(
    harbour: House, linden: House, nora: Client, successor: str
) -> None:
    ids = {
        "assistant": linden.assistant.pk,
        "self": linden.practitioner.pk,
        "harbour": harbour.practitioner.pk,
    }
    before = team(linden), assigned(linden)
    owner = sign_in("owner@linden.example")
    typed = {"successor": str(ids.get(successor, successor))}
    answer = owner.post(f"/settings/team/{linden.practitioner.pk}/leave/", typed)
    assert answer.status_code == 422
    assert (team(linden), assigned(linden)) == before


def test_a_supervisor_who_leaves_hands_the_trainee_over(linden: House) -> None:
    supervisor = str(linden.practitioner.pk)
    changed(linden, linden.trainee, "trainee", supervisor=supervisor)
    owner = sign_in("owner@linden.example")
    path = f"/settings/team/{linden.practitioner.pk}/leave/"
    assert owner.post(path, {}).status_code == 422
    assert owner.post(path, {"successor": str(linden.trainee.pk)}).status_code == 422
    assert owner.post(path, {"successor": str(linden.owner.pk)}).status_code == 302
    rows = {m["name"]: m for m in team(linden)}
    assert rows["Trainee"]["supervisor_id"] == linden.owner.pk


def test_the_last_owner_does_not_leave(linden: House) -> None:
    before = team(linden)
    owner = sign_in("owner@linden.example")
    path = f"/settings/team/{linden.owner.pk}/leave/"
    answer = owner.post(path, {"successor": str(linden.practitioner.pk)})
    assert answer.status_code == 422
    assert team(linden) == before


def test_the_pages_take_few_statements(linden: House, nora: Client) -> None:
    owner = sign_in("owner@linden.example")
    with acting(linden.boss) as boss:
        for n in range(30):
            data = ClientData(given_name=f"C{n}", assigned_to_id=linden.practitioner.pk)
            create_client(actor=boss, data=data)
    member, leave = (f"/settings/team/{linden.practitioner.pk}/{end}" for end in ("", "leave/"))
    with statements() as looking:
        owner.get(leave)
    with statements() as changing:
        owner.post(member, {"name": "P", "role": "owner"})
    with statements() as going:
        owner.post(leave, {"successor": str(linden.owner.pk)})
    assert len(looking) <= 9, "\n".join(looking)
    assert len(changing) <= 12, "\n".join(changing)
    assert len(going) <= 12, "\n".join(going)


def test_who_has_no_clients_leaves_without_a_successor(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    page = browser.get(reverse("team_leave", args=[linden.assistant.pk])).content.decode()
    assert "No client is theirs." in page
    assert 'name="successor"' not in page
    assert browser.post(reverse("team_leave", args=[linden.assistant.pk])).status_code == 302
    linden.assistant.refresh_from_db()
    assert not linden.assistant.is_active
