"""What waits for somebody: its kinds, in which order they stand, how long each may be put off.

The order is argued in docs/decisions/0060-todays-order.md.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum


class NeedKind(StrEnum):
    """One kind of thing that waits, in the order in which they stand within their group."""

    FLAG = "flag"  # a yes to a safety question, not decided on
    FLARE = "flare"  # practice was too much
    BACK = "back"  # an agreement taken back
    RELEASE = "release"  # released, nothing integrates it
    RADAR = "radar"  # it may be coming back
    VISITOR = "visitor"  # somebody new, booked on the public page
    INTAKE = "intake"
    MESSAGE = "message"
    DELETION = "deletion"
    ASKING = "asking"  # an invitation that no longer opened
    NOTE = "note"
    MAIL = "mail"
    SILENT = "silent"  # logged practice, and does no more
    UNHEARD = "unheard"  # ten reminders without an answer


class Group(StrEnum):
    """What the order rests on: a body in danger, the work and who waits for an answer, the desk."""

    SAFETY = "safety"
    WORK = "work"
    DESK = "desk"


_SAFETY = (NeedKind.FLAG, NeedKind.FLARE, NeedKind.BACK)
_DESK = (NeedKind.NOTE, NeedKind.MAIL, NeedKind.SILENT, NeedKind.UNHEARD)
GROUPS: Mapping[NeedKind, Group] = {
    kind: Group.SAFETY if kind in _SAFETY else Group.DESK if kind in _DESK else Group.WORK
    for kind in NeedKind
}
ORDER = {kind: (list(Group).index(GROUPS[kind]), n) for n, kind in enumerate(NeedKind)}

# These end when somebody says so. All others end by the act that they ask for, and only by it.
ENDS_BY_WORD = frozenset(
    {
        NeedKind.RADAR,
        NeedKind.VISITOR,
        NeedKind.ASKING,
        NeedKind.MAIL,
        NeedKind.SILENT,
        NeedKind.UNHEARD,
    }
)
LATEST = {Group.SAFETY: 3, Group.WORK: 30, Group.DESK: 30}  # days that a need may be put off


def latest_day(kind: NeedKind, today: date) -> date:
    """The last day until which something of a kind may be put off."""
    return today + timedelta(days=LATEST[GROUPS[kind]])
