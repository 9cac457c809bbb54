"""Writes of reminders: plans follow their program, occasions become messages."""

from sessions.reminders.rules import KIND
from sessions.reminders.services.changing import PlanData, change_reminders
from sessions.reminders.services.following import follow_client, follow_program
from sessions.reminders.services.planning import plan_due_reminders
from sessions.reminders.services.stepping import answer_question, change_stage, suggest_stage
from sessions.reminders.services.trying import send_test
from sessions.reminders.services.wishing import change_wishes, follow_agreement, stop_reminders

__all__ = [
    "KIND",
    "PlanData",
    "answer_question",
    "change_reminders",
    "change_stage",
    "change_wishes",
    "follow_agreement",
    "follow_client",
    "follow_program",
    "plan_due_reminders",
    "send_test",
    "stop_reminders",
    "suggest_stage",
]
