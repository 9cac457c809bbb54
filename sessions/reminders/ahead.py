"""Which reminders, to practise and of appointments, go next, and why one would not."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from clients.guardians.queries import recipients_of, told_guarding
from clients.mail_wishes.queries import wants_mail
from clients.mail_wishes.rules import MailKind
from clients.records.models import Client
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.clock import now
from practice.outbox.kinds import word_for
from practice.outbox.rules import DAILY_CAP, UNCAPPED
from sessions.appointments.reminding import REMINDER
from sessions.reminders.brakes import brakes_of
from sessions.reminders.judging import Why, why_not
from sessions.reminders.models import ReminderPlan
from sessions.reminders.queries import AHEAD_SHOWN, waiting_for
from sessions.reminders.rules import KIND, next_occasions

LOOKS_AHEAD = timedelta(days=62)  # two of the mails that come once a month


@dataclass(frozen=True)
class Ahead:
    """One occasion: when, in whose zone, what kind of mail; `why` it would not go, or "".

    `counts`: it is among the mails that one person has a few of a day.
    """

    at: datetime
    zone: str
    kind: str
    why: str
    counts: bool = False

    @property
    def day(self) -> date:
        """The local day it falls on."""
        return self.at.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True)
class WouldSend:
    """The next occasions, and the first that goes."""

    shown: list[Ahead]
    first: Ahead | None


def would_send(actor: Actor, client: Client, plans: Iterable[ReminderPlan]) -> WouldSend:
    """Of a client: reminders of their `plans` (from `plans_ahead`), and those of appointments."""
    at = now()
    found = [one for plan in plans for one in _of_plan(plan, at)]
    found += _of_appointments(actor, client, at)
    found.sort(key=lambda one: one.at)
    found = list(_braked(actor, client, found, at)) if found else []
    return WouldSend(found[:AHEAD_SHOWN], next((one for one in found if not one.why), None))


def _braked(actor: Actor, client: Client, found: Iterable[Ahead], at: datetime) -> Iterator[Ahead]:
    """The same, with why the outbox would keep one back that else goes."""
    today = at.astimezone(ZoneInfo(client.timezone)).date()
    brakes = brakes_of(actor, client, today)
    sent = Counter({today: brakes.sent})
    for one in found:
        is_too_many = one.counts and sent[one.day] >= DAILY_CAP
        enough = _("enough mails for one day") if is_too_many else ""
        why = one.why or brakes.mute or enough
        if not why and one.counts:
            sent[one.day] += 1
        yield replace(one, why=why)


def _of_plan(plan: ReminderPlan, at: datetime) -> Iterator[Ahead]:
    program, client, told = plan.home_program, plan.client, _told(plan)
    zone, kind = ZoneInfo(client.timezone), word_for(KIND)
    today = at.astimezone(zone).date()
    for one in next_occasions(program.days, program.times, zone, at, at + LOOKS_AHEAD):
        logs = told.logs if one.local_date == today else 0
        why = why_not(plan, one, has_address=_has_address(plan), logs=logs)
        words = why.words if why else ""
        yield Ahead(one.instant, client.timezone, kind, words, counts=KIND not in UNCAPPED)


def _told(plan: ReminderPlan) -> Any:
    """With what its query annotated."""
    return plan


def _has_address(plan: ReminderPlan) -> bool:
    return recipients_of(told_guarding(plan)) != [None] or bool(plan.client.email)


def _of_appointments(actor: Actor, client: Client, at: datetime) -> list[Ahead]:
    due = waiting_for(actor, client.pk, REMINDER, at)
    reasons = (
        (client.state == ClientState.ARCHIVED, Why.ARCHIVED.words),
        (
            bool(due) and not wants_mail(actor, client.pk, MailKind.APPOINTMENT),
            _("they want no mails of this kind"),
        ),
    )
    why = next((words for is_so, words in reasons if is_so), "")
    kind = word_for(REMINDER)
    return [Ahead(one, client.timezone, kind, why, counts=REMINDER not in UNCAPPED) for one in due]
