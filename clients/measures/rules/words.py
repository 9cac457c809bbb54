"""The words of the measures: who judges, at what stage of a course of work, and how it was given.

Stages and their instruments: the domain notes on measures, 3.2.
"""

from clients.symptoms.rules import Word


class Rater(Word):
    """Whose judgement an answer is."""

    CLIENT = "client", "The client"
    PRACTITIONER = "practitioner", "The practitioner"


class Mode(Word):
    """How an answer was given."""

    PORTAL = "portal", "In the portal"
    IN_PERSON = "in_person", "In person"
    TABLET = "tablet", "On the practice's tablet"


class Stage(Word):
    """What an answer belongs to in a course of work."""

    INTAKE = "intake", "At the beginning"
    SESSION_START = "session_start", "Start of a lesson"
    SESSION_END = "session_end", "End of a lesson"
    WEEKLY = "weekly", "Weekly"
    RELEASE_3 = "release_3", "3 days after something let go"
    RELEASE_7 = "release_7", "7 days after something let go"
    HABIT = "habit", "While a habit forms"
    REVIEW = "review", "Review"
    DISCHARGE = "discharge", "End of the work"
    AFTER_4 = "after_4", "4 weeks after"
    AFTER_12 = "after_12", "12 weeks after"
    AFTER_26 = "after_26", "26 weeks after"


IN_A_LESSON = frozenset({Stage.SESSION_START, Stage.SESSION_END})
# What a check-in gathers in one go: each week, and after something let go.
IN_A_CHECK_IN = frozenset({Stage.WEEKLY, Stage.RELEASE_3, Stage.RELEASE_7})
