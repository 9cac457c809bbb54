"""Handing over: all or some of one practitioner's clients, with a trail, and the way back."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest

from clients.hand_overs.models import HandedOver, HandOver
from clients.hand_overs.services import hand_over, undo_hand_over
from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import ClientData, create_client, set_client_state
from practice.core.actor import NotAllowed, acting
from practice.core.errors import DomainError
from practice.core.models import Membership, RowHistory
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements

pytestmark = pytest.mark.django_db
PATH = "/clients/hand-over/"


def made(house: House, names: Sequence[str], whose: Membership | None) -> dict[str, Client]:
    with acting(house.boss) as boss:
        given = whose.pk if whose else None
        return {
            name: create_client(actor=boss, data=ClientData(given_name=name, assigned_to_id=given))
            for name in names
        }


def whose(house: House) -> dict[str, UUID | None]:
    with acting(house.boss) as boss:
        rows = Client.objects.visible_to(boss).values_list("given_name", "assigned_to")
        return dict(rows)


def sent(house: House, **typed: Any) -> dict[str, Any]:
    return {"giver": str(house.practitioner.pk), "to": str(house.owner.pk)} | typed


def last(house: House) -> HandOver:
    with acting(house.boss) as boss:
        return HandOver.objects.visible_to(boss).latest("given_at")


def test_some_of_theirs_and_back_again(linden: House) -> None:
    clients = made(linden, ("Ann", "Bo", "Cy"), linden.practitioner)
    browser = sign_in("assistant@linden.example")
    page = browser.get(f"{PATH}?giver={linden.practitioner.pk}").content.decode()
    assert all(name in page for name in clients)
    some = [str(clients[name].pk) for name in ("Ann", "Bo")]
    answer = browser.post(PATH, sent(linden, clients=some), follow=True)
    assert "2 clients changed hands." in answer.content.decode()
    owner, practitioner = linden.owner.pk, linden.practitioner.pk
    assert whose(linden) == {"Ann": owner, "Bo": owner, "Cy": practitioner}
    page = browser.get(PATH).content.decode()
    assert ("Practitioner to Olive Owner" in page, "2 clients" in page) == (True, True)
    undo = f"{PATH}{last(linden).pk}/undo/"
    answer = browser.post(undo, follow=True)
    assert "2 clients went back." in answer.content.decode()
    assert set(whose(linden).values()) == {practitioner}
    answer = browser.post(undo, follow=True)
    assert "taken back before" in answer.content.decode()
    assert "Take it back" not in answer.content.decode()


def test_everybody_means_those_past_the_list_too_but_not_the_archived(
    linden: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clients.hand_overs.queries.LISTED_AT_MOST", 1)
    clients = made(linden, ("Ann", "Bo", "Cy"), linden.practitioner)
    with acting(linden.boss) as boss:
        set_client_state(actor=boss, client=clients["Cy"], state=ClientState.ARCHIVED)
    browser = sign_in("owner@linden.example")
    assert browser.post(PATH, sent(linden, everybody="on")).status_code == 302
    owner, practitioner = linden.owner.pk, linden.practitioner.pk
    assert whose(linden) == {"Ann": owner, "Bo": owner, "Cy": practitioner}


def test_those_of_nobody_find_somebody(linden: House) -> None:
    made(linden, ("Ann",), None)
    made(linden, ("Bo",), linden.owner)
    browser = sign_in("practitioner@linden.example")
    typed = {"giver": "nobody", "everybody": "on", "to": str(linden.trainee.pk)}
    assert browser.post(PATH, typed).status_code == 302
    assert whose(linden) == {"Ann": linden.trainee.pk, "Bo": linden.owner.pk}
    assert "From nobody to Trainee" in browser.get(PATH).content.decode()
    one = last(linden)
    with acting(linden.boss) as boss:
        assert undo_hand_over(actor=boss, hand_over_id=one.pk) == (1, 0)
    assert whose(linden)["Ann"] is None


def test_who_went_on_since_stays_there(linden: House) -> None:
    clients = made(linden, ("Ann", "Bo", "Cy"), linden.practitioner)
    owner, trainee = linden.owner.pk, linden.trainee.pk
    with acting(linden.boss) as boss:
        one, _number = hand_over(
            actor=boss, from_id=linden.practitioner.pk, to_id=owner, client_ids=None
        )
        hand_over(actor=boss, from_id=owner, to_id=trainee, client_ids=[clients["Bo"].pk])
        cy = Client.objects.visible_to(boss).get(pk=clients["Cy"].pk)
        set_client_state(actor=boss, client=cy, state=ClientState.ARCHIVED)
    answer = sign_in("owner@linden.example").post(f"{PATH}{one.pk}/undo/", follow=True)
    assert "1 client went back. 2 stayed" in answer.content.decode()
    assert whose(linden) == {"Ann": linden.practitioner.pk, "Bo": trainee, "Cy": owner}


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"clients": []}, "at least one"),
        ({"to": "assistant"}, "Select a valid choice"),
        ({"to": "self"}, "Select a valid choice"),
        ({"to": "harbour"}, "Select a valid choice"),
        ({"to": ""}, "required"),
        ({"clients": ["nonsense"]}, "Select a valid choice"),
        ({"clients": ["theirs"]}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(
    harbour: House, linden: House, nora: Client, typed: dict[str, Any], why: str
) -> None:
    theirs = made(linden, ("Ann",), linden.owner)["Ann"].pk
    ids = {
        "assistant": linden.assistant.pk,
        "self": linden.practitioner.pk,
        "harbour": harbour.practitioner.pk,
        "theirs": theirs,
    }
    wanted = sent(linden, clients=[str(nora.pk)])
    for name, value in typed.items():
        wanted[name] = (
            [str(ids.get(one, one)) for one in value]
            if isinstance(value, list)
            else str(ids.get(value, value))
        )
    before = whose(linden)
    answer = sign_in("owner@linden.example").post(PATH, wanted)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert whose(linden) == before
    with acting(linden.boss) as boss:
        assert not HandOver.objects.visible_to(boss).exists()


def test_the_service_holds_by_itself(linden: House, nora: Client) -> None:
    practitioner, owner = linden.practitioner.pk, linden.owner.pk
    with acting(linden.boss) as boss:
        for to_id in (linden.assistant.pk, practitioner, uuid4(), None):
            with pytest.raises(DomainError):
                hand_over(actor=boss, from_id=practitioner, to_id=to_id, client_ids=None)
        with pytest.raises(DomainError, match="still theirs"):
            hand_over(actor=boss, from_id=owner, to_id=practitioner, client_ids=[nora.pk])
    trainee = linden.actor(linden.trainee)
    with acting(trainee), pytest.raises(NotAllowed):
        hand_over(actor=trainee, from_id=practitioner, to_id=owner, client_ids=None)
    assert whose(linden) == {"Nora": practitioner}


def test_nobody_gets_clients_back_who_is_gone(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        one, _number = hand_over(
            actor=boss,
            from_id=linden.practitioner.pk,
            to_id=linden.owner.pk,
            client_ids=[nora.pk],
        )
        Membership._base_manager.filter(pk=linden.practitioner.pk).update(is_active=False)
        with pytest.raises(DomainError, match="gives lessons"):
            undo_hand_over(actor=boss, hand_over_id=one.pk)
    assert whose(linden) == {"Nora": linden.owner.pk}


def test_a_second_press_is_one_hand_over(linden: House, nora: Client) -> None:
    browser, key = sign_in("owner@linden.example"), str(uuid4())
    typed = sent(linden, everybody="on", key=key)
    assert browser.post(PATH, typed).status_code == 302
    made(linden, ("Ann",), linden.practitioner)
    assert browser.post(PATH, typed).status_code == 302
    assert whose(linden) == {"Nora": linden.owner.pk, "Ann": linden.practitioner.pk}


def test_the_trail_tells_each_client_and_who_gave_them(linden: House, nora: Client) -> None:
    with acting(linden.actor(linden.assistant)) as june:
        hand_over(
            actor=june, from_id=linden.practitioner.pk, to_id=linden.owner.pk, client_ids=None
        )
    with acting(linden.boss) as boss:
        rows = HandedOver.objects.visible_to(boss).select_related("hand_over")
        ((client_id, by),) = rows.values_list("client_id", "hand_over__given_by")
        kept = RowHistory.objects.filter(row_id=nora.pk).latest("id")
    assert (client_id, by) == (nora.pk, linden.assistant.pk)
    assert kept.before is not None
    assert kept.before["assigned_to_id"] == str(linden.practitioner.pk)
    assert kept.user_id == linden.assistant.user_id


def test_whose_page_it_is(harbour: House, linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        one, _number = hand_over(
            actor=boss,
            from_id=linden.practitioner.pk,
            to_id=linden.owner.pk,
            client_ids=[nora.pk],
        )
    undo = f"{PATH}{one.pk}/undo/"
    foreign = sign_in("owner@harbour.example")
    assert "Practitioner to" not in foreign.get(PATH).content.decode()
    assert foreign.post(undo).status_code == 404
    trainee = sign_in("trainee@linden.example")
    assert (trainee.get(PATH).status_code, trainee.post(undo).status_code) == (403, 403)
    assert "hand-over" not in trainee.get("/clients/").content.decode()
    assert PATH in sign_in("owner@linden.example").get("/clients/").content.decode()
    as_nora = linden.as_client(nora)
    with acting(as_nora):  # the database shows none of it in the portal
        assert not HandedOver._base_manager.filter(practice_id=linden.practice.pk).exists()


def test_thirty_cost_what_one_costs(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    costs = []
    for names in (("Ann",), [f"C{n}" for n in range(30)]):
        made(linden, names, linden.practitioner)
        with statements() as seen:
            assert browser.post(PATH, sent(linden, everybody="on")).status_code == 302
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 12
