"""A number is judged by what its place asks; a tap counts without one; empty is not looked at."""

import pytest

from sessions.evaluations.rules import MATRIX_COLUMNS, CellData, has_tone_too_low
from sessions.evaluations.services import judged_cells


def cell(**found: object) -> CellData:
    base = {"side": "left", "place": "lying", "moment": "before"}
    return CellData(**(base | found))  # type: ignore[arg-type]


def test_the_same_tone_fits_one_place_and_not_another() -> None:
    lying, rising = judged_cells([cell(tone=4), cell(tone=4, place="lying_to_sitting")])
    assert (lying.fit, rising.fit) == ("too_high", "fits")


def test_a_number_outweighs_a_tap() -> None:
    (judged,) = judged_cells([cell(tone=0, place="standing", fit="fits")])
    assert judged.fit == "too_low"
    assert has_tone_too_low([judged])


def test_a_tap_counts_without_a_number() -> None:
    (judged,) = judged_cells([cell(fit="too_low")])
    assert (judged.tone, judged.fit) == (None, "too_low")


def test_an_empty_cell_is_not_kept_and_zero_is_an_answer() -> None:
    kept = judged_cells([cell(), cell(pain=0, moment="after")])
    assert kept == (cell(pain=0, moment="after"),)


@pytest.mark.parametrize(
    "wrong", [{"tone": 11}, {"tone": -1}, {"pain": 11}, {"fit": "odd"}, {"place": "x", "pain": 1}]
)
def test_what_is_off_its_scale_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        cell(**wrong).judged()


def test_every_column_has_a_judgement() -> None:
    assert [cell(place=place.value, tone=10).judged().fit for place in MATRIX_COLUMNS] == [
        "too_high"
    ] * len(MATRIX_COLUMNS)
