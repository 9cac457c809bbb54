"""Copied when a practice is made; found by name, place and what it does; closed to others."""

import pytest

from clients.records.models import Client
from practice.core.actor import acting
from sessions.movements.library import MOVEMENTS
from sessions.movements.models import Movement
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.sessions.programs import building


def test_a_new_practice_has_its_copy(harbour: House, linden: House) -> None:
    for house in (harbour, linden):
        with acting(house.boss) as boss:
            rows = Movement.objects.visible_to(boss).order_by("position")
            assert [row.built_in_code for row in rows] == [m.code for m in MOVEMENTS]
            assert {row.built_in_version for row in rows} == {1}
            first = rows[0]
            assert first.steps[1]["kind"] == "slow_release"
            assert (first.cycles, first.start[:16]) == (5, "Lie on your back")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=washcloth", ["Washrag"]),
        ("q=ARCH+curl", ["Arch and Curl", "Diagonal Arch and Curl"]),
        ("place=standing_to_walking&phase=integrate&q=shift", ["Shift to Walk"]),
        ("q=nothing+like+it", []),
    ],
)
def test_it_is_found_by_what_is_in_the_address(linden: House, asked: str, found: list[str]) -> None:
    answer = sign_in("assistant@linden.example").get(f"/library/?{asked}")
    assert [shown.movement.name for shown in answer.context["movements"]] == found


@pytest.mark.parametrize("asked", ["place=elsewhere", "phase=maintain", "q=" + "x" * 500])
def test_nonsense_in_the_address_narrows_nothing(linden: House, asked: str) -> None:
    answer = sign_in("owner@linden.example").get(f"/library/?{asked}")
    assert len(answer.context["movements"]) == len(MOVEMENTS)


def test_a_page_says_how_it_goes_and_where_it_comes_from(linden: House) -> None:
    with acting(linden.boss) as boss:
        movement = building.movement(boss, "diagonal_arch_and_curl")
    page = sign_in("owner@linden.example").get(f"/library/{movement.pk}/").content.decode()
    for said in (
        "Cross-Lateral Arch and Curl",
        "Let them drift apart, slower than they met.",
        "Curls forward against weight",
        "massage1st.com, Cat Stretch 4",
        "Own words",
        'class="flesh"',
    ):
        assert said in page


def test_another_practices_movement_is_not_found(
    harbour: House, linden: House, nora: Client
) -> None:
    with acting(linden.boss) as boss:
        movement = building.movement(boss)
    address = f"/library/{movement.pk}/"
    assert sign_in("owner@harbour.example").get(address).status_code == 404
    assert sign_in("nora@clients.example").get(address).status_code == 403


def test_the_pages_ask_the_database_little(linden: House) -> None:
    with acting(linden.boss) as boss:
        movement = building.movement(boss)
    browser = sign_in("owner@linden.example")
    browser.get("/library/")
    for address in ("/library/", f"/library/{movement.pk}/"):
        with statements() as seen:
            browser.get(address)
        assert len(seen) <= 8, seen
