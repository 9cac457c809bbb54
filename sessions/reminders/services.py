"""Writes of reminders: plans follow their program, occasions become messages."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Case, DateTimeField, Value, When
from django.utils.translation import gettext as _

from clients.records.models import Client
from clients.records.rules import ClientState
from clients.records.services import stop_mail
from practice.core.actor import Actor
from practice.core.clock import now
from practice.core.errors import DomainError
from practice.core.rules import Role
from practice.outbox.services import Planned, cancel_messages, cancel_messages_to, plan_messages
from practice.outbox.waking import wake
from sessions.programs.models import HomeProgram
from sessions.programs.rules import HomeProgramState
from sessions.programs.services import TIMES_MOST
from sessions.reminders.models import PlanState, ReminderPlan
from sessions.reminders.queries import get_plan, plans_due
from sessions.reminders.rules import expires_at, next_occasions

KIND = "practice_reminder"
LOOK_BACK = timedelta(days=2)  # an occasion older than its local day is never sent
LOOK_AHEAD = timedelta(days=8)  # every weekday, and a night that moves the clock
MOST = 500  # plans one transaction plans
MOST_TIMES = TIMES_MOST  # a day, as programs have them


def _next_due(plan: ReminderPlan, after: datetime) -> datetime | None:
    if plan.state != PlanState.ON:
        return None
    return _next_occasion(plan.home_program, plan.client, after)


def _next_occasion(program: HomeProgram, client: Client, after: datetime) -> datetime | None:
    running = program.state == HomeProgramState.ACTIVE and client.state != ClientState.ARCHIVED
    if not running or not program.days or not program.times:
        return None
    zone = ZoneInfo(client.timezone)
    ahead = next_occasions(program.days, program.times, zone, after, after + LOOK_AHEAD)
    return ahead[0].instant if ahead else None


def follow_program(actor: Actor, home_program: HomeProgram) -> None:
    """Keep the plan of a program in step with its state, days and times; make it when it starts."""
    at, client = now(), home_program.client
    due = _next_occasion(home_program, client, at)
    rows = ReminderPlan._base_manager.filter(practice_id=actor.practice_id)
    if_on = Case(When(state=PlanState.ON, then=Value(due, output_field=DateTimeField())))
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


def follow_client(actor: Actor, client: Client) -> None:
    """Compute a client's plans anew: their zone or state has changed."""
    rows = ReminderPlan._base_manager.filter(practice_id=actor.practice_id, client_id=client.pk)
    plans = list(rows.exclude(state=PlanState.OFF).select_related("home_program"))
    at = now()
    for plan in plans:
        plan.client = client
        plan.next_due_at, plan.changed_at = _next_due(plan, at), at
    ReminderPlan._base_manager.bulk_update(plans, ["next_due_at", "changed_at"])


def _reschedule(plan: ReminderPlan) -> None:
    at = now()
    plan.next_due_at = _next_due(plan, at)
    plan.changed_at = at
    plan.save()


def change_reminders(
    *,
    actor: Actor,
    plan: ReminderPlan,
    on: bool,
    days: Sequence[int],
    times: Sequence[time],
    detail: bool,
) -> None:
    """Take over when a client wants to be reminded; days are ISO weekdays, 1 Monday to 7."""
    actor.require("reminder.write")
    plan = get_plan(actor, plan.pk, "reminder.write")
    program = plan.home_program
    if on and plan.client.mail_stopped_at and actor.role is not Role.CLIENT:
        raise DomainError(_("They turned reminders off: only they turn them on."), field="on")
    wanted = sorted(set(times))
    if on and not days:
        raise DomainError(_("Choose at least one day."), field="days")
    if on and not wanted:
        raise DomainError(_("Choose at least one time."), field="first")
    if len(wanted) > MOST_TIMES:
        raise DomainError(_("At most two times a day."), field="first")
    if (list(program.days), list(program.times)) != (sorted(set(days)), wanted):
        program.days, program.times = sorted(set(days)), wanted
        program.version += 1
        program.save(update_fields=["days", "times", "version"])
    plan.state = PlanState.ON if on else PlanState.OFF
    plan.stopped_at = None if on else now()
    plan.detail = detail
    _reschedule(plan)
    if on:
        stop_mail(actor=actor, client_id=plan.client_id, stopped=False)
    else:
        cancel_messages(actor=actor, subject_id=program.pk, reason=_("reminders were turned off"))


def stop_reminders(*, actor: Actor, client_id: UUID) -> None:
    """Turn every reminder to a client off at once; a repeat changes nothing."""
    actor.require("reminder.write")
    stop_mail(actor=actor, client_id=client_id, stopped=True)
    at = now()
    plans = ReminderPlan.objects.visible_to(actor, "reminder.write").filter(client_id=client_id)
    plans.exclude(state=PlanState.OFF).update(
        state=PlanState.OFF, stopped_at=at, changed_at=at, next_due_at=None
    )
    reason = _("reminders were turned off")
    cancel_messages_to(actor=actor, person_id=client_id, kind=KIND, reason=reason)


def plan_due_reminders(*, actor: Actor) -> int:
    """Turn what is due in one practice into messages and move each plan on; returns how many."""
    at = now()
    plans = plans_due(actor, at, MOST)
    planned = [one for plan in plans if (one := _occasion(plan, at)) is not None]
    made = plan_messages(actor=actor, planned=planned)
    for plan in plans:
        plan.next_due_at = _next_due(plan, at)
    ReminderPlan._base_manager.bulk_update(plans, ["next_due_at"])
    if made:
        transaction.on_commit(wake)
    return len(made)


def _occasion(plan: ReminderPlan, at: datetime) -> Planned | None:
    """The newest occasion that is due and whose local day still runs: after an outage, one mail."""
    program, zone = plan.home_program, ZoneInfo(plan.client.timezone)
    if plan.next_due_at is None or _next_due(plan, at) is None:
        return None
    if not plan.client.email or plan.client.mail_stopped_at:
        return None
    since = max(plan.next_due_at - timedelta(microseconds=1), at - LOOK_BACK)
    due = next_occasions(program.days, program.times, zone, since, at)
    if not due or expires_at(due[-1].instant, zone) <= at:
        return None
    return Planned(
        kind=KIND,
        person_id=plan.client_id,
        subject_id=program.pk,
        local_date=due[-1].local_date,
        slot=str(due[-1].slot),
        due_at=due[-1].instant,
        expires_at=expires_at(due[-1].instant, zone),
    )
