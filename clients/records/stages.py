"""Narrowing the list of clients by where they are on the arc."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clients.records.models import Episode
from clients.records.narrowing import Narrowing, Rows
from clients.records.rules import ClientState, EpisodeState
from practice.core.actor import Actor

RELEASED = Q(released_on__isnull=False)
STAGES: dict[str, Q] = {
    "free": Q(started=True, integrates=False) & ~RELEASED,
    "integrate": Q(integrates=True),
    "open": RELEASED & Q(integrates=False),
}
BEGUN = Q(started=True) | Q(integrates=True) | RELEASED


def _at_stage(actor: Actor, rows: Rows, stage: str) -> Rows:
    """By the open course of work; whoever has none, or one that nothing has begun, is at first."""
    if stage == "maintain":
        return rows.filter(state=ClientState.MAINTAINING)
    rows = rows.exclude(state=ClientState.MAINTAINING)
    courses = Episode.objects.visible_to(actor).filter(
        client_id=OuterRef("pk"), state=EpisodeState.OPEN
    )
    if stage == "understand":
        return rows.filter(~Exists(courses.filter(BEGUN)))
    return rows.filter(Exists(courses.filter(STAGES[stage])))


STAGE = Narrowing(
    "stage",
    _("Stage"),
    [
        ("", _("any")),
        ("understand", _("Understand")),
        ("free", _("Free")),
        ("open", _("Open release")),
        ("integrate", _("Integrate")),
        ("maintain", _("Maintain")),
    ],
    "story.read",
    _at_stage,
)
