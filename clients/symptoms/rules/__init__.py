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
from clients.symptoms.rules.regions import (
    BODY_REGIONS,
    BODY_REGIONS_BY_CODE,
    BodyFigure,
    BodyMark,
    BodyRegion,
    BodyView,
    body_figures,
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
    "BODY_REGIONS",
    "BODY_REGIONS_BY_CODE",
    "EXPECTED_TONE",
    "INTAKE_SYMPTOMS",
    "MUSCLE_GROUPS",
    "PLACES",
    "SYMPTOMS",
    "SYMPTOMS_BY_CODE",
    "TONE_MAX",
    "TONE_MIN",
    "ApproachType",
    "BodyFigure",
    "BodyLayer",
    "BodyMark",
    "BodyRegion",
    "BodyView",
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
    "body_figures",
    "muscle_group",
    "muscle_group_named",
    "place_choices",
    "tone_fit",
]
