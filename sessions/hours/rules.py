"""What a service is and what hours are: plain values, local times turned into instants."""

from collections.abc import Sequence
from dataclasses import dataclass

from clients.symptoms.rules import Word

NAME_LENGTH = 80
# A lesson takes 60 to 90 minutes (hanna.md 2.1); a day of a class is the longest that is offered.
MINUTES_LEAST, MINUTES_MOST = 5, 480
BUFFER_MOST = 120
PLACES_MOST = 99
LEAD_HOURS_MOST = 24 * 30
AHEAD_DAYS_LEAST, AHEAD_DAYS_MOST = 1, 365
CANCELLATION_HOURS_MOST = 24 * 14
REMINDER_HOURS_MOST = 24 * 14
REMINDERS_MOST = 3
SERVICES_MOST = 40  # that are offered at once


class ServiceKind(Word):
    """What a service is for; a client's first is a first lesson."""

    FIRST_LESSON = "first_lesson", "First lesson"
    LESSON = "lesson", "Lesson"
    CHECK_IN = "check_in", "Check-in"
    GROUP_CLASS = "group_class", "Group class"


class TimeOffReason(Word):
    """Why somebody is away, as far as a calendar needs to say it: never anything of health."""

    HOLIDAY = "holiday", "Holiday"
    TRAINING = "training", "Training"
    TRAVEL = "travel", "On the way"
    PRIVATE = "private", "Private"
    OTHER = "other", "Something else"


@dataclass(frozen=True)
class BuiltInService:
    """One that each practice begins with; minutes of itself and of the time kept free after."""

    code: str
    name: str
    kind: ServiceKind
    minutes: int
    buffer_after_minutes: int = 0


# Source: issue 9 "Services and hours"; a first lesson has its talk and its looking beside the work.
SERVICES: Sequence[BuiltInService] = (
    BuiltInService("first_lesson", "First lesson", ServiceKind.FIRST_LESSON, 90, 15),
    BuiltInService("lesson", "Lesson", ServiceKind.LESSON, 60, 15),
    BuiltInService("check_in", "Check-in", ServiceKind.CHECK_IN, 20),
)
