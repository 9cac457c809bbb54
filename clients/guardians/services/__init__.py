"""Writes of guardians: their part, and the invitation to a login of their own."""

from clients.guardians.services.inviting import (
    accept_with_login,
    accept_with_new_login,
    ask_again,
    invite_guardian,
    withdraw_guardian_invitation,
)
from clients.guardians.services.parts import (
    GuardianData,
    add_guardian,
    edit_guardian,
    end_guardian,
)

__all__ = [
    "GuardianData",
    "accept_with_login",
    "accept_with_new_login",
    "add_guardian",
    "ask_again",
    "edit_guardian",
    "end_guardian",
    "invite_guardian",
    "withdraw_guardian_invitation",
]
