"""Each thing that a signal can say has its sentence, with numbers and without a percentage."""

import re
from pathlib import Path

import pytest

from sessions.progress.radar.rules import Level, Reason, Signal, State, signals
from sessions.progress.radar.wording import KINDS, SENTENCES, STEPS_OF, sentence

SOURCE = Path(signals.__file__).read_text(encoding="utf-8")
WHYS = set(re.findall(r'_(?:speaks|silent|unknown)\(\s*signal,[^"]*?"(\w+)"', SOURCE))


def test_each_why_has_a_sentence() -> None:
    assert len(WHYS) > 25
    assert SENTENCES.keys() >= WHYS


def test_no_sentence_says_a_percentage() -> None:
    assert not [words for words in SENTENCES.values() if re.search(r"%(?!\()", str(words))]


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (
            Reason(
                Signal.PRACTICE,
                State.SPEAKS,
                "practises_less",
                2,
                {"logged": 3, "planned": 10, "days": 14},
            ),
            "Logged on 3 of 10 planned days.",
        ),
        (
            Reason(
                Signal.PAIN,
                State.SPEAKS,
                "pain_is_back",
                3,
                {"began": 7.0, "lowest": 4.0, "now": 6.5, "days": 2},
            ),
            "Pain is at 6.5. It began at 7 and had fallen to 4 (of 10).",
        ),
        (
            Reason(
                Signal.SENSING,
                State.SPEAKS,
                "felt_less_steps",
                2,
                {"region": "front_diaphragm_core", "best": 3, "now": 0, "days": 2},
            ),
            "Breathing muscle under the ribs, deep: felt “Cannot feel”; it was “Clear” before.",
        ),
        (Reason(Signal.PAIN, State.UNKNOWN, "of_another_version"), "Not known"),
        (Reason(Signal.PAIN, State.SPEAKS, "pain_is_back", 3, {}), "Speaks"),
    ],
)
def test_a_reason_is_said_with_its_numbers(reason: Reason, words: str) -> None:
    assert sentence(reason) == words


def test_each_level_has_a_shape_and_each_signal_that_can_lead_a_step() -> None:
    assert {level.value for level in Level} == KINDS.keys()
    assert set(Signal) - STEPS_OF.keys() == {Signal.HABIT}
