from sessions.evaluations.rules import MATRIX_COLUMNS, ReflexPattern
from sessions.techniques.rules import PROTOCOLS, Technique


def test_columns_stand_in_the_order_a_person_gets_up() -> None:
    assert [place.value for place in MATRIX_COLUMNS] == [
        "lying",
        "lying_to_sitting",
        "sitting",
        "sitting_to_standing",
        "standing",
        "standing_to_walking",
        "walking",
    ]


def test_there_is_one_lesson_for_each_reflex() -> None:
    assert [protocol.order for protocol in PROTOCOLS] == [1, 2, 3]
    assert {protocol.reflex for protocol in PROTOCOLS} == set(ReflexPattern)


def test_the_three_techniques_are_there() -> None:
    assert {technique.value for technique in Technique} == {
        "means_whereby",
        "kinetic_mirroring",
        "assisted_pandiculation",
    }
