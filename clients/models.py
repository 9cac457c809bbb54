"""The clients' tables, gathered from their features for Django."""

from clients.deletions.models import DeletionRequest
from clients.files.models import ClientFile
from clients.guardians.models import Guardian, GuardianInvitation
from clients.hand_overs.models import HandedOver, HandOver
from clients.intake.models import (
    ActivityGoal,
    Circumstances,
    IntakeSubmission,
    PriorInjury,
    PriorTreatment,
    QuestionBack,
    RedFlagAnswer,
)
from clients.mail_wishes.models import MailWish
from clients.measures.models import LentTablet, MeasureResponse, MeasureReview
from clients.merging.models import ClientMerge
from clients.messages.models import ClientMessage, MessageThread
from clients.own_questions.models import OwnAnswer, OwnDraft, OwnForm, OwnQuestion
from clients.person_notes.models import PersonNote, PersonNoteWording
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
from clients.red_flags.models import RedFlagDecision, SafetyAsking
from clients.sensing.models import SensationReport
from clients.symptoms.models import MuscleGroup, RegionReport, SignReport, Symptom, SymptomReport

__all__ = [
    "ActivityGoal",
    "Circumstances",
    "Client",
    "ClientBeginning",
    "ClientFile",
    "ClientMerge",
    "ClientMessage",
    "ClientTag",
    "ConsentDocument",
    "ConsentRecord",
    "DeletionRequest",
    "Episode",
    "Guardian",
    "GuardianInvitation",
    "HandOver",
    "HandedOver",
    "IntakeSubmission",
    "Invitation",
    "LentTablet",
    "MailWish",
    "MeasureResponse",
    "MeasureReview",
    "MessageThread",
    "MuscleGroup",
    "OwnAnswer",
    "OwnDraft",
    "OwnForm",
    "OwnQuestion",
    "PersonNote",
    "PersonNoteWording",
    "PriorInjury",
    "PriorTreatment",
    "QuestionBack",
    "RedFlagAnswer",
    "RedFlagDecision",
    "RegionReport",
    "SafetyAsking",
    "SensationReport",
    "SignReport",
    "Symptom",
    "SymptomReport",
    "Tag",
]
