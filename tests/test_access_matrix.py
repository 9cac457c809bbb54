"""Every address × every actor, from the URL table and docs/roles.toml, judged by the rows."""

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.http import Http404
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from clients.guardians.models import Guardian
from clients.records.models import Client
from clients.records.services import ClientData, create_client
from practice.core.actor import Actor, acting, enter
from practice.core.clock import now
from practice.core.models import Place
from practice.core.rules import REACH, Reach
from practice.core.tenancy import TenantQuerySet
from practice.team.services import make_user
from tests.api.calling import caller, token_for
from tests.cast import PASSWORD, House, sign_in
from tests.digests import changes, digest_of
from tests.world import CANARIES, STORY, World, build_world

TABLE = tomllib.loads(Path("docs/roles.toml").read_text(encoding="utf-8"))
STAFF = ("owner", "practitioner", "trainee", "assistant")
# Gina is Nora's guardian; the others were, until it was ended or their child came of age, or are
# another client's.
GUARDIANS = ("guardian", "other_guardian", "ended_guardian", "grown_guardian")
ACTORS = (*STAFF, "client", "other_client", *GUARDIANS, "other_practice", "anonymous")
METHODS = ("GET", "POST")
# Addresses that row digests cannot judge: they show or end only the visitor's own sign-in.
OWN_ACCOUNT = "account"
WORDS = {
    "step",
    "agreement",
    "need",
    "instrument",
    "rater",
    "region",
    "text_code",
    "language",
}  # in an address, and no object
OF_THE_PRACTICE = {"movement_id", "document_id", "code", "version", "symptom_id"} | {
    "technique_id",
    "protocol_id",
    "muscle_group_id",
    "card_id",
    "media_id",
    "template_id",
    "service_id",
    "open_class_id",
}


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
    return digest_of(_practice_ids)


_practice_ids: list[Any] = []


@pytest.fixture
def world(harbour: House, linden: House, nora: Client, omar: Client) -> World:
    _practice_ids[:] = [harbour.practice.pk, linden.practice.pk]
    built = build_world(linden, nora)
    with_guardians(linden, nora)
    return built


def with_guardians(house: House, nora: Client) -> None:
    """One of another client, one of Nora whose part was ended, one of somebody of age by now."""
    of_others = {"other_guardian": date(2015, 1, 1), "grown_guardian": date(1990, 1, 1)}
    with acting(house.boss) as boss:
        wards = {"ended_guardian": nora}
        for name, born in of_others.items():
            data = ClientData(given_name=f"Ward of {name}", birth_date=born)
            wards[name] = create_client(actor=boss, data=data)
        for name, ward in wards.items():
            user = make_user(email=f"{name}@clients.example", name=name, password=PASSWORD)
            ended = now() if name == "ended_guardian" else None
            told = {"relation": "aunt", "added_at": now(), "ended_at": ended}
            Guardian._base_manager.create(
                practice=house.practice, client=ward, user=user, name=name, **told
            )


@pytest.fixture
def browsers(world: World) -> dict[str, Browser]:
    people = {role: f"{role}@linden.example" for role in STAFF}
    people |= {
        "client": "nora@clients.example",
        "other_client": "nell@clients.example",
        "guardian": "gina@clients.example",
        **{name: f"{name}@clients.example" for name in GUARDIANS[1:]},
        "other_practice": "practitioner@harbour.example",
    }
    found = {name: sign_in(email) for name, email in people.items()} | {"anonymous": Browser()}
    for browser in found.values():
        browser.raise_request_exception = False
    return found


def expected(actor: str, needs: str, parameters: tuple[str, ...]) -> bool:
    """Whether the table lets this actor through to Nora's object."""
    if needs in {"public", "link"}:
        return True  # judged by the rows alone
    if needs == OWN_ACCOUNT or actor == "anonymous":
        return actor != "anonymous"
    portal = needs.startswith("portal:")
    reach = TABLE["action"][needs.removeprefix("portal:")]
    role = role_of(actor)
    if portal is not (role in {"client", "guardian"}) or role not in reach:
        return False
    return reaches(actor, [p for p in parameters if p not in WORDS])


def role_of(actor: str) -> str:
    """What an actor is; who is guardian of nobody now has no role at all."""
    roles = {
        "other_client": "client",
        "other_guardian": "guardian",
        "other_practice": "practitioner",
        "ended_guardian": "nobody",
        "grown_guardian": "nobody",
    }
    return roles.get(actor, actor)


