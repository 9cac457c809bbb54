"""Two letters find somebody, in the order of names; a changed record is found as it is now."""

from typing import Any
from uuid import UUID

import pytest
from django.http import Http404

from clients.records.models import Client, ClientBeginning
from clients.records.queries import PAGE, Asked, list_clients
from clients.records.rules import ClientState, beginnings_of
from clients.records.services import ClientData, create_client, edit_client, set_client_state
from practice.core.actor import Actor, acting
from tests.cast import House

pytestmark = pytest.mark.django_db


def add(boss: Actor, given: str, family: str = "", **more: Any) -> Client:
    """Somebody new."""
    return create_client(actor=boss, data=ClientData(given_name=given, family_name=family, **more))


def found(boss: Actor, search: str, **more: Any) -> list[str]:
    """Given names, as the list shows them."""
    return [row["given_name"] for row in list_clients(boss, Asked(search=search, **more)).rows]


def test_a_word_is_kept_by_its_first_letters_and_as_a_whole() -> None:
    assert beginnings_of({"lindberg", "o"}) == {"li", "lin", "lind", "lindb", "lindbe", "lindberg"}


def test_every_length_of_every_word_finds_in_the_order_of_names(linden: House) -> None:
    with acting(linden.boss) as boss:
        add(boss, "Zoë", "Lindbergson", email="zoe@clients.example")
        add(boss, "Änne", "Lindberg", phone="0303 555 0101")
        add(boss, "Lina", "Ågren")
        for typed in ("li", "LIN"):
            assert found(boss, typed) == ["Lina", "Änne", "Zoë"]
        for length in range(4, len("lindberg") + 1):
            assert found(boss, "lindberg"[:length]) == ["Änne", "Zoë"], length
        assert found(boss, "lindbergs") == ["Zoë"]
        assert found(boss, "lin ag") == found(boss, "agren lina") == ["Lina"]
        assert found(boss, "zoe@cl") == found(boss, "zoe@clients.example") == ["Zoë"]
        assert found(boss, "303 555") == ["Änne"]
        assert found(boss, "lin xx") == found(boss, "indberg") == []


@pytest.mark.parametrize("mark", ["'", "\u2019", "\u02bc"])
def test_a_name_is_found_however_its_apostrophe_is_written(linden: House, mark: str) -> None:
    """A phone writes another one than a keyboard does; hyphens likewise."""
    with acting(linden.boss) as boss:
        add(boss, f"Máire{chr(0x2011)}Rose", f"O{mark}Brien")
        for typed in (
            "brien",
            "o'br",
            "o\u2019brien",
            "rose",
            "maire-r",
            f"maire{chr(0x2011)}rose",
        ):
            assert found(boss, typed) == [f"Máire{chr(0x2011)}Rose"], typed


def test_a_beginning_that_two_words_share_shows_somebody_once(linden: House) -> None:
    with acting(linden.boss) as boss:
        add(boss, "Berta", "Berger", email="berta.berger@clients.example")
        page = list_clients(boss, Asked(search="ber"))
        assert (len(page.rows), page.count) == (1, 1)


def test_a_changed_name_is_found_by_the_new_one_in_its_place(linden: House) -> None:
    with acting(linden.boss) as boss:
        add(boss, "Mia", "Larsen")
        zora = add(boss, "Zora", "Lund")
        data = ClientData(given_name="Zora", family_name="Laas")
        edit_client(actor=boss, client=zora, data=data, version=1)
        assert found(boss, "la") == ["Zora", "Mia"]
        assert found(boss, "lu") == []


def test_the_archived_are_found_only_among_themselves(linden: House) -> None:
    with acting(linden.boss) as boss:
        add(boss, "Ida", "Holm")
        gone = add(boss, "Ina", "Holm")
        set_client_state(actor=boss, client=gone, state=ClientState.ARCHIVED)
        assert found(boss, "holm") == found(boss, "ho") == ["Ida"]
        assert found(boss, "ho", state="archived") == ["Ina"]
        set_client_state(actor=boss, client=gone, state=ClientState.ACTIVE)
        assert found(boss, "ho") == ["Ida", "Ina"]


def test_pages_follow_one_another_without_a_gap(linden: House) -> None:
    with acting(linden.boss) as boss:
        for number in range(PAGE + 7):
            add(boss, f"N{number:02}", "Quist" if number % 2 else "Quandt")
        seen, after = [], ""
        while True:
            page = list_clients(boss, Asked(search="qu"), after)
            assert (page.count, page.count_is_more) == (PAGE, True)
            seen += [(row["sort_name"], row["id"]) for row in page.rows]
            if not (after := page.next_cursor):
                break
        assert seen == sorted(set(seen))
        assert len(seen) == PAGE + 7


def test_another_practices_people_are_never_among_them(linden: House, harbour: House) -> None:
    with acting(harbour.boss) as boss:
        add(boss, "Tom", "Quist")
    with acting(linden.boss) as boss:
        assert found(boss, "qu") == []
        assert not ClientBeginning.objects.visible_to(boss).filter(text="qu").exists()


def test_who_fits_on_a_page_is_counted(linden: House) -> None:
    """A search looks no further than its page goes; without one the count goes on."""
    with acting(linden.boss) as boss:
        for number in range(PAGE):
            add(boss, f"N{number:02}", "Quandt")
        page = list_clients(boss, Asked(search="qu"))
        assert (page.count, page.count_is_more) == (PAGE, False)
        add(boss, "Nils", "Quist")
        page = list_clients(boss, Asked(search="qu"))
        assert (page.count, page.count_is_more) == (PAGE, True)
        page = list_clients(boss, Asked())
        assert (page.count, page.count_is_more) == (PAGE + 1, False)


@pytest.mark.parametrize("cursor", ["nowhere", f"\0|{UUID(int=7)}"])
def test_a_cursor_that_is_none_is_not_found(linden: House, cursor: str) -> None:
    with acting(linden.boss) as boss, pytest.raises(Http404):
        list_clients(boss, Asked(), cursor)
