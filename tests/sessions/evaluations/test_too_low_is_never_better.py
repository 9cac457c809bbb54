"""Tone that has become too low asks for a decision, and is nothing that a release can rest on."""

import pytest

from sessions.evaluations.improvement import improved
from sessions.evaluations.rules import CellData


def cell(moment: str, **said: int | str) -> CellData:
    return CellData(side="left", place="standing", moment=moment, **said).judged()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"tone": 9}, {"tone": 0}),  # nearer in number, and beyond what the place asks
        ({"fit": "too_high", "pain": 6}, {"fit": "too_low", "pain": 1}),
        ({"fit": "fits", "pain": 6}, {"fit": "too_low", "pain": 6}),
        ({"pain": 6}, {"fit": "too_low", "pain": 1}),
    ],
)
def test_what_became_too_low_did_not_improve(
    before: dict[str, int | str], after: dict[str, int | str]
) -> None:
    assert cell("after", **after).fit == "too_low"
    assert improved((cell("before", **before), cell("after", **after))) == {}


def test_what_was_too_low_and_came_nearer_did() -> None:
    found = improved((cell("before", tone=0, pain=4), cell("after", tone=1, pain=3)))
    assert found == {("iliopsoas", "left"): ("standing",)}
