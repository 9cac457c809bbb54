"""Reads of the radar: who stands where, one client's days, the night's run, a practice's rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat
from django.http import Http404

from clients.records.models import Client
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.clock import today_in
from practice.core.models import Practice
from practice.core.tenancy import TenantQuerySet
from practice.core.written_once import rows_of
from sessions.progress.radar.models import RadarRun, RadarSettings, RadarSnapshot
from sessions.progress.radar.rules import Level, RadarRules, rules_of

JUDGED = (ClientState.ACTIVE, ClientState.MAINTAINING)
NEWLY = timedelta(days=3)  # a turn to *watch* is told so long: over a weekend
COUNTED = 1_000  # verdicts at a level that the list counts
AT_ONCE = 30  # verdicts a page of the list shows
SERIES = timedelta(days=90)  # days that a client's page draws
MOST_POINTS = 1_000
WARNINGS = (Level.ACT.value, Level.WATCH.value)
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
    *watch* in the last days, or whose first one is that, after the practice's first night.
    `judged_at` and `level_since` date them, `LEVEL_AND_LEADING` says what they are."""
    since = today_in(actor.zone) - NEWLY
    first_night = RadarRun.objects.visible_to(actor).order_by("day").values("day")[:1]
    turned = Q(level_before__in=[Level.STEADY.value, Level.UNKNOWN.value])
    turned |= Q(level_before="", level_since__gt=Subquery(first_night))
    told = Q(turned, level=Level.WATCH, level_since__gte=since)
    return newest(actor).filter(Q(level=Level.ACT) | told)


def silent(actor: Actor) -> TenantQuerySet[RadarSnapshot]:
    """For Today: who logged practice, and logs no more; since `silent_since`."""
    return newest(actor).filter(silent_since__isnull=False)


@dataclass(frozen=True)
class InForce:
    """What a practice is judged by on a day: its rules, their version, and its zone."""

    rules: RadarRules
    version: int
    zone: str
    changed_at: datetime | None = None

    @property
    def today(self) -> date:
        """The practice's own day."""
        return today_in(self.zone)


def in_force(actor: Actor) -> InForce:
    """The practice's rules over the house's. One statement, whoever asks."""
    mine: Any = RadarSettings._base_manager.filter(practice_id=OuterRef("pk"))
    practice: Any = Practice.objects.annotate(
        radar=Subquery(mine.values("changed")[:1]),
        radar_version=Subquery(mine.values("version")[:1]),
        radar_changed_at=Subquery(mine.values("changed_at")[:1]),
    ).get(pk=actor.practice_id)
    rules = rules_of(
        practice.radar or {},
        release_days=practice.integrate_within_days,
        habit_from=float(practice.maintain_from),
    )
    version = practice.radar_version or 0
    return InForce(rules, version, practice.timezone, practice.radar_changed_at)


def some_to_judge(actor: Actor, after: UUID | None, most: int) -> list[UUID]:
    """So many clients who are judged, behind one of them."""
    rows = judged_clients(actor).order_by("id")
    return list((rows.filter(pk__gt=after) if after else rows).values_list("id", flat=True)[:most])


def run_of(actor: Actor, day: date) -> RadarRun | None:
    """The run of a day, if it has begun."""
    return RadarRun.objects.visible_to(actor).filter(day=day).first()


def last_run(actor: Actor) -> RadarRun | None:
    """The newest run."""
    return RadarRun.objects.visible_to(actor).order_by("-day").first()


@dataclass(frozen=True)
class Listed:
    """Verdicts of a list, the most points first; `goes_on`: what the next page is asked for by."""

    shots: Sequence[RadarSnapshot]
    goes_on: str = ""


def listed(actor: Actor, levels: Sequence[str], *, mine: bool = False, after: str = "") -> Listed:
    """Newest verdicts at these levels with their clients: act before watch, the most points first.

    `after` is where a page before it ended; Http404 for what is no such place.
    """
    rows = newest(actor).select_related("client").filter(_behind(after), level__in=levels)
    if mine:
        rows = rows.filter(client__assigned_to_id=actor.membership_id)
    found = list(rows.order_by("level", "-points", "client_id")[: AT_ONCE + 1])
    if len(found) <= AT_ONCE:
        return Listed(found)
    last = found[AT_ONCE - 1]
    return Listed(found[:AT_ONCE], f"{last.level}|{last.points}|{last.client_id}")


def _behind(after: str) -> Q:
    """What stands behind a place, in the order of a level, points from above, a client."""
    if not after:
        return Q()
    level, points, client_id = (*after.split("|"), "", "")[:3]
    try:
        number, pk = int(points), UUID(client_id)
    except ValueError:
        raise Http404("cursor") from None
    if abs(number) > MOST_POINTS or level not in Level:
        raise Http404("cursor")
    same = Q(points__lt=number) | Q(points=number, client_id__gt=pk)
    return Q(level__gt=level) | Q(same, level=level)


def counted(actor: Actor, *, mine: bool = False) -> dict[str, int]:
    """How many newest verdicts there are at each level; one more than `COUNTED` says that there
    are more. One statement, and no more work in a large practice."""

    def build(actor: Actor) -> Any:
        rows = newest(actor).order_by()
        if mine:
            rows = rows.filter(client__assigned_to_id=actor.membership_id)
        some = [rows.filter(level=one.value).values_list("level")[: COUNTED + 1] for one in Level]
        return some[0].union(*some[1:], all=True)

    counting = "SELECT told.level, count(*) FROM ({}) told GROUP BY told.level"
    return dict(rows_of(actor, "radar_counted", (mine, COUNTED), build, counting))


def newest_of(actor: Actor, client_id: UUID) -> RadarSnapshot | None:
    """A client's newest verdict; the client has come through a door."""
    rows = RadarSnapshot.objects.visible_to(actor).filter(client_id=client_id, is_newest=True)
    return rows.first()


def series_of(actor: Actor, client_id: UUID, until: date) -> list[tuple[date, str, int, str]]:
    """Day, level, points and what led of a client's last ninety days, the earliest first."""
    rows = RadarSnapshot.objects.visible_to(actor).filter(client_id=client_id)
    rows = rows.filter(day__gt=until - SERIES).order_by("day")
    return list(rows.values_list("day", "level", "points", "leading"))
