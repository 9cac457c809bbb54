"""Findings: several reflexes at once, each on its scale and side; what follows is computed."""

import pytest

from clients.symptoms.rules import COMPENSATION_LINKS, muscle_group
from sessions.evaluations.amnesia import (
    REGION_GROUPS,
    SMA_REGIONS,
    SmaData,
    SmaMisfit,
    SmaWrong,
    sound_sma,
)
from sessions.evaluations.findings import (
    LOOKS,
    Alternation,
    FindingData,
    Misfit,
    Wrong,
    alternation,
    is_dark_vise,
    sound,
)
from sessions.evaluations.looking_again import look_again
from sessions.evaluations.rules import CellData


def reflex(code: str, side: str, value: int | None) -> FindingData:
    return FindingData(kind="reflex", code=code, side=side, value=value)


def seen(kind: str, code: str, value: int | None = None, side: str = "") -> FindingData:
    return FindingData(kind=kind, code=code, side=side, value=value)


def test_all_three_reflexes_stand_side_by_side() -> None:
    told = (
        reflex("trauma", "left", 1),
        reflex("green_light", "both", 2),
        reflex("red_light", "right", 3),
    )
    assert [one.code for one in sound(told)] == ["green_light", "red_light", "trauma"]


@pytest.mark.parametrize(
    ("green", "red", "both_high"), [(2, 2, True), (3, 2, True), (1, 3, False), (3, None, False)]
)
def test_dark_vise_follows_from_green_and_red(green: int, red: int | None, both_high: bool) -> None:
    told = [reflex("green_light", "left", green), reflex("green_light", "right", 0)]
    if red is not None:
        told.append(reflex("red_light", "both", red))
    assert is_dark_vise(told) is both_high


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ([reflex("trauma", "left", 4)], Wrong.SCALE),
        ([reflex("trauma", "left", -1)], Wrong.SCALE),
        ([reflex("trauma", "left", None)], Wrong.SCALE),
        ([reflex("trauma", "both", 1)], Wrong.SIDE),
        ([reflex("trauma", "", 1)], Wrong.SIDE),
        ([reflex("blue_light", "left", 1)], Wrong.UNKNOWN),
        ([seen("mood", "good")], Wrong.UNKNOWN),
        ([seen("posture", "pubes_back", 2, "left")], Wrong.SIDE),
        ([seen("quality", "heavy", 1)], Wrong.SCALE),
        ([seen("breathing", "chest", 2)], Wrong.SCALE),
        ([seen("height", "cm", 499)], Wrong.SCALE),
        ([seen("height", "in", 1001)], Wrong.SCALE),
        ([seen("height", "ft", 60)], Wrong.UNKNOWN),
        ([seen("full_stature", "own", 11)], Wrong.SCALE),
        ([reflex("trauma", "left", 1), reflex("trauma", "left", 2)], Wrong.TWICE),
        ([reflex("red_light", "both", 1), reflex("red_light", "left", 1)], Wrong.BOTH),
        ([seen("height", "cm", 1700), seen("height", "in", 670)], Wrong.UNITS),
    ],
)
def test_what_cannot_be_is_named(told: list[FindingData], wrong: Wrong) -> None:
    with pytest.raises(Misfit) as misfit:
        sound(told)
    assert misfit.value.wrong is wrong
    assert misfit.value.kind == told[0].kind


def test_the_catalogue_holds_the_articles_signs_and_words() -> None:
    kinds = [look.kind.value for look in LOOKS.values()]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "reflex": 8,
        "posture": 8,
        "quality": 11,
        "breathing": 7,
        "alternation": 2,
        "height": 2,
        "full_stature": 1,
    }


@pytest.mark.parametrize(
    ("left", "right", "index", "asymmetry"),
    [(2, 2, 0, 0), (3, 1, 50, 50), (1, 3, -50, 50), (3, 0, 100, 100), (0, 0, None, None)],
)
def test_alternation_is_an_index_of_both_sides(
    left: int, right: int, index: int | None, asymmetry: int | None
) -> None:
    both = Alternation(left, right)
    assert (both.index, both.asymmetry) == (index, asymmetry)


