"""Adding somebody who may be here already says so; a second press adds them all the same."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from clients.records.models import Client
from clients.records.rules import Likeness, Particulars, likenesses
from clients.records.services import ClientData, create_client
from practice.core.actor import acting
from tests.api.calling import caller, send, token_for
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements

pytestmark = pytest.mark.django_db
ZONE = "America/Denver"
NEW = "/clients/new/"


def person(given: str = "Ana", family: str = "Díaz", **more: Any) -> Particulars:
    """Somebody of whom little is known."""
    rest = {"preferred_name": "", "email": "", "phone": "", "birth_date": None} | more
    return Particulars(given_name=given, family_name=family, **rest)


def typed(**more: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    return {"given_name": "Somebody", "timezone": ZONE, "key": str(uuid4())} | more


def clients(house: House) -> int:
    with acting(house.boss) as boss:
        return Client.objects.visible_to(boss).count()


def elise(house: House, **more: Any) -> Client:
    """Somebody whom the practitioner teaches."""
    known: dict[str, Any] = {
        "given_name": "Élise",
        "family_name": "Martin-Roux",
        "preferred_name": "Lise",
        "email": "elise@clients.example",
        "phone": "+33 6 12 34 56 78",
        "birth_date": date(1980, 4, 2),
        "assigned_to_id": house.practitioner.pk,
    }
    with acting(house.boss) as boss:
        return create_client(actor=boss, data=ClientData(**known | more))


BORN = date(1980, 4, 2)


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (person("DIAZ", "ana", birth_date=BORN), [Likeness.NAME]),
        (person("Ana María", "Díaz", birth_date=BORN), [Likeness.NAME]),
        (person("Anastasia", "Díaz", preferred_name="Ana", birth_date=BORN), [Likeness.NAME]),
        (person("Ana", "Díaz", birth_date=date(1980, 4, 3)), []),
        (person("Ana", "Díaz"), []),
        (person("Eva", "Díaz", birth_date=BORN), []),
        (person("Eva", email="Ana@X.example"), [Likeness.EMAIL]),
        (person("Eva", phone="0303 555-0100"), [Likeness.PHONE]),
        (person("Eva", phone="555 0100"), []),
    ],
)
def test_what_makes_two_entries_alike(other: Particulars, alike: list[Likeness]) -> None:
    ana = person(birth_date=BORN, email="ana@x.example", phone="+1 303 555 0100")
    assert likenesses(ana, other) == likenesses(other, ana) == alike


def test_a_short_number_is_nobodys() -> None:
    assert likenesses(person(phone="123"), person(phone="123")) == []


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"email": "ELISE@clients.example"}, "same e-mail"),
        ({"phone": "06 12 34 56 78"}, "same phone"),
        (
            {"given_name": "Lise", "family_name": "Roux Martin", "birth_date": "1980-04-02"},
            "same name and birth date",
        ),
    ],
)
def test_the_page_says_who_and_a_second_press_adds(
    linden: House, more: dict[str, str], why: str
) -> None:
    known = elise(linden)
    before = clients(linden)
    browser = sign_in("practitioner@linden.example")
    form = typed(pronouns="they, and a word", **more)
    with statements() as seen:
        answer = browser.post(NEW, form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert clients(linden) == before
    assert f'<a href="/clients/{known.pk}/">Élise Martin-Roux</a>: {why}, enquiry' in page
    assert 'value="they, and a word"' in page
    assert f'value="{form["key"]}"' in page
    assert 'name="allow_duplicate"' in page
    assert len(seen) <= 12, "\n".join(seen)
    assert browser.post(NEW, form).status_code == 409  # the first button looks again
    with statements() as seen:
        answer = browser.post(NEW, form | {"allow_duplicate": "1"})
    assert answer.status_code == 302
    assert len(seen) <= 12, "\n".join(seen)
    assert clients(linden) == before + 1
    assert browser.post(NEW, form).status_code == 302  # sent before: led to what it made
    assert clients(linden) == before + 1


def test_nobody_alike_is_added_at_once(linden: House) -> None:
    elise(linden)
    browser = sign_in("practitioner@linden.example")
    assert 'name="allow_duplicate"' not in browser.get(NEW).content.decode()
    form = typed(given_name="Élise", family_name="Martin-Roux", birth_date="1981-04-02")
    assert browser.post(NEW, form).status_code == 302


def test_somebody_out_of_reach_is_not_named(linden: House) -> None:
    known = elise(linden)
    answer = sign_in("trainee@linden.example").post(NEW, typed(email="elise@clients.example"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "with a colleague" in page
    assert "Martin-Roux" not in page
    assert str(known.pk) not in page
    assert 'name="allow_duplicate"' in page


def test_another_practice_is_not_looked_at(harbour: House, linden: House) -> None:
    elise(harbour)
    browser = sign_in("owner@linden.example")
    assert browser.post(NEW, typed(email="elise@clients.example")).status_code == 302


def test_the_api_refuses_with_a_code_until_told_otherwise(linden: House) -> None:
    known = elise(linden)
    before = clients(linden)
    api = caller(token_for(linden, linden.owner))
    body = {"given_name": "E", "phone": "0033 6 12345678", "email": "elise@clients.example"}
    once = {"Idempotency-Key": "the same"}
    answer = send(api, "post", "clients/", body, **once)
    error = answer.json()["errors"][0]
    assert (answer.status_code, error["code"]) == (409, "duplicate")
    assert str(known.pk) in error["detail"]
    assert clients(linden) == before
    answer = send(api, "post", "clients/", body | {"allow_duplicate": True}, **once)
    assert answer.status_code == 201
    assert clients(linden) == before + 1