def reaches(actor: str, objects: list[str]) -> bool:
    """Whether an actor whose role may do it reaches Nora of Linden's objects."""
    if "token_id" in objects:  # the owner's
        return actor == "owner"
    if "busy_calendar_id" in objects:  # of whoever gave its address, and of nobody else
        return actor == "practitioner"
    if actor == "other_practice":
        return not objects
    hers = [p for p in objects if p not in OF_THE_PRACTICE]
    return not hers or actor not in {"trainee", "other_client", "other_guardian"}


def told(actor: str, body: str) -> list[str]:
    """Which fields of Nora's, that this actor's role never receives, stand in an answer."""
    role = role_of(actor)
    role = "client" if role == "nobody" else role
    kept = [name for name in TABLE["fields"].get(role, ()) if name in CANARIES]
    return [name for name in kept if CANARIES[name] in body]


def refused(status: int, location: str) -> bool:
    """Refused, or led away: to the sign-in, or a client from the practice to the portal."""
    led_away = status == 302 and location.startswith(("/accounts/login", "/portal/"))
    return status in {403, 404, 401} or led_away


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


def values_for(address: Address, world: World) -> dict[str, Any]:
    """What stands in an address: Nora's objects, and something for what is no id."""
    plain = {"step": "concern", "uidb36": "x", "key": "y"}
    values = {p: plain.get(p) or world.ids.get(p) for p in address.parameters}
    missing = [p for p, value in values.items() if value is None]
    assert not missing, f"{address.name}: tests/world.py knows no {missing}"
    return values


@dataclass(frozen=True)
class Visit:
    """One method of one address tried by one actor, and what came of it."""

    address: Address
    method: str
    actor: str
    status: int
    location: str
    body: str
    changed: bool

    @property
    def allowed(self) -> bool:
        needs = self.address.needs.get(self.method)
        return needs is not None and expected(self.actor, needs, self.address.parameters)

    def faults(self) -> Iterator[str]:
        """What the table, or anybody, would not want of this visit."""
        needs = self.address.needs.get(self.method)
        was_refused = refused(self.status, self.location)
        if self.status >= 500 and self.address.name != "readyz":
            yield "a fault"
        elif needs is None and self.status not in {302, 403, 404, 405}:
            yield f"the table has no {self.method}"
        elif needs and self.allowed and needs not in {"link", "public"}:
            if self.status in {401, 403, 404}:
                yield f"{needs} reaches that far"
        elif needs and not self.allowed and not was_refused:
            yield f"{needs} does not reach that far"
        if self.changed and (not self.allowed or self.method == "GET"):
            yield "rows changed"
        if not self.allowed and STORY in self.body:
            yield "it told the story"
        yield from (f"it told {name}" for name in told(self.actor, self.body))


def body_of(answer: Any) -> str:
    """All of an answer, also of one that comes in pieces."""
    body: bytes = answer.getvalue() if answer.streaming else answer.content
    return body.decode(errors="replace")


def visit(
    browser: Browser, address: Address, url: str, method: str, actor: str, before: str
) -> Visit:
    """Try it, compare the rows with the digest `before` it, and take everything back."""
    cookies = deepcopy(browser.cookies)
    with transaction.atomic():
        has_changed = changes(digest, before)
        answer = browser.get(url) if method == "GET" else browser.post(url, {})
        changed = has_changed()
        transaction.set_rollback(True)
    browser.cookies = cookies
    body = body_of(answer)
    location = answer.headers.get("Location", "")
    return Visit(address, method, actor, answer.status_code, location, body, changed)


@pytest.mark.django_db
def test_every_address_for_every_actor(world: World, browsers: dict[str, Browser]) -> None:
    wrong, before = [], digest()
    for address in addresses():
        url = reverse(address.name, kwargs=values_for(address, world))
        for method, (actor, browser) in product(METHODS, browsers.items()):
            tried = visit(browser, address, url, method, actor, before)
            where = f"{method} {address.name} as {actor}: {tried.status}"
            wrong += [f"{where}, {fault}" for fault in tried.faults()]
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_no_page_of_an_assistant_tells_the_story(
    world: World, browsers: dict[str, Browser]
) -> None:
    for address in addresses():
        if any(world.ids.get(p) is None for p in address.parameters):
            continue
        url = reverse(address.name, kwargs={p: world.ids[p] for p in address.parameters})
        for actor in ("assistant", "other_client", *GUARDIANS[1:], "other_practice"):
            if address.name == "practice_link":
                continue
            answer = browsers[actor].get(url)
            assert STORY not in body_of(answer), (address.name, actor)


