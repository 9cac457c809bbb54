"""The sessions' tables, gathered from their features for Django."""

from sessions.appointments.models import Session
from sessions.evaluations.models import AssessmentCell, PositionTransitionAssessment
from sessions.movements.models import Movement
from sessions.notes.models import (
    NoteAddendum,
    Phrase,
    ReleaseEvent,
    SessionNote,
    TechniqueApplication,
)
from sessions.practice_logs.models import PracticeLog, PracticeLogItem
from sessions.programs.models import HomeProgram, HomeProgramRevision, ProgramItem
from sessions.reminders.models import ReminderPlan

__all__ = [
    "AssessmentCell",
    "HomeProgram",
    "HomeProgramRevision",
    "Movement",
    "NoteAddendum",
    "Phrase",
    "PositionTransitionAssessment",
    "PracticeLog",
    "PracticeLogItem",
    "ProgramItem",
    "ReleaseEvent",
    "ReminderPlan",
    "Session",
    "SessionNote",
    "TechniqueApplication",
]
