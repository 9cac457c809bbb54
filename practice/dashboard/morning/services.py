"""Writes: whether Today comes by mail and when; and what is planned once its time has come."""

from collections.abc import Collection
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from practice.core.actor import Actor, NotAllowed
from practice.core.clock import known_zone, now
from practice.core.errors import DomainError
from practice.core.models import Practice
from practice.core.queries import get_practice
from practice.dashboard.morning.models import MorningMail
from practice.dashboard.morning.queries import due, wish_of
from practice.dashboard.morning.rules import AT, EARLIEST, HOLDS, LATEST, WEEK, WORKDAYS, next_day
from practice.outbox.services import Planned, plan_messages
from sessions.appointments.rules import instant_of

KIND = "morning"


def _next_at(practice: Practice, at: time, weekdays: Collection[int]) -> datetime | None:
    day = next_day(weekdays, at, now().astimezone(ZoneInfo(known_zone(practice.timezone))))
    return instant_of(day, at, known_zone(practice.timezone)) if day else None


@transaction.atomic
def say_morning_mail(
    *, actor: Actor, comes: bool, at: time = AT, weekdays: Collection[int] = WORKDAYS
) -> MorningMail:
    """Let Today come by mail to oneself, or no more."""
    actor.require("today.read")
    if actor.membership_id is None:
        raise NotAllowed("today.read")
    days = sorted({day for day in weekdays if 1 <= day <= WEEK})
    if comes and not days:
        raise DomainError(_("Choose at least one day."), field="weekdays")
    if not EARLIEST <= at <= LATEST:
        told = {"first": time_format(EARLIEST), "last": time_format(LATEST)}
        raise DomainError(_("A time from %(first)s to %(last)s.") % told, field="at")
    return _keep(actor, actor.membership_id, comes=comes, at=at, days=days)


def _keep(actor: Actor, member_id: UUID, *, comes: bool, at: time, days: list[int]) -> MorningMail:
    wish, _made = MorningMail._base_manager.update_or_create(
        practice_id=actor.practice_id,
        member_id=member_id,
        defaults={
            "at": at,
            "weekdays": days,
            "changed_at": now(),
            "next_at": _next_at(get_practice(actor), at, days) if comes else None,
        },
    )
    return wish


def stop_morning_mail(*, actor: Actor, member_id: UUID) -> None:
    """By the mail's own link: none comes any more. Again is as good as once."""
    wish = wish_of(actor, member_id)
    if wish is not None and wish.next_at is not None:
        wish.next_at, wish.changed_at = None, now()
        wish.save(update_fields=["next_at", "changed_at"])


def plan_mornings(*, actor: Actor) -> int:
    """Plan the mails of one practice whose time has come, once each; returns how many. What is
    longer ago than such a mail holds is left out: after an outage one comes, or none."""
    at, practice, planned = now(), get_practice(actor), []
    zone = ZoneInfo(known_zone(practice.timezone))
    for wish in due(actor, at):
        came = wish.next_at
        if came is not None and wish.reaches and at < came + HOLDS:
            planned.append(
                Planned(
                    kind=KIND,
                    person_id=wish.member_id,
                    subject_id=wish.pk,
                    local_date=came.astimezone(zone).date(),
                    slot="morning",
                    due_at=came,
                    known_at=wish.changed_at,
                    expires_at=came + HOLDS,
                )
            )
        wish.next_at = _next_at(practice, wish.at, wish.weekdays) if wish.reaches else None
        wish.save(update_fields=["next_at"])
    return len(plan_messages(actor=actor, planned=planned))
