"""The body's vocabulary: places, sides, muscles, tone, symptoms, the arc. Plain Python."""

from clients.symptoms.rules.arc import ApproachType, Phase, ReliefExtent
from clients.symptoms.rules.catalogue import (
    INTAKE_SYMPTOMS,
    SYMPTOMS,
    SYMPTOMS_BY_CODE,
    SpeaksFor,
    Symptom,
    SymptomCategory,
    SymptomKind,
)
from clients.symptoms.rules.cautions import Contraindication
from clients.symptoms.rules.muscles import (
    MUSCLE_GROUPS,
    BodyLayer,
    MuscleFunction,
    MuscleGroup,
    muscle_group,
    muscle_group_named,
)
from clients.symptoms.rules.places import (
    PLACES,
    MovementTask,
    Place,
    Position,
    Side,
    Transition,
    place_choices,
)
from clients.symptoms.rules.tone import (
    EXPECTED_TONE,
    TONE_MAX,
    TONE_MIN,
    ExpectedTone,
    ToneFit,
    tone_fit,
)
from clients.symptoms.rules.words import Word

__all__ = [
    "EXPECTED_TONE",
    "INTAKE_SYMPTOMS",
    "MUSCLE_GROUPS",
    "PLACES",
    "SYMPTOMS",
    "SYMPTOMS_BY_CODE",
    "TONE_MAX",
    "TONE_MIN",
    "ApproachType",
    "BodyLayer",
    "Contraindication",
    "ExpectedTone",
    "MovementTask",
    "MuscleFunction",
    "MuscleGroup",
    "Phase",
    "Place",
    "Position",
    "ReliefExtent",
    "Side",
    "SpeaksFor",
    "Symptom",
    "SymptomCategory",
    "SymptomKind",
    "ToneFit",
    "Transition",
    "Word",
    "muscle_group",
    "muscle_group_named",
    "place_choices",
    "tone_fit",
]
