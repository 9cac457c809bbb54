"""Pages of the team: set-up, the practice's settings, colleagues, API tokens."""

from practice.team.views.joining import staff_invitation_accept
from practice.team.views.proving import portal_prove, to_prove
from practice.team.views.set_up import set_up
from practice.team.views.settings import (
    place_edit,
    place_list,
    place_retire,
    practice_choose,
    settings_home,
)
from practice.team.views.team import (
    staff_invitation_again,
    staff_invitation_withdraw,
    team_leave,
    team_list,
    team_member,
)
from practice.team.views.tokens import token_list, token_revoke

__all__ = [
    "place_edit",
    "place_list",
    "place_retire",
    "portal_prove",
    "practice_choose",
    "set_up",
    "settings_home",
    "staff_invitation_accept",
    "staff_invitation_again",
    "staff_invitation_withdraw",
    "team_leave",
    "team_list",
    "team_member",
    "to_prove",
    "token_list",
    "token_revoke",
]
