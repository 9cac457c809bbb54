from typing import Any

from clients.intake.rules import RED_FLAGS, IntakeAnswers, IntakeStep

# Steps that form version 2 did not have.
NEW_IN_THREE = (
    IntakeStep.SENSING,
    IntakeStep.POSTURE,
    IntakeStep.INJURIES,
    IntakeStep.LIFE,
    IntakeStep.DOCTORS,
)


def answers_to(version: int) -> dict[str, Any]:
    """What somebody answered when the form was still at this version."""
    older: Any = complete_answers()
    for step in NEW_IN_THREE:
        del older[step.value]
    for symptom in older["symptoms"]:
        for new in ("quality", "onset", "since"):
            del symptom[new]
    for treatment in older["earlier_treatments"]:
        del treatment["who"], treatment["happened"]
    older["goals"] = ["walk_freely", "Carry my daughter up the hill"]
    if version < 2:
        del older["body"]
    return older  # type: ignore[no-any-return]


def complete_answers() -> IntakeAnswers:
    return {
        "contact": {
            "given_name": "Mara",
            "family_name": "Ångström Lee",
            "preferred_name": "",
            "phone": "",
            "timezone": "America/Denver",
        },
        "concern": "It pulls when I sit up.",
        "body": {
            "hurts": ["front_groin_left_core", "back_low_back_sleeve"],
            "held": ["front_groin_left_core"],
        },
        "symptoms": [
            {
                "code": "groin_pull",
                "side": "left",
                "severity": None,
                "brought_on_by": "lying_to_sitting",
                "quality": "absent",
                "onset": "gradual",
                "since": "2019-05",
            },
            {
                "code": "groin_pain",
                "side": "middle",
                "severity": 0,
                "brought_on_by": None,
                "quality": "",
                "onset": "",
                "since": "",
            },
        ],
        "sensing": {"front_groin_left_core": "absent", "back_low_back_sleeve": "clear"},
        "posture": {
            "signs": {"belly_protrudes": "a_little", "pubes_back": "cannot_tell"},
            "qualities": ["heavy", "balanced"],
        },
        "earlier_treatments": [
            {
                "approach": "massage_manipulation",
                "what": "Massage, six times",
                "relief_extent": "partial",
                "relief_days": 2,
                "who": "Ida in the village",
                "happened": "2021",
            },
            {
                "approach": "stretching",
                "what": "",
                "relief_extent": "none",
                "relief_days": None,
                "who": "",
                "happened": "",
            },
        ],
        "injuries": [
            {
                "kind": "surgery",
                "what": "Appendix",
                "side": "right",
                "happened": "2004-11",
            },
            {"kind": "accident", "what": "Off the bicycle", "side": "", "happened": ""},
        ],
        "life": {
            "occupation": "Cabinet maker",
            "habits": "Standing on the right leg",
            "stress": 0,
            "sleep": None,
            "breathing": "held",
            "breathing_where": "Under the ribs",
        },
        "doctors": {"findings": "A worn hip", "medication": "Nothing"},
        "goals": [
            {"activity": "walk_freely", "ability": 4},
            {"activity": "easy_balance", "ability": 0},
            {"activity": "Carry my daughter up the hill", "ability": None},
        ],
        "red_flags": {flag.code: "no" for flag in RED_FLAGS},
        "consents": {"scope": True, "privacy": True, "messaging": False},
        "signature": "mara  ångström lee",
    }
