"""Each item of the domain notes, 2.8, is asked about at its level, and nothing else is."""

from collections import Counter

import pytest

from clients.intake.rules import RED_FLAGS, RED_FLAGS_BY_CODE, RedFlagLevel, symptoms_to_look_at
from clients.symptoms.rules import SYMPTOMS

# The table written out apart from the code: level, item, and words its question cannot do without.
TABLE = (
    ("emergency", "bladder_or_bowel_change", ("lately", "urine", "stool", "hold")),
    ("emergency", "saddle_numbness", ("new numbness", "saddle")),
    ("emergency", "both_legs", ("both legs", "pain", "weakness")),
    ("emergency", "pulsing_belly", ("pulsing", "belly", "throbbing", "back at rest")),
    ("emergency", "sudden_belly_pain", ("sudden, severe", "low on the right", "move the hip")),
    ("refer", "fever_with_pain", ("fever", "chills", "night sweats", "back, hip or groin")),
    ("refer", "hip_held_bent", ("limp", "hip", "bent")),
    ("refer", "groin_lump", ("lump", "groin")),
    ("refer", "cancer_history", ("ever had cancer",)),
    ("refer", "weight_loss", ("lost weight", "without meaning to")),
    ("refer", "night_or_rest_pain", ("night", "rest", "not let up")),
    ("refer", "no_improvement", ("six weeks", "without easing")),
    ("refer", "major_injury", ("bad fall", "crash", "accident")),
    ("refer", "minor_fall_fragile_bones", ("small fall", "fragile bones", "steroids")),
    ("refer", "growing_weakness", ("numbness", "weakness", "limpness", "growing")),
    ("clearance", "recent_surgery_or_injury", ("surgery", "injury")),
    ("clearance", "pregnancy_with_complications", ("pregnant",)),
    ("clearance", "weak_immune_system", ("immune",)),
    ("clearance", "injected_drugs", ("inject drugs",)),
    ("clearance", "blood_thinners", ("thins the blood",)),
    ("clearance", "joint_replacement", ("replaced joint",)),
    ("adapt", "osteoporosis", ("osteoporosis",)),
)


def test_each_is_there_at_its_level_and_nothing_else_is() -> None:
    assert {flag.code: flag.level.value for flag in RED_FLAGS} == {
        code: level for level, code, _words in TABLE
    }
    assert Counter(level for level, _code, _words in TABLE) == {
        **{"emergency": 5, "refer": 10, "clearance": 6, "adapt": 1}
    }
    assert {flag.level for flag in RED_FLAGS} == set(RedFlagLevel)


@pytest.mark.parametrize(("code", "words"), [row[1:] for row in TABLE])
def test_each_asks_for_what_the_table_names(code: str, words: tuple[str, ...]) -> None:
    question = RED_FLAGS_BY_CODE[code].question.lower()
    assert [word for word in words if word.lower() not in question] == []


def test_what_runs_through_the_gate_is_what_the_notes_name() -> None:
    """Groin pain, deep pelvic pain, deep belly ache, constipation; no other symptom."""
    assert sorted(symptoms_to_look_at(one.code for one in SYMPTOMS)) == [
        "chronic_constipation",
        "deep_belly_ache",
        "deep_pelvic_pain",
        "groin_pain",
    ]
