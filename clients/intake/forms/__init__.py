"""Input shapes of the intake: one form a step."""

from clients.intake.forms.agreement import ConsentForm, RedFlagsForm
from clients.intake.forms.asking import AskBackForm
from clients.intake.forms.body import BodyForm
from clients.intake.forms.life import DoctorsForm, LifeForm
from clients.intake.forms.noticing import PostureForm, SensingForm
from clients.intake.forms.own import OwnForm
from clients.intake.forms.person import ConcernForm, ContactForm, GoalsForm
from clients.intake.forms.rows import EarlierTreatmentsForm, InjuriesForm
from clients.intake.forms.step import StepForm
from clients.intake.forms.symptoms import SymptomsForm

__all__ = [
    "AskBackForm",
    "BodyForm",
    "ConcernForm",
    "ConsentForm",
    "ContactForm",
    "DoctorsForm",
    "EarlierTreatmentsForm",
    "GoalsForm",
    "InjuriesForm",
    "LifeForm",
    "OwnForm",
    "PostureForm",
    "RedFlagsForm",
    "SensingForm",
    "StepForm",
    "SymptomsForm",
]
