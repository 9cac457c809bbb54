"""Plan the mails that ask how it goes, and those that tell next steps. Once each, whoever ticks."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from clients.guardians.queries import can_open_mails, recipients_of, told_guarding
from clients.mail_wishes.queries import told_wishes
from clients.mail_wishes.rules import SENT_AS, MailKind
from clients.mail_wishes.services import say_wish
from clients.measures.queries import MeasuredClient, told_works
from clients.measures.rules import Rater
from clients.records.models import Client
from practice.core.actor import Actor
from practice.core.clock import UnknownZone, now
from practice.outbox.services import Planned, cancel_messages_to, plan_messages
from sessions.check_ins.mailing.emails import CHECK_IN, NEXT_STEPS
from sessions.check_ins.mailing.queries import (
    AT_ONCE,
    clients_asked,
    just_released,
    zones_to_look_at,
)
from sessions.check_ins.mailing.rules import (
    NIGHT,
    TOLD_WITHIN,
    asked_by_mail,
    goes_unanswered,
    next_steps_wait,
)
from sessions.check_ins.models import CheckInLook

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """How many mails were planned; `goes_on`: after which client there are more to look at."""

    made: int
    goes_on: UUID | None = None


def plan_check_ins(*, actor: Actor, after: UUID | None = None) -> Asked:
    """Ask clients of one practice whose morning has come and who were not asked yet today, so many
    at once, after one of them.

    What was asked once is not asked again: a mail's occasion is the day from which its questions
    are asked, whatever day it leaves.
    """
    at = now()
    zones = zones_to_look_at(actor, at)
    if not zones:
        return Asked(0)
    clients = clients_asked(actor, zones, max(zones.values()), after)
    planned = [one for client in clients for one in _questions(client, at)]
    made = len(plan_messages(actor=actor, planned=planned))
    if len(clients) == AT_ONCE:
        return Asked(made, clients[-1].pk)
    _keep_looks(actor, zones)
    return Asked(made)


def _keep_looks(actor: Actor, zones: Mapping[str, date]) -> None:
    CheckInLook._base_manager.bulk_create(
        [
            CheckInLook(practice_id=actor.practice_id, timezone=zone, looked_on=day)
            for zone, day in sorted(zones.items())
        ],
        update_conflicts=True,
        unique_fields=["practice", "timezone"],
        update_fields=["looked_on"],
    )


def _questions(row: Any, at: datetime) -> list[Planned]:
    try:
        due = MeasuredClient(row, told_works(row.told_works)).due(by=Rater.CLIENT)
        asked_on = asked_by_mail(due)
        if asked_on is None:
            return []
        why = _("the last ones were not answered") if goes_unanswered(due, row.unanswered) else ""
        return list(_mails(row, row, CHECK_IN, row.pk, asked_on, at, why))
    except (ValueError, KeyError, ArithmeticError):  # one record's fault is its own
        log.exception("what client %s is asked could not be planned", row.pk)
        return []


def plan_next_steps(*, actor: Actor) -> int:
    """Tell the clients of one practice in whose work something first let go, on that day or in the
    week after; returns how many mails were planned."""
    at = now()
    planned = [
        one
        for work in just_released(actor, at.date() - TOLD_WITHIN - timedelta(days=1))
        if not isinstance(work.client.timezone, UnknownZone)
        and next_steps_wait(work.released_on, at, ZoneInfo(work.client.timezone))
        for one in _mails(work, work.client, NEXT_STEPS, work.pk, work.released_on, at)
    ]
    return len(plan_messages(actor=actor, planned=planned))


def _mails(
    row: Any, client: Client, kind: str, subject_id: UUID, day: date, at: datetime, why: str = ""
) -> Iterator[Planned]:
    """One for each whom a client's mails go to; `row` tells of guardians and wishes, and `why` says
    why none goes. What could not leave by day does not leave by night: it is too late."""
    guarding = told_guarding(row)
    if not can_open_mails(client, guarding):
        return
    zone = ZoneInfo(client.timezone)
    wishes = told_wishes(row.told_wishes)
    wanted = next(one.wanted for one in wishes if one.about is MailKind.CHECK_IN)
    for to in recipients_of(guarding):
        yield Planned(
            kind=kind,
            person_id=client.pk,
            recipient_id=to,
            subject_id=subject_id,
            local_date=day,
            due_at=at,
            known_at=datetime.combine(day, time(0), zone),  # by the schedule, since that day
            expires_at=datetime.combine(at.astimezone(zone).date(), NIGHT, zone),
            unwanted=why if wanted else _("they want no mails of this kind"),
        )


def stop_check_ins(*, actor: Actor, client_id: UUID) -> None:
    """Ask a client nothing by mail any more, nor their guardian; a repeat changes nothing."""
    say_wish(actor=actor, client_id=client_id, about=MailKind.CHECK_IN, wanted=False)
    reason = _("they want no mails of this kind")
    kinds = SENT_AS[MailKind.CHECK_IN]
    cancel_messages_to(actor=actor, person_id=client_id, kind=kinds, reason=reason)
