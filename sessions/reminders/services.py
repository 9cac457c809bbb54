"""Writes of reminders: plans follow their program, occasions become messages."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Case, DateTimeField, F, Value, When
from django.utils.translation import gettext as _

from clients.guardians.queries import recipients_of, told_guarding
from clients.intake.services import say_in_draft
from clients.mail_wishes.queries import Wish, wishes_of
from clients.mail_wishes.rules import SENT_AS, WAIT_ON, MailKind
from clients.mail_wishes.services import say_wish
from clients.records.models import Client
from clients.records.queries import refuse_archived
from clients.records.services import require_present, stop_mail
from clients.texts.rules import ConsentKind
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError, Stale
from practice.outbox.services import Planned, cancel_messages, cancel_messages_to, plan_messages
from practice.outbox.waking import wake
from sessions.programs.models import HomeProgram
from sessions.programs.rules import HomeProgramState
from sessions.programs.services import TIMES_MOST
from sessions.reminders.models import PlanState, ReminderPlan
from sessions.reminders.occasions import next_occasion, occasions, runs
from sessions.reminders.queries import lock_client, lock_plan, plans_due
from sessions.reminders.rules import (
    day_begins,
    expires_at,
)
from sessions.waitlist.offers.services import call_instead

KIND = "practice_reminder"
LOOK_BACK = timedelta(days=2)  # an occasion older than its local day is never sent
MOST = 500  # plans one transaction plans


def _next_due(plan: ReminderPlan, after: datetime) -> datetime | None:
    if plan.state != PlanState.ON:
        return None
    return next_occasion(plan.home_program, plan.client, after)


def follow_program(actor: Actor, home_program: HomeProgram) -> None:
    """Keep the plan of a program in step with its state, days and times; make it when it starts."""
    at, client = now(), home_program.client
    due = next_occasion(home_program, client, at)
    rows = ReminderPlan._base_manager.filter(practice_id=actor.practice_id)
    if_on = Case(
        When(state=PlanState.ON, next_due_at__lte=at, then=F("next_due_at")),  # as in _still_due
        When(state=PlanState.ON, then=Value(due, output_field=DateTimeField())),
    )
    known = rows.filter(home_program_id=home_program.pk).update(
        next_due_at=if_on if due else None, changed_at=at
    )
    if home_program.state != HomeProgramState.ACTIVE:
        reason = _("the program does not run")
        cancel_messages(actor=actor, subject_id=home_program.pk, reason=reason)
    elif not known:
        client = Client._base_manager.get(practice_id=actor.practice_id, pk=home_program.client_id)
        plan = ReminderPlan(practice_id=actor.practice_id, client=client, home_program=home_program)
        plan.state = PlanState.OFF if client.mail_stopped_at else PlanState.ON
        _reschedule(plan)
        plan.save(force_insert=True)


def follow_client(actor: Actor, client: Client) -> None:
    """Compute a client's plans anew: their zone or state has changed."""
    rows = ReminderPlan._base_manager.filter(practice_id=actor.practice_id, client_id=client.pk)
    rows = rows.exclude(state=PlanState.OFF).select_related("home_program")
    plans = list(rows.select_for_update(no_key=True, of=("self",)))
    for plan in plans:
        plan.client = client
        _reschedule(plan)
    ReminderPlan._base_manager.bulk_update(plans, ["next_due_at", "changed_at"])


def _reschedule(plan: ReminderPlan) -> None:
    """The caller saves."""
    at = now()
    ahead = _next_due(plan, at)
    plan.next_due_at = plan.next_due_at if ahead and _still_due(plan, at) else ahead
    plan.changed_at = at


def _still_due(plan: ReminderPlan, at: datetime) -> bool:
    """Due and not planned yet: only the planner, which looks at the whole day, moves it on."""
    return plan.next_due_at is not None and plan.next_due_at <= at


