"""A form outlives the sign-in, and never lands in somebody else's record."""

import re

import pytest
from django.test import Client as Browser

from clients.intake.models import IntakeSubmission
from clients.records.models import Client
from practice.core.actor import acting, enter_as
from practice.core.models import Practice
from practice.core.rules import Role
from practice.team.services import add_member
from tests.cast import PASSWORD, House, sign_in

pytestmark = pytest.mark.django_db
TYPED = {"given_name": "Ada", "family_name": "Typed-at-length", "timezone": "America/Denver"}


def whose(answer_text: str) -> str:
    found = re.search(r'name="whose" value="([^"]+)"', answer_text)
    assert found
    return found.group(1)


def names(house: House) -> list[str]:
    enter_as(house.boss)
    return [c.given_name for c in Client.objects.visible_to(house.boss)]


def test_a_form_that_was_sent_after_the_sign_in_ran_out_can_be_sent_again(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    form = TYPED | {"whose": whose(browser.get("/clients/new/").content.decode())}
    browser.cookies["supple"] = "gone"
    answer = browser.post("/clients/new/", form)
    assert answer.status_code == 401
    page = answer.content.decode()
    assert '<textarea name="family_name" hidden>Typed-at-length</textarea>' in page
    assert names(linden) == []
    again = sign_in("owner@linden.example").post("/clients/new/", form)
    assert again.status_code == 302
    assert names(linden) == ["Ada"]


def test_a_password_is_never_kept_in_the_page(linden: House) -> None:
    form = TYPED | {"password": "a very long secret"}
    answer = Browser().post("/clients/new/", form)
    assert "a very long secret" not in answer.content.decode()


def test_a_script_is_told_so_that_its_page_keeps_the_text(linden: House) -> None:
    answer = Browser().post("/clients/new/", TYPED, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")


def test_a_form_of_nora_does_not_land_in_omars_intake(
    harbour: House, linden: House, nora: Client, omar: Client
) -> None:
    hers = sign_in("nora@clients.example").get("/portal/intake/concern/").content.decode()
    form = {"concern": "only for Linden", "whose": whose(hers)}
    browser = sign_in("omar@clients.example")
    page = browser.post("/portal/intake/concern/", form)
    assert page.status_code == 409
    assert "only for Linden" in page.content.decode()
    script = browser.post("/portal/intake/concern/", form, headers={"Accept": "application/json"})
    assert (script.status_code, script.json()["code"]) == (409, "other_person")
    enter_as(harbour.boss)
    assert list(IntakeSubmission.objects.visible_to(harbour.boss)) == []


def test_a_form_of_one_practice_does_not_land_in_another(harbour: House, linden: House) -> None:
    with acting(harbour.boss) as boss:
        add_member(actor=boss, user=linden.owner.user, role=Role.OWNER, name="Olive too")
    browser = sign_in("owner@linden.example")
    chosen = browser.post("/practices/choose/", {"practice": str(linden.practice.pk)})
    assert chosen.status_code == 302
    form = TYPED | {"whose": whose(browser.get("/clients/new/").content.decode())}
    browser.post("/practices/choose/", {"practice": str(harbour.practice.pk)})
    assert browser.post("/clients/new/", form).status_code == 409
    assert names(harbour) == []
    assert names(linden) == []
    enter_as(harbour.boss)
    assert Practice.objects.get(pk=harbour.practice.pk).name == "Harbour Movement"


@pytest.mark.parametrize("origin", ["http://testserver", "https://elsewhere.example"])
def test_an_old_token_keeps_the_text_only_for_a_page_of_ours(linden: House, origin: str) -> None:
    browser = Browser(enforce_csrf_checks=True)
    token = browser.get("/accounts/login/").cookies["supple-csrf"].value
    form = {"login": "owner@linden.example", "password": PASSWORD}
    headers = {"X-CSRFToken": token}
    assert browser.post("/accounts/login/", form, headers=headers).status_code == 302
    answer = browser.post("/clients/new/", TYPED, headers={"Origin": origin})
    assert answer.status_code == 403
    assert ("Typed-at-length" in answer.content.decode()) is (origin == "http://testserver")
    assert names(linden) == []


def test_an_address_that_only_takes_posts_says_so(linden: House, nora: Client) -> None:
    answer = sign_in("owner@linden.example").get(f"/clients/{nora.pk}/state/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "nothing to see" in answer.content.decode()
