"""What is in a program of theirs, and what is offered to all; nothing else."""

import re
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.http import Http404
from django.urls import reverse

from clients.records.models import Client
from clients.records.services import ClientData, create_client
from practice.core.actor import Actor, acting
from practice.core.clock import now
from practice.core.rules import Role
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.programs.services import end_program
from sessions.understanding.models import UnderstandingCard
from sessions.understanding.queries import all_cards, cards_to_read, get_card
from sessions.understanding.services import offer_card, retire_card, write_card
from tests.cast import House, sign_in
from tests.clients.intake.counting import statements
from tests.sessions.programs import building
from tests.sessions.understanding.making import A_CARD

NORA = "nora@clients.example"


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    with acting(linden.boss) as boss:
        return building.running(boss, nora)


@pytest.fixture
def card(linden: House) -> UnderstandingCard:
    """One that is offered to nobody."""
    with acting(linden.boss) as boss:
        found = all_cards(boss)[2]
        offer_card(actor=boss, card=found, offered=False)
    return found


def give(program: HomeProgram, card: UnderstandingCard, **more: Any) -> ProgramItem:
    row = ProgramItem(
        practice_id=program.practice_id,
        home_program=program,
        card=card,
        phase="understand",
        position=9,
        minutes=0,
        added_on=date(2026, 11, 23),
        **more,
    )
    with acting(Actor(practice_id=program.practice_id, role=Role.SYSTEM)):
        row.save(force_insert=True)
    return row


def as_nora(nora: Client) -> Actor:
    return Actor(
        practice_id=nora.practice_id, role=Role.CLIENT, user_id=nora.user_id, client_id=nora.pk
    )


def read(actor: Actor) -> dict[UUID, bool]:
    """What they may read, in order, and whether it was given."""
    return {one.card.pk: one.is_given for one in cards_to_read(actor).cards}


def test_what_is_given_comes_first_and_only_what_they_may_read(
    linden: House, nora: Client, program: HomeProgram, card: UnderstandingCard
) -> None:
    with acting(as_nora(nora)) as actor:
        assert card.pk not in read(actor)
        with pytest.raises(Http404):
            get_card(actor, card.pk)
    give(program, card)
    with acting(as_nora(nora)) as actor:
        first, *rest = read(actor).items()
        assert first == (card.pk, True)
        assert not any(is_given for _, is_given in rest)
        assert get_card(actor, card.pk) == card
    browser = sign_in(NORA)
    body = browser.get(reverse("portal_cards")).content.decode()
    assert body.index(card.title) < body.index("More to read") < body.index("Muscles remember")


def test_the_portal_says_it_with_its_drawing_and_its_rights(
    nora: Client, program: HomeProgram, card: UnderstandingCard
) -> None:
    browser, address = sign_in(NORA), reverse("portal_card", args=[card.pk])
    assert browser.get(address).status_code == 404
    give(program, card)
    body = browser.get(address).content.decode()
    for words in (card.title, "When it is tight", "<svg", "own words", card.source, "Supple"):
        assert words in body


def test_a_card_of_somebody_elses_program_is_not_theirs(
    linden: House, nora: Client, program: HomeProgram, card: UnderstandingCard
) -> None:
    give(program, card)
    with acting(linden.boss) as boss:
        nell = create_client(actor=boss, data=ClientData(given_name="Nell"))
    stranger = Actor(practice_id=nora.practice_id, role=Role.CLIENT, client_id=nell.pk)
    with acting(stranger) as actor, pytest.raises(Http404):
        get_card(actor, card.pk)


def test_a_draft_gives_nothing_and_what_was_taken_out_is_gone(
    linden: House, nora: Client, card: UnderstandingCard
) -> None:
    with acting(linden.boss) as boss:
        draft = building.draft(boss, nora)
    item = give(draft, card)
    with acting(as_nora(nora)) as actor, pytest.raises(Http404):
        get_card(actor, card.pk)
    with acting(linden.boss):
        HomeProgram._base_manager.filter(pk=draft.pk).update(state="active")
    with acting(as_nora(nora)) as actor:
        assert get_card(actor, card.pk)
    with acting(linden.boss):
        ProgramItem._base_manager.filter(pk=item.pk).update(removed_on=now().date())
    with acting(as_nora(nora)) as actor, pytest.raises(Http404):
        get_card(actor, card.pk)


def test_retired_or_ended_what_was_given_stays_readable(
    linden: House, nora: Client, program: HomeProgram, card: UnderstandingCard
) -> None:
    give(program, card)
    with acting(linden.boss) as boss:
        retire_card(actor=boss, card=card, retired=True)
        end_program(actor=boss, home_program=program)
    with acting(as_nora(nora)) as actor:
        assert get_card(actor, card.pk)


def test_what_was_offered_to_all_is_gone_when_it_is_retired(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        first = all_cards(boss)[0]
        retire_card(actor=boss, card=first, retired=True)
    with acting(as_nora(nora)) as actor:
        assert first.pk not in read(actor)
        with pytest.raises(Http404):
            get_card(actor, first.pk)


def test_another_practice_s_card_is_nobodys_here(
    linden: House, harbour: House, nora: Client
) -> None:
    with acting(harbour.boss) as other:
        theirs = all_cards(other)[0]
    with acting(as_nora(nora)) as actor, pytest.raises(Http404):
        get_card(actor, theirs.pk)


def test_there_may_be_nothing_to_read(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        for one in all_cards(boss):
            offer_card(actor=boss, card=one, offered=False)
    assert "Nothing to read yet" in sign_in(NORA).get(reverse("portal_cards")).content.decode()


def test_the_pages_take_few_statements(
    nora: Client, program: HomeProgram, card: UnderstandingCard
) -> None:
    give(program, card)
    browser = sign_in(NORA)
    for address in (reverse("portal_cards"), reverse("portal_card", args=[card.pk])):
        with statements() as seen:
            assert browser.get(address).status_code == 200
        assert len(seen) <= 8, address


def test_a_long_list_goes_on_and_draws_each_drawing_once(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        for number in range(20):
            data = replace(A_CARD, title=f"Jaw {number}", drawing="tone_that_fits")
            write_card(actor=boss, data=data)
    browser, address = sign_in(NORA), reverse("portal_cards")
    seen = []
    for start in ("0", "15", "no number", "99999"):
        body = browser.get(address, {"from": start}).content.decode()
        assert body.count('id="drawing-tone_that_fits"') == 1
        seen.append(re.findall(r"Jaw \d+", body))
    assert [len(found) for found in seen] == [8, 12, 8, 8]
    assert len(set(seen[0] + seen[1])) == 20
