"""Questions to ask before a lesson. A yes asks for a decision, never names a condition.

Levels and items: physiotherapy and somatic-education pages gathered in the domain notes, 2.8.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clients.symptoms.rules import SYMPTOMS_BY_CODE, Contraindication, Word


class RedFlagLevel(Word):
    """Most urgent first."""

    EMERGENCY = "emergency", "Emergency, now"
    REFER = "refer", "See a doctor before the first lesson"
    CLEARANCE = "clearance", "Ask a doctor for clearance"
    ADAPT = "adapt", "Adapt the movements"


@dataclass(frozen=True, slots=True)
class RedFlag:
    """`avoid` names what movements must not ask once the answer is yes."""

    code: str
    level: RedFlagLevel
    question: str
    avoid: tuple[Contraindication, ...] = ()


_NOW, _REFER = RedFlagLevel.EMERGENCY, RedFlagLevel.REFER
_CLEARANCE, _ADAPT = RedFlagLevel.CLEARANCE, RedFlagLevel.ADAPT

RED_FLAGS: tuple[RedFlag, ...] = (
    RedFlag(
        "bladder_or_bowel_change",
        _NOW,
        "Has it lately become hard to pass urine or stool, or to hold them?",
    ),
    RedFlag(
        "saddle_numbness",
        _NOW,
        "Is there new numbness between your legs, where a saddle would touch you?",
    ),
    RedFlag("both_legs", _NOW, "Do you have new pain or weakness in both legs at once?"),
    RedFlag(
        "pulsing_belly",
        _NOW,
        "Do you feel a pulsing lump in your belly, or a throbbing pain in your back at rest?",
    ),
    RedFlag(
        "sudden_belly_pain",
        _NOW,
        "Do you have a sudden, severe pain low on the right of your belly, "
        "worse when you move the hip?",
    ),
    RedFlag(
        "fever_with_pain",
        _REFER,
        "Have you had fever, chills or night sweats together with pain in the back, hip or groin?",
    ),
    RedFlag("hip_held_bent", _REFER, "Do you limp because one hip wants to stay bent?"),
    RedFlag("groin_lump", _REFER, "Is there a lump or swelling in your groin?"),
    RedFlag("cancer_history", _REFER, "Have you ever had cancer?"),
    RedFlag("weight_loss", _REFER, "Have you lost weight in the last weeks without meaning to?"),
    RedFlag(
        "night_or_rest_pain",
        _REFER,
        "Do you have pain that does not let up at night or at rest, however you lie?",
    ),
    RedFlag(
        "no_improvement",
        _REFER,
        "Has your pain lasted more than six weeks without easing and without a doctor having "
        "looked at it?",
    ),
    RedFlag(
        "major_injury",
        _REFER,
        "Did this begin with a bad fall, a crash or another serious accident?",
    ),
    RedFlag(
        "minor_fall_fragile_bones",
        _REFER,
        "Did this begin with even a small fall while you have fragile bones or have taken "
        "steroids for a long time?",
    ),
    RedFlag(
        "growing_weakness",
        _REFER,
        "Is a numbness, a weakness or a limpness in a muscle growing from week to week?",
    ),
    RedFlag(
        "recent_surgery_or_injury",
        _CLEARANCE,
        "Have you had surgery or an injury in the last three months?",
    ),
    RedFlag(
        "pregnancy_with_complications",
        _CLEARANCE,
        "Are you pregnant, with anything your midwife or doctor is watching closely?",
        (Contraindication.LYING_PRONE, Contraindication.LYING_SUPINE),
    ),
    RedFlag(
        "weak_immune_system",
        _CLEARANCE,
        "Is your immune system weakened, by an illness or by a medicine?",
    ),
    RedFlag("injected_drugs", _CLEARANCE, "Do you inject drugs, or have you in the last year?"),
    RedFlag("blood_thinners", _CLEARANCE, "Do you take a medicine that thins the blood?"),
    RedFlag("joint_replacement", _CLEARANCE, "Do you have a replaced joint?"),
    RedFlag(
        "osteoporosis",
        _ADAPT,
        "Have you been told that you have osteoporosis or thin bones?",
        (Contraindication.LOADED_FLEXION,),
    ),
)

RED_FLAGS_BY_CODE: Mapping[str, RedFlag] = MappingProxyType({f.code: f for f in RED_FLAGS})

RED_FLAG_INTRODUCTION = (
    "A few questions about safety. A yes is not bad news: it tells us what to talk over first."
)

EMERGENCY_TITLE = "Please get medical help now"
EMERGENCY_TEXT = (
    "What you answered can be a sign of something that should not wait. "
    "Call your emergency number, or go to the nearest emergency department, and tell them what "
    "you told us. Please do not wait for an answer from us, and do no movements until you have "
    "been seen. What you have written here is kept."
)

LEVEL_WORDS: Mapping[RedFlagLevel, str] = MappingProxyType(
    {
        _NOW: EMERGENCY_TEXT,
        _REFER: "Please have a doctor look at this before our first lesson. "
        "We will talk about it before we begin.",
        _CLEARANCE: "Please ask your doctor whether slow, gentle movement is all right for you. "
        "We may ask for a short letter.",
        _ADAPT: "We will choose movements that suit you, and leave out those that do not.",
    }
)


def raised(answers: Mapping[str, str]) -> list[RedFlag]:
    """The flags answered "yes", most urgent first."""
    order = list(RedFlagLevel)
    yes = [flag for flag in RED_FLAGS if answers.get(flag.code) == "yes"]
    return sorted(yes, key=lambda flag: order.index(flag.level))


def highest_level(answers: Mapping[str, str]) -> RedFlagLevel | None:
    flags = raised(answers)
    return flags[0].level if flags else None


def to_avoid(answers: Mapping[str, str]) -> frozenset[Contraindication]:
    return frozenset(caution for flag in raised(answers) for caution in flag.avoid)


def symptoms_to_look_at(codes: Iterable[str]) -> list[str]:
    """Reported symptoms that can come from organs or the hip: looked at before a lesson."""
    return [c for c in codes if c in SYMPTOMS_BY_CODE and SYMPTOMS_BY_CODE[c].mimics]
