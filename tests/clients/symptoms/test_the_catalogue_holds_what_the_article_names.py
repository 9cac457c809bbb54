"""Against a copy of the rows (1.2) and enumerations (1.8), written apart from the code."""

import pytest

from clients.symptoms.rules import (
    INTAKE_SYMPTOMS,
    SYMPTOMS,
    SYMPTOMS_BY_CODE,
    ApproachType,
    BodyLayer,
    MovementTask,
    Phase,
    Position,
    SpeaksFor,
    SymptomKind,
    ToneFit,
    Transition,
)

SYMPTOM_ROWS = {
    "groin_pain": 15,
    "deep_pelvic_pain": 16,
    "deep_belly_ache": 17,
    "lumbopelvic_pain": 24,
    "lumbosacral_pain": 25,
    "groin_pull": 26,
    "pelvic_seizing": 27,
    "restricted_stride": 21,
    "tight_hamstrings": 22,
    "chronic_constipation": 23,
    "cannot_stand_erect": 28,
}
POSTURE_ROWS = {
    "buttocks_back": 18,
    "belly_protrudes": 19,
    "pelvis_top_forward": 20,
    "pubes_back": 30,
    "excess_lumbar_curve": 29,
    "distorted_curves": 31,
    "shortened_spine": 32,
    "pelvic_imbalance": 33,
}
QUALITIES_OF_TIGHTNESS = ["chunky", "heavy", "labored", "awkward", "ungainly", "uneconomical"]
QUALITIES_OF_EASE = ["graceful", "economical", "balanced", "coordinated", "supple"]
SENSATIONS_OF_EASE = [
    "spaciousness",
    "support",
    "freedom",
    "length",
    "flexibility",
    "stability",
    "free_breathing",
    "relaxed_abdomen",
]
SENSATIONS_OF_TIGHTNESS = ["pull", "seizing", "ache", "absent", "distorted"]


SOURCES = {
    SymptomKind.QUALITY: {
        34: {"chunky", "heavy", "labored", "awkward", "ungainly"},
        62: {"supple"},
        69: {"graceful", "economical", "uneconomical"},
        70: {"balanced", "coordinated"},
    },
    SymptomKind.SENSATION: {
        17: {"ache"},
        26: {"pull"},
        27: {"seizing"},
        57: {"absent", "distorted"},
        63: {"spaciousness", "support", "freedom", "length"},
        65: {"relaxed_abdomen"},
        66: {"flexibility", "stability"},
        67: {"free_breathing"},
    },
}


def codes(kind: SymptomKind, speaks_for: SpeaksFor = SpeaksFor.TIGHT) -> set[str]:
    return {s.code for s in SYMPTOMS if s.kind is kind and s.speaks_for is speaks_for}


def test_the_eleven_symptoms_come_with_their_rows() -> None:
    found = {s.code: s.source for s in SYMPTOMS if s.kind is SymptomKind.SYMPTOM}
    assert found == SYMPTOM_ROWS


def test_the_posture_signs_come_with_their_rows() -> None:
    found = {s.code: s.source for s in SYMPTOMS if s.kind is SymptomKind.POSTURE_SIGN}
    assert found == POSTURE_ROWS


def test_qualities_and_sensations_come_with_their_opposites() -> None:
    assert codes(SymptomKind.QUALITY) == set(QUALITIES_OF_TIGHTNESS)
    assert codes(SymptomKind.QUALITY, SpeaksFor.SUPPLE) == set(QUALITIES_OF_EASE)
    assert codes(SymptomKind.SENSATION) == set(SENSATIONS_OF_TIGHTNESS)
    assert codes(SymptomKind.SENSATION, SpeaksFor.SUPPLE) == set(SENSATIONS_OF_EASE)


@pytest.mark.parametrize("kind", SOURCES)
def test_qualities_and_sensations_come_with_their_rows(kind: SymptomKind) -> None:
    rows: dict[int, set[str]] = {}
    for symptom in SYMPTOMS:
        if symptom.kind is kind:
            rows.setdefault(symptom.source, set()).add(symptom.code)
    assert rows == SOURCES[kind]


def test_no_code_and_no_label_comes_twice() -> None:
    assert len(SYMPTOMS_BY_CODE) == len(SYMPTOMS)
    for kind in SymptomKind:
        labels = [s.label for s in SYMPTOMS if s.kind is kind]
        assert len(set(labels)) == len(labels)


def test_clients_are_asked_about_the_eleven_symptoms_only() -> None:
    assert {s.code for s in INTAKE_SYMPTOMS} == set(SYMPTOM_ROWS)


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("lumbopelvic_pain", Transition.LYING_TO_SITTING),
        ("groin_pull", Transition.LYING_TO_SITTING),
        ("pelvic_seizing", Transition.LYING_TO_SITTING),
        ("lumbosacral_pain", Position.STANDING),
        ("cannot_stand_erect", Transition.SITTING_TO_STANDING),
        ("restricted_stride", Transition.STANDING_TO_WALKING),
    ],
)
def test_a_symptom_is_bound_to_the_place_the_article_gives(code: str, place: str) -> None:
    assert SYMPTOMS_BY_CODE[code].brought_on_by == place


def test_symptoms_that_organs_or_hip_can_cause_are_marked() -> None:
    mimics = {s.code for s in SYMPTOMS if s.mimics}
    assert mimics == {"groin_pain", "deep_pelvic_pain", "deep_belly_ache", "chronic_constipation"}


def test_the_other_enumerations_are_the_articles() -> None:
    assert [p.value for p in Position] == ["lying", "sitting", "standing", "walking", "running"]
    rising = [
        "lying_to_sitting",
        "sitting_to_standing",
        "standing_to_walking",
        "walking_to_running",
    ]
    settling = ["_to_".join(reversed(t.split("_to_"))) for t in rising]
    assert {t.value for t in Transition} == {*rising, *settling}
    assert {t.value for t in MovementTask} == {
        *["bend_forward", "lean_back", "side_to_side", "twist_turn", "walk", "run"]
    }
    assert [p.value for p in Phase] == ["understand", "free", "integrate", "maintain"]
    assert {a.value for a in ApproachType} == {
        *["stretching", "massage_manipulation", "strengthening", "movement_education", "other"]
    }
    assert {layer.value for layer in BodyLayer} == {"core", "sleeve"}
    assert [fit.value for fit in ToneFit] == ["too_high", "fits", "too_low"]
