"""Writes of check-ins: everything that was said in one go, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from clients.measures.rules import Mode
from clients.measures.services import AnswerData, Way, answer_measures
from clients.records.services import require_present
from practice.core.actor import Actor, NotAllowed
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.core.services import claim_once
from sessions.check_ins.models import CheckIn
from sessions.flares.models import FlareSource
from sessions.flares.rules import is_flare
from sessions.flares.services import pause_for_flare
from sessions.practice_logs.rules import RANGES
from sessions.programs.queries import hold_home_program, program_at_home


@dataclass(frozen=True, kw_only=True)
class CheckInData:
    """What was said; whatever was not is left out. Hours of soreness as a practice log has them."""

    answers: Sequence[AnswerData] = ()
    soreness_hours: int | None = None
    worse: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said at all."""
        return not (self.answers or self.worse or self.soreness_hours is not None)


@dataclass(frozen=True)
class CheckedIn:
    """The check-in; whether practice was too much, and whether that paused a program."""

    check_in: CheckIn
    is_flare: bool
    paused: bool


@transaction.atomic
def check_in(*, actor: Actor, data: CheckInData, key: UUID | None = None) -> CheckedIn:
    """Keep a client's check-in: measures through their own door, soreness by the flare rule.

    AlreadyDone for a `key` used before: sent twice is one. Only in the portal, where it is the
    client's own word or that of a guardian.
    """
    actor.require("practice_log.write")
    if not actor.in_portal:
        raise NotAllowed("practice_log.write")
    client_id = cast(UUID, actor.client_id)
    require_present(actor=actor, client_id=client_id)
    claimed = claim_once(actor=actor, key=key, action="check_in")
    if data.is_empty:
        raise DomainError(_("Answer at least one of them, or leave it for now."), code="empty")
    _require_range(data)
    if data.answers:
        way = Way(mode=Mode.PORTAL)
        answer_measures(actor=actor, client_id=client_id, said=data.answers, way=way)
    kept = CheckIn(
        **claimed,
        practice_id=actor.practice_id,
        client_id=client_id,
        local_date=today_in(actor.zone),
        checked_at=now(),
        soreness_hours=data.soreness_hours,
        worse=data.worse,
        guardian_id=actor.guardian_id,
    )
    kept.save(force_insert=True)
    flared = is_flare(data.soreness_hours, data.worse)
    return CheckedIn(kept, flared, paused=flared and _pause(actor, client_id, data))


def _require_range(data: CheckInData) -> None:
    allowed = RANGES["soreness_hours"]
    if data.soreness_hours is not None and not allowed.holds(data.soreness_hours):
        words = _("From %(low)s to %(high)s.") % {"low": allowed.low, "high": allowed.high}
        raise DomainError(words, field="soreness_hours")


def _pause(actor: Actor, client_id: UUID, data: CheckInData) -> bool:
    found = program_at_home(actor, client_id)
    if found is None:
        return False
    return pause_for_flare(
        actor=actor,
        home_program=hold_home_program(actor, found.pk, "practice_log.write"),
        soreness_hours=data.soreness_hours,
        worse=data.worse,
        source=FlareSource.CHECK_IN,
    )
