"""Who did what to which object, and how it ended: refusals and failed sign-ins too."""

from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import Actor, acting, enter_as
from practice.core.clock import today_in
from practice.core.models import AccessLog, Place
from tests.api.calling import token_for
from tests.cast import House, sign_in
from tests.sessions.practice_logs.sending import link_for
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db


def lines(house: House) -> list[dict[str, Any]]:
    enter_as(house.boss)
    names = ("action", "object_id", "outcome", "user_id", "role", "practice_id")
    return list(AccessLog.objects.order_by("-id").values(*names))


def test_a_page_that_was_read(linden: House, nora: Client) -> None:
    sign_in("owner@linden.example").get(f"/clients/{nora.pk}/")
    assert lines(linden)[0] == {
        "action": "GET client_page",
        "object_id": str(nora.pk),
        "outcome": 200,
        "user_id": linden.owner.user_id,
        "role": "owner",
        "practice_id": linden.practice.pk,
    }


def test_a_refusal_is_rolled_back_and_logged(linden: House, nora: Client) -> None:
    browser = sign_in("assistant@linden.example")
    assert browser.get(f"/clients/{nora.pk}/episodes/new/").status_code == 403
    newest = lines(linden)[0]
    assert (newest["action"], newest["outcome"]) == ("GET episode_new", 403)
    assert newest["object_id"] == str(nora.pk)


def test_what_a_refused_visit_wrote_is_taken_back(
    linden: House, nora: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(actor: Actor, *_asked: Any, **_beside: Any) -> None:
        Place._base_manager.filter(practice_id=actor.practice_id).update(name="written")
        raise Http404

    monkeypatch.setattr("practice.dashboard.client_page.get_client_and_invitation", write)
    assert sign_in("owner@linden.example").get(f"/clients/{nora.pk}/").status_code == 404
    assert lines(linden)[0]["outcome"] == 404
    assert not Place.objects.visible_to(linden.boss).filter(name="written").exists()


def test_an_object_that_is_not_theirs(linden: House) -> None:
    other = uuid4()
    assert sign_in("owner@linden.example").get(f"/clients/{other}/").status_code == 404
    assert lines(linden)[0]["object_id"] == str(other)
    assert lines(linden)[0]["outcome"] == 404


def test_a_form_with_an_error_writes_nothing_and_is_logged(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    answer = browser.post("/clients/new/", {"given_name": "", "timezone": "America/Denver"})
    assert answer.status_code == 422
    assert lines(linden)[0]["outcome"] == 422
    assert list(Client.objects.visible_to(linden.boss)) == []


def test_a_token_is_named_and_not_the_cookie_beside_it(linden: House, nora: Client) -> None:
    secret = token_for(linden, linden.owner)
    browser = sign_in("practitioner@linden.example")
    browser.get(f"/api/v1/clients/{nora.pk}/", headers={"Authorization": f"Bearer {secret}"})
    newest = lines(linden)[0]
    assert newest["action"] == "GET api_client"
    assert (newest["user_id"], newest["role"]) == (linden.owner.user_id, "owner")


def test_a_token_that_opens_nothing_is_nobodys(
    linden: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = sign_in("practitioner@linden.example")
    written: list[dict[str, Any]] = []
    monkeypatch.setattr("practice.core.middleware.log_access", lambda **line: written.append(line))
    browser.get("/api/v1/clients/", headers={"Authorization": "Bearer supple_gone"})
    assert (written[-1]["outcome"], written[-1]["user_id"]) == (401, None)


def test_a_mailed_link_is_its_clients_whoever_is_signed_in(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora)
    link = link_for(program, today_in(nora.timezone).isoformat())
    assert sign_in("practitioner@linden.example").get(link).status_code == 200
    enter_as(linden.boss)
    line = AccessLog.objects.order_by("-id")[0]
    assert (line.client_id, line.user_id) == (nora.pk, None)


def test_a_failed_sign_in_is_a_refusal_of_nobody(
    linden: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its line belongs to no practice, so nobody reads it there; it is written all the same."""
    written: list[dict[str, Any]] = []
    monkeypatch.setattr("practice.core.middleware.log_access", lambda **line: written.append(line))
    wrong = {"login": "owner@linden.example", "password": "not-the-password"}
    Browser().post("/accounts/login/", wrong)
    assert (written[-1]["action"], written[-1]["outcome"]) == ("POST account_login", 401)


def test_a_secret_in_an_address_is_not_kept(linden: House) -> None:
    Browser().get("/l/practice/a-token-that-nobody-made/")
    Browser().get("/set-up/a-secret/")
    kept = " ".join(str(line) for line in lines(linden))
    assert "a-token" not in kept
    assert "a-secret" not in kept
