"""The writes of the red-flag gate: what was asked anew, and what was decided on a yes."""

from collections.abc import Mapping
from datetime import date
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from clients.intake.models import RedFlagAnswer
from clients.intake.rules import RED_FLAGS, RED_FLAGS_BY_CODE
from clients.records.queries import get_client
from clients.records.services import require_present
from clients.red_flags.models import RedFlagDecision, SafetyAsking
from clients.red_flags.queries import get_raised
from clients.red_flags.rules import DecisionData, lack_of, lack_of_day
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


@transaction.atomic
def ask_anew(
    *,
    actor: Actor,
    client_id: UUID,
    answers: Mapping[str, bool],
    asked_on: date | None,
    key: UUID | None = None,
) -> SafetyAsking:
    """Keep what a client answered when somebody asked them every safety question once more.

    Each yes waits for a decision, whatever was decided on an earlier one. Http404 for a client out
    of reach, DomainError beside what is missing, AlreadyDone for a `key` used before.
    """
    actor.require("red_flag.write")
    if actor.membership_id is None:
        raise NotAllowed("red_flag.write")
    client = get_client(actor, client_id, "red_flag.write")
    require_present(actor=actor, client_id=client.pk)
    if words := lack_of_day(asked_on, today_in(actor.zone)):
        raise DomainError(_(words), field="asked_on")
    for flag in RED_FLAGS:
        if flag.code not in answers:
            raise DomainError(_("Answer yes or no."), field=flag.code)
    at = now()
    asking = SafetyAsking(
        **claim_once(actor=actor, key=key, action="ask_safety"),
        practice_id=actor.practice_id,
        client_id=client.pk,
        asked_by_id=actor.membership_id,
        asked_on=cast(date, asked_on),
        asked_at=at,
    )
    asking.save(force_insert=True)
    RedFlagAnswer._base_manager.bulk_create(
        RedFlagAnswer(
            practice_id=actor.practice_id,
            client_id=client.pk,
            asking_id=asking.pk,
            code=flag.code,
            level=flag.level.value,
            answer=answers[flag.code],
            answered_at=at,
        )
        for flag in RED_FLAGS
    )
    return asking
