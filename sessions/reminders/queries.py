"""Reads of reminders: a client's plans, and what one mail needs to know."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from clients.guardians.queries import guarding_beside
from clients.records.models import Client
from clients.records.rules import ClientState
from practice.core.actor import Actor
from practice.core.beside import beside
from practice.core.clock import now
from practice.core.tenancy import TenantQuerySet
from practice.outbox.models import Message
from practice.outbox.rules import DUE_STATES, State
from practice.outbox.sending.claims import across_practices
from sessions.practice_logs.models import PracticeLog
from sessions.programs.rules import HomeProgramState
from sessions.reminders.models import PlanState, ReminderPlan, ReminderStep
from sessions.reminders.rules import QUESTION, TEST

_DUE = """
SELECT DISTINCT practice_id FROM care_sessions_reminderplan
WHERE state = 'on' AND next_due_at <= %s
"""
STEPS_SHOWN, AHEAD_SHOWN = 40, 10
UNHEARD_TOLD = timedelta(days=14)  # on Today; the client's own pages say it as long as it is so
_UNHEARD = """
    SELECT to_jsonb(plan.asked_at) FROM care_sessions_reminderplan plan
    WHERE plan.practice_id = %s AND plan.client_id = clients_client.id
        AND plan.asked_at IS NOT NULL
    ORDER BY plan.asked_at DESC LIMIT 1"""
_GOES = (State.CLAIMED, State.HELD, State.SENT, State.UNKNOWN)
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


def plans_ahead(actor: Actor, client_id: UUID, day: date) -> list[ReminderPlan]:
    """The same, with what decides whether mails go: guardians, and logs of a local day.

    `question_lives`: the mail that asked whether they still help has gone, or is to go.
    """
    rows: Any = ReminderPlan.objects.visible_to(actor).select_related("home_program", "client")
    rows = rows.filter(client_id=client_id, home_program__state__in=RUNNING)
    rows = rows.annotate(
        logs=_logs(actor, day), question_lives=_question_lives(actor), **_guarding(actor)
    )
    return list(rows.order_by("-home_program_id"))


def waiting_for(actor: Actor, client_id: UUID, kind: str, at: datetime) -> list[datetime]:
    """When the next mails of a kind are due to a client, as they are planned by now."""
    rows = Message._base_manager.filter(practice_id=actor.practice_id, person_id=client_id)
    rows = rows.filter(kind=kind, state__in=DUE_STATES, due_at__gt=at).order_by("due_at")
    return list(rows.values_list("due_at", flat=True)[:AHEAD_SHOWN])


def _question_lives(actor: Actor) -> Exists:
    mails = Message._base_manager.filter(
        practice_id=actor.practice_id,
        person_id=OuterRef("client_id"),
        kind=QUESTION,
        subject_id=OuterRef("home_program_id"),
        due_at__gte=OuterRef("asked_at"),
    )
    return Exists(mails.filter(state__in=(*DUE_STATES, *_GOES)))


def _logs(actor: Actor, day: date) -> Coalesce:
    """How many logs of a plan's program a local day has, skips too."""
    logs = PracticeLog._base_manager.filter(
        practice_id=actor.practice_id,
        home_program_id=OuterRef("home_program_id"),
        local_date=day,
    )
    counted = logs.order_by().values("home_program_id").annotate(n=Count("id")).values("n")
    return Coalesce(Subquery(counted), 0)


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


def steps_of(actor: Actor, plans: Collection[UUID]) -> list[ReminderStep]:
    """The steps of plans, the newest first, with who suggested them."""
    rows = ReminderStep.objects.visible_to(actor).filter(plan_id__in=plans)
    return list(rows.select_related("said_by", "guardian").order_by("-id")[:STEPS_SHOWN])


def unheard(actor: Actor) -> TenantQuerySet[ReminderPlan]:
    """Plans that stopped lately since nobody answered, and of which nothing was said since."""
    rows = ReminderPlan.objects.visible_to(actor).filter(asked_at__gt=now() - UNHEARD_TOLD)
    running = rows.filter(home_program__state__in=RUNNING)
    return running.exclude(client__state=ClientState.ARCHIVED)


def unheard_beside(actor: Actor) -> Any:
    """Of a client: since when a running program's reminders wait for an answer; `told_unheard`."""
    return beside(actor, f"{ReminderPlan.subject}.read", _UNHEARD, actor.practice_id)


def told_unheard(found: Sequence[str]) -> datetime | None:
    """What `unheard_beside` read."""
    return datetime.fromisoformat(found[0]) if found else None


def last_step(actor: Actor, plan_id: UUID) -> ReminderStep | None:
    """The newest step of a plan."""
    rows = ReminderStep.objects.visible_to(actor).filter(plan_id=plan_id)
    return rows.order_by("-id").first()


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
    last = ReminderStep._base_manager.filter(practice_id=actor.practice_id, plan_id=OuterRef("id"))
    last = last.order_by("-id")
    rows: Any = ReminderPlan.objects.visible_to(actor).filter(home_program_id__in=programs)
    rows = rows.annotate(
        last_kind=Subquery(last.values("kind")[:1]),
        last_on=Subquery(last.values("local_date")[:1]),
    )
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
