"""Our own words, read in a minute, each with a drawing of ours; a faulty one is named."""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from practice.core.elsewhere import host_of, is_address
from sessions.understanding.library import CARDS, NEXT_STEPS_BODY, PSOAS, TONE
from sessions.understanding.rules import (
    DRAWINGS,
    WORDS_A_MINUTE,
    BuiltInCard,
    points,
    problems,
    with_scheme,
)

FOLDER = Path(__file__).parents[3] / "templates" / "understanding" / "drawings"
CLASSES = {
    *("floor", "flesh", "skin", "skin_line", "inside", "bone", "muscle", "belly", "held"),
    *("start", "held_small", "sleeve", "lead", "lift", "silent", "dot", "wheel"),
}


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.code)
def test_it_has_no_problem(card: BuiltInCard) -> None:
    assert problems(card) == []


def test_each_has_its_own_code_title_and_drawing() -> None:
    for said in ("code", "title", "drawing", "summary"):
        assert len({getattr(card, said) for card in CARDS}) == len(CARDS)
    assert {card.drawing for card in CARDS} == set(DRAWINGS)
    assert {path.stem for path in FOLDER.glob("*")} == set(DRAWINGS)


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_says_in_words_what_it_shows(name: str) -> None:
    text = (FOLDER / f"{name}.svg").read_text()
    found = re.fullmatch(r'{% load i18n %}{% translate "(.+)" as label %}\n(.+)', text, re.DOTALL)
    assert found
    words, svg = found.groups()
    drawing = ElementTree.fromstring(svg)  # noqa: S314 our own file
    assert len(words) > 20
    assert drawing.get("role") == "img"
    assert drawing.get("aria-label") == drawing.findtext("title") == "{{ label }}"
    assert len(drawing.findtext("desc") or "") > 60
    used = {one.get("class") for one in drawing.iter() if one.get("class")}
    assert used <= CLASSES
    assert "style" not in svg
    assert "fill=" not in svg
    assert re.findall(r' id="(.+?)"', svg) == [f"drawing-{name}"]


@pytest.mark.parametrize(
    ("faulty", "words"),
    [
        (replace(TONE, code="Tone!"), "not lower case"),
        (replace(TONE, drawing="../secret"), "no drawing"),
        (replace(TONE, title=" "), "title is empty"),
        (replace(TONE, author=""), "author is empty"),
        (replace(TONE, source=""), "source is empty"),
        (replace(TONE, licence="an article"), "not 'own words'"),
        (replace(TONE, version=0), "version"),
        (replace(TONE, healthy=("Soft",)), "One column"),
        (replace(TONE, body="So " * WORDS_A_MINUTE + "soft."), "in a minute"),
        (replace(TONE, title="T" * 81), "too long"),
        (replace(PSOAS, tight=("Held " * 20,)), "for a column"),
        (replace(TONE, body="no end"), "whole sentence"),
        (replace(TONE, body="This will cure you."), "'cure'"),
        (replace(PSOAS, tight=("Treated",)), "'Treat'"),
    ],
)
def test_a_problem_is_said(faulty: BuiltInCard, words: str) -> None:
    assert any(words in problem for problem in problems(faulty))


def test_the_first_next_steps_are_a_minute_too() -> None:
    assert len(NEXT_STEPS_BODY.split()) <= WORDS_A_MINUTE
    assert problems(replace(TONE, body=NEXT_STEPS_BODY)) == []


def test_points_are_lines_without_what_stands_before_them() -> None:
    assert points("- Soft\n\n • Long \nwell-known\n") == ["Soft", "Long", "well-known"]


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("example.org/a page", ""),
        ("https://www.example.org/page?a=1", "example.org"),
        ("example.org", "example.org"),
        ("nowhere", ""),
        ("javascript:alert(1)", ""),
        ("ftp://example.org", ""),
        ("https://example.org:port/", ""),
        ("https://[", ""),
        ("https://.org", ""),
        ("http://example.org", ""),
        ("https://me:secret@example.org", ""),
        ("", ""),
    ],
)
def test_a_link_leads_somewhere_or_is_none(typed: str, leads_to: str) -> None:
    link = with_scheme(typed)
    assert is_address(link) is bool(leads_to)
    assert host_of(link) == leads_to
