"""What a program cannot be is refused in words; what is stored stays, and what was typed too."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from clients.records.models import Client
from practice.core.actor import Actor, acting
from practice.core.clock import today_in
from sessions.movements.queries import get_movement
from sessions.movements.services import retire_movement
from sessions.programs.models import HomeProgram, HomeProgramRevision, ProgramItem
from tests.cast import House, sign_in
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db
STAFF, CUE = "practitioner@linden.example", "After I wake, before coffee"
type Rows = tuple[list[dict[str, Any]], dict[str, Any]]


def _row(boss: Actor, code: str = "arch_and_flatten", phase: str = "free", **more: Any) -> Any:
    return {"movement": building.movement(boss, code).pk, "phase": phase, **more}


def without_items(boss: Actor) -> Rows:
    return [], {}


def rows_without_a_movement(boss: Actor) -> Rows:
    return [{"movement": "", "phase": "free"}], {}


def an_end_before_its_start(boss: Actor) -> Rows:
    today = today_in("America/Denver")
    starts, ends = today + timedelta(days=3), today + timedelta(days=2)
    return [_row(boss)], {"starts_on": starts.isoformat(), "ends_on": ends.isoformat()}


def a_retired_movement(boss: Actor) -> Rows:
    gone = get_movement(boss, building.movement(boss, "side_curl").pk)
    retire_movement(actor=boss, movement=gone, retired=True)
    return [_row(boss), _row(boss, "side_curl")], {}


def integrating_before_a_release(boss: Actor) -> Rows:
    return [_row(boss), _row(boss, "shift_to_walk", "integrate")], {}


def an_override_without_a_reason(boss: Actor) -> Rows:
    return [_row(boss, "shift_to_walk", "integrate", unlock_reason="   ")], {}


def maintaining_without_a_reason(boss: Actor) -> Rows:
    return [_row(boss, phase="maintain", unlock_reason="   ")], {}


def many_without_a_reason(boss: Actor) -> Rows:
    codes = ("arch_and_flatten", "back_lift", "side_curl", "washrag", "arch_and_curl")
    return [_row(boss, code) for code in codes], {"many_reason": "   "}


BAD = [
    (without_items, "Choose at least one movement."),
    (rows_without_a_movement, "Choose at least one movement."),
    (an_end_before_its_start, "It would end before it begins."),
    (a_retired_movement, "Side Curl is no longer in the library. Choose another one."),
    (integrating_before_a_release, "First free, then integrate: record a release first"),
    (an_override_without_a_reason, "First free, then integrate: record a release first"),
    (maintaining_without_a_reason, "First free, then maintain: record a release first"),
    (many_without_a_reason, "or say why so many."),
]


def _stored(actor: Actor) -> list[list[dict[str, Any]]]:
    models: Any = (HomeProgram, ProgramItem, HomeProgramRevision)
    return [list(model.objects.visible_to(actor).order_by("id").values()) for model in models]


@pytest.mark.parametrize(("bad", "words"), BAD)
@pytest.mark.parametrize("is_new", [True, False])
def test_it_is_refused_in_words_and_nothing_is_lost(
    linden: House, nora: Client, bad: Callable[[Actor], Rows], words: str, is_new: bool
) -> None:
    more: dict[str, Any]
    with acting(linden.boss) as boss:
        if is_new:
            building.episode_of(boss, nora)
            there, more = reverse("program_new", args=[nora.pk]), {"key": uuid4()}
        else:
            program = building.running(boss, nora, building.item(boss, "back_lift"))
            there = reverse("program_edit", args=[program.pk])
            more = {"version": program.version}
        rows, said = bad(boss)
        sent = building.form_data(boss, *rows, cue=CUE, **said, **more)
        before = _stored(boss)
    answer = sign_in(STAFF).post(there, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert f'value="{CUE}"' in page
    for number, row in enumerate(rows):
        if row["movement"]:
            assert f'name="items-{number}-movement" value="{row["movement"]}"' in page
    with acting(linden.boss) as boss:
        assert _stored(boss) == before
