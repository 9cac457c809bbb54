"""What is due becomes messages, and each plan moves on."""

from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from clients.guardians.queries import recipients_of, told_guarding
from practice.core.actor import Actor
from practice.core.clock import UnknownZone, now
from practice.outbox.services import Planned, plan_messages
from sessions.reminders.judging import why_none, why_not_on
from sessions.reminders.models import ReminderPlan
from sessions.reminders.occasions import occasions
from sessions.reminders.queries import plans_due
from sessions.reminders.rules import (
    KIND,
    QUESTION,
    QUESTION_HOLDS,
    day_begins,
    first_moment,
    last_moment,
)
from sessions.reminders.services.following import next_due
from sessions.reminders.services.stepping import step_plans

LOOK_BACK = timedelta(days=2)  # an occasion older than its local day is never sent
MOST = 500  # plans one transaction plans


class Tick(NamedTuple):
    """What one transaction planned: messages made, and whether more plans may be due."""

    made: int
    may_be_more: bool


def plan_due_reminders(*, actor: Actor) -> int:
    """Turn what is due in one practice into messages and move each plan on; returns how many."""
    return plan_some(actor=actor).made


def plan_some(*, actor: Actor) -> Tick:
    """The same; most plans that are looked at may make no message, so that both are told."""
    at = now()
    plans = plans_due(actor, at, MOST)
    stepped = step_plans(actor, [plan for plan in plans if not _rests(plan, at)], at)
    asked = [one for plan in stepped if plan.asked_at for one in _question(plan, at)]
    planned = [one for plan in plans for one in due_messages(plan, at)]
    # Who has two programs at one time of day, as after a merge, has one mail: of the newer one.
    planned.sort(key=lambda one: one.subject_id)
    once = {(one.person_id, one.recipient_id, one.local_date, one.slot): one for one in planned}
    made = plan_messages(actor=actor, planned=[*asked, *once.values()])
    for plan in plans:
        plan.next_due_at = next_due(plan, at)
    ReminderPlan._base_manager.bulk_update(plans, ["next_due_at"])
    return Tick(len(made), len(plans) == MOST)


def _rests(plan: ReminderPlan, at: datetime) -> bool:
    """Whether nothing is decided about how often it reminds: it does not run, or is paused."""
    today = at.astimezone(ZoneInfo(plan.client.timezone)).date()
    return bool(why_none(plan) or plan.pause_on(today))


def _question(plan: ReminderPlan, at: datetime) -> list[Planned]:
    """Whether reminders still help, asked once for each time that ten had no answer.

    It keeps the client's quiet hours too: an occasion that lies in them is looked at there.
    """
    zone, quiet = ZoneInfo(plan.client.timezone), plan.quiet
    due, ends = first_moment(at, zone, quiet), at + QUESTION_HOLDS
    ends = min(ends, last_moment(due, zone, quiet)) if quiet.are_kept else ends
    return [
        Planned(
            kind=QUESTION,
            person_id=plan.client_id,
            recipient_id=to,
            subject_id=plan.home_program_id,
            local_date=due.astimezone(zone).date(),
            slot="asked",
            due_at=due,
            known_at=plan.changed_at,  # it comes instead of a reminder that was planned
            expires_at=ends,
        )
        for to in recipients_of(told_guarding(plan))
    ]


def due_messages(plan: ReminderPlan, at: datetime) -> list[Planned]:
    """The newest occasion that is due and may still leave: after an outage, one mail.

    Looked for from the beginning of the day on: a time or zone that changed while one was due
    may have put it earlier. What that day had already keeps its one message.
    """
    program, client, zone = plan.home_program, plan.client, ZoneInfo(plan.client.timezone)
    if plan.next_due_at is None or why_none(plan):
        return []
    recipients = recipients_of(told_guarding(plan))
    if recipients == [None] and not client.email:
        return []
    since = max(day_begins(plan.next_due_at, zone), at - LOOK_BACK) - timedelta(microseconds=1)
    due = [
        one
        for one in occasions(program, client, since, at)
        if not why_not_on(plan, one.local_date, one.slot, one.instant)
    ]
    impossible = ""
    if isinstance(client.timezone, UnknownZone):
        words = _("their time zone is not known: %(zone)s")
        impossible = words % {"zone": client.timezone.stored}
    leaves_until = last_moment(due[-1].instant, zone, plan.quiet) if due else at
    if leaves_until <= at:
        return []
    return [
        Planned(
            kind=KIND,
            person_id=plan.client_id,
            recipient_id=to,
            subject_id=program.pk,
            local_date=due[-1].local_date,
            slot=due[-1].slot,
            due_at=max(due[-1].instant, plan.next_due_at),
            expires_at=leaves_until,
            known_at=plan.changed_at,
            impossible=impossible,
        )
        for to in recipients
    ]
