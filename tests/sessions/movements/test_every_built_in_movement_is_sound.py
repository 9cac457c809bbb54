import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from clients.symptoms.rules import Contraindication, Phase, Place
from sessions.evaluations.rules import MATRIX_COLUMNS
from sessions.movements.library import MOVEMENTS, MOVEMENTS_BY_CODE
from sessions.movements.rules import BuiltInMovement, Sides, problems

DRAWINGS = Path(__file__).parents[3] / "templates" / "movements" / "drawings"
EACH = pytest.mark.parametrize("movement", MOVEMENTS, ids=lambda movement: movement.code)


@EACH
def test_it_has_no_problem(movement: BuiltInMovement) -> None:
    assert problems(movement) == []


@EACH
def test_its_drawing_says_in_words_what_it_shows(movement: BuiltInMovement) -> None:
    text = (DRAWINGS / f"{movement.drawing}.svg").read_text()
    words, svg = re.fullmatch(
        r'{% load i18n %}{% translate "(.+)" as label %}\n(.+)', text, re.DOTALL
    ).groups()  # type: ignore[union-attr]
    drawing = ElementTree.fromstring(svg)  # noqa: S314 our own file
    assert len(words) > 20
    assert drawing.get("role") == "img"
    assert drawing.get("aria-label") == drawing.findtext("title") == "{{ label }}"
    assert {"floor", "flesh", "lift"} == {e.get("class") for e in drawing.iter() if e.get("class")}
    assert "style" not in svg


def test_names_and_drawings_are_their_own() -> None:
    assert len(MOVEMENTS_BY_CODE) == len(MOVEMENTS)
    assert len({m.name for m in MOVEMENTS}) == len({m.drawing for m in MOVEMENTS}) == len(MOVEMENTS)


@pytest.mark.parametrize(
    "code",
    [
        "arch_and_flatten",
        "arch_and_curl",
        "back_lift",
        "diagonal_arch_and_curl",
        "side_curl",
        "washrag",
    ],
)
def test_the_confirmed_daily_set_is_there(code: str) -> None:
    assert code in MOVEMENTS_BY_CODE


@pytest.mark.parametrize("place", MATRIX_COLUMNS)
def test_each_cell_of_the_psoas_leads_to_a_movement(place: Place) -> None:
    targets = {(t.muscle_group, t.place) for m in MOVEMENTS for t in m.targets}
    assert ("iliopsoas", place) in targets


def test_there_is_something_to_free_with_and_something_to_integrate_with() -> None:
    assert {movement.phase for movement in MOVEMENTS} == {Phase.FREE, Phase.INTEGRATE}


def test_curling_against_weight_is_tagged() -> None:
    tagged = {m.code for m in MOVEMENTS if Contraindication.LOADED_FLEXION in m.contraindications}
    assert tagged == {"arch_and_curl", "diagonal_arch_and_curl"}


def test_the_short_release_takes_four_minutes_for_both_sides() -> None:
    release = MOVEMENTS_BY_CODE["four_minute_release"]
    assert release.sides is Sides.EACH_SIDE
    assert release.seconds == release.minutes * 60 == 240
