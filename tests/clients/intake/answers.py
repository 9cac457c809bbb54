from clients.intake.rules import RED_FLAGS, IntakeAnswers, IntakeStep

NEW_IN_THREE = (IntakeStep.SENSING, IntakeStep.POSTURE)  # steps that form version 2 did not have


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
            },
            {
                "approach": "stretching",
                "what": "",
                "relief_extent": "none",
                "relief_days": None,
            },
        ],
        "goals": ["walk_freely", "Carry my daughter up the hill"],
        "red_flags": {flag.code: "no" for flag in RED_FLAGS},
        "consents": {"scope": True, "privacy": True, "messaging": False},
        "signature": "mara  ångström lee",
    }
