"""Cards of a program: in order, before the movements, and each a link to the whole of it."""

import pytest
from django.urls import reverse

from clients.records.models import Client
from clients.symptoms.rules import Phase
from practice.core.actor import acting
from sessions.programs.models import HomeProgram
from sessions.programs.services import ItemData
from sessions.understanding.models import UnderstandingCard
from sessions.understanding.queries import all_cards
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.sessions.programs import building

NORA, BOSS = "nora@clients.example", "practitioner@linden.example"


@pytest.fixture
def cards(linden: House) -> list[UnderstandingCard]:
    """Two of ours, in another order than the library's."""
    with acting(linden.boss) as boss:
        return list(reversed(all_cards(boss)[:2]))


@pytest.fixture
def program(linden: House, nora: Client, cards: list[UnderstandingCard]) -> HomeProgram:
    with acting(linden.boss) as boss:
        given = [
            ItemData(card=card, phase=Phase.UNDERSTAND, note="One a week." if not number else "")
            for number, card in enumerate(cards)
        ]
        return building.running(boss, nora, building.item(boss, "side_curl"), *given)


def test_the_client_reads_them_first(program: HomeProgram, cards: list[UnderstandingCard]) -> None:
    browser = sign_in(NORA)

    page = browser.get(reverse("portal_practice", args=[program.pk])).content.decode()

    there = [f'href="{reverse("portal_card", args=[card.pk])}"' for card in cards]
    places = [page.index(link) for link in there]
    assert places == sorted(places)
    assert places[-1] < page.index("Side Curl")
    assert "One a week." in page
    for card in cards:
        answer = browser.get(reverse("portal_card", args=[card.pk]))
        assert card.title in answer.content.decode()


def test_the_home_page_leads_to_them_too(
    program: HomeProgram, cards: list[UnderstandingCard]
) -> None:
    page = sign_in(NORA).get(reverse("portal_home")).content.decode()
    for card in cards:
        assert f'href="{reverse("portal_card", args=[card.pk])}"' in page


def test_without_cards_nothing_is_said_of_them(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = building.running(boss, nora)
    page = sign_in(NORA).get(reverse("portal_practice", args=[program.pk])).content.decode()
    assert "To understand first" not in page


def test_the_practice_opens_them_from_the_program(
    program: HomeProgram, cards: list[UnderstandingCard]
) -> None:
    browser = sign_in(BOSS)
    for name in ("program_page", "program_edit"):
        page = browser.get(reverse(name, args=[program.pk])).content.decode()
        for card in cards:
            assert f'href="{reverse("card_page", args=[card.pk])}"' in page, name


def test_they_cost_no_statement(linden: House, nora: Client, program: HomeProgram) -> None:
    browser = sign_in(NORA)
    there = reverse("portal_practice", args=[program.pk])
    with statements() as asked:
        browser.get(there)
    assert len(asked) <= 8
