"""Regions of the body map: each with its words, side and layer, large enough for a thumb."""

import itertools
from pathlib import Path

import pytest

from clients.symptoms.rules import (
    BODY_REGIONS,
    BODY_REGIONS_BY_CODE,
    BodyFigure,
    BodyLayer,
    BodyRegion,
    BodyView,
    Side,
    body_figures,
)

STYLES = Path("static/css/pages/body-map.css").read_text()
ON_A_PHONE = 17 * 16  # px across a figure of 240
FIGURES = body_figures({})


def test_no_code_and_no_name_comes_twice() -> None:
    assert len(BODY_REGIONS_BY_CODE) == len(BODY_REGIONS)
    assert len({region.name for region in BODY_REGIONS}) == len(BODY_REGIONS)


def test_all_sides_are_drawn_in_both_layers() -> None:
    drawn = {(figure.view, figure.layer) for figure in FIGURES if figure.regions}
    assert drawn == set(itertools.product(BodyView, BodyLayer))
    assert sum(len(figure.regions) for figure in FIGURES) == len(BODY_REGIONS)


@pytest.mark.parametrize("region", BODY_REGIONS, ids=lambda region: region.code)
def test_a_side_is_said_first_and_its_other_side_is_there(region: BodyRegion) -> None:
    if region.side is Side.MIDDLE:
        assert not region.name.startswith(("Left", "Right"))
        return
    assert region.name.startswith(f"{region.side.label} ")
    other = "right" if region.side is Side.LEFT else "left"
    twin = BODY_REGIONS_BY_CODE[region.code.replace(f"_{region.side.value}_", f"_{other}_")]
    assert twin.side.value == other
    assert twin.label.removeprefix(twin.side.label) == region.label.removeprefix(region.side.label)
    mirrored = 240 - twin.box.x - twin.box.width
    assert (mirrored, twin.box.y) == (region.box.x, region.box.y)


def test_the_persons_left_lies_where_the_viewer_sees_it() -> None:
    in_front = BODY_REGIONS_BY_CODE["front_groin_left_core"]
    behind = BODY_REGIONS_BY_CODE["back_buttock_left_sleeve"]
    assert in_front.name == "Left groin, front, deep"
    assert in_front.box.x >= 120
    assert behind.box.x + behind.box.width <= 120


@pytest.mark.parametrize("region", BODY_REGIONS, ids=lambda region: region.code)
def test_a_thumb_meets_each_and_the_style_puts_it_there(region: BodyRegion) -> None:
    box, scale = region.box, ON_A_PHONE / 240
    assert min(box.width, box.height) * scale >= 44
    (figure, at) = next(
        (figure, at)
        for figure in FIGURES
        for at, marked in enumerate(figure.regions, start=1)
        if marked.region is region
    )
    drawn = f".figure--{figure.view.value}.figure--{figure.layer.value} li:nth-child({at})"
    there = f"--x: {box.x}; --y: {box.y}; --w: {box.width}; --h: {box.height};"
    assert f"\n  {drawn}, .at-{region.code} {{ {there} }}\n" in STYLES


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.title)
def test_no_two_lie_over_each_other(figure: BodyFigure) -> None:
    for one, other in itertools.combinations([m.region for m in figure.regions], 2):
        a, b = one.box, other.box
        beside = a.x + a.width <= b.x or b.x + b.width <= a.x
        above = a.y + a.height <= b.y or b.y + b.height <= a.y
        assert beside or above, (one.code, other.code)
