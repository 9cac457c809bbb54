"""The form of each screen of the intake."""

from typing import Any

from clients.guardians.queries import signing_for
from clients.intake.forms import (
    BodyForm,
    ConcernForm,
    ConsentForm,
    ContactForm,
    DoctorsForm,
    EarlierTreatmentsForm,
    GoalsForm,
    InjuriesForm,
    LifeForm,
    OwnForm,
    PostureForm,
    RedFlagsForm,
    SensingForm,
    StepForm,
    SymptomsForm,
)
from clients.intake.here import Here
from clients.intake.rules import IntakeStep
from clients.records.queries import get_client
from clients.symptoms.queries import intake_symptoms
from clients.texts.queries import consent_documents, standing
from practice.core.clock import today_in

PLAIN: dict[IntakeStep, type[StepForm]] = {
    form.step: form
    for form in (
        ConcernForm,
        BodyForm,
        SensingForm,
        PostureForm,
        EarlierTreatmentsForm,
        InjuriesForm,
        LifeForm,
        OwnForm,
        DoctorsForm,
        GoalsForm,
        RedFlagsForm,
    )
}


def form_of(
    here: Here,
    step: IntakeStep,
    data: Any,
    *,
    screen: int = 1,
    wanted: str = "",
    typed_whole: bool = False,
) -> StepForm:
    """A step's form with what is stored of it, or with what was sent.

    `screen` is one of the practice's own questions', from 1; the symptom `wanted` stands open.
    `typed_whole`: somebody pressed a button, rather than that it saves itself as they type.
    """
    actor = here.actor
    known: dict[str, Any] = {"answers": here.answers, "today": today_in(actor.zone)}
    if step is IntakeStep.CONTACT:
        return ContactForm(data, client=get_client(actor, here.client_id), **known)
    if step is IntakeStep.SYMPTOMS:
        told = [one["code"] for one in here.answers.get("symptoms", [])]
        return SymptomsForm(data, symptoms=intake_symptoms(actor, told), wanted=wanted, **known)
    if step is IntakeStep.CONSENT:
        is_shown = data is None and "consents" not in here.answers
        stands = standing(actor, here.client_id) if is_shown and here.is_anew else {}
        known |= {"documents": consent_documents(actor), "stands": stands}
        signing = signing_for(actor, here.guarding)
        return ConsentForm(data, signing=signing, typed_whole=typed_whole, **known)
    if step is IntakeStep.OWN and here.form:
        questions = here.screens[screen - 1]
        return OwnForm(data, asked=here.form, questions=questions, **known)
    return PLAIN[step](data, **known)
