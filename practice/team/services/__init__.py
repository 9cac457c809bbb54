"""Writes of the team and the practice's own settings."""

from practice.team.services.founding import (
    FIRST_PLACE,
    LinkSpent,
    found_practice,
    make_setup_link,
    use_setup_link,
)
from practice.team.services.invitations import (
    invite_colleague,
    join_with_login,
    join_with_new_login,
    withdraw_staff_invitation,
)
from practice.team.services.logins import digest, make_user, plan_account_mail
from practice.team.services.members import add_member, change_member, let_go
from practice.team.services.places import PlaceData, add_place, edit_place, retire_place
from practice.team.services.practice import PracticeData, edit_practice
from practice.team.services.tokens import make_token, revoke_token

__all__ = [
    "FIRST_PLACE",
    "LinkSpent",
    "PlaceData",
    "PracticeData",
    "add_member",
    "add_place",
    "change_member",
    "digest",
    "edit_place",
    "edit_practice",
    "found_practice",
    "invite_colleague",
    "join_with_login",
    "join_with_new_login",
    "let_go",
    "make_setup_link",
    "make_token",
    "make_user",
    "plan_account_mail",
    "retire_place",
    "revoke_token",
    "use_setup_link",
    "withdraw_staff_invitation",
]
