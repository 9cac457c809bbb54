"""Where a place is: kept as it is read on an envelope, refused beside its field, the owner's."""

from dataclasses import replace
from typing import Any

import pytest

from practice.core.actor import Actor, NotAllowed, acting
from practice.core.countries import country_names
from practice.core.errors import DomainError
from practice.core.models import Place, RowHistory
from practice.core.whereabouts import Whereabouts, one_line
from practice.team.services import add_place, edit_place
from practice.team.views import settings
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.places import FIND, LINES, SAID, SPOKEN, STREET, TOWN, put_where

pytestmark = pytest.mark.django_db
PATH = "/settings/places/"
TYPED = {
    "name": "Upstairs",
    "timezone": "America/Denver",
    "address": f"  Linden   house \r\n\r\n {STREET}\x07 ",
    "town": f" {TOWN}\n",
    "region": "New  Mexico",
    "country": "US",
    "directions": f"\t{FIND} ",
    "shows_address": "on",
}
TOLD = ("address", "town", "region", "country", "directions", "shows_address")


def rows(house: House) -> list[dict[str, Any]]:
    with acting(house.boss) as boss:
        found: Any = Place.objects.visible_to(boss).order_by("id").values()
        return list(found)


def test_it_is_kept_tidy_and_read_in_the_list(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    assert browser.post(PATH, TYPED).status_code == 302
    kept = {name: rows(linden)[-1][name] for name in TOLD}
    assert kept == {
        "address": f"Linden house\n{STREET}",
        "town": TOWN,
        "region": "New Mexico",
        "country": "US",
        "directions": FIND,
        "shows_address": True,
    }
    with acting(linden.boss) as boss:
        place = Place.objects.visible_to(boss).get(name="Upstairs")
    assert (place.where.lines, place.where.spoken) == (LINES, SPOKEN)
    assert place.where.short == f"Linden house, {STREET}, {TOWN}"
    for role in ("owner", "practitioner", "assistant"):
        page = sign_in(f"{role}@linden.example").get(PATH).content.decode()
        assert SPOKEN in page
        assert FIND in page
        assert "its address stands on the public page" in page


def test_the_form_of_a_place_holds_what_was_said_and_changes_it(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    browser.post(PATH, TYPED)
    path = f"{PATH}{rows(linden)[-1]['id']}/"
    form = browser.get(path).context["form"]
    again = {name: form[name].value() for name in (*TYPED, "version")}
    assert again["address"] == f"Linden house\n{STREET}"
    del again["shows_address"]
    assert browser.post(path, again | {"town": "Elsewhere", "region": ""}).status_code == 302
    last = rows(linden)[-1]
    assert (last["town"], last["region"], last["shows_address"]) == ("Elsewhere", "", False)
    assert last["directions"] == FIND


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"address": "one\ntwo\nthree\nfour\nfive"}, "address", "4 lines at most"),
        ({"address": "x" * 81}, "address", "80 characters"),
        ({"address": "x" * 1000}, "address", "at most"),
        ({"town": ""}, "town", "Say the town too"),
        ({"town": " \x07 "}, "town", "Say the town too"),
        ({"town": "x" * 81}, "town", "at most"),
        ({"region": "x" * 81}, "region", "at most"),
        ({"country": "XX"}, "country", "not one of the available choices"),
        ({"country": "us"}, "country", "not one of the available choices"),
        ({"directions": "x" * 301}, "directions", "at most"),
        ({"town": "a\x00b"}, "town", "Null characters"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    linden: House, wrong: dict[str, str], field: str, words: str
) -> None:
    before = rows(linden)
    browser = sign_in("owner@linden.example")
    for path in (PATH, f"{PATH}{before[0]['id']}/"):
        answer = browser.post(path, TYPED | wrong)
        assert answer.status_code == 422
        form = answer.context["form"]
        assert list(form.errors) == [field]
        assert words in str(form.errors[field])
        assert TYPED["directions"].strip() in answer.content.decode() or field == "directions"
    assert rows(linden) == before


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"country": "ZZ"}, "country"),
        ({"town": ""}, "town"),
        ({"town": "x" * 81}, "town"),
        ({"region": "x" * 81}, "region"),
        ({"directions": "x" * 301}, "directions"),
        ({"address": "\n".join("abcde")}, "address"),
    ],
)
def test_the_service_refuses_as_the_page_does(
    linden: House, wrong: dict[str, Any], field: str
) -> None:
    before = rows(linden)
    with acting(linden.boss) as boss, pytest.raises(DomainError) as why:
        add_place(actor=boss, data=replace(SAID, name="Upstairs", **wrong))
    assert why.value.field == field
    assert rows(linden) == before


