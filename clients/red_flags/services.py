"""The write of the red-flag gate: what somebody decided on a yes, kept for good."""

from datetime import date
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from clients.intake.rules import RED_FLAGS_BY_CODE
from clients.records.services import require_present
from clients.red_flags.models import RedFlagDecision
from clients.red_flags.queries import get_raised
from clients.red_flags.rules import DecisionData, lack_of
from clients.symptoms.rules import Contraindication
from practice.core.actor import Actor, NotAllowed
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.core.services import claim_once


@transaction.atomic
def decide(
    *, actor: Actor, answer_id: UUID, said: DecisionData, key: UUID | None = None
) -> RedFlagDecision:
    """Keep what follows a yes to a safety question; what was decided before stays beside it.

    A yes that repeats one of the version before is decided on together with that one.

    Http404 for an answer out of reach or a no, DomainError beside the field that lacks something,
    AlreadyDone for a `key` used before.
    """
    actor.require("red_flag.write")
    if actor.membership_id is None:
        raise NotAllowed("red_flag.write")
    answer = get_raised(actor, answer_id, "red_flag.write")
    require_present(actor=actor, client_id=answer.client_id)
    lack = lack_of(RED_FLAGS_BY_CODE[answer.code].level, said, today_in(actor.zone))
    if lack is not None:
        raise DomainError(_(lack.message), field=lack.field)
    decision = RedFlagDecision(
        **claim_once(actor=actor, key=key, action="decide_red_flag"),
        practice_id=actor.practice_id,
        answer_id=answer.repeats_id or answer.pk,
        choice=said.choice,
        to_whom=said.to_whom.strip(),
        reason=said.reason.strip(),
        avoid=[code.value for code in Contraindication if code.value in said.avoid],
        decided_on=cast(date, said.decided_on),
        decided_by_id=actor.membership_id,
        decided_at=now(),
    )
    decision.save(force_insert=True)
    return decision
