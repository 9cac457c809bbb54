"""Copied when a practice is made, closed to others."""

from practice.core.actor import acting
from sessions.understanding.library import CARDS, NEXT_STEPS_TITLE
from sessions.understanding.models import NextSteps, UnderstandingCard
from sessions.understanding.queries import all_cards
from tests.cast import House


def test_a_new_practice_has_its_copy(harbour: House, linden: House) -> None:
    for house in (harbour, linden):
        with acting(house.boss) as boss:
            cards = all_cards(boss)
            assert [card.built_in_code for card in cards] == [card.code for card in CARDS]
            assert cards[0].healthy.splitlines() == list(CARDS[0].healthy)
            assert {card.practice_id for card in cards} == {house.practice.pk}
            page = NextSteps.objects.visible_to(boss).get()
            assert (page.title, page.is_offered) == (NEXT_STEPS_TITLE, True)


def test_what_was_retired_is_offered_no_more(harbour: House) -> None:
    with acting(harbour.boss) as boss:
        first = all_cards(boss)[0]
        UnderstandingCard._base_manager.filter(pk=first.pk).update(retired_at="2026-01-01T00:00Z")
        assert first.pk not in {card.pk for card in all_cards(boss)}
