"""Whoever also belongs to a practice that was closed is led to the one that is open."""

from clients.records.models import Client
from clients.records.services import ClientData, create_client
from practice.core.actor import acting, enter_as
from practice.core.models import Practice
from practice.core.rules import Role
from practice.team.services import add_member
from tests.cast import House, sign_in


def _close(house: House) -> None:
    enter_as(house.boss)
    Practice.objects.filter(pk=house.practice.pk).update(is_active=False)


def test_a_colleague_of_two_works_in_the_open_one(harbour: House, linden: House) -> None:
    with acting(linden.boss) as boss:
        owner = harbour.owner.user
        add_member(actor=boss, user=owner, role=Role.PRACTITIONER, name="Olive")
    browser = sign_in("owner@harbour.example")
    browser.post("/practices/choose/", {"practice": str(harbour.practice.pk)})
    _close(harbour)
    answer = browser.get("/")
    assert answer.status_code == 200
    assert "Linden Somatics" in answer.content.decode()


def test_a_colleague_of_a_closed_one_only_gets_nowhere(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    _close(linden)
    assert browser.get("/").status_code == 403


def test_a_client_of_two_comes_to_the_open_one_and_is_not_asked(
    linden: House, harbour: House, nora: Client
) -> None:
    with acting(harbour.boss) as boss:
        other = create_client(actor=boss, data=ClientData(given_name="Nora"))
        other.user_id = nora.user_id
        other.save(update_fields=["user"])
    browser = sign_in("nora@clients.example")
    assert browser.get("/portal/")["Location"] == "/portal/choose/"
    for closed in (nora.pk, other.pk):
        browser.post("/portal/choose/", {"client": str(closed)})
    _close(harbour)
    assert browser.get("/portal/").status_code == 200
    browser.post("/portal/choose/", {"client": str(nora.pk)})
    _close(linden)
    assert browser.get("/portal/").status_code == 403
