"""The sessions' tables, gathered from their features for Django."""

from sessions.appointments.models import (
    Appointment,
    AppointmentChange,
    AppointmentSeries,
    GroupClass,
    Session,
)
from sessions.busy_times.models import BusyCalendar, BusyTime
from sessions.calendar_feeds.models import CalendarFeed
from sessions.check_ins.models import CheckIn, CheckInLook
from sessions.credentials.models import Credential
from sessions.evaluations.models import (
    AssessmentCell,
    Finding,
    PositionTransitionAssessment,
    SmaFinding,
)
from sessions.flares.models import Flare
from sessions.hours.models import DayHours, HolidaySetting, Service, TimeOff, WeeklyHours
from sessions.letters.models import DoctorLetter
from sessions.movements.models import Movement, MovementBeginning, MovementMedia
from sessions.notes.models import (
    NoteAddendum,
    Phrase,
    ReleaseEvent,
    SessionNote,
    TechniqueApplication,
)
from sessions.notes.visibility.models import NoteVisibility
from sessions.practice_logs.models import EndedLinks, PracticeLog, PracticeLogItem
from sessions.program_templates.models import ProgramTemplate, TemplateItem
from sessions.programs.models import HomeProgram, HomeProgramRevision, ProgramItem
from sessions.progress.radar.models import RadarRun, RadarSettings, RadarSnapshot
from sessions.progress.sharing.models import SharedProgress
from sessions.public_page.booking.models import VisitorBooking
from sessions.public_page.models import PublicPage, PublicProfile
from sessions.reminders.models import ReminderPlan, ReminderStep
from sessions.techniques.models import LessonProtocol, ProtocolLine, Technique
from sessions.understanding.models import NextSteps, UnderstandingCard
from sessions.waitlist.models import FreedTime, WaitlistOffer, WaitlistWish

__all__ = [
    "Appointment",
    "AppointmentChange",
    "AppointmentSeries",
    "AssessmentCell",
    "BusyCalendar",
    "BusyTime",
    "CalendarFeed",
    "CheckIn",
    "CheckInLook",
    "Credential",
    "DayHours",
    "DoctorLetter",
    "EndedLinks",
    "Finding",
    "Flare",
    "FreedTime",
    "GroupClass",
    "HolidaySetting",
    "HomeProgram",
    "HomeProgramRevision",
    "LessonProtocol",
    "Movement",
    "MovementBeginning",
    "MovementMedia",
    "NextSteps",
    "NoteAddendum",
    "NoteVisibility",
    "Phrase",
    "PositionTransitionAssessment",
    "PracticeLog",
    "PracticeLogItem",
    "ProgramItem",
    "ProgramTemplate",
    "ProtocolLine",
    "PublicPage",
    "PublicProfile",
    "RadarRun",
    "RadarSettings",
    "RadarSnapshot",
    "ReleaseEvent",
    "ReminderPlan",
    "ReminderStep",
    "Service",
    "Session",
    "SessionNote",
    "SharedProgress",
    "SmaFinding",
    "Technique",
    "TechniqueApplication",
    "TemplateItem",
    "TimeOff",
    "UnderstandingCard",
    "VisitorBooking",
    "WaitlistOffer",
    "WaitlistWish",
    "WeeklyHours",
]