@pytest.mark.django_db
def test_no_field_is_told_to_whom_it_is_kept_from(
    world: World, browsers: dict[str, Browser]
) -> None:
    """Pages of the signed note too, and each answer of the API; the walk above asks the rest."""
    named = {name for names in TABLE["fields"].values() for name in names}
    assert named - set(CANARIES) == {"severity"}  # a number: its name is looked for instead
    signed = reverse("note_page", args=[world.ids["signed_note_id"]])
    api = list(api_reads(world))
    assert len(api) > 6
    token = caller(token_for(world.house, world.house.assistant))
    answers = [("assistant", token.get(url)) for url in api]
    for actor in ("assistant", "client", "other_client", *GUARDIANS, "other_practice"):
        answers.append((actor, browsers[actor].get(signed)))
    for actor, answer in answers:
        body = answer.content.decode()
        assert told(actor, body) == [], answer.request["PATH_INFO"]
        assert '"severity":' not in body
    assert answers[0][1].status_code == 200  # the list of clients is theirs


@pytest.mark.django_db
def test_each_field_is_told_somewhere(world: World, browsers: dict[str, Browser]) -> None:
    """Else the canaries would prove nothing: who teaches reads every one of them."""
    urls = [
        reverse("note_page", args=[world.ids["signed_note_id"]]),
        reverse("intake_review", args=[world.ids["submission_id"]]),
        reverse("client_page", args=[world.ids["client_id"]]),
        reverse("program_edit", args=[world.ids["home_program_id"]]),
        reverse("red_flag_page", args=[world.ids["answer_id"]]),
        reverse("client_files", args=[world.ids["client_id"]]),
        reverse("client_messages", args=[world.ids["client_id"]]),
    ]
    bodies = [browsers["practitioner"].get(url).content.decode() for url in urls]
    assert [name for name, words in CANARIES.items() if words not in "".join(bodies)] == []


def api_reads(world: World) -> Iterator[str]:
    """Every address of the API that is read, with Nora's objects in it."""
    for name, parameters in sorted(set(url_table())):
        if name.startswith("api_") and "GET" in TABLE["address"][name] and name != "api_schema":
            yield reverse(name, kwargs={p: world.ids[p] for p in parameters})


@pytest.mark.django_db
def test_an_unknown_object_is_not_found(world: World, browsers: dict[str, Browser]) -> None:
    for address in addresses():
        ids = [p for p in address.parameters if p.endswith("_id")]
        if not ids or "GET" not in address.needs:
            continue
        url = reverse(address.name, kwargs={p: uuid4() for p in address.parameters})
        who = "client" if address.needs["GET"].startswith("portal:") else "owner"
        assert browsers[who].get(url).status_code == 404, address.name


def by_name(name: str) -> Address:
    return next(address for address in addresses() if address.name == name)


def faults_of(world: World, browsers: dict[str, Browser], name: str, actor: str) -> list[str]:
    """What the matrix says of one row; a POST when the address takes no GET."""
    address = by_name(name)
    url = reverse(name, kwargs=values_for(address, world))
    method = "GET" if "GET" in address.needs else "POST"
    return list(visit(browsers[actor], address, url, method, actor, digest()).faults())


@pytest.mark.django_db
def test_the_matrix_sees_a_reach_that_is_not_kept(
    world: World, browsers: dict[str, Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the guard taken out, the same rows of the matrix go red."""
    rows = [("client_page", "trainee"), ("note_page", "trainee"), ("client_state", "trainee")]
    assert [faults_of(world, browsers, *row) for row in rows] == [[], [], []]
    monkeypatch.setattr(TenantQuerySet, "_within_reach", lambda rows, *_reach: rows)
    assert all(faults_of(world, browsers, *row) for row in rows)


@pytest.mark.django_db
def test_the_matrix_sees_a_door_that_stands_open(
    world: World, browsers: dict[str, Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert faults_of(world, browsers, "note_page", "assistant") == []
    monkeypatch.setattr(Actor, "reach", lambda *_action: Reach.ALL)
    assert "it told the story" in faults_of(world, browsers, "note_page", "assistant")


@pytest.mark.django_db
def test_the_matrix_sees_a_visit_that_writes(
    world: World, browsers: dict[str, Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that answers a refusal and writes all the same is caught by the rows."""

    def write(actor: Actor, client_id: Any, **_beside: Any) -> None:
        enter(practice_id=actor.practice_id)
        Place._base_manager.filter(practice_id=actor.practice_id).update(name="written")
        raise Http404

    monkeypatch.setattr("practice.dashboard.client_page.get_client_and_invitation", write)
    monkeypatch.setattr("practice.core.middleware.transaction.set_rollback", lambda *_: None)
    assert "rows changed" in faults_of(world, browsers, "client_page", "trainee")
