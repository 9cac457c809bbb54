"""Against a copy of the rows (1.2) and enumerations (1.8), written apart from the code."""

from collections import Counter
from csv import DictReader
from pathlib import Path

import pytest

from clients.symptoms.models import Symptom
from clients.symptoms.rules import (
    APPROACH_SOURCES,
    INTAKE_SYMPTOMS,
    MOVEMENT_QUALITIES,
    POSTURE_SIGNS,
    SENSATION_SOURCES,
    SYMPTOMS,
    SYMPTOMS_BY_CODE,
    ApproachType,
    BodyLayer,
    MovementTask,
    Phase,
    Position,
    SensationClarity,
    SensationQuality,
    SymptomKind,
    ToneFit,
    Transition,
)
from practice.core.actor import enter_as
from tests.cast import House

with (Path(__file__).parent / "article.csv").open(encoding="utf-8") as file:
    ARTICLE = list(DictReader(file))


def told(kind: str) -> dict[str, tuple[int, str]]:
    """Code → its row and what it speaks for, as the copy has it."""
    return {
        row["code"]: (int(row["row"]), row["speaks_for"]) for row in ARTICLE if row["kind"] == kind
    }


def test_the_copy_is_whole() -> None:
    kinds = Counter(row["kind"] for row in ARTICLE)
    assert kinds == {
        **{"symptom": 11, "posture_sign": 8, "quality": 11, "sensation": 13},
        "approach": 4,
    }
    assert len({(row["kind"], row["code"]) for row in ARTICLE}) == len(ARTICLE)


@pytest.mark.parametrize("kind", SymptomKind)
def test_each_is_there_with_its_row_and_nothing_else_is(kind: SymptomKind) -> None:
    found = {s.code: (s.source, s.speaks_for.value) for s in SYMPTOMS if s.kind is kind}
    assert found == told(kind.value)


def test_each_approach_is_there_with_its_row() -> None:
    found = {approach.value: (row, "") for approach, row in APPROACH_SOURCES.items()}
    assert found == told("approach")
    assert set(ApproachType) - set(APPROACH_SOURCES) == {ApproachType.OTHER}


def test_how_a_symptom_feels_comes_from_the_same_rows() -> None:
    rows = {
        code: row for code, (row, speaks_for) in told("sensation").items() if speaks_for == "tight"
    }
    assert {**rows, "unclear": 57} == SENSATION_SOURCES
    assert {quality.value for quality in SensationQuality} == set(SENSATION_SOURCES)
    nothing = {clarity.value for clarity in SensationClarity} - {"clear"}
    assert nothing == {code for code, row in SENSATION_SOURCES.items() if row == 57}


def test_what_the_client_is_asked_is_all_of_it() -> None:
    assert {s.code for s in INTAKE_SYMPTOMS} == set(told("symptom"))
    assert {s.code for s in POSTURE_SIGNS} == set(told("posture_sign"))
    assert {s.code for s in MOVEMENT_QUALITIES} == set(told("quality"))


@pytest.mark.django_db
def test_each_practice_has_a_copy_that_names_the_row(linden: House) -> None:
    enter_as(linden.boss)
    rows = Symptom.objects.visible_to(linden.boss).values_list("kind", "built_in_code", "source")
    asked = [row for row in ARTICLE if row["kind"] != "approach"]
    assert set(rows) == {(row["kind"], row["code"], f"seed row {row['row']}") for row in asked}


def test_no_code_and_no_label_comes_twice() -> None:
    assert len(SYMPTOMS_BY_CODE) == len(SYMPTOMS)
    for kind in SymptomKind:
        labels = [s.label for s in SYMPTOMS if s.kind is kind]
        assert len(set(labels)) == len(labels)


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
