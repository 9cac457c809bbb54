"""Reads of what is felt: regions with where they began and are now, discoveries, one region."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clients.records.models import Client
from clients.records.queries import get_client_with
from clients.records.rules import ClientState
from clients.sensing.models import SensationReport
from clients.sensing.rules import Drawing, SensedIn, Told, drawn, may_withdraw
from clients.symptoms.rules import BODY_REGIONS_BY_CODE, BodyRegion, SensationClarity
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import now
from practice.core.tenancy import TenantQuerySet

MOST_REGIONS, MOST_DISCOVERIES, MOST_TOLD = 40, 10, 50
SHOWN = 160  # letters of what was said, in a list

# The first is what was said on the earliest day; where it is now, the newest day's own word.
_REGIONS = """
    SELECT json_build_array(felt.region, count(*), min(felt.felt_on), max(felt.felt_on),
        (array_agg(felt.clarity ORDER BY felt.felt_on, felt.reported_at))[1],
        (array_agg(felt.clarity ORDER BY felt.felt_on DESC, felt.felt_on < felt.reported_on,
            felt.reported_at DESC))[1],
        left((array_agg(felt.words ORDER BY felt.felt_on DESC, felt.reported_at DESC)
            FILTER (WHERE felt.words <> ''))[1], %s))
    FROM clients_sensationreport felt
    WHERE felt.practice_id = %s AND felt.client_id = clients_client.id
        AND felt.withdrawn_at IS NULL
    GROUP BY felt.region ORDER BY max(felt.reported_at) DESC, felt.region LIMIT %s"""
_DISCOVERIES = """
    SELECT json_build_array(felt.felt_on, felt.region, left(felt.words, %s))
    FROM clients_sensationreport felt
    WHERE felt.practice_id = %s AND felt.client_id = clients_client.id AND felt.is_discovery
        AND felt.withdrawn_at IS NULL
    ORDER BY felt.felt_on DESC, felt.id DESC LIMIT %s"""
_TOLD = """
    SELECT json_build_array(felt.felt_on, felt.reported_on, felt.clarity, felt.felt, felt.words,
        felt.is_discovery, felt.source, coalesce(guardian.name, member.name, ''), felt.id,
        felt.withdrawn_at, felt.entered_by_id IS NOT DISTINCT FROM %s
            AND felt.guardian_id IS NOT DISTINCT FROM %s, felt.reported_at)
    FROM clients_sensationreport felt
    LEFT JOIN clients_guardian guardian
        ON guardian.practice_id = felt.practice_id AND guardian.id = felt.guardian_id
    LEFT JOIN practice_membership member
        ON member.practice_id = felt.practice_id AND member.id = felt.entered_by_id
    WHERE felt.practice_id = %s AND felt.client_id = clients_client.id AND felt.region = %s
        AND (felt.withdrawn_at IS NULL OR %s)
    ORDER BY felt.felt_on DESC, felt.reported_at DESC LIMIT %s"""


@dataclass(frozen=True)
class SensedRegion:
    """A region that something was said of: where it began, where it is now, the last words."""

    region: BodyRegion
    count: int
    first_on: date
    last_on: date
    first: SensationClarity
    now: SensationClarity
    words: str

    @property
    def moved(self) -> bool:
        """Whether it is felt otherwise than it was."""
        return self.first is not self.now


@dataclass(frozen=True)
class Discovery:
    """What is felt now that was not before, and since when."""

    day: date
    region: BodyRegion | None
    words: str


@dataclass(frozen=True)
class ToldReport:
    """One report as it is read; `said_by` "" is the client."""

    told: Told
    felt: int | None
    words: str
    is_discovery: bool
    source: SensedIn
    said_by: str
    id: UUID
    is_withdrawn: bool
    withdrawable: bool  # by who reads it


@dataclass(frozen=True)
class Felt:
    """A client and what they feel, the regions that were spoken of last first."""

    client: Client
    regions: Sequence[SensedRegion]
    discoveries: Sequence[Discovery]


@dataclass(frozen=True)
class FeltRegion:
    """A client and everything said of one region, the newest day first."""

    client: Client
    region: BodyRegion
    told: Sequence[ToldReport]
    goes_on: bool

    @property
    def drawing(self) -> Drawing:
        """The same as a picture."""
        return drawn(one.told for one in self.told if not one.is_withdrawn)

    @property
    def withdrawable(self) -> list[ToldReport]:
        """The newest of what who reads it said, and may still take back."""
        if self.client.state == ClientState.ARCHIVED:
            return []
        return [one for one in self.told if one.withdrawable][:MOST_DISCOVERIES]

    @property
    def days(self) -> list[date]:
        """Days on which something was said, the newest first: what can be looked back at."""
        there = (one.told for one in self.told if not one.is_withdrawn)
        today = {told.felt_on for told in there if not told.looks_back}
        return sorted(today, reverse=True)[:MOST_DISCOVERIES]

    @property
    def heads(self) -> list[dict[str, str | bool]]:
        """Of the table: each column in a word."""
        words = (_("Day"), _("How clear"), _("0–10"), _("Their words"), _("Said on"), _("By"))
        return [{"word": word, "number": word == words[2]} for word in words]

    @property
    def rows(self) -> list[list[str]]:
        """The same as a table."""
        return [_row(one) for one in self.told]


def _row(one: ToldReport) -> list[str]:
    clarity = _(one.told.clarity.label)
    number = "" if one.felt is None else str(one.felt)
    said = _day(one.told.reported_on) if one.told.looks_back else ""
    words = _("New: %(words)s") % {"words": one.words} if one.is_discovery else one.words
    if one.is_withdrawn:
        clarity = _("%(clarity)s (withdrawn)") % {"clarity": clarity}
    return [_day(one.told.felt_on), clarity, number, words, said, one.said_by]


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def felt_by(actor: Actor, client_id: UUID, action: str = "sensation.read") -> Felt:
    """The one door to what a client feels; Http404 out of reach. One statement."""
    actor.require(action)
    mine = actor.practice_id
    client: Any = get_client_with(
        actor,
        client_id,
        told_regions=beside(actor, action, _REGIONS, SHOWN, mine, MOST_REGIONS),
        told_discoveries=discoveries_beside(actor, MOST_DISCOVERIES, action),
    )
    return Felt(client, _regions(client.told_regions), told_discoveries(client.told_discoveries))


def _regions(found: Iterable[Sequence[Any]]) -> list[SensedRegion]:
    return [
        SensedRegion(
            BODY_REGIONS_BY_CODE[code],
            count,
            date.fromisoformat(first_on),
            date.fromisoformat(last_on),
            SensationClarity(first),
            SensationClarity(last),
            words or "",
        )
        for code, count, first_on, last_on, first, last, words in found
        if code in BODY_REGIONS_BY_CODE
    ]


def discoveries_beside(actor: Actor, most: int, action: str = "sensation.read") -> Any:
    """A client's newest discoveries, read along with it: `told_discoveries`."""
    return beside(actor, action, _DISCOVERIES, SHOWN, actor.practice_id, most)


