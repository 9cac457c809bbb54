"""The form of a program holds all that is stored: sent back untouched, nothing has changed."""

from datetime import time, timedelta
from typing import Any

import pytest

from clients.records.models import Client
from clients.symptoms.rules import Phase
from practice.core.actor import Actor, acting
from practice.core.clock import now, today_in
from sessions.movements.models import Movement
from sessions.programs.models import HomeProgram, ProgramItem
from sessions.programs.rules import GIVEN_ON, ITEMS_MOST
from sessions.programs.services import ItemData, activate_program, create_program
from sessions.understanding.models import UnderstandingCard
from tests.cast import House, sign_in
from tests.sending import sent_of
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db

KEPT = ("movement_id", "card_id", "phase", "minutes", "repetitions", "side", "variant", "note")
REASONS = ("unlock_reason", "against_reason", "position", "added_on", "removed_on")


def _whole(actor: Actor, nora: Client) -> HomeProgram:
    """As full as one can be: a card, what integrates and maintains, sides, reasons, days."""
    episode = building.episode_of(actor, nora)
    movements = list(Movement.objects.visible_to(actor).order_by("sort_name")[: ITEMS_MOST - 1])
    assert len(movements) == ITEMS_MOST - 1
    card = UnderstandingCard.objects.visible_to(actor).order_by("position")[0]
    phases = [Phase.FREE, Phase.INTEGRATE, Phase.MAINTAIN]
    items = [
        ItemData(
            movement=movement,
            phase=phases[number % 3],
            minutes=2 + number,
            repetitions=number + 1,
            side=GIVEN_ON[movement.sides][-1].value,
            variant=movement.variants[-1] if movement.variants else "",
            note=f"Slowly, {number}",
            unlock_reason="" if number % 3 == 0 and movement.frees else f"Released, {number}",
            against_reason=f"Softly, {number}",
        )
        for number, movement in enumerate(movements)
    ]
    today = today_in(nora.timezone)
    plan = building.data(
        *items,
        ItemData(card=card, phase=Phase.UNDERSTAND, note="Read this first"),
        days=(1, 3, 5),
        times=(time(7, 30), time(19, 15)),
        cue="At dawn",
        note_to_client="Little is enough.",
        minutes_budget=10,
        many_reason="They asked for it",
        starts_on=today,
        ends_on=today + timedelta(days=40),
    )
    made = create_program(actor=actor, episode=episode, data=plan)
    return activate_program(actor=actor, home_program=made)


def _told(actor: Actor, program: HomeProgram) -> tuple[dict[str, Any], list[Any]]:
    programs = HomeProgram.objects.visible_to(actor).filter(pk=program.pk)
    stored: dict[str, Any] = {**programs.values().get()}
    stored.pop("version")
    rows = ProgramItem.objects.visible_to(actor).filter(home_program=program)
    return stored, list(rows.order_by("id").values(*KEPT, *REASONS))


def test_sent_back_untouched_it_is_as_it_was(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = _whole(boss, nora)
        first_row = ProgramItem.objects.visible_to(boss).get(home_program=program, position=0)
        given = first_row.movement_id or ""
        Movement.objects.visible_to(boss).filter(pk=given).update(retired_at=now())
        before = _told(boss, program)
    browser = sign_in("practitioner@linden.example")
    address = f"/programs/{program.pk}/edit/"
    page = browser.get(address)
    answer = browser.post(address, sent_of(page.content.decode(), "novalidate"))
    assert answer.status_code == 302, answer.content.decode()
    with acting(linden.boss) as boss:
        assert _told(boss, program) == before
        assert before[0]["revision"] == 1
        assert len(before[1]) == ITEMS_MOST


def test_more_than_a_program_holds_is_refused_in_words(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        building.episode_of(boss, nora)
        pk = building.movement(boss).pk
    row = {"movement": pk, "phase": "free", "note": "Kept as typed"}
    sent = building.form_data(linden.boss, *[row] * (ITEMS_MOST + 1))
    browser = sign_in("practitioner@linden.example")
    answer = browser.post(f"/clients/{nora.pk}/programs/new/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f"{ITEMS_MOST + 1} are in it; a program holds up to {ITEMS_MOST}" in page
    assert page.count("Kept as typed") == ITEMS_MOST + 1
    with acting(linden.boss) as boss:
        assert not HomeProgram.objects.visible_to(boss).exists()


def test_all_that_was_changed_in_between_is_shown(linden: House, nora: Client) -> None:
    with acting(linden.boss) as boss:
        program = _whole(boss, nora)
        row = {"movement": building.movement(boss).pk, "phase": "free"}
    sent = building.form_data(linden.boss, row, version=1, starts_on=str(program.starts_on))
    browser = sign_in("practitioner@linden.example")
    answer = browser.post(f"/programs/{program.pk}/edit/", sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    shown = page[page.index('id="h-newer"') : page.index("<form class")]
    last = program.ends_on
    assert last is not None
    for words in (
        "10 minutes",
        "They asked for it",
        f"{last.day} {last:%B} {last.year}",
        "Released, 1",
        "Softly, 1",
        "Slowly, 1",
        "At dawn",
        "Little is enough.",
    ):
        assert words in shown, words