@transaction.atomic
def change_reminders(
    *,
    actor: Actor,
    plan: ReminderPlan,
    on: bool,
    days: Sequence[int],
    times: Sequence[time],
    detail: bool,
    version: int,
) -> None:
    """Take over when a client wants to be reminded; days are ISO weekdays, 1 Monday to 7.

    Stale if the program's days or times change and its version is not the stored one.
    """
    actor.require("reminder.write")
    plan = lock_plan(actor, plan.pk)
    refuse_archived(actor, plan.client)
    program = plan.home_program
    if on and plan.client.mail_stopped_at and not actor.in_portal:
        raise DomainError(_("They turned reminders off: only they turn them on."), field="on")
    wanted = sorted({one.replace(second=0, microsecond=0) for one in times})
    if on and not days:
        raise DomainError(_("Choose at least one day."), field="days")
    if on and not wanted:
        raise DomainError(_("Choose at least one time."), field="first")
    if len(wanted) > TIMES_MOST:
        raise DomainError(_("At most two times a day."), field="first")
    _keep_schedule(program, sorted(set(days)), wanted, version, must=on)
    plan.state = PlanState.ON if on else PlanState.OFF
    plan.stopped_at = None if on else now()
    plan.detail = detail
    _reschedule(plan)
    plan.save()
    if on and plan.client.mail_stopped_at:
        stop_mail(actor=actor, client_id=plan.client_id, stopped=False)
        say_wish(actor=actor, client_id=plan.client_id, about=MailKind.REMINDER, wanted=True)
        say_in_draft(actor, plan.client_id, ConsentKind.MESSAGING, given=True)
    elif not on:
        cancel_messages(actor=actor, subject_id=program.pk, reason=_("reminders were turned off"))


def _keep_schedule(
    program: HomeProgram, days: list[int], times: list[time], version: int, *, must: bool
) -> None:
    if (program.days, program.times) == (days, times):
        return
    if program.version == version:
        program.days, program.times, program.version = days, times, version + 1
        program.save(update_fields=["days", "times", "version"])
    elif must:  # turning off never fails for it
        raise Stale(_("Somebody changed this program in between. Look at it again."))


@transaction.atomic
def stop_reminders(*, actor: Actor, client_id: UUID) -> None:
    """Turn every reminder to a client off at once; a repeat changes nothing."""
    actor.require("mail_wish.write")
    lock_client(actor, client_id)
    _stop(actor, client_id)
    say_in_draft(actor, client_id, ConsentKind.MESSAGING, given=False)


def _stop(actor: Actor, client_id: UUID, last: Wish | None = None) -> None:
    """The caller holds the client."""
    stop_mail(actor=actor, client_id=client_id, stopped=True)
    say_wish(actor=actor, client_id=client_id, about=MailKind.REMINDER, wanted=False, last=last)
    at = now()
    plans = ReminderPlan.objects.visible_to(actor, "mail_wish.write").filter(client_id=client_id)
    plans.exclude(state=PlanState.OFF).update(
        state=PlanState.OFF, stopped_at=at, changed_at=at, next_due_at=None
    )
    reason = _("reminders were turned off")
    cancel_messages_to(actor=actor, person_id=client_id, kind=KIND, reason=reason)


def _start_reminders(actor: Actor, client_id: UUID) -> None:
    """Turn the reminders of programs that run on again."""
    lock_client(actor, client_id)
    stop_mail(actor=actor, client_id=client_id, stopped=False)
    say_wish(actor=actor, client_id=client_id, about=MailKind.REMINDER, wanted=True)
    rows = ReminderPlan.objects.visible_to(actor, "mail_wish.write").filter(client_id=client_id)
    rows = rows.filter(state=PlanState.OFF).select_related("client", "home_program")
    plans = list(rows.select_for_update(of=("self",)))
    for plan in plans:
        plan.state, plan.stopped_at = PlanState.ON, None
        _reschedule(plan)
    fields = ["state", "stopped_at", "next_due_at", "changed_at"]
    ReminderPlan._base_manager.bulk_update(plans, fields)


