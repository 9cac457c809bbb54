"""Writes of the intake: each step kept, signed once, asked back on, accepted once."""

from clients.intake.services.accepting import accept_intake
from clients.intake.services.agreeing import say_in_draft
from clients.intake.services.asking import (
    QUESTION_LENGTH,
    ask_back,
    take_question_back,
)
from clients.intake.services.beginning import ask_for_intake, fill_in_together
from clients.intake.services.own import OLD_FORM
from clients.intake.services.signing import Incomplete, sign_intake
from clients.intake.services.submission import FORM_VERSION, save_step

__all__ = [
    "FORM_VERSION",
    "OLD_FORM",
    "QUESTION_LENGTH",
    "Incomplete",
    "accept_intake",
    "ask_back",
    "ask_for_intake",
    "fill_in_together",
    "save_step",
    "say_in_draft",
    "sign_intake",
    "take_question_back",
]
