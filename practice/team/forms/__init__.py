"""Input shapes of sign-in, the practice's settings and the team."""

from practice.team.forms.settings import TOLD_OF_PLACE, PlaceForm, PracticeForm
from practice.team.forms.signing import ConfirmCodeForm, RequestCodeForm, SetUpForm, SignInForm
from practice.team.forms.team import InviteForm, JoinForm, LeaveForm, MemberForm
from practice.team.forms.tokens import SCOPE_WORDS, TokenForm

__all__ = [
    "SCOPE_WORDS",
    "TOLD_OF_PLACE",
    "ConfirmCodeForm",
    "InviteForm",
    "JoinForm",
    "LeaveForm",
    "MemberForm",
    "PlaceForm",
    "PracticeForm",
    "RequestCodeForm",
    "SetUpForm",
    "SignInForm",
    "TokenForm",
]
