"""Plans follow their program and their client."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, DateField, DateTimeField, F, Value, When
from django.utils.translation import gettext as _

from clients.records.models import Client
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.outbox.services import cancel_messages
from sessions.programs.models import HomeProgram
from sessions.programs.rules import HomeProgramState
from sessions.reminders.models import PlanState, ReminderPlan
from sessions.reminders.occasions import next_occasion
from sessions.reminders.rules import occasion_instant


def next_due(plan: ReminderPlan, after: datetime) -> datetime | None:
    """When the planner looks at it next; None when it does not. Never while it is paused."""
    if plan.state != PlanState.ON:
        return None
    if plan.paused_until:
        after = max(after, _before(plan.paused_until, plan.client))
    return next_occasion(plan.home_program, plan.client, after)


def _before(day: date, client: Client) -> datetime:
    return occasion_instant(day, time(0), ZoneInfo(client.timezone)) - timedelta(microseconds=1)


def follow_program(actor: Actor, home_program: HomeProgram) -> None:
    """Keep the plan of a program in step with its state, days and times; make it when it starts.

    What a pause or quiet hours leave out is not known here: the planner finds it, and moves on.
    """
    at, client = now(), home_program.client
    due = next_occasion(home_program, client, at)
    rows = ReminderPlan._base_manager.filter(practice_id=actor.practice_id)
    if_on = Case(
        When(state=PlanState.ON, next_due_at__lte=at, then=F("next_due_at")),  # as in _still_due
        When(state=PlanState.ON, then=Value(due, output_field=DateTimeField())),
    )
    known = rows.filter(home_program_id=home_program.pk).update(
        next_due_at=if_on if due else None, stage_since=_since(client, due), changed_at=at
    )
    if home_program.state != HomeProgramState.ACTIVE:
        reason = _("the program does not run")
        cancel_messages(actor=actor, subject_id=home_program.pk, reason=reason)
    elif not known:
        client = Client._base_manager.get(practice_id=actor.practice_id, pk=home_program.client_id)
        plan = ReminderPlan(practice_id=actor.practice_id, client=client, home_program=home_program)
        plan.state = PlanState.OFF if client.mail_stopped_at else PlanState.ON
        reschedule(plan)
        plan.save(force_insert=True)


def _since(client: Client, due: datetime | None) -> Case:
    """A plan that had nothing ahead and has something now begins anew: a rest is no lapse."""
    if not due:
        return Case(default=F("stage_since"))
    today = Value(today_in(client.timezone), output_field=DateField())
    return Case(When(next_due_at=None, state=PlanState.ON, then=today), default=F("stage_since"))


def follow_client(actor: Actor, client: Client) -> None:
    """Compute a client's plans anew: their zone or state has changed."""
    rows = ReminderPlan._base_manager.filter(practice_id=actor.practice_id, client_id=client.pk)
    rows = rows.exclude(state=PlanState.OFF).select_related("home_program")
    plans = list(rows.select_for_update(no_key=True, of=("self",)))
    for plan in plans:
        plan.client = client
        reschedule(plan)
    ReminderPlan._base_manager.bulk_update(plans, ["next_due_at", "changed_at"])


def reschedule(plan: ReminderPlan) -> None:
    """The caller saves."""
    at = now()
    ahead = next_due(plan, at)
    plan.next_due_at = plan.next_due_at if ahead and _still_due(plan, at) else ahead
    plan.changed_at = at


def _still_due(plan: ReminderPlan, at: datetime) -> bool:
    """Due and not planned yet: only the planner, which looks at the whole day, moves it on."""
    return plan.next_due_at is not None and plan.next_due_at <= at
