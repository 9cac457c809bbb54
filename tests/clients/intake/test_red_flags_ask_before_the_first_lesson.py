import pytest

from clients.intake.rules import (
    LEVEL_WORDS,
    RED_FLAGS,
    RED_FLAGS_BY_CODE,
    RedFlag,
    RedFlagLevel,
    highest_level,
    raised,
    symptoms_to_look_at,
    to_avoid,
)
from clients.symptoms.rules import Contraindication


def test_the_most_urgent_flag_decides() -> None:
    answers = {"osteoporosis": "yes", "fever_with_pain": "yes", "saddle_numbness": "yes"}
    assert highest_level(answers) is RedFlagLevel.EMERGENCY
    assert [flag.code for flag in raised(answers)] == [
        "saddle_numbness",
        "fever_with_pain",
        "osteoporosis",
    ]


def test_no_yes_raises_nothing() -> None:
    assert highest_level({flag.code: "no" for flag in RED_FLAGS}) is None
    assert raised({"not_one_of_ours": "yes"}) == []


def test_thin_bones_keep_loaded_flexion_away() -> None:
    assert to_avoid({"osteoporosis": "yes"}) == {Contraindication.LOADED_FLEXION}


def test_symptoms_that_organs_can_cause_are_looked_at() -> None:
    codes = ["tight_hamstrings", "groin_pain", "chronic_constipation", "unknown"]
    assert symptoms_to_look_at(codes) == ["groin_pain", "chronic_constipation"]


def test_no_code_comes_twice() -> None:
    assert len(RED_FLAGS_BY_CODE) == len(RED_FLAGS)


@pytest.mark.parametrize("level", RedFlagLevel)
def test_every_level_is_asked_about_and_has_words(level: RedFlagLevel) -> None:
    assert any(flag.level is level for flag in RED_FLAGS)
    assert LEVEL_WORDS[level]


@pytest.mark.parametrize("flag", RED_FLAGS, ids=lambda flag: flag.code)
def test_each_is_one_calm_question(flag: RedFlag) -> None:
    assert flag.question.endswith("?")
    assert flag.question.count("?") == 1
    assert "!" not in flag.question
