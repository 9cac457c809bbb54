"""The clients' tables, gathered from their features for Django."""

from clients.intake.models import (
    IntakeSubmission,
    PriorTreatment,
    QuestionBack,
    RedFlagAnswer,
)
from clients.records.models import (
    Client,
    ClientBeginning,
    ClientTag,
    ConsentDocument,
    ConsentRecord,
    Episode,
    Invitation,
    Tag,
)
from clients.symptoms.models import MuscleGroup, Symptom, SymptomReport

__all__ = [
    "Client",
    "ClientBeginning",
    "ClientTag",
    "ConsentDocument",
    "ConsentRecord",
    "Episode",
    "IntakeSubmission",
    "Invitation",
    "MuscleGroup",
    "PriorTreatment",
    "QuestionBack",
    "RedFlagAnswer",
    "Symptom",
    "SymptomReport",
    "Tag",
]
