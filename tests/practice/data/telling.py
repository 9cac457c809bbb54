"""Everything that the demo says, as texts."""

from clients.intake.models import (
    ActivityGoal,
    Circumstances,
    IntakeSubmission,
    PriorInjury,
    PriorTreatment,
)
from clients.person_notes.models import PersonNote, PersonNoteWording
from clients.records.models import Client, Episode
from clients.symptoms.models import RegionReport, SignReport, SymptomReport
from practice.core.actor import Actor, acting, enter
from practice.core.models import User
from practice.core.queries import practices_of
from practice.core.rules import Role
from practice.outbox.models import Message
from sessions.evaluations.models import AssessmentCell
from sessions.notes.models import NoteAddendum, SessionNote, TechniqueApplication
from sessions.notes.rules import TEXTS
from sessions.practice_logs.models import PracticeLog
from sessions.programs.models import HomeProgram

OWNERS = ("owner@linden-demo.example", "owner@harbour-demo.example")
# What each model says; without ids, which differ from building to building.
SAYS = (
    (Client, ("given_name", "family_name", "preferred_name", "email", "birth_date", "state")),
    (Episode, ("concern", "reason", "opened_on", "closed_on", "outcome")),
    (PersonNote, ("about", "written_at", "corrected_at")),
    (PersonNoteWording, ("about", "written_at")),
    (SymptomReport, ("symptom__label", "side", "severity", "place", "reported_on")),
    (SymptomReport, ("quality", "onset", "since")),
    (SignReport, ("symptom__label", "grade")),
    (RegionReport, ("region", "mark")),
    (PriorTreatment, ("what", "approach", "relief_extent", "relief_days", "who", "happened")),
    (PriorInjury, ("kind", "what", "side", "happened")),
    (Circumstances, ("occupation", "habits", "stress", "sleep", "breathing", "findings")),
    (ActivityGoal, ("activity", "ability")),
    (SessionNote, (*TEXTS, "session__held_on", "state")),
    (TechniqueApplication, ("technique", "side", "response")),
    (NoteAddendum, ("reason", "text")),
    (AssessmentCell, ("side", "place", "moment", "tone", "pain")),
    (HomeProgram, ("cue", "note_to_client", "state", "started_on", "ended_on")),
    (PracticeLog, ("line", "logged_at", "ease_after", "effort", "soreness_hours", "skip_reason")),
    (Message, ("kind", "state", "due_at", "reason")),
)


def owner_actor(email: str) -> Actor:
    """The owner of a demo practice; inside a transaction."""
    user = User.objects.get(email=email)
    enter(practice_id=None, user_id=user.pk)
    ((practice_id, name),) = practices_of(user.pk)
    return Actor(
        practice_id=practice_id,
        role=Role.OWNER,
        user_id=user.pk,
        name=user.name,
        practice_name=name,
        zone="America/Denver",
    )


def told(email: str) -> list[str]:
    """Every row of one's practice that says something, in one order; inside a transaction."""
    rows: list[str] = []
    with acting(owner_actor(email)) as owner:
        for model, fields in SAYS:
            found = model.objects.visible_to(owner).values_list(*fields)
            rows += [f"{model.__name__} {row!r}" for row in found]
        answers = IntakeSubmission._base_manager.filter(practice_id=owner.practice_id)
        for given in answers.values_list("answers", flat=True):
            kept = {k: v for k, v in given.items() if k != "consent_documents"}
            rows.append(f"Intake {kept!r}")
    return sorted(rows)
