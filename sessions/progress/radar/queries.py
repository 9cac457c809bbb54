"""Reads of the radar: who stands where, one client's days, the night's run, a practice's rules."""

from datetime import timedelta

from django.db.models import Q, Value
from django.db.models.functions import Concat

from clients.records.models import Client
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.tenancy import TenantQuerySet
from sessions.progress.radar.models import RadarSnapshot
from sessions.progress.radar.rules import Level

JUDGED = (ClientState.ACTIVE, ClientState.MAINTAINING)
NEWLY = timedelta(days=3)  # a turn to *watch* is told so long: over a weekend
# For a list of what waits: "act:pain", the level and what leads to it.
LEVEL_AND_LEADING = Concat("level", Value(":"), "leading")


def judged_clients(actor: Actor) -> TenantQuerySet[Client]:
    """Who is judged: active or maintaining; not archived, and no record that became another's."""
    return Client.objects.visible_to(actor, "radar.read").filter(state__in=JUDGED, merged_into=None)


def newest(actor: Actor) -> TenantQuerySet[RadarSnapshot]:
    """The newest verdict of each client who is judged, as far as the actor reaches."""
    rows = RadarSnapshot.objects.visible_to(actor).filter(is_newest=True)
    return rows.filter(client__state__in=JUDGED, client__merged_into=None)


def radar_waiting(actor: Actor) -> TenantQuerySet[RadarSnapshot]:
    """For Today: newest verdicts at *act*, and those that turned from *steady* or *unknown* to
    *watch* in the last days. `judged_at` and `level_since` date them, `LEVEL_AND_LEADING` says
    what they are."""
    since = today_in(actor.zone) - NEWLY
    turned = Q(level_before__in=[Level.STEADY.value, Level.UNKNOWN.value], level_since__gte=since)
    return newest(actor).filter(Q(level=Level.ACT) | Q(turned, level=Level.WATCH))