@transaction.atomic
def change_wishes(*, actor: Actor, client_id: UUID, wanted: Mapping[MailKind, bool]) -> None:
    """Take over which mails a client wants; what waits of a kind they do not want is cancelled.

    What they turned off themself, only they turn on.
    """
    require_present(actor=actor, client_id=client_id)
    if MailKind.REMINDER in _change_wishes(actor, client_id, wanted):
        given = wanted[MailKind.REMINDER]
        say_in_draft(actor, client_id, ConsentKind.MESSAGING, given=given)


def _change_wishes(actor: Actor, client_id: UUID, wanted: Mapping[MailKind, bool]) -> set[MailKind]:
    """The kinds of which something new was said. The caller holds the client."""
    actor.require("mail_wish.write")
    said = set()
    for wish in wishes_of(actor, client_id):
        wants = wanted.get(wish.about)
        if wants is None or (wants == wish.wanted and wish.said_at is not None):
            continue
        said.add(wish.about)
        if wish.about is not MailKind.REMINDER:
            say_wish(actor=actor, client_id=client_id, about=wish.about, wanted=wants, last=wish)
        elif wants and not wish.wanted:
            _start_reminders(actor, client_id)
        elif wants:
            say_wish(actor=actor, client_id=client_id, about=wish.about, wanted=True, last=wish)
        else:
            _stop(actor, client_id, wish)
        if not wants and wish.about is MailKind.OFFER:
            call_instead(actor=actor, client_id=client_id)
        elif not wants and wish.about not in {MailKind.REMINDER, *WAIT_ON}:
            reason, kinds = _("they want no mails of this kind"), SENT_AS[wish.about]
            cancel_messages_to(actor=actor, person_id=client_id, kind=kinds, reason=reason)
    return said


def follow_agreement(actor: Actor, client_id: UUID, about: MailKind, wanted: bool) -> None:
    """Take over what a client signed about mails, as if they had said it on their page of mails.

    The caller holds the client.
    """
    _change_wishes(actor, client_id, {about: wanted})


def plan_due_reminders(*, actor: Actor) -> int:
    """Turn what is due in one practice into messages and move each plan on; returns how many."""
    at = now()
    plans = plans_due(actor, at, MOST)
    planned = [one for plan in plans for one in _occasion(plan, at)]
    # Who has two programs at one time of day, as after a merge, has one mail: of the newer one.
    planned.sort(key=lambda one: one.subject_id)
    once = {(one.person_id, one.recipient_id, one.local_date, one.slot): one for one in planned}
    made = plan_messages(actor=actor, planned=list(once.values()))
    for plan in plans:
        plan.next_due_at = _next_due(plan, at)
    ReminderPlan._base_manager.bulk_update(plans, ["next_due_at"])
    if made:
        transaction.on_commit(wake)
    return len(made)


def _occasion(plan: ReminderPlan, at: datetime) -> list[Planned]:
    """The newest occasion that is due and whose local day still runs: after an outage, one mail.

    Looked for from the beginning of the day on: a time or zone that changed while one was due
    may have put it earlier. What that day had already keeps its one message.
    """
    program, zone = plan.home_program, ZoneInfo(plan.client.timezone)
    if plan.next_due_at is None or plan.state != PlanState.ON or not runs(program, plan.client):
        return []
    recipients = recipients_of(told_guarding(plan))
    if plan.client.mail_stopped_at or (recipients == [None] and not plan.client.email):
        return []
    since = max(day_begins(plan.next_due_at, zone), at - LOOK_BACK) - timedelta(microseconds=1)
    due = occasions(program, plan.client, since, at)
    if not due or expires_at(due[-1].instant, zone) <= at:
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
            expires_at=expires_at(due[-1].instant, zone),
        )
        for to in recipients
    ]