def test_one_side_alone_has_no_index() -> None:
    left = seen("alternation", "walking", 2, "left")
    assert alternation([left]) is None
    assert alternation([left, seen("alternation", "walking", 1, "right")]) == Alternation(2, 1)


def test_a_region_of_amnesia_has_its_side_apart_and_its_groups_exist() -> None:
    assert SMA_REGIONS["front_groin_core"].name == "Groin, front, deep"
    assert SMA_REGIONS["back_low_back_sleeve"].in_the_middle
    assert not any("left" in code or "right" in code for code in SMA_REGIONS)
    assert REGION_GROUPS.keys() <= SMA_REGIONS.keys()
    for code in REGION_GROUPS.values():
        muscle_group(code)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"region": "left_ear", "sense": "clear"}, SmaWrong.REGION),
        ({"region": "front_groin_core", "side": "middle", "sense": "clear"}, SmaWrong.SIDE),
        ({"region": "front_groin_core", "side": "top", "sense": "clear"}, SmaWrong.SIDE),
        ({"region": "front_groin_core", "sense": "smooth"}, SmaWrong.SENSE),
        ({"region": "front_groin_core", "control": "none"}, SmaWrong.CONTROL),
        ({"region": "front_groin_core", "release": "absent"}, SmaWrong.RELEASE),
        ({"region": "front_chest_sleeve", "control": "jerky"}, SmaWrong.TWICE),
    ],
)
def test_amnesia_that_cannot_be_is_named(said: dict[str, str], wrong: SmaWrong) -> None:
    first = SmaData(region="front_chest_sleeve", side="", sense="absent")
    with pytest.raises(SmaMisfit) as misfit:
        sound_sma([first, SmaData(**said)])
    assert (misfit.value.wrong, misfit.value.at) == (wrong, 1)


def test_a_region_alone_says_nothing_and_a_middle_one_has_a_middle() -> None:
    chosen = SmaData(region="front_groin_core", side="left")
    middle = SmaData(region="back_low_back_sleeve", side="middle", release="none")
    assert sound_sma([chosen, middle]) == (middle,)


def cell(group: str, fit: str) -> CellData:
    return CellData(side="left", place="standing", moment="before", fit=fit, muscle_group=group)


def test_what_is_held_prompts_the_groups_that_make_up_for_it() -> None:
    found = look_again([cell("iliopsoas", "too_high"), cell("hamstrings", "fits")], [], [])
    told = {one.link.secondary: one.is_looked_at for one in found}
    assert told["hamstrings"] is True
    assert told["abdominal_wall"] is False
    assert {one.link.primary for one in found} == {"iliopsoas"}
    assert look_again([cell("iliopsoas", "fits")], [], []) == []


def test_amnesia_and_a_release_prompt_as_well() -> None:
    lost = SmaData(region="back_thigh_sleeve", side="left", control="jerky")
    clear = SmaData(region="front_belly_core", sense="clear", control="smooth", release="full")
    assert [one.link.secondary for one in look_again([], [lost, clear], [])] == ["calves"]
    assert [one.link.secondary for one in look_again([], [], ["shoulders"])] == ["neck"]


def test_each_link_joins_two_groups_and_says_where_it_is_from() -> None:
    assert len({(one.primary, one.secondary) for one in COMPENSATION_LINKS}) == len(
        COMPENSATION_LINKS
    )
    for one in COMPENSATION_LINKS:
        assert muscle_group(one.primary) != muscle_group(one.secondary)
        assert one.source
    of_the_article = next(one for one in COMPENSATION_LINKS if one.source == "seed row 22")
    assert (of_the_article.primary, of_the_article.secondary) == ("iliopsoas", "hamstrings")
