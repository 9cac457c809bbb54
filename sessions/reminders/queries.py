"""Reads of reminders: a client's plans, and what one mail needs to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import Http404

from clients.guardians.queries import guarding_beside
from clients.records.models import Client
from practice.core.actor import Actor
from practice.core.tenancy import TenantQuerySet
from practice.outbox.models import Message
from practice.outbox.sending.claims import across_practices
from sessions.practice_logs.models import PracticeLog
from sessions.programs.rules import HomeProgramState
from sessions.reminders.models import PlanState, ReminderPlan
from sessions.reminders.rules import TEST

_DUE = """
SELECT DISTINCT practice_id FROM care_sessions_reminderplan
WHERE state = 'on' AND next_due_at <= %s
"""
RUNNING = (HomeProgramState.ACTIVE, HomeProgramState.PAUSED)


def _guarding(actor: Actor) -> dict[str, Any]:
    """Annotations of plans: who gets the client's mails, which `told_guarding` reads."""
    column = f"{ReminderPlan._meta.db_table}.client_id"
    return guarding_beside(actor, "client__", column=column)


def practices_due(at: datetime) -> list[UUID]:
    """Practices in which some plan is due; the planner then looks into one at a time."""
    with across_practices() as cursor:
        cursor.execute(_DUE, [at])
        return [row[0] for row in cursor.fetchall()]


def plans_due(actor: Actor, at: datetime, limit: int) -> list[ReminderPlan]:
    """Plans that are due, locked for this planner alone, with program and client.

    These are locked too: one that is being changed waits for the next tick, as it will be then.
    """
    rows = ReminderPlan.objects.visible_to(actor).select_related("home_program", "client")
    rows = rows.filter(state=PlanState.ON, next_due_at__lte=at).order_by("next_due_at")
    rows = rows.annotate(**_guarding(actor))
    of = ("self", "home_program", "client")
    return list(rows.select_for_update(skip_locked=True, no_key=True, of=of)[:limit])


def plans_of(actor: Actor, client_id: UUID) -> list[ReminderPlan]:
    """A client's plans of programs that run, the newest first."""
    rows = ReminderPlan.objects.visible_to(actor).select_related("home_program", "client")
    rows = rows.filter(client_id=client_id, home_program__state__in=RUNNING)
    return list(rows.order_by("-home_program_id"))


def plans_where(
    actor: Actor, *, client: UUID | None = None, on: bool | None = None
) -> TenantQuerySet[ReminderPlan]:
    """Plans that the actor may see, with their program, by client and whether they send."""
    rows = ReminderPlan.objects.visible_to(actor).select_related("home_program")
    if client is not None:
        rows = rows.filter(client_id=client)
    if on is not None:
        rows = rows.filter(state=PlanState.ON if on else PlanState.OFF)
    return rows


def get_plan(actor: Actor, plan_id: UUID, action: str = "reminder.read") -> ReminderPlan:
    """The one door to a plan, with program and client."""
    rows = ReminderPlan.objects.visible_to(actor, action)
    plan = rows.select_related("home_program", "client").by_id(plan_id)
    if plan is None:
        raise Http404("plan")
    return plan


def lock_client(actor: Actor, client_id: UUID) -> Client:
    """A client until the transaction ends; whoever locks plans too begins here."""
    rows = Client.objects.visible_to(actor, "mail_wish.write").filter(pk=client_id)
    client = rows.select_for_update(no_key=True, of=("self",)).first()
    if client is None:
        raise Http404("client")
    return client


def lock_plan(actor: Actor, plan_id: UUID) -> ReminderPlan:
    """A plan as it is now, with program and client, all three until the transaction ends."""
    rows = ReminderPlan.objects.visible_to(actor, "reminder.write").filter(pk=plan_id)
    # Locked in the order named, which is the order in which every other change takes them.
    of = ("client", "home_program", "self")
    rows = rows.select_related("home_program", "client").select_for_update(no_key=True, of=of)
    plan = rows.first()
    if plan is None:
        raise Http404("plan")
    return plan


def plan_of_program(actor: Actor, home_program_id: UUID) -> ReminderPlan | None:
    """The plan of one program, with program and client."""
    rows = ReminderPlan.objects.visible_to(actor).select_related("home_program", "client")
    return rows.filter(home_program_id=home_program_id).first()


def tests_of(actor: Actor, home_program_id: UUID, day: date) -> int:
    """How many reminders of a program somebody tried on a local day."""
    rows = Message._base_manager.filter(practice_id=actor.practice_id, subject_id=home_program_id)
    return rows.filter(kind=TEST, local_date=day).count()


@dataclass(frozen=True)
class Reminding:
    """All that one reminder mail needs to know; `logs` of its own day, skips too."""

    plan: ReminderPlan
    logs: int


def for_mails(actor: Actor, messages: Sequence[Message]) -> dict[UUID, Reminding]:
    """The plan behind each message, with client, program and practice, in two statements."""
    programs = {message.subject_id for message in messages}
    days = {message.local_date for message in messages}
    rows = ReminderPlan.objects.visible_to(actor).filter(home_program_id__in=programs)
    rows = rows.select_related("home_program", "client", "practice").annotate(**_guarding(actor))
    plans = {(plan.home_program_id, plan.client_id): plan for plan in rows}
    logs = PracticeLog._base_manager.filter(
        practice_id=actor.practice_id, home_program_id__in=programs, local_date__in=days
    )
    counted = logs.order_by().values_list("home_program_id", "local_date")
    answered = {(program, day): n for program, day, n in counted.annotate(n=Count("id"))}
    return {
        one.pk: Reminding(plan, answered.get((one.subject_id, one.local_date), 0))
        for one in messages
        if (plan := plans.get((one.subject_id, one.person_id)))
    }
