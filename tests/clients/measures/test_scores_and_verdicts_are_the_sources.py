"""Scores and verdicts of every instrument, against worked examples from its named source."""

from dataclasses import replace

import pytest

from clients.measures.rules import (
    EASE,
    FREE_SLEEVE,
    GRC,
    INSTRUMENTS,
    NPRS,
    NPRS_NOW,
    OPEN_CORE,
    PGIC,
    PSFS,
    SRBAI,
    Direction,
    Instrument,
    Item,
    Measured,
    ResponderRule,
    Response,
    Scoring,
    Verdict,
    change_of,
    instrument_of,
    items_of,
    responded,
    score,
    tally,
    wrong_in,
)

V = Verdict


def told(*numbers: int) -> list[tuple[str, int]]:
    return [(str(place), number) for place, number in enumerate(numbers)]


@pytest.mark.parametrize(
    ("instrument", "was", "now", "verdict"),
    [
        # Salaffi 2004: one point or 15 % slightly better, two points or 33 % much better.
        (NPRS, [6], [5], V.IMPROVED_SMALL),
        (NPRS, [9], [8], V.IMPROVED_SMALL),
        (NPRS, [6], [4], V.IMPROVED_LARGE),
        (NPRS, [3], [2], V.IMPROVED_SMALL),  # a third of it, and within the error
        (NPRS, [6], [6], V.NO_CHANGE),
        (NPRS, [6], [7], V.NO_CHANGE),  # within the error of 1.77
        (NPRS, [6], [8], V.WORSE),
        (NPRS, [0], [0], V.NO_CHANGE),
        (NPRS, [0], [2], V.WORSE),
        # Abbott & Schmitt 2014: 1.3 small, 2.3 medium, 2.7 large, of the mean.
        (PSFS, [4, 3, 5], [5, 4, 6], V.NO_CHANGE),  # 1.0
        (PSFS, [4, 3, 5], [5, 5, 6], V.IMPROVED_SMALL),  # 1.33
        (PSFS, [4, 3, 5], [6, 5, 8], V.IMPROVED_MEDIUM),  # 2.33
        (PSFS, [4, 3, 5], [7, 5, 8], V.IMPROVED_MEDIUM),  # 2.67 is not yet large
        (PSFS, [4, 3, 5], [7, 6, 8], V.IMPROVED_LARGE),  # 3.0
        (PSFS, [1] * 5 + [0] * 5, [2] * 5 + [2] * 3 + [1] * 2, V.IMPROVED_SMALL),  # 1.3 itself
        (PSFS, [4, 3, 5], [3, 2, 3], V.WORSE),
        # Kamper 2009: two points of eleven.
        (GRC, None, [2], V.IMPROVED),
        (GRC, None, [1], V.NO_CHANGE),
        (GRC, None, [0], V.NO_CHANGE),
        (GRC, None, [-1], V.NO_CHANGE),
        (GRC, None, [-2], V.WORSE),
        # NINDS: much improved or better.
        (PGIC, None, [1], V.IMPROVED),
        (PGIC, None, [2], V.IMPROVED),
        (PGIC, None, [3], V.NO_CHANGE),
        (PGIC, None, [5], V.NO_CHANGE),
        (PGIC, None, [6], V.WORSE),
        # No threshold is known, or none is ours to claim.
        (SRBAI, [1, 1, 1, 1], [7, 7, 7, 7], V.NONE),
        (NPRS_NOW, [9], [1], V.NONE),
        (EASE, [1], [9], V.NONE),
        (OPEN_CORE, [1], [9], V.NONE),
        (FREE_SLEEVE, [9], [1], V.NONE),
    ],
)
def test_a_change_is_judged_as_its_source_says(
    instrument: Instrument, was: list[int] | None, now: list[int], verdict: Verdict
) -> None:
    change = change_of(instrument, None if was is None else told(*was), told(*now))
    assert change is not None
    assert change.verdict is verdict
    assert change.why  # never a verdict, nor its absence, without a reason


def test_a_verdict_cites_its_threshold_and_source() -> None:
    change = change_of(NPRS, told(6), told(4))
    assert change is not None
    assert change.why.startswith("From 2 or 33 %: Salaffi et al. 2004, PMID 15207508")
    change = change_of(PSFS, told(4, 3, 5), told(5, 5, 6))
    assert change is not None
    assert change.why.startswith("From 1.3: Abbott & Schmitt 2014, doi 10.2519/jospt.2014.5248")
    change = change_of(GRC, None, told(3))
    assert change is not None
    assert "doi 10.1179/jmt.2009.17.3.163" in change.why


def test_what_is_not_validated_says_so_and_gets_no_verdict() -> None:
    ours = [one for one in INSTRUMENTS.values() if not one.validated]
    assert ours == [EASE, OPEN_CORE, FREE_SLEEVE]
    for instrument in ours:
        change = change_of(instrument, told(1), told(9))
        assert change is not None
        assert (change.verdict, change.why[:13]) == (V.NONE, "Not validated")


def test_scores_are_what_each_source_makes_of_answers() -> None:
    assert score(PSFS, told(4, 3, 5)) == 4  # Stratford 1995: the mean of the activities
    assert score(SRBAI, told(5, 6, 4, 6)) == 5.25  # Gardner 2012: of four items, 1 to 7
    assert score(SRBAI, told(7, 7, 7, 7)) == 7
    for one in INSTRUMENTS.values():
        assert score(one, []) is None
    single = [one for one in INSTRUMENTS.values() if len(one.items) == 1]
    assert [one.code for one in INSTRUMENTS.values() if one not in single] == ["psfs", "srbai"]
    for one in single:  # as it was chosen, and nothing else makes a score
        assert score(one, [(one.items[0].code, one.low)]) == one.low
        assert score(one, told(3, 4)) is None


