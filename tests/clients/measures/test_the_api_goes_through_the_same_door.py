"""Measures in the API: due, added in person, listed; shut until both are in, as on the pages."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from clients.measures.queries import responses_where
from clients.measures.services import ask_for_review
from clients.records.models import Client, Episode
from practice.core.actor import acting
from practice.team.rules import Scope
from tests.api.calling import caller, send, token_for
from tests.cast import House, sign_in
from tests.clients.measures.conftest import kept
from tests.clients.measures.test_the_page_shows_what_is_due_and_the_course import fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(linden: House) -> Browser:
    return caller(token_for(linden, linden.practitioner))


def due(browser: Browser, client: Client) -> list[dict[str, Any]]:
    answer = browser.get(f"/api/v1/measures/due/?client={client.pk}")
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()
    return found


def body(asked: dict[str, Any], client: Client, number: int, **changed: Any) -> dict[str, Any]:
    wanted = {name: asked[name] for name in ("instrument", "version", "rater", "stage", "asked_on")}
    answers = [{"item": item["code"], "number": number} for item in asked["items"]]
    return {"client": str(client.pk), "answers": answers, **wanted, **changed}


def test_what_is_due_is_answered_once(
    linden: House, nora: Client, episode: Episode, program: Browser
) -> None:
    (asked,) = due(program, nora)
    assert (asked["instrument"], asked["low"], asked["high"]) == ("nprs", 0, 10)
    sent = body(asked, nora, 6)
    key = {"Idempotency-Key": "one"}
    first = send(program, "post", "measures/", sent, **key)
    assert first.status_code == 201, first.content
    assert first.json()["answers"] == [{"item": "average", "number": 6}]
    assert (first.json()["score"], first.json()["mode"]) == (6, "in_person")
    again = send(program, "post", "measures/", sent, **key)
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    other = send(program, "post", "measures/", sent)
    assert other.status_code == 422
    assert other.json()["errors"][0]["code"] == "answered"
    assert due(program, nora) == []
    (listed,) = program.get(f"/api/v1/measures/?client={nora.pk}").json()["results"]
    assert listed == first.json()
    assert len(kept(linden)) == 1


@pytest.mark.parametrize(
    ("changed", "status", "attr"),
    [
        ({"version": "0"}, 422, None),
        ({"answers": [{"item": "average", "number": 11}]}, 422, "average"),
        ({"answers": []}, 422, "average"),
        ({"instrument": "peg"}, 400, "instrument"),
        ({"stage": "someday"}, 400, "stage"),
        ({"rater": "practitioner"}, 422, "rater"),
        ({"client": "00000000-0000-7000-8000-000000000000"}, 404, None),
    ],
)
def test_what_is_wrong_is_named_and_nothing_kept(
    linden: House,
    nora: Client,
    episode: Episode,
    program: Browser,
    changed: dict[str, Any],
    status: int,
    attr: str | None,
) -> None:
    (asked,) = due(program, nora)
    answer = send(program, "post", "measures/", body(asked, nora, 6) | changed)
    assert answer.status_code == status, answer.content
    if attr:
        assert answer.json()["errors"][0]["attr"] == attr
    assert kept(linden) == []


def test_a_client_of_another_practice_is_not_found(
    omar: Client, linden: House, nora: Client, episode: Episode, program: Browser
) -> None:
    (asked,) = due(program, nora)
    assert send(program, "post", "measures/", body(asked, omar, 6)).status_code == 404
    assert program.get(f"/api/v1/measures/due/?client={omar.pk}").status_code == 404


def test_neither_judgement_is_told_before_both_are_in(
    linden: House, nora: Client, episode: Episode, program: Browser
) -> None:
    with acting(linden.boss) as boss:
        ask_for_review(actor=boss, client_id=nora.pk)
    portal = sign_in("nora@clients.example")
    page = reverse("portal_measure", args=["grc"])
    assert portal.post(page, fields(portal, page) | {"item_0": "-3"}).status_code == 302
    hers = kept(linden)[0]["id"]
    address = f"/api/v1/measures/{hers}/"
    assert program.get(address).status_code == 404
    assert program.get("/api/v1/measures/").json()["results"] == []
    assert program.get("/api/v1/measures/?instrument=grc").json()["results"] == []
    owed = [one for one in due(program, nora) if one["instrument"] == "grc"]
    assert [one["rater"] for one in owed] == ["practitioner"]
    answer = send(program, "post", "measures/", body(owed[0], nora, 4))
    assert answer.status_code == 201, answer.content
    assert program.get(address).json()["answers"] == [{"item": "change", "number": -3}]
    assert len(program.get("/api/v1/measures/?instrument=grc").json()["results"]) == 2


def test_the_program_writes_no_judgement_down_that_it_would_know_first(
    linden: House, nora: Client, episode: Episode, program: Browser
) -> None:
    with acting(linden.boss) as boss:
        ask_for_review(actor=boss, client_id=nora.pk)
    asked = next(
        o for o in due(program, nora) if (o["instrument"], o["rater"]) == ("grc", "client")
    )
    answer = send(program, "post", "measures/", body(asked, nora, 1))
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "unblinded")
    assert kept(linden) == []


def test_a_token_opens_what_it_names(linden: House, nora: Client, episode: Episode) -> None:
    reads = caller(token_for(linden, linden.practitioner, Scope.MEASURES_READ))
    (asked,) = due(reads, nora)
    assert send(reads, "post", "measures/", body(asked, nora, 6)).status_code == 403
    other = caller(token_for(linden, linden.practitioner, Scope.CLIENTS_READ))
    assert other.get("/api/v1/measures/").status_code == 403
    assistant = caller(token_for(linden, linden.assistant))
    for path in ("", f"due/?client={nora.pk}"):
        assert assistant.get(f"/api/v1/measures/{path}").status_code == 403
    assert kept(linden) == []


def test_one_instrument_alone_is_read_by_its_index(linden: House) -> None:
    """Of all that a large practice was answered, no other row is looked at."""
    with acting(linden.boss) as boss, connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        asked = responses_where(boss, instrument="nprs").order_by("-id")[:51]
        plan = asked.explain()
    assert "response_instrument" in plan, plan
    (read,) = (line for line in plan.splitlines() if "Index Cond" in line)
    assert "instrument" in read, plan