def told_discoveries(found: Iterable[Sequence[Any]]) -> list[Discovery]:
    """What `discoveries_beside` read."""
    return [
        Discovery(date.fromisoformat(day), BODY_REGIONS_BY_CODE.get(code), words)
        for day, code, words in found
    ]


def felt_in(actor: Actor, client_id: UUID, code: str, action: str = "sensation.read") -> FeltRegion:
    """Everything said of one region; Http404 for a client out of reach, or no such region.

    What was withdrawn the practice reads, marked; in the portal it is gone.
    """
    actor.require(action)
    region = BODY_REGIONS_BY_CODE.get(code)
    if region is None:
        raise Http404("region")
    who = (actor.membership_id, actor.guardian_id)
    about = (actor.practice_id, code, not actor.in_portal)
    rows = beside(actor, action, _TOLD, *who, *about, MOST_TOLD + 1)
    client: Any = get_client_with(actor, client_id, told_region=rows)
    told = [_told(actor, one) for one in client.told_region]
    return FeltRegion(client, region, told[:MOST_TOLD], len(told) > MOST_TOLD)


def _told(actor: Actor, row: Sequence[Any]) -> ToldReport:
    felt_on, reported_on, clarity, felt, words, is_discovery, source, said_by, *of_it = row
    report_id, withdrawn_at, is_own_word, reported_at = of_it
    in_time = may_withdraw(datetime.fromisoformat(reported_at), now(), in_portal=actor.in_portal)
    days = (date.fromisoformat(felt_on), date.fromisoformat(reported_on))
    told = Told(*days, SensationClarity(clarity))
    return ToldReport(
        told,
        felt,
        words,
        is_discovery,
        SensedIn(source),
        said_by,
        id=UUID(report_id),
        is_withdrawn=withdrawn_at is not None,
        withdrawable=is_own_word and in_time and withdrawn_at is None,
    )


def get_report(
    actor: Actor, report_id: UUID, action: str = "sensation.read", *, hold: bool = False
) -> SensationReport:
    """One report; Http404 out of reach. `hold` keeps it until the transaction ends."""
    rows = SensationReport.objects.visible_to(actor, action)
    if hold:
        rows = rows.select_for_update(of=("self",))
    report = rows.filter(pk=report_id).first()
    if report is None:
        raise Http404("sensation report")
    return report


def is_own(actor: Actor, report: SensationReport) -> bool:
    """Whether the actor gave it: the client their own, a guardian theirs, a colleague theirs."""
    given_by = (report.entered_by_id, report.guardian_id)
    return given_by == (actor.membership_id, actor.guardian_id)


def reports_where(
    actor: Actor,
    *,
    client: UUID | None = None,
    region: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> TenantQuerySet[SensationReport]:
    """Reports within reach that were not withdrawn, narrowed by the day they speak of."""
    asked = {"client_id": client, "region": region, "felt_on__gte": since, "felt_on__lte": until}
    narrow = {name: value for name, value in asked.items() if value is not None}
    return SensationReport.objects.visible_to(actor).filter(withdrawn_at=None, **narrow)
