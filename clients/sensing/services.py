"""Writes of what is felt: a report is added, never changed, and withdrawn by who gave it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from clients.records.queries import get_client
from clients.records.services import require_present
from clients.sensing.models import SensationReport
from clients.sensing.queries import get_report, is_own
from clients.sensing.rules import BACK_AT_MOST, FELT, MOST_WORDS, SensedIn, may_withdraw
from clients.symptoms.rules import BODY_REGIONS_BY_CODE, SensationClarity
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.core.services import claim_once


@dataclass(frozen=True, kw_only=True)
class SensationData:
    """What is felt: a region of the body map, how clearly, 0–10 or None, in their own words.

    `felt_on` None is today, the client's own day; an earlier one looks back at that day.
    """

    region: str
    clarity: str
    felt: int | None = None
    words: str = ""
    is_discovery: bool = False
    felt_on: date | None = None


@transaction.atomic
def report_sensation(
    *, actor: Actor, client_id: UUID, data: SensationData, key: UUID | None = None
) -> SensationReport:
    """Keep what a client feels, beside everything that was said before.

    Http404 for a client out of reach, DomainError beside what is wrong, AlreadyDone for a `key`
    used before. Staff write it down together with the client.
    """
    actor.require("sensation.write")
    client = get_client(actor, client_id, "sensation.write")
    require_present(actor=actor, client_id=client.pk)
    today = today_in(client.timezone)
    _check(data, today)
    claimed = claim_once(actor=actor, key=key, action="report_sensation")
    report = SensationReport(
        **claimed,
        practice_id=actor.practice_id,
        client_id=client.pk,
        region=data.region,
        side=BODY_REGIONS_BY_CODE[data.region].side,
        clarity=SensationClarity(data.clarity),
        felt=data.felt,
        words=data.words.strip(),
        is_discovery=data.is_discovery,
        felt_on=data.felt_on or today,
        reported_on=today,
        reported_at=now(),
        source=SensedIn.PORTAL if actor.in_portal else SensedIn.LESSON,
        entered_by_id=actor.membership_id,
        guardian_id=actor.guardian_id,
    )
    report.save(force_insert=True)
    return report


@transaction.atomic
def withdraw_sensation(*, actor: Actor, report_id: UUID) -> SensationReport:
    """Take back a report that the actor gave: it stays in history, marked. Twice is once.

    Http404 out of reach, DomainError for another's, and in the portal after a day.
    """
    actor.require("sensation.write")
    report = get_report(actor, report_id, "sensation.write", hold=True)
    require_present(actor=actor, client_id=report.client_id)
    if not is_own(actor, report):
        raise DomainError(_("Only who said it can withdraw it."), code="not_yours")
    if report.withdrawn_at is not None:
        return report
    if not may_withdraw(report.reported_at, now(), in_portal=actor.in_portal):
        words = _("This was said more than a day ago, and stays. Say beside it how it is.")
        raise DomainError(words, code="too_late")
    report.withdrawn_at = now()
    report.save(update_fields=["withdrawn_at"])
    return report


def _check(data: SensationData, today: date) -> None:
    low, high = FELT
    if data.region not in BODY_REGIONS_BY_CODE:
        raise DomainError(_("Choose a place of the body."), field="region")
    if data.clarity not in set(SensationClarity):
        raise DomainError(_("Say how clearly you feel it."), field="clarity")
    if data.felt is not None and not low <= data.felt <= high:
        words = _("From %(low)s to %(high)s.") % {"low": low, "high": high}
        raise DomainError(words, field="felt")
    is_absent = data.clarity == SensationClarity.ABSENT
    if is_absent and data.felt is not None:
        raise DomainError(_("What cannot be felt has no number: leave it out."), field="felt")
    if len(data.words.strip()) > MOST_WORDS:
        raise DomainError(_("Say it in at most %(n)s letters.") % {"n": MOST_WORDS}, field="words")
    if data.is_discovery and not data.words.strip():
        raise DomainError(_("Say in your own words what is new."), field="words")
    if data.is_discovery and is_absent:
        raise DomainError(_("What is new is something that you feel."), field="is_discovery")
    if data.felt_on is not None and data.felt_on > today:
        raise DomainError(_("That day is still to come."), field="felt_on")
    if data.felt_on is not None and data.felt_on < today - BACK_AT_MOST:
        raise DomainError(_("That is too long ago."), field="felt_on")
