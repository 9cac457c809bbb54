"""On which side a movement is given, and how often: the same at home, in the player, on paper."""

import io
import re

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pypdf import PdfReader

from clients.records.models import Client
from practice.core.actor import acting
from sessions.programs.models import HomeProgram
from sessions.programs.rules import Dosed
from tests.cast import House, sign_in
from tests.sessions.programs import building

GIVEN = [
    ("left for its minutes", {"side": Dosed.LEFT.value}, "Left", 3),
    ("each side in turn", {"side": Dosed.IN_TURN.value}, "Each side in turn", 6),
    ("as it is usually done", {}, "All on one side, then all on the other", 6),
    ("right, so often", {"side": Dosed.RIGHT.value, "repetitions": 4}, "Right", 4),
]


def _squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def _home(browser: Browser, _program: HomeProgram) -> str:
    page = browser.get("/portal/").content.decode()
    return re.sub(r"<[^>]*>", " ", page[page.index('class="items"') :].split("</ul>")[0])


def _practice(browser: Browser, program: HomeProgram) -> str:
    page = browser.get(f"/portal/practice/{program.pk}/").content.decode()
    return re.sub(r"<[^>]*>", " ", page)


def _player(browser: Browser, program: HomeProgram) -> int:
    page = browser.get(f"/portal/practice/{program.pk}/").content.decode()
    (rounds,) = re.findall(r'data-rounds="(\d+)"', page)
    return int(rounds)


def _paper(browser: Browser, program: HomeProgram) -> str:
    answer = browser.get(reverse("portal_program_paper", args=[program.pk]))
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


@pytest.mark.parametrize(("dose", "side", "rounds"), [one[1:] for one in GIVEN])
def test_all_that_a_client_reads_says_the_same(
    linden: House, nora: Client, dose: dict[str, object], side: str, rounds: int
) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora, building.item(boss, "side_curl", **dose))
    browser = sign_in("nora@clients.example")

    for told in (_home, _practice, _paper):
        words = _squeezed(told(browser, program)).lower()
        assert _squeezed(side).lower() in words, told.__name__
        assert f"{rounds}rounds" in words, told.__name__
    assert _player(browser, program) == rounds


def test_a_round_of_both_sides_stays_one(linden: House, nora: Client) -> None:
    """Where one round holds one side, then the other, a side alone has as many."""
    with acting(linden.boss) as boss:
        left = building.item(boss, "washrag", side=Dosed.LEFT.value)
        program = building.running(boss, nora, left, building.item(boss, "reach_to_the_top_shelf"))

    words = _practice(sign_in("nora@clients.example"), program)

    assert words.count("3 rounds") == 2
