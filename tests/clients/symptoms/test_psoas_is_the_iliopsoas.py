import pytest

from clients.symptoms.rules import (
    MUSCLE_GROUPS,
    BodyLayer,
    Position,
    muscle_group,
    muscle_group_named,
)


@pytest.mark.parametrize("word", ["psoas", " Psoas ", "Iliopsoas", "iliopsoas"])
def test_its_everyday_name_finds_it(word: str) -> None:
    assert muscle_group_named(word) is muscle_group("iliopsoas") is MUSCLE_GROUPS[0]


def test_an_unknown_name_finds_nothing() -> None:
    assert muscle_group_named("biceps of Hercules") is None


@pytest.mark.parametrize("code", ["iliopsoas", "iliacus", "diaphragm", "quadratus_lumborum"])
def test_the_core_is_what_the_article_calls_core(code: str) -> None:
    assert muscle_group(code).layer is BodyLayer.CORE


def test_the_abdominal_wall_belongs_to_the_sleeve() -> None:
    assert muscle_group("abdominal_wall").layer is BodyLayer.SLEEVE


def test_no_name_means_two_muscle_groups() -> None:
    words = [w.casefold() for g in MUSCLE_GROUPS for w in {g.code, g.name.casefold(), *g.aliases}]
    assert len(set(words)) == len(words)


def test_a_stored_value_finds_its_word_and_label() -> None:
    assert Position("lying") is Position.LYING
    assert Position.choices()[0] == ("lying", "Lying")
    assert f"{Position.LYING}" == "lying"
