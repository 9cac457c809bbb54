from dataclasses import replace

import pytest

from clients.symptoms.rules import Position
from sessions.movements.library import MOVEMENTS_BY_CODE
from sessions.movements.rules import BuiltInMovement, Step, StepKind, Target, problems

SOUND = MOVEMENTS_BY_CODE["four_minute_release"]
CONTRACT, RELEASE, REST, SENSE = SOUND.steps


@pytest.mark.parametrize(
    ("faulty", "words"),
    [
        (replace(SOUND, code="Four Minutes"), "not lower case"),
        (replace(SOUND, drawing="../secret"), "not lower case"),
        (replace(SOUND, name=" "), "name is empty"),
        (replace(SOUND, rights="a video"), "not 'own words'"),
        (replace(SOUND, variants=()), "no variant"),
        (replace(SOUND, version=0), "version"),
        (replace(SOUND, minutes=9), "not about 9 minutes"),
        (replace(SOUND, cycles=0), "not done even once"),
        (replace(SOUND, release=4), "Release weighs 4"),
        (replace(SOUND, release=0, integration=0), "neither releases nor integrates"),
        (replace(SOUND, targets=()), "no target"),
        (replace(SOUND, targets=(Target("biceps", Position.LYING),)), "'biceps'"),
        (replace(SOUND, steps=(CONTRACT, RELEASE, REST)), "no sense"),
        (replace(SOUND, steps=(CONTRACT, REST, SENSE)), "not followed by a slow release"),
        (replace(SOUND, steps=(replace(CONTRACT, seconds=0), *SOUND.steps[1:])), "no time"),
        (
            replace(SOUND, steps=(CONTRACT, replace(RELEASE, seconds=5), REST, SENSE)),
            "not longer than what it releases",
        ),
        (replace(SOUND, summary="A good exercise."), "'exercise'"),
        (replace(SOUND, start="Stretch the hip."), "'Stretch'"),
        (replace(SOUND, start="lie down"), "whole sentence"),
        (
            replace(SOUND, steps=(*SOUND.steps, Step(StepKind.REST, "So " * 60 + "soft.", 1))),
            "Too long",
        ),
    ],
)
def test_its_problem_is_said(faulty: BuiltInMovement, words: str) -> None:
    assert any(words in problem for problem in problems(faulty))
