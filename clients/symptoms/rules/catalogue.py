"""Every symptom and sign the article names, in words a client understands (seed 1.2, 1.8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clients.symptoms.rules.places import Place, Position, Transition
from clients.symptoms.rules.words import Word


class SymptomKind(Word):
    SYMPTOM = "symptom", "Symptom"
    POSTURE_SIGN = "posture_sign", "Posture sign"
    QUALITY = "quality", "Quality of movement"
    SENSATION = "sensation", "Sensation"


class SymptomCategory(Word):
    PAIN = "pain", "Pain and ache"
    VISCERAL = "visceral", "Inner organs"
    MOVEMENT = "movement", "Moving"
    POSTURE = "posture", "Posture"
    QUALITY = "quality", "How movement looks"
    SENSATION = "sensation", "How it feels inside"


class PostureGrade(Word):
    """How much of a sign somebody notices in themselves (seed row 35: degrees, not yes or no)."""

    NOT_AT_ALL = "not_at_all", "Not at all"
    A_LITTLE = "a_little", "A little"
    CLEARLY = "clearly", "Clearly"
    CANNOT_TELL = "cannot_tell", "Cannot tell"


class SpeaksFor(Word):
    TIGHT = "tight", "Tight"
    SUPPLE = "supple", "Supple"


@dataclass(frozen=True, slots=True)
class Symptom:
    """`mimics`: visceral or hip trouble can feel like it, so the red-flag gate asks first.

    `brought_on_by` is set only where the article binds the symptom to a place.
    `source` is the row of the article's table (shared domain notes, section 1).
    """

    code: str
    label: str
    kind: SymptomKind
    category: SymptomCategory
    source: int
    brought_on_by: Place | None = None
    mimics: bool = False
    ask_at_intake: bool = False
    speaks_for: SpeaksFor = SpeaksFor.TIGHT


def _symptom(
    code: str,
    label: str,
    category: SymptomCategory,
    source: int,
    brought_on_by: Place | None = None,
    *,
    mimics: bool = False,
) -> Symptom:
    return Symptom(
        code,
        label,
        SymptomKind.SYMPTOM,
        category,
        source,
        brought_on_by,
        mimics,
        ask_at_intake=True,
    )


def _posture(code: str, label: str, source: int, place: Place | None = None) -> Symptom:
    return Symptom(code, label, SymptomKind.POSTURE_SIGN, SymptomCategory.POSTURE, source, place)


def _quality(code: str, label: str, source: int, speaks_for: SpeaksFor) -> Symptom:
    kind, category = SymptomKind.QUALITY, SymptomCategory.QUALITY
    return Symptom(code, label, kind, category, source, speaks_for=speaks_for)


def _sensation(code: str, label: str, source: int, speaks_for: SpeaksFor) -> Symptom:
    kind, category = SymptomKind.SENSATION, SymptomCategory.SENSATION
    return Symptom(code, label, kind, category, source, speaks_for=speaks_for)


_PAIN, _MOVEMENT = SymptomCategory.PAIN, SymptomCategory.MOVEMENT
_RISING, _STANDING = Transition.LYING_TO_SITTING, Position.STANDING
_TIGHT, _SUPPLE = SpeaksFor.TIGHT, SpeaksFor.SUPPLE

SYMPTOMS: tuple[Symptom, ...] = (
    _symptom("groin_pain", "Pain in the groin", _PAIN, 15, mimics=True),
    _symptom("deep_pelvic_pain", "Pain deep in the pelvis", _PAIN, 16, mimics=True),
    _symptom("deep_belly_ache", "An ache deep in the belly", _PAIN, 17, mimics=True),
    _symptom(
        "lumbopelvic_pain",
        "Pain deep in the low back and pelvis when I sit up from lying",
        _PAIN,
        24,
        _RISING,
    ),
    _symptom(
        "lumbosacral_pain",
        "Pain at the base of the spine when I stand",
        _PAIN,
        25,
        _STANDING,
    ),
    _symptom("groin_pull", "A pull in the groin when I change position", _PAIN, 26, _RISING),
    _symptom("pelvic_seizing", "Muscles in the pelvis seize up", _PAIN, 27, _RISING),
    _symptom(
        "restricted_stride",
        "My steps are shorter than they used to be",
        _MOVEMENT,
        21,
        Transition.STANDING_TO_WALKING,
    ),
    _symptom("tight_hamstrings", "The backs of my thighs are tight", _MOVEMENT, 22),
    _symptom(
        "chronic_constipation",
        "Constipation that keeps coming back",
        SymptomCategory.VISCERAL,
        23,
        mimics=True,
    ),
    _symptom(
        "cannot_stand_erect",
        "I cannot come fully upright when I stand up",
        _MOVEMENT,
        28,
        Transition.SITTING_TO_STANDING,
    ),
    _posture("buttocks_back", "The buttocks stick out behind", 18, _STANDING),
    _posture("belly_protrudes", "The belly stands out in front", 19, _STANDING),
    _posture("pelvis_top_forward", "The top of the pelvis tips forward", 20),
    _posture("pubes_back", "The pubic bone is held back", 30, _STANDING),
    _posture("excess_lumbar_curve", "The low back curves in deeply", 29, _STANDING),
    _posture("distorted_curves", "The curves of the spine look uneven", 31),
    _posture("shortened_spine", "The spine looks shortened", 32),
    _posture("pelvic_imbalance", "The pelvis is out of balance", 33),
    _quality("chunky", "Chunky", 34, _TIGHT),
    _quality("heavy", "Heavy", 34, _TIGHT),
    _quality("labored", "Labored", 34, _TIGHT),
    _quality("awkward", "Awkward", 34, _TIGHT),
    _quality("ungainly", "Ungainly", 34, _TIGHT),
    _quality("uneconomical", "Takes more effort than it needs", 69, _TIGHT),
    _quality("graceful", "Graceful", 69, _SUPPLE),
    _quality("economical", "Takes no more effort than it needs", 69, _SUPPLE),
    _quality("balanced", "Balanced", 70, _SUPPLE),
    _quality("coordinated", "Coordinated", 70, _SUPPLE),
    _quality("supple", "Supple", 62, _SUPPLE),
    _sensation("spaciousness", "Room inside", 63, _SUPPLE),
    _sensation("support", "Support from within", 63, _SUPPLE),
    _sensation("freedom", "Freedom", 63, _SUPPLE),
    _sensation("length", "Length", 63, _SUPPLE),
    _sensation("flexibility", "Flexibility", 66, _SUPPLE),
    _sensation("stability", "Steadiness", 66, _SUPPLE),
    _sensation("free_breathing", "The breath moves freely", 67, _SUPPLE),
    _sensation("relaxed_abdomen", "The belly is at ease", 65, _SUPPLE),
    _sensation("pull", "A pull", 26, _TIGHT),
    _sensation("seizing", "Seizing up", 27, _TIGHT),
    _sensation("ache", "An ache", 17, _TIGHT),
    _sensation("absent", "I cannot feel anything there", 57, _TIGHT),
    _sensation("distorted", "It feels different from how it is", 57, _TIGHT),
)

SYMPTOMS_BY_CODE: Mapping[str, Symptom] = MappingProxyType({s.code: s for s in SYMPTOMS})
INTAKE_SYMPTOMS: tuple[Symptom, ...] = tuple(s for s in SYMPTOMS if s.ask_at_intake)
POSTURE_SIGNS: tuple[Symptom, ...] = tuple(
    s for s in SYMPTOMS if s.kind is SymptomKind.POSTURE_SIGN
)
MOVEMENT_QUALITIES: tuple[Symptom, ...] = tuple(
    s for s in SYMPTOMS if s.kind is SymptomKind.QUALITY
)
