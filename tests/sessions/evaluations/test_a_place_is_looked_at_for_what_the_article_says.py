"""What each place is looked at for, against the rows of the article’s table written out again."""

from typing import Any

import pytest

from clients.symptoms.rules import (
    EXPECTED_TONE,
    FINDINGS_AT,
    PLACE_FINDINGS,
    PLACES,
    SYMPTOMS_BY_CODE,
)
from practice.core.errors import DomainError
from sessions.evaluations.rules import ALL_COLUMNS, CELLS_MOST, CellData, Misplaced
from sessions.evaluations.services import judged_cells

# row → where → what, from rows 73 to 80; "back" is the way back of row 80
SEED = {
    (74, "lying_to_sitting"): {
        "groin_pain": 15,
        "groin_pull": 26,
        "lumbopelvic_pain": 24,
        "pelvic_seizing": 27,
    },
    (80, "sitting_to_lying"): {
        "groin_pain": 15,
        "groin_pull": 26,
        "lumbopelvic_pain": 24,
        "pelvic_seizing": 27,
    },
    (76, "sitting_to_standing"): {"cannot_stand_erect": 28},
    (77, "standing"): {
        "groin_to_back_pull": 77,
        "lumbopelvic_pain": 24,
        "lumbosacral_pain": 25,
        "pubes_back": 30,
        "belly_protrudes": 19,
        "buttocks_back": 18,
        "excess_lumbar_curve": 29,
    },
    (78, "standing_to_walking"): {"restricted_stride": 21, "weight_shift_lost": 78},
    (80, "walking_to_standing"): {"restricted_stride": 21, "weight_shift_lost": 78},
    (79, "walking"): {"restricted_stride": 21, "alternation_lost": 79},
    (79, "walking_to_running"): {"restricted_stride": 21, "alternation_lost": 79},
    (79, "running"): {"restricted_stride": 21, "alternation_lost": 79},
    (80, "running_to_walking"): {"restricted_stride": 21, "alternation_lost": 79},
    **{
        (77, task): {"curves_stay": 77}
        for task in ("bend_forward", "lean_back", "side_to_side", "twist_turn")
    },
}
CELL: dict[str, Any] = {"side": "left", "moment": "before"}


def test_the_catalogue_is_the_articles() -> None:
    told = {
        place.value: {one.code: one.sources[0] for one in found}
        for place, found in FINDINGS_AT.items()
        if found
    }
    assert told == {place: found for (_row, place), found in SEED.items()}
    rows = {row for found in PLACE_FINDINGS for row in found.sources}
    assert {74, 76, 77, 78, 79} <= rows
    assert all(15 <= row <= 80 for row in rows)
    assert len({one.code for one in PLACE_FINDINGS}) == len(PLACE_FINDINGS) == 15


def test_what_a_client_may_report_too_has_the_same_code_and_row() -> None:
    both = [one for one in PLACE_FINDINGS if one.code in SYMPTOMS_BY_CODE]
    assert len(both) == 11
    assert all(one.sources[0] == SYMPTOMS_BY_CODE[one.code].source for one in both)


def test_the_columns_are_every_place_once_and_judged() -> None:
    told = {place.value for place in ALL_COLUMNS}
    assert len(ALL_COLUMNS) == len(told) == 17
    assert set(PLACES) - told == {"walk", "run"}  # as walking and running
    assert all(place in EXPECTED_TONE for place in ALL_COLUMNS)


@pytest.mark.parametrize("place", [place.value for place in ALL_COLUMNS])
def test_a_finding_belongs_to_its_places_alone(place: str) -> None:
    here = {one.code for one in FINDINGS_AT[PLACES[place]]}
    for finding in PLACE_FINDINGS:
        cell = CellData(**CELL, place=place, findings=(finding.code,))
        if finding.code in here:
            assert cell.judged().findings == (finding.code,)
        else:
            with pytest.raises(Misplaced):
                cell.judged()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"place": "lying", "findings": ("pubes_back",)}, "“Pubes back” is not looked for here"),
        ({"place": "standing", "findings": ("made_up",)}, "not in the list"),
        ({"place": "standing", "effort": 11}, "not on its scale"),
        ({"place": "standing", "pain": -1}, "not on its scale"),
        ({"place": "standing", "sensation": "pretty"}, "not on its scale"),
        ({"place": "nowhere", "findings": ("pubes_back",)}, "not on its scale"),
    ],
)
def test_what_is_wrong_is_said_in_words(said: dict[str, Any], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        judged_cells([CellData(**CELL, **said)])


def test_a_note_holds_so_many_cells() -> None:
    cells = [
        CellData(side=side, place=place.value, moment=moment, muscle_group=group, pain=1)
        for group in ("iliopsoas", "calves", "neck")
        for side in ("left", "right")
        for place in ALL_COLUMNS
        for moment in ("before", "after")
    ]
    assert len(judged_cells(cells[:CELLS_MOST])) == CELLS_MOST
    with pytest.raises(DomainError, match="more cells than one note can hold"):
        judged_cells(cells[: CELLS_MOST + 1])
