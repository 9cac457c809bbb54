"""What a program says in words of ours is said in the reader's language, wherever it is shown."""

from collections.abc import Iterator
from dataclasses import replace
from gettext import NullTranslations
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import trans_real

from clients.records.models import Client
from clients.symptoms.rules import Contraindication, Phase
from practice.core.actor import enter_as
from practice.core.models import Practice
from sessions.movements.library import MOVEMENTS
from sessions.movements.queries import aliases_in_words, cautions_in_words, listed, shown
from sessions.programs.cautions import warnings_for
from sessions.programs.dosing import how_words
from sessions.programs.drawn import row_fields
from sessions.programs.grounds import grounds_of
from sessions.programs.models import HomeProgram
from sessions.programs.paper import paper_of
from sessions.programs.queries import get_home_program, items_of
from tests.cast import House
from tests.sessions.programs import building

pytestmark = pytest.mark.django_db


class _Marking(NullTranslations):
    """Another language: each word of ours in angles."""

    def gettext(self, message: str) -> str:
        return f"«{message}»"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"«{msgid1 if n == 1 else msgid2}»"

    def to_language(self) -> str:
        return "en"


@pytest.fixture
def _marked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setattr(trans_real, "_active", SimpleNamespace(value=_Marking()))
        yield


@pytest.fixture
def planned(linden: House, nora: Client) -> HomeProgram:
    enter_as(linden.boss)
    left = building.item(linden.boss, "side_curl", side="left", variant="floor", repetitions=2)
    seated = building.item(linden.boss, "reach_to_the_top_shelf", variant="standing", minutes=9)
    more = (building.item(linden.boss, "washrag"), building.item(linden.boss, "back_lift"))
    made = building.draft(linden.boss, nora, left, seated, *more, many_reason="Asked for.")
    return get_home_program(linden.boss, made.pk)


def _is_ours(words: str) -> bool:
    return words.startswith("«") and words.endswith("»")


@pytest.mark.usefixtures("_marked")
def test_the_paper(linden: House, planned: HomeProgram) -> None:
    practice = Practice.objects.get(pk=linden.practice.pk)
    told = paper_of(linden.boss, planned, items_of(linden.boss, planned), practice)

    for one in told["items"]:
        assert all(_is_ours(part) for part in one["how"].split(" · ")), one["how"]
        assert _is_ours(one["dose"])
        assert _is_ours(one["alt"])
        assert all(_is_ours(step["word"]) and _is_ours(step["seconds"]) for step in one["steps"])
    assert all(_is_ours(told[name]) for name in ("title", "close", "foot"))


@pytest.mark.usefixtures("_marked")
def test_the_pages(linden: House, planned: HomeProgram) -> None:
    items = items_of(linden.boss, planned)
    told = [part for item in items for part in how_words(item).split(", ")]
    fields: dict[str, Any] = row_fields(items[0].movement)
    told += [str(words) for name in ("side", "variant") for _v, words in fields[name].choices]

    assert [words for words in told if not _is_ours(words)] == []


@pytest.mark.usefixtures("_marked")
def test_what_is_said_of_it(linden: House, planned: HomeProgram) -> None:
    for item in (items := items_of(linden.boss, planned)):
        item.phase = Phase.FREE.value
        item.movement.targets = []
    grounds = grounds_of(linden.boss, planned.client_id, planned.episode_id)
    grounds = replace(grounds, avoided=list(Contraindication))
    warnings = warnings_for(planned, items, [], grounds)
    items[0].phase = Phase.MAINTAIN.value
    warnings += warnings_for(planned, items, [], grounds)

    assert {one.code.value for one in warnings} >= {
        "left_out",
        "locked",
        "over_budget",
        "one_muscle_only",
    }
    assert [one.message for one in warnings if not _is_ours(one.message)] == []
    assert any("«" in one.message[1:-1] for one in warnings)  # what a decision leaves out


@pytest.mark.usefixtures("_marked")
def test_a_movement_of_the_library(linden: House, planned: HomeProgram) -> None:
    for ours in MOVEMENTS:
        movement = building.movement(linden.boss, ours.code)
        one, line = shown(movement), listed(movement)
        told = [one.position, one.sides, *one.variants, *(step.word for step in one.steps)]
        told += [line.position, line.phase, *cautions_in_words(movement)]
        told += [school for _name, school in aliases_in_words(movement)]
        assert [words for words in told if not _is_ours(words)] == []