def test_nothing_has_to_be_said(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    assert browser.post(PATH, {"name": "Upstairs", "timezone": "UTC"}).status_code == 302
    with acting(linden.boss) as boss:
        place = Place.objects.visible_to(boss).get(name="Upstairs")
    assert (place.where.lines, place.where.spoken, place.public_lines) == ([], "", [])
    assert Whereabouts(country="QQ").lines == ["QQ"]  # a country that is none any more


def test_only_the_owner_says_it_and_only_of_their_own(linden: House, harbour: House) -> None:
    path = f"{PATH}{rows(linden)[0]['id']}/"
    before = rows(linden)
    for role in ("practitioner", "trainee", "assistant"):
        browser = sign_in(f"{role}@linden.example")
        assert browser.post(path, TYPED).status_code == 403
        assert browser.post(PATH, TYPED).status_code == 403
    assert sign_in("owner@harbour.example").post(path, TYPED).status_code == 404
    with acting(linden.boss) as boss:
        place = Place.objects.visible_to(boss).get(pk=before[0]["id"])
    ours = linden.actor(linden.practitioner)
    with acting(ours), pytest.raises(NotAllowed):
        edit_place(actor=ours, place=place, data=SAID)
    with acting(ours), pytest.raises(NotAllowed):
        add_place(actor=ours, data=SAID)
    assert rows(linden) == before


def test_what_was_before_stays_in_the_history(linden: House) -> None:
    with acting(linden.boss) as boss:
        place = Place.objects.visible_to(boss).get()
    put_where(linden, place)
    put_where(linden, place, town="Elsewhere")
    with acting(linden.boss):
        left = RowHistory.objects.filter(table_name="practice_place", row_id=place.pk)
        told = list(left.filter(operation="update").order_by("id").values_list("before", flat=True))
    first, second = (dict(before or {}) for before in told)
    assert first["town"] == ""
    assert second == {"town": TOWN, "version": 2}


def test_a_bare_text_is_only_ever_a_text(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    evil = "<script>alert(1)</script>"
    assert browser.post(PATH, TYPED | {"town": evil, "address": evil}).status_code == 302
    assert evil not in browser.get(PATH).content.decode()


def test_saying_where_asks_the_database_no_more(linden: House) -> None:
    browser = sign_in("owner@linden.example")
    with statements() as bare:
        browser.get(PATH)
    with acting(linden.boss) as boss:
        place = Place.objects.visible_to(boss).get()
    put_where(linden, place)
    with statements() as said:
        browser.get(PATH)
    assert len(said) == len(bare)


def test_nothing_that_cannot_be_seen_is_kept() -> None:
    """A mark that turns letters round would turn the rest of a line round with them."""
    assert one_line(" Santa\u202e Fe\u200b\x00 ") == "Santa Fe"
    assert one_line("\u0645\u06cc\u200c\u062e") == "\u0645\u06cc\u200c\u062e"  # Persian joins so


def test_countries_are_found_where_people_look_for_them() -> None:
    names = list(country_names().values())
    assert names.index("\u00c5land Islands") < names.index("Albania")
    assert country_names()["XK"] == "Kosovo"


def test_two_who_change_it_at_once_overwrite_nothing(linden: House) -> None:
    """A tick that hides the address is not undone by somebody who never saw it."""
    browser = sign_in("owner@linden.example")
    path = f"{PATH}{rows(linden)[0]['id']}/"
    assert browser.post(path, TYPED | {"version": "1"}).status_code == 302
    one, other = (browser.get(path).context["form"] for _tab in range(2))
    sent = {name: one[name].value() for name in (*TYPED, "version")}
    assert other["version"].value() == sent["version"] == 2
    hidden = {name: value for name, value in sent.items() if name != "shows_address"}
    assert browser.post(path, hidden | {"town": "Elsewhere"}).status_code == 302
    before = rows(linden)
    late = browser.post(path, sent | {"directions": "Up the stairs."})
    assert (late.status_code, rows(linden)) == (409, before)
    body = late.content.decode()
    assert "Somebody changed this place in between." in body
    assert "Up the stairs." in body  # nothing typed is lost
    assert late.context["newer"] == [
        ("Town", "Elsewhere"),
        ("How to find it", FIND),
        ("Show the address on the public page", "no"),
    ]
    knowingly = {name: late.context["form"][name].value() or "" for name in (*TYPED, "version")}
    assert browser.post(path, knowingly).status_code == 302
    last = rows(linden)[0]
    assert (last["version"], last["directions"], last["town"]) == (4, "Up the stairs.", TOWN)
    assert browser.post(path, TYPED).status_code == 409  # who says no version has read none


def test_who_saves_while_another_does_reads_what_is_stored(
    linden: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not what was stored when their own page was asked for."""
    browser = sign_in("owner@linden.example")
    path = f"{PATH}{rows(linden)[0]['id']}/"

    def late(*, actor: Actor, place: Place, data: Any, version: int) -> Any:
        told = replace(data, town="Elsewhere")
        edit_place(actor=actor, place=place, data=told, version=version)
        return edit_place(actor=actor, place=place, data=data, version=version)

    form = browser.get(path).context["form"]
    sent = {name: form[name].value() for name in (*TYPED, "version")}
    monkeypatch.setattr(settings, "edit_place", late)
    answer = browser.post(path, sent)
    assert answer.status_code == 409
    assert answer.context["newer"] == [("Town", "Elsewhere")]
    assert answer.context["form"]["version"].value() == str(sent["version"] + 1)
