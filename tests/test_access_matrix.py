"""Every address × every actor, from the URL table and docs/roles.toml, judged by the rows."""

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from clients.records.models import Client
from practice.core.actor import enter
from practice.core.rules import REACH
from practice.core.tenancy import TenantModel
from tests.cast import House, sign_in
from tests.world import STORY, World, build_world

TABLE = tomllib.loads(Path("docs/roles.toml").read_text(encoding="utf-8"))
STAFF = ("owner", "practitioner", "trainee", "assistant")
ACTORS = (*STAFF, "client", "other_client", "other_practice", "anonymous")
METHODS = ("GET", "POST")
# Addresses that row digests cannot judge: they show or end only the visitor's own sign-in.
OWN_ACCOUNT = "account"


@dataclass(frozen=True)
class Address:
    """One named address: its parameters, and what each method needs."""

    name: str
    parameters: tuple[str, ...]
    needs: dict[str, str]


def url_table(patterns: Any = None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every named address of the product with the names of its parameters."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            yield from url_table(entry.url_patterns)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"an address without a name: {entry.pattern}"
            yield entry.name, tuple(entry.pattern.regex.groupindex)


def addresses() -> list[Address]:
    rows = TABLE["address"]
    return [
        Address(name, parameters, rows.get(name, {}))
        for name, parameters in sorted(set(url_table()))
        if not name.startswith("api")
    ]


def digest() -> str:
    """One hash over every row of both practices and every login."""
    tables = sorted(
        m._meta.db_table for m in apps.get_models() if issubclass(m, TenantModel)
    )
    parts = [f"SELECT '{t}' AS t, md5(string_agg(r::text, '|' ORDER BY r.id)) AS h FROM {t} r" for t in tables]
    parts.append("SELECT 'practice', md5(string_agg(r::text, '|' ORDER BY r.id)) FROM practice_practice r")
    parts.append("SELECT 'user', md5(string_agg(r.email || r.password || r.is_active, '|' ORDER BY r.id)) FROM practice_user r")
    whole = f"SELECT md5(string_agg(t || coalesce(h, ''), '|' ORDER BY t)) FROM ({' UNION ALL '.join(parts)}) x"
    hashes = []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        for practice_id in _practice_ids:
            enter(practice_id=practice_id)
            cursor.execute(whole)
            hashes.append(cursor.fetchone()[0])
    return "".join(hashes)


_practice_ids: list[Any] = []


@pytest.fixture
def world(harbour: House, linden: House, nora: Client, omar: Client) -> World:
    _practice_ids[:] = [harbour.practice.pk, linden.practice.pk]
    return build_world(linden, nora)


@pytest.fixture
def browsers(world: World) -> dict[str, Browser]:
    people = {role: f"{role}@linden.example" for role in STAFF}
    people |= {
        "client": "nora@clients.example",
        "other_client": "nell@clients.example",
        "other_practice": "practitioner@harbour.example",
    }
    return {name: sign_in(email) for name, email in people.items()} | {"anonymous": Browser()}


def expected(actor: str, needs: str, parameters: tuple[str, ...]) -> bool:
    """Whether the table lets this actor through to Nora's object."""
    if needs in {"public", "link"}:
        return True
    if needs == OWN_ACCOUNT:
        return actor != "anonymous"
    if actor == "anonymous":
        return False
    portal = needs.startswith("portal:")
    reach = TABLE["action"][needs.removeprefix("portal:")]
    role = {"other_client": "client", "other_practice": "practitioner"}.get(actor, actor)
    if portal is not (role == "client") or role not in reach:
        return False
    hers = [p for p in parameters if p not in {"movement_id", "step"}]
    if not hers or hers == ["token_id"]:
        return True
    if hers == ["message_id"] and actor == "trainee":
        return False
    return actor not in {"trainee", "other_client", "other_practice"}


def refused(status: int, location: str) -> bool:
    to_sign_in = status == 302 and location.startswith("/accounts/login")
    return status in {403, 404, 401} or to_sign_in


def test_every_address_has_its_row() -> None:
    """A new address fails here until docs/roles.toml says who may use it."""
    known = set(TABLE["address"])
    there = {name for name, _ in url_table()}
    assert there - known == set()
    assert known - there == set()


def test_the_table_is_the_code() -> None:
    told = {action: dict(by_role) for action, by_role in TABLE["action"].items()}
    coded = {a: {r.value: reach.value for r, reach in by.items()} for a, by in REACH.items()}
    assert told == coded


@pytest.mark.django_db
def test_every_address_for_every_actor(world: World, browsers: dict[str, Browser]) -> None:
    wrong: list[str] = []
    before = digest()
    for address in addresses():
        values = {p: world.ids.get(p) for p in address.parameters}
        values |= {"step": "concern"} if "step" in values else {}
        values |= {"uidb36": "x", "key": "y"} if "uidb36" in values else {}
        values |= {"key": "x"} if "key" in values else {}
        missing = [p for p, v in values.items() if v is None]
        assert not missing, f"{address.name}: tests/world.py knows no {missing}"
        url = reverse(address.name, kwargs=values)
        for method in METHODS:
            needs = address.needs.get(method)
            for actor, browser in browsers.items():
                allowed = needs is not None and expected(actor, needs, address.parameters)
                cookies = deepcopy(browser.cookies)
                with transaction.atomic():
                    sent = browser.get(url) if method == "GET" else browser.post(url, {})
                    said = sent.status_code
                    body = sent.content.decode(errors="replace")
                    changed = digest() != before
                    transaction.set_rollback(True)
                browser.cookies = cookies
                where = f"{method} {address.name} as {actor}: {said}"
                if needs is None:
                    if said not in {405, 302, 403, 404} or changed:
                        wrong.append(f"{where}, but the table has no {method}")
                elif said >= 500 and address.name != "readyz":
                    wrong.append(f"{where}, a fault")
                elif allowed and refused(said, sent.headers.get("Location", "")):
                    if needs not in {"link", "public"}:
                        wrong.append(f"{where}, but {needs} reaches that far")
                elif not allowed and not refused(said, sent.headers.get("Location", "")):
                    wrong.append(f"{where}, but {needs} does not reach that far")
                if changed and (not allowed or method == "GET"):
                    wrong.append(f"{where}, and rows changed")
                if not allowed and STORY in body:
                    wrong.append(f"{where}, and told the story")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_no_page_of_an_assistant_tells_the_story(
    world: World, browsers: dict[str, Browser]
) -> None:
    for address in addresses():
        if any(world.ids.get(p) is None for p in address.parameters):
            continue
        url = reverse(address.name, kwargs={p: world.ids[p] for p in address.parameters})
        for actor in ("assistant", "other_client", "other_practice"):
            if address.name == "practice_link":
                continue
            answer = browsers[actor].get(url)
            assert STORY not in answer.content.decode(errors="replace"), (address.name, actor)


@pytest.mark.django_db
def test_an_unknown_object_is_not_found(world: World, browsers: dict[str, Browser]) -> None:
    for address in addresses():
        ids = [p for p in address.parameters if p.endswith("_id")]
        if not ids or "GET" not in address.needs:
            continue
        url = reverse(address.name, kwargs={p: uuid4() for p in address.parameters})
        who = "client" if address.needs["GET"].startswith("portal:") else "owner"
        assert browsers[who].get(url).status_code == 404, address.name
