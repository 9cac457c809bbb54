"""Writes of home programs: make, change, start, pause, end. Whoever follows is told each time."""

from sessions.programs.services.data import (
    MINUTES_MOST,
    PHASES,
    REASON_LENGTH,
    REPETITIONS_MOST,
    TIMES_MOST,
    ItemData,
    ProgramData,
)
from sessions.programs.services.keeping import create_program, edit_program
from sessions.programs.services.moving import (
    activate_program,
    end_passed,
    end_program,
    pause_program,
    resume_program,
    tell_begun,
)

__all__ = [
    "MINUTES_MOST",
    "PHASES",
    "REASON_LENGTH",
    "REPETITIONS_MOST",
    "TIMES_MOST",
    "ItemData",
    "ProgramData",
    "activate_program",
    "create_program",
    "edit_program",
    "end_passed",
    "end_program",
    "pause_program",
    "resume_program",
    "tell_begun",
]