def test_each_says_how_it_is_scored() -> None:
    """By the instrument itself, so that a version scored otherwise stands beside this one."""
    assert {one.code: one.scoring for one in INSTRUMENTS.values()} == {
        **dict.fromkeys(INSTRUMENTS, Scoring.NUMBER),
        **{"psfs": Scoring.MEAN, "srbai": Scoring.MEAN},
    }
    by_one = replace(SRBAI, version="one", scoring=Scoring.NUMBER)
    assert score(by_one, told(5)) == 5
    assert score(by_one, told(5, 6, 4, 6)) is None


def test_the_beginning_has_no_change() -> None:
    assert change_of(NPRS, None, told(6)) is None


def test_activities_are_compared_with_themselves() -> None:
    """Somebody who leaves out what goes worst has not improved by that."""
    was = [("walk", 2), ("sit", 8)]
    change = change_of(PSFS, was, [("sit", 8)])
    assert change is not None
    assert (change.verdict, change.better) == (V.NO_CHANGE, 0)
    change = change_of(PSFS, was, [("run", 9)])
    assert change is not None
    assert change.verdict is V.NONE


def test_the_scale_of_activities_is_the_originals() -> None:
    """Its second version turns it round: 0 unable, 10 able as before is Stratford's."""
    assert (PSFS.direction, PSFS.version, PSFS.ends) == (
        Direction.UP,
        "1995",
        ("unable", "able as before"),
    )
    assert instrument_of("psfs", "2.0") is None  # nobody scores it by the wrong scale
    assert instrument_of("psfs", "1995") is PSFS


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=lambda one: one.code)
def test_each_says_whose_it_is(instrument: Instrument) -> None:
    assert instrument.licence
    assert instrument.source
    assert instrument.recall
    assert instrument.low < instrument.high
    assert instrument.by_activity or instrument.items
    assert not instrument.thresholds or all(t.source for t in instrument.thresholds)
    assert instrument.thresholds or instrument.why_no_verdict
    assert not instrument.steps or len(instrument.steps) == instrument.high - instrument.low + 1


def test_nothing_of_doubtful_licence_is_there() -> None:
    doubtful = {"peg", "odi", "ndi", "sf12", "eq5d", "promis", "faces", "maia2", "rmdq", "frebaq"}
    assert not doubtful & set(INSTRUMENTS)


@pytest.mark.parametrize(
    ("instrument", "numbers", "item"),
    [
        (NPRS, {"average": 11}, "average"),
        (NPRS, {"average": -1}, "average"),
        (NPRS, {}, "average"),
        (NPRS, {"average": 3, "now": 2}, ""),
        (GRC, {"change": 6}, "change"),
        (GRC, {"change": -6}, "change"),
        (PGIC, {"change": 0}, "change"),
        (PGIC, {"change": 8}, "change"),
        (SRBAI, {"automatically": 4, "remember": 4, "thinking": 4}, "realize"),
        (PSFS, {"walk": 4}, "sit"),
    ],
)
def test_what_is_wrong_is_named(instrument: Instrument, numbers: dict[str, int], item: str) -> None:
    asked = items_of(instrument, [("walk", "Walk"), ("sit", "Sit")])
    wrong = wrong_in(instrument, asked, list(numbers.items()))
    assert wrong is not None
    assert wrong.item == item


def test_nothing_asked_is_nothing_answered() -> None:
    assert wrong_in(PSFS, items_of(PSFS, []), []) is not None
    assert wrong_in(GRC, items_of(GRC), [("change", -5)]) is None
    assert wrong_in(NPRS, items_of(NPRS), [("average", 0)]) is None  # zero is an answer
    assert items_of(PSFS, [("walk", "Walk")]) == [Item("walk", "Walk")]


@pytest.mark.parametrize(
    ("measured", "response"),
    [
        (Measured((6, 4), (4, 6.3), None), Response.IMPROVED),
        (Measured((6, 4), (4, 6.2), 2), Response.IMPROVED),
        (Measured((6, 4), (4, 6.2), 1), Response.UNCHANGED),
        (Measured((8, 6), (4, 6.3), 1), Response.UNCHANGED),  # two points, and not 30 %
        (Measured((3, 2), (4, 6.3), 1), Response.UNCHANGED),  # 33 %, and not two points
        (Measured((6, 4), (4, 1.7), 3), Response.WORSE),  # any reversed
        (Measured((6, 8), None, None), Response.WORSE),
        (Measured(None, None, -2), Response.WORSE),
        (Measured((6, 4), None, None), Response.NOT_MEASURED),
        (Measured(), Response.NOT_MEASURED),
        (Measured((0, 3), (4, 4), 0), Response.WORSE),
    ],
)
def test_who_responded(measured: Measured, response: Response) -> None:
    assert responded(measured) is response


def test_the_responder_rule_can_be_told_otherwise() -> None:
    strict = ResponderRule(at_least=3)
    assert responded(Measured((6, 4), (4, 7), 1), strict) is Response.UNCHANGED
    assert responded(Measured((6, 4), (4, 7), 2), strict) is Response.IMPROVED


def test_a_share_says_who_is_missing() -> None:
    R = Response  # noqa: N806
    found = tally([R.IMPROVED, R.IMPROVED, R.WORSE, R.UNCHANGED, R.NOT_MEASURED])
    assert (found.enrolled, found.measured, found.missing) == (5, 4, 1)
    assert (found.improved, found.worse) == (2, 1)
