"""Writes of the radar: verdicts of many clients at once, a night's run, a practice's own points."""

from sessions.progress.radar.services.changing import back_to_defaults, change_settings
from sessions.progress.radar.services.judging import judge_clients, look_again
from sessions.progress.radar.services.running import AT_ONCE, NIGHT, Step, run_some

__all__ = [
    "AT_ONCE",
    "NIGHT",
    "Step",
    "back_to_defaults",
    "change_settings",
    "judge_clients",
    "look_again",
    "run_some",
]
