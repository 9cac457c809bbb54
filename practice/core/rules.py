"""Who may do what: roles, actions, how far each reaches. `docs/roles.toml` says it for people."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a person is in one practice. SYSTEM is the worker acting for nobody.

    GUARDIAN: somebody signed in who acts for a client under age.
    """

    OWNER = "owner"
    PRACTITIONER = "practitioner"
    TRAINEE = "trainee"
    ASSISTANT = "assistant"
    CLIENT = "client"
    GUARDIAN = "guardian"
    SYSTEM = "system"


STAFF_ROLES = (Role.OWNER, Role.PRACTITIONER, Role.TRAINEE, Role.ASSISTANT)
PORTAL_ROLES = (Role.CLIENT, Role.GUARDIAN)


class Reach(StrEnum):
    """How far an action reaches: every client, those assigned to me, myself, nobody."""

    ALL = "all"
    OWN = "own"
    SELF = "self"
    NONE = "none"


_O, _P, _T, _A = STAFF_ROLES
_C, _G = PORTAL_ROLES
_ALL, _OWN, _SELF = Reach.ALL, Reach.OWN, Reach.SELF

# Source: design/model.md "Roles": an assistant keeps people, schedule and money, and sees no story.
REACH: Mapping[str, Mapping[Role, Reach]] = {
    "today.read": {_O: _ALL, _P: _ALL, _T: _OWN, _A: _ALL},
    "today.write": {_O: _ALL, _P: _ALL, _T: _OWN},
    "client.read": {_O: _ALL, _P: _ALL, _T: _OWN, _A: _ALL, _C: _SELF, _G: _SELF},
    "client.write": {_O: _ALL, _P: _ALL, _T: _OWN, _A: _ALL},
    "hand_over.read": {_O: _ALL, _P: _ALL, _A: _ALL},
    "hand_over.write": {_O: _ALL, _P: _ALL, _A: _ALL},
    "person_note.read": {_O: _ALL, _P: _ALL, _T: _OWN, _A: _ALL},
    "person_note.write": {_O: _ALL, _P: _ALL, _T: _OWN, _A: _ALL},
    "red_flag.read": {_O: _ALL, _P: _ALL, _T: _OWN},
    "red_flag.write": {_O: _ALL, _P: _ALL, _T: _OWN},
    "file.read": {_O: _ALL, _P: _ALL, _T: _OWN, _C: _SELF, _G: _SELF},
    "file.write": {_O: _ALL, _P: _ALL, _T: _OWN},
    "file.delete": {_O: _ALL, _P: _ALL, _T: _OWN, _C: _SELF, _G: _SELF},
    "message.read": {_O: _ALL, _P: _ALL, _T: _OWN, _C: _SELF, _G: _SELF},
    "message.write": {_O: _ALL, _P: _ALL, _T: _OWN, _C: _SELF, _G: _SELF},
    "deletion_request.read": {_O: _ALL, _P: _ALL, _T: _OWN, _C: _SELF, _G: _SELF},
    "deletion_request.write": {_C: _SELF, _G: _SELF},
    "deletion_request.answer": {_O: _ALL},
    "measure.read": {_O: _ALL, _P: _ALL, _T: _OWN, _C: _SELF, _G: _SELF},
    "measure.write": {_O: _ALL, _P: _ALL, _T: _OWN, _C: _SELF, _G: _SELF},
    "sensation.read": {_O: _ALL, _P: _ALL, _T: _OWN, _C: _SELF, _G: _SELF},
    "sensation.write": {_O: _ALL, _P: _ALL, _T: _OWN, _C: _SELF, _G: _SELF},
    "guardian.read": {_O: _ALL, _P: _ALL, _T: _OWN, _A: _ALL, _C: _SELF, _G: _SELF},
    "guardian.write": {_O: _ALL, _P: _ALL, _T: _OWN},
    "client.merge": {_O: _ALL, _P: _ALL},
    "story.read": {_O: _ALL, _P: _ALL, _T: _OWN, _C: _SELF, _G: _SELF},
    "story.write": {_O: _ALL, _P: _ALL, _T: _OWN},
    "intake.read": {_O: _ALL, _P: _ALL, _T: _OWN, _C: _SELF, _G: _SELF},
    "intake.write": {_O: _ALL, _P: _ALL, _T: _OWN, _C: _SELF, _G: _SELF},
    "intake.accept": {_O: _ALL, _P: _ALL, _T: _OWN},
    "session.read": {_O: _ALL, _P: _ALL, _T: _OWN},
    "session.write": {_O: _ALL, _P: _ALL, _T: _OWN},
    "note.read": {_O: _ALL, _P: _ALL, _T: _OWN},
    "note.write": {_O: _ALL, _P: _ALL, _T: _OWN},
    "shared_note.read": {_C: _SELF, _G: _SELF},
    "movement.read": {_O: _ALL, _P: _ALL, _T: _ALL, _A: _ALL, _C: _ALL, _G: _ALL},
    "understanding.read": {_O: _ALL, _P: _ALL, _T: _ALL, _A: _ALL, _C: _ALL, _G: _ALL},
    "understanding.write": {_O: _ALL, _P: _ALL},
    "movement.write": {_O: _ALL, _P: _ALL},
    "program.read": {_O: _ALL, _P: _ALL, _T: _OWN, _C: _SELF, _G: _SELF},
    "program.write": {_O: _ALL, _P: _ALL, _T: _OWN},
    "practice_log.read": {_O: _ALL, _P: _ALL, _T: _OWN, _C: _SELF, _G: _SELF},
    "practice_log.write": {_O: _ALL, _P: _ALL, _T: _OWN, _C: _SELF, _G: _SELF},
    "radar.read": {_O: _ALL, _P: _ALL, _T: _OWN},
    "radar.write": {_O: _ALL, _P: _ALL, _T: _OWN},
    "reminder.read": {_O: _ALL, _P: _ALL, _T: _OWN, _C: _SELF, _G: _SELF},
    "reminder.write": {_O: _ALL, _P: _ALL, _T: _OWN, _C: _SELF, _G: _SELF},
    "mail_wish.read": {_O: _ALL, _P: _ALL, _T: _OWN, _A: _ALL, _C: _SELF, _G: _SELF},
    "mail_wish.write": {_O: _ALL, _P: _ALL, _T: _OWN, _A: _ALL, _C: _SELF, _G: _SELF},
    "service.read": {_O: _ALL, _P: _ALL, _T: _ALL, _A: _ALL, _C: _ALL, _G: _ALL},
    "service.write": {_O: _ALL},
    "hours.read": {_O: _ALL, _P: _ALL, _T: _ALL, _A: _ALL, _C: _ALL, _G: _ALL},
    "hours.write": {_O: _ALL, _P: _OWN, _T: _OWN, _A: _ALL},
    "appointment.read": {_O: _ALL, _P: _ALL, _T: _OWN, _A: _ALL, _C: _SELF, _G: _SELF},
    "appointment.write": {_O: _ALL, _P: _ALL, _T: _OWN, _A: _ALL, _C: _SELF, _G: _SELF},
    "mail.read": {_O: _ALL, _P: _ALL, _A: _ALL},
    "mail.write": {_O: _ALL, _P: _ALL},
    "settings.read": {_O: _ALL, _P: _ALL, _T: _ALL, _A: _ALL},
    "settings.write": {_O: _ALL},
    "credential.read": {_O: _ALL, _P: _OWN, _T: _OWN},
    "credential.write": {_O: _ALL, _P: _OWN, _T: _OWN},
    "token.read": {_O: _ALL, _P: _OWN},
    "token.write": {_O: _ALL, _P: _OWN},
    "vocabulary.read": {_O: _ALL, _P: _ALL, _T: _ALL, _A: _ALL, _C: _ALL, _G: _ALL},
}


# What belongs to no client: a practitioner with clients of their own reads and writes it all.
_OF_THE_PRACTICE = frozenset(
    {"hours", "movement", "service", "settings", "understanding", "vocabulary"}
)


def reach_of(role: Role, action: str, *, only_own_clients: bool = False) -> Reach:
    """How far `role` may do `action` ("client.read"); KeyError for an action nobody defined.

    `only_own_clients` is the practice's setting that narrows practitioners to their own clients.
    """
    by_role = REACH[action]
    if role is Role.SYSTEM:
        return Reach.ALL
    found = by_role.get(role, Reach.NONE)
    if found is Reach.ALL and role is Role.PRACTITIONER and only_own_clients:
        narrowed = action.split(".", 1)[0] not in _OF_THE_PRACTICE
        return Reach.OWN if narrowed else found
    return found
