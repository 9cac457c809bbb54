import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.intake.rules import (
    RED_FLAGS,
    IntakeStep,
    empty_answers,
    first_open,
    known_zones,
    missing_parts,
)
from tests.clients.intake.answers import NEW_IN_THREE, answers_to, complete_answers

GOALS = [{"activity": word, "ability": 5} for word in ("Run", "Sit", "Rise")]


def changed(path: str, value: object) -> dict[str, Any]:
    answers: Any = copy.deepcopy(complete_answers())
    inside, keys = answers, path.split(".")
    for key in keys[:-1]:
        inside = inside[int(key)] if key.isdigit() else inside[key]
    inside[int(keys[-1]) if keys[-1].isdigit() else keys[-1]] = value
    return answers  # type: ignore[no-any-return]


def test_a_complete_intake_misses_nothing() -> None:
    assert missing_parts(complete_answers()) == []


def test_an_empty_draft_misses_something_in_each_step_that_must_be_filled() -> None:
    missing = missing_parts(empty_answers())
    steps = list(dict.fromkeys(part.step for part in missing))
    assert steps == [
        IntakeStep.CONTACT,
        IntakeStep.CONCERN,
        IntakeStep.GOALS,
        IntakeStep.RED_FLAGS,
        IntakeStep.CONSENT,
    ]
    assert sum(part.step is IntakeStep.RED_FLAGS for part in missing) == len(RED_FLAGS)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("contact.given_name", "  "),
        ("contact.timezone", ""),
        ("contact.timezone", "Mars/Olympus"),
        ("concern", "\n"),
        ("body", None),
        ("body", ["front_chest_sleeve"]),
        ("body.hurts", "front_chest_sleeve"),
        ("body.hurts.1", "tail"),
        ("body.held.0", 3),
        ("symptoms", "groin_pain"),
        ("symptoms", None),
        ("earlier_treatments", {"approach": "stretching"}),
        ("symptoms.0.code", "tiredness"),
        ("symptoms.0.code", "belly_protrudes"),
        ("symptoms.0.side", ""),
        ("symptoms.0.side", None),
        ("symptoms.0.severity", 11),
        ("symptoms.0.severity", -1),
        ("symptoms.0.severity", True),
        ("symptoms.0.severity", "5"),
        ("symptoms.1.brought_on_by", "flying"),
        ("symptoms.1.quality", "blue"),
        ("symptoms.1.onset", 4),
        ("symptoms.0.since", "5/2019"),
        ("symptoms.0.since", 2019),
        ("sensing", None),
        ("sensing", []),
        ("sensing.tail", "clear"),
        ("sensing.front_groin_left_core", "sore"),
        ("sensing.front_groin_left_core", ""),
        ("posture", None),
        ("posture", "upright"),
        ("posture.signs", []),
        ("posture.signs.belly_protrudes", "very"),
        ("posture.signs.groin_pain", "clearly"),
        ("posture.qualities", {"heavy": True}),
        ("posture.qualities.0", "belly_protrudes"),
        ("earlier_treatments.0.approach", "magic"),
        ("earlier_treatments.0.relief_extent", ""),
        ("earlier_treatments.0.relief_days", -1),
        ("earlier_treatments.0.relief_days", 1.5),
        ("earlier_treatments.0.who", None),
        ("earlier_treatments.0.happened", "last year"),
        ("injuries", None),
        ("injuries", {}),
        ("injuries.0.kind", ""),
        ("injuries.0.side", "above"),
        ("injuries.0.what", 3),
        ("injuries.0.happened", "2004-13"),
        ("life", None),
        ("life", []),
        ("life.stress", 11),
        ("life.sleep", True),
        ("life.breathing", "loud"),
        ("life.habits", None),
        ("doctors", None),
        ("doctors.findings", 3),
        ("goals", "walk_freely"),
        ("goals", [*GOALS, *complete_answers()["goals"]]),
        ("goals.0", "walk_freely"),
        ("goals.2.activity", "x" * 201),
        ("goals.2.ability", 11),
        ("goals.2.ability", "4"),
        ("red_flags.osteoporosis", "maybe"),
        ("red_flags.osteoporosis", None),
        ("consents.scope", False),
        ("consents.privacy", "yes"),
        ("consents.touch", "perhaps"),
        ("signature", ""),
        ("signature", "Somebody Else"),
    ],
)
def test_one_wrong_answer_is_named_alone(field: str, value: object) -> None:
    missing = missing_parts(changed(field, value))
    assert [part.field for part in missing] == [field]
    assert missing[0].message.endswith(".") or missing[0].message.startswith("Yes or no")


@pytest.mark.parametrize("count", [0, 1, 2])
def test_too_few_goals_are_named_after_the_last(count: int) -> None:
    missing = missing_parts(changed("goals", GOALS[:count]))
    assert [part.field for part in missing] == [f"goals.{count}"]


def test_a_goal_without_its_number_is_whole() -> None:
    assert missing_parts(changed("goals.0.ability", None)) == []


def test_goals_told_to_version_two_are_looked_at_again() -> None:
    missing = missing_parts(changed("goals", ["walk_freely", "Dance"]))
    assert [part.field for part in missing] == ["goals.0", "goals.1"]


def test_no_mark_on_the_body_is_an_answer() -> None:
    assert missing_parts(changed("body", {"hurts": [], "held": []})) == []


@pytest.mark.parametrize("step", [IntakeStep.BODY, *NEW_IN_THREE])
def test_an_older_form_has_the_step_open_that_it_lacks(step: IntakeStep) -> None:
    older: dict[str, Any] = {**complete_answers()}
    del older[step.value]
    assert [(part.step, part.field) for part in missing_parts(older)] == [(step, step.value)]
    assert first_open(older) is step


def test_of_version_two_only_what_is_new_and_the_goals_are_open() -> None:
    steps = dict.fromkeys(part.step for part in missing_parts(answers_to(2)))
    assert list(steps) == [*NEW_IN_THREE, IntakeStep.GOALS]


@pytest.mark.parametrize("field", ["symptoms", "earlier_treatments"])
def test_nothing_noticed_and_nothing_tried_is_an_answer(field: str) -> None:
    assert missing_parts(changed(field, [])) == []


def test_touch_and_messages_may_be_refused() -> None:
    assert missing_parts(changed("consents", {"scope": True, "privacy": True})) == []


def test_the_preferred_name_signs_too() -> None:
    answers = complete_answers()
    answers["contact"]["preferred_name"] = "Mo"
    answers["signature"] = "Mo Ångström Lee"
    assert missing_parts(answers) == []


def test_a_single_name_signs() -> None:
    answers = complete_answers()
    answers["contact"]["family_name"] = ""
    answers["signature"] = "Mara"
    assert missing_parts(answers) == []


known_zones()  # read once, outside hypothesis' clock

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
PARTS = list(complete_answers())


@given(st.dictionaries(st.sampled_from(PARTS), JSON))
def test_whatever_arrives_is_answered_in_words(answers: dict[str, object]) -> None:
    missing = missing_parts(answers)
    assert missing
    assert all(part.message for part in missing)


@given(st.sampled_from(PARTS), JSON)
def test_one_odd_part_never_raises(part: str, value: object) -> None:
    missing_parts({**complete_answers(), part: value})
