"""Tags: the owner keeps the words, everybody who may change a client gives them."""

import re
from typing import Any

import pytest

from clients.records.models import Client, ClientTag, Tag
from clients.records.services import ClientData, add_tag, create_client, tag_client
from practice.core.actor import acting
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements

pytestmark = pytest.mark.django_db


def tags(house: House) -> list[str]:
    with acting(house.boss) as boss:
        return list(Tag.objects.visible_to(boss).order_by("folded").values_list("name", flat=True))


def tags_of(house: House, client: Client) -> set[str]:
    with acting(house.boss) as boss:
        rows = ClientTag.objects.visible_to(boss).filter(client=client)
        return set(rows.values_list("tag__name", flat=True))


def made(house: House, *names: str) -> list[Tag]:
    with acting(house.boss) as boss:
        return [add_tag(actor=boss, name=name) for name in names]


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_owner_adds_renames_and_removes(linden: House, nora: Client) -> None:
    browser = sign_in("owner@linden.example")
    assert browser.post("/settings/tags/", {"name": "  Runs   far "}).status_code == 302
    assert tags(linden) == ["Runs far"]
    with acting(linden.boss) as boss:
        tag = Tag.objects.visible_to(boss).get()
        tag_client(actor=boss, client=nora, tag_ids=[tag.pk])
    path = f"/settings/tags/{tag.pk}/"
    assert "1 client" in words(browser.get("/settings/tags/"))
    assert browser.post(path, {"name": "RUNS far"}).status_code == 302
    assert tags_of(linden, nora) == {"RUNS far"}
    assert browser.post(f"{path}remove/").status_code == 302
    assert (tags(linden), tags_of(linden, nora)) == ([], set())


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "rúns"])
def test_a_wrong_name_writes_nothing(linden: House, name: str) -> None:
    _runs, other = made(linden, "Runs", "Choir")
    browser = sign_in("owner@linden.example")
    assert browser.post("/settings/tags/", {"name": name}).status_code == 422
    assert browser.post(f"/settings/tags/{other.pk}/", {"name": name}).status_code == 422
    assert tags(linden) == ["Choir", "Runs"]


def test_others_read_and_other_practices_find_nothing(harbour: House, linden: House) -> None:
    (tag,) = made(linden, "Runs")
    paths = (f"/settings/tags/{tag.pk}/", f"/settings/tags/{tag.pk}/remove/")
    for role in ("practitioner", "trainee", "assistant"):
        browser = sign_in(f"{role}@linden.example")
        assert "Runs" in words(browser.get("/settings/tags/"))
        for path in ("/settings/tags/", *paths):
            assert browser.post(path, {"name": "Mine"}).status_code == 403
    foreign = sign_in("owner@harbour.example")
    assert str(tag.pk) not in words(foreign.get("/settings/tags/"))
    for path in paths:
        assert foreign.post(path, {"name": "Mine"}).status_code == 404
    assert tags(linden) == ["Runs"]


def test_a_client_gets_exactly_the_ticked_ones(linden: House, nora: Client) -> None:
    runs, choir, _night = made(linden, "Runs", "Choir", "Night shift")
    browser = sign_in("practitioner@linden.example")
    path = f"/clients/{nora.pk}/tags/"
    assert "Night shift" in words(browser.get(path))
    assert browser.post(path, {"tags": [str(runs.pk), str(choir.pk)]}).status_code == 302
    assert tags_of(linden, nora) == {"Runs", "Choir"}
    ticked = re.findall(r'value="([^"]+)"[^>]* checked', words(browser.get(path)))
    assert set(ticked) == {str(runs.pk), str(choir.pk)}  # sent as it is, it changes nothing
    assert "Choir · Runs" in words(browser.get(f"/clients/{nora.pk}/"))
    assert "Choir · Runs" in words(browser.get("/clients/"))
    assert "Choir · Runs · <a" in words(browser.get(f"/clients/{nora.pk}/edit/"))
    assert browser.post(path, {"tags": [str(runs.pk)]}).status_code == 302
    assert tags_of(linden, nora) == {"Runs"}
    assert browser.post(path, {}).status_code == 302
    assert tags_of(linden, nora) == set()


def test_the_list_is_narrowed_in_the_address(linden: House, nora: Client) -> None:
    runs, choir = made(linden, "Runs", "Choir")
    with acting(linden.boss) as boss:
        create_client(actor=boss, data=ClientData(given_name="Zora"))
        tag_client(actor=boss, client=nora, tag_ids=[runs.pk])
    browser = sign_in("practitioner@linden.example")
    page = words(browser.get(f"/clients/?tag={runs.pk}"))
    assert "Nora" in page
    assert "Zora" not in page
    assert re.search(rf'value="{runs.pk}" selected', page)
    assert "Nobody by that" in words(browser.get(f"/clients/?tag={choir.pk}"))
    assert browser.get("/clients/?tag=nonsense").status_code == 200


def test_tags_of_elsewhere_and_archived_clients_are_refused(
    harbour: House, linden: House, nora: Client, omar: Client
) -> None:
    (foreign,) = made(harbour, "Theirs")
    (runs,) = made(linden, "Runs")
    browser = sign_in("practitioner@linden.example")
    for wrong in (str(foreign.pk), "nonsense"):
        answer = browser.post(f"/clients/{nora.pk}/tags/", {"tags": [wrong]})
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in words(answer)
    assert browser.post(f"/clients/{omar.pk}/tags/", {"tags": [str(runs.pk)]}).status_code == 404
    browser.post(f"/clients/{nora.pk}/state/", {"state": "archived"})
    browser.post(f"/clients/{nora.pk}/tags/", {"tags": [str(runs.pk)]})
    trainee = sign_in("trainee@linden.example")
    assert trainee.post(f"/clients/{nora.pk}/tags/", {"tags": [str(runs.pk)]}).status_code == 404
    assert tags_of(linden, nora) == set()
    assert tags_of(harbour, omar) == set()


def test_two_hundred_tags_hold(linden: House, nora: Client) -> None:
    many = made(linden, *(f"Tag number {n}" for n in range(200)))
    with acting(linden.boss) as boss:
        tag_client(actor=boss, client=nora, tag_ids=[tag.pk for tag in many])
    browser = sign_in("owner@linden.example")
    edit, shown = f"/clients/{nora.pk}/edit/", f"/clients/{nora.pk}/"
    chosen = f"{shown}tags/"
    paths = (("/settings/tags/?page=3", 8), ("/clients/", 8), (edit, 8), (chosen, 8), (shown, 12))
    for path, most in paths:
        with statements() as seen:
            answer = browser.get(path)
        assert "Tag number 99" in words(answer)  # the last by its letters
        assert len(seen) <= most, "\n".join(seen)
        assert len(answer.content) <= 40_000, path
    with statements() as seen:
        browser.post(chosen, {"tags": [str(tag.pk) for tag in many[:150]]})
    assert len(seen) <= 12, "\n".join(seen)
    assert len(tags_of(linden, nora)) == 150


def test_the_list_shows_four_tags_and_that_there_are_more(linden: House, nora: Client) -> None:
    many = made(linden, "A", "B", "C", "D", "E")
    with acting(linden.boss) as boss:
        tag_client(actor=boss, client=nora, tag_ids=[tag.pk for tag in many])
    page = words(sign_in("practitioner@linden.example").get("/clients/"))
    assert ">A · B · C · D …</td>" in page
    assert "nora<wbr>@clients.example" in page  # breaks before its @, not inside a word
