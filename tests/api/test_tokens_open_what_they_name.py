"""API tokens: made by their owner, shown once, stored as a digest, dead when revoked."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client as Browser

from clients.records.models import Client
from practice.core.actor import acting
from practice.core.clock import now
from practice.core.models import AccessLog
from practice.team.models import ApiToken
from practice.team.rules import Scope
from practice.team.services import digest, make_token
from tests.api.calling import ALL, LISTS, caller, token_for
from tests.cast import House, sign_in

SECRET = re.compile(r"supple_[\w-]{64}")


@pytest.mark.parametrize("name", LISTS)
def test_no_token_is_401(linden: House, name: str) -> None:
    for headers in (
        {},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer supple_x"},
        {"Authorization": "Basic b3duZXI6cHc="},
        {"Authorization": "Bearer " + "supple_" + "A" * 64},
    ):
        answer = Browser(headers=headers).get(f"/api/v1/{name}/")
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == "Bearer"
        assert answer.json()["type"] == "client_error"


def test_a_browser_session_is_no_token(linden: House) -> None:
    assert sign_in("owner@linden.example").get("/api/v1/clients/").status_code == 401


@pytest.mark.parametrize("scope", ALL)
def test_a_scope_opens_its_own_part_only(linden: House, scope: Scope) -> None:
    browser = caller(token_for(linden, linden.owner, scope))
    part, verb = scope.value.split(":")
    for name in LISTS:
        opened = part == name.replace("-", "_") and verb == "read"
        assert browser.get(f"/api/v1/{name}/").status_code == (200 if opened else 403)
    made = browser.post("/api/v1/clients/", {"given_name": "A"}, content_type="application/json")
    assert made.status_code == (201 if scope is Scope.CLIENTS_WRITE else 403)


def test_a_token_is_shown_once_and_kept_as_a_digest(linden: House) -> None:
    owner = sign_in("owner@linden.example")
    typed = {
        "name": "Calendar",
        "scopes": ["clients:read"],
        "key": "00000000-0000-4000-8000-000000000001",
    }
    shown = SECRET.findall(owner.post("/settings/tokens/", typed).content.decode())
    assert len(shown) == 1
    assert not SECRET.search(owner.get("/settings/tokens/").content.decode())
    again = owner.post("/settings/tokens/", typed)
    assert again.status_code == 302
    with acting(linden.boss) as boss:
        (token,) = ApiToken.objects.visible_to(boss)
    assert token.digest == digest(shown[0])
    assert caller(shown[0]).get("/api/v1/clients/").status_code == 200

    owner.post(f"/settings/tokens/{token.pk}/revoke/")
    assert caller(shown[0]).get("/api/v1/clients/").status_code == 401


def test_a_token_ends_with_its_day_its_owner_and_its_practice(linden: House) -> None:
    actor = linden.boss
    with acting(actor):
        _token, secret = make_token(
            actor=actor, name="t", scopes=ALL, expires_at=now() + timedelta(days=1)
        )
    browser = caller(secret)
    assert browser.get("/api/v1/clients/").status_code == 200
    with time_machine.travel(now() + timedelta(days=1, seconds=1), tick=False):
        assert browser.get("/api/v1/clients/").status_code == 401
    with acting(actor):
        linden.owner.is_active = False
        linden.owner.save(update_fields=["is_active"])
    assert browser.get("/api/v1/clients/").status_code == 401
    with acting(actor):
        linden.owner.is_active = True
        linden.owner.save(update_fields=["is_active"])
        linden.practice.is_active = False
        linden.practice.save(update_fields=["is_active"])
    assert browser.get("/api/v1/clients/").status_code == 401


def test_a_practitioner_keeps_their_own_tokens_and_an_assistant_has_none(linden: House) -> None:
    theirs = token_for(linden, linden.owner)
    practitioner = sign_in("practitioner@linden.example")
    page = practitioner.get("/settings/tokens/")
    assert page.status_code == 200
    with acting(linden.boss) as boss:
        (token,) = ApiToken.objects.visible_to(boss)
    assert practitioner.post(f"/settings/tokens/{token.pk}/revoke/").status_code == 404
    assert sign_in("assistant@linden.example").get("/settings/tokens/").status_code == 403
    assert caller(theirs).get("/api/v1/clients/").status_code == 200


def test_a_token_of_another_practice_finds_nothing_here(
    harbour: House, linden: House, nora: Client
) -> None:
    browser = caller(token_for(harbour, harbour.owner))
    assert browser.get("/api/v1/clients/").json()["results"] == []
    assert browser.get(f"/api/v1/clients/{nora.pk}/").status_code == 404
    changed = browser.patch(
        f"/api/v1/clients/{nora.pk}/",
        {"version": 1, "given_name": "Stolen"},
        content_type="application/json",
    )
    assert changed.status_code == 404
    with acting(linden.boss) as boss:
        assert Client.objects.visible_to(boss).get().given_name == "Nora"


def test_a_token_cannot_be_moved_to_another_practice(harbour: House, linden: House) -> None:
    from base64 import urlsafe_b64decode, urlsafe_b64encode

    secret = token_for(linden, linden.owner).removeprefix("supple_")
    packed = harbour.practice.pk.bytes + urlsafe_b64decode(secret)[16:]
    moved = "supple_" + urlsafe_b64encode(packed).decode()
    assert caller(moved).get("/api/v1/clients/").status_code == 401


def test_every_call_leaves_its_line(linden: House, nora: Client) -> None:
    browser = caller(token_for(linden, linden.owner, Scope.CLIENTS_READ))
    browser.get(f"/api/v1/clients/{nora.pk}/")
    browser.post("/api/v1/clients/", {"given_name": "A"}, content_type="application/json")
    with acting(linden.boss):
        lines = list(
            AccessLog.objects.filter(action__contains="api_")
            .order_by("id")
            .values_list("action", "object_id", "outcome", "user_id")
        )
    me = linden.owner.user_id
    assert lines == [
        ("GET api_client", str(nora.pk), 200, me),
        ("POST api_client_list", "", 403, me),
    ]
