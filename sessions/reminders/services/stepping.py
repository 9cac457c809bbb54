"""Steps of plans: by themselves as a habit grows or lapses, and by whom they belong to."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from clients.records.queries import refuse_archived
from practice.core.actor import Actor
from practice.core.clock import now, today_in
from practice.core.errors import DomainError
from practice.outbox.services import cancel_messages_to
from sessions.reminders.evidence import evidence_of
from sessions.reminders.fading import Stage, Step, StepKind, next_step
from sessions.reminders.models import PlanState, ReminderPlan, ReminderStep
from sessions.reminders.queries import last_step, lock_plan
from sessions.reminders.rules import QUESTION
from sessions.reminders.services.following import reschedule

STEPPED = ("state", "stage", "stage_since", "frozen", "asked_at", "stopped_at", "heard_on")
BY_ITSELF = (StepKind.FADED, StepKind.RETURNED)


def step_plans(actor: Actor, plans: Sequence[ReminderPlan], at: datetime) -> list[ReminderPlan]:
    """Take the steps that are due, of many plans in few statements; returns plans that stepped.

    `plans` are locked, and run. One that has just asked is off from then on.
    """
    known = evidence_of(actor, plans)
    steps = []
    for plan in plans:
        step = next_step(Stage(plan.stage), known[plan.pk], frozen=plan.frozen)
        if step is not None:
            steps.append((plan, _row(actor, plan, step, at)))
            _take(plan, step, at)
    stepped = [plan for plan, _row_of in steps]
    if steps:
        ReminderStep._base_manager.bulk_create(row for _plan, row in steps)
        ReminderPlan._base_manager.bulk_update(stepped, STEPPED)
    return stepped


def _row(actor: Actor, plan: ReminderPlan, step: Step, at: datetime) -> ReminderStep:
    return ReminderStep(
        practice_id=actor.practice_id,
        client_id=plan.client_id,
        plan=plan,
        kind=step.kind,
        from_stage=plan.stage,
        to_stage=step.to,
        why=dict(step.why),
        local_date=today_in(plan.client.timezone),
        made_at=at,
        said_by_id=actor.membership_id if step.kind == StepKind.SUGGESTED else None,
        by_client=actor.in_portal,
        guardian_id=actor.guardian_id,
    )


def _take(plan: ReminderPlan, step: Step, at: datetime) -> None:
    today = today_in(plan.client.timezone)
    if step.kind == StepKind.ASKED:
        plan.state, plan.stopped_at, plan.asked_at = PlanState.OFF, at, at
    elif step.kind == StepKind.STOPPED:
        plan.state, plan.asked_at = PlanState.OFF, None
    elif step.kind in {StepKind.FROZEN, StepKind.THAWED}:
        plan.frozen = step.kind == StepKind.FROZEN
    elif step.kind not in {StepKind.SUGGESTED, StepKind.DECLINED}:
        plan.stage, plan.stage_since = step.to, today


def begin_anew(actor: Actor, plan: ReminderPlan) -> None:
    """It is turned on again: what was before counts for nothing. The caller saves."""
    if plan.asked_at is not None:
        step = Step(StepKind.GOES_ON, Stage(plan.stage))
        _row(actor, plan, step, now()).save(force_insert=True)
    plan.asked_at = None
    plan.heard_on = plan.stage_since = today_in(plan.client.timezone)


@transaction.atomic
def change_stage(*, actor: Actor, plan_id: UUID, verb: str) -> StepKind:
    """What a client does about how often reminders come, or a guardian for them."""
    actor.require("reminder.write")
    plan = lock_plan(actor, plan_id)
    refuse_archived(actor, plan.client)
    if not actor.in_portal:
        raise DomainError(_("It is theirs to change. You can suggest it to them."))
    if plan.state != PlanState.ON:
        raise DomainError(_("Reminders are off. Turn them on first."))
    step = _asked_for(actor, plan, verb)
    plan.heard_on = today_in(plan.client.timezone)  # who presses it has answered
    return _step(actor, plan, step)


def _asked_for(actor: Actor, plan: ReminderPlan, verb: str) -> Step:
    stage, last = Stage(plan.stage), last_step(actor, plan.pk)
    if verb == "less" and stage < Stage.SILENT:
        return Step(StepKind.LESS, Stage(stage + 1))
    if verb == "more" and stage > Stage.DAILY:
        return Step(StepKind.MORE, Stage(stage - 1))
    if verb in {"freeze", "thaw"} and plan.frozen == (verb == "thaw"):
        return Step(StepKind.FROZEN if verb == "freeze" else StepKind.THAWED, stage)
    if verb == "undo" and last is not None and last.kind in BY_ITSELF:
        return Step(StepKind.UNDONE, Stage(last.from_stage))
    if verb in {"take", "leave"} and last is not None and last.kind == StepKind.SUGGESTED:
        to = Stage(last.to_stage)
        taken = StepKind.LESS if to > stage else StepKind.MORE
        return Step(taken, to) if verb == "take" else Step(StepKind.DECLINED, stage)
    raise DomainError(_("That does not fit any more. Here is how it stands now."))


def _step(actor: Actor, plan: ReminderPlan, step: Step) -> StepKind:
    at = now()
    _row(actor, plan, step, at).save(force_insert=True)
    _take(plan, step, at)
    _save(plan)
    return step.kind


def _save(plan: ReminderPlan) -> None:
    reschedule(plan)
    plan.save(update_fields=[*STEPPED, "next_due_at", "changed_at"])


@transaction.atomic
def suggest_stage(*, actor: Actor, plan_id: UUID, stage: Stage) -> None:
    """What the practice would find right; the client takes it or leaves it."""
    actor.require("reminder.write")
    plan = lock_plan(actor, plan_id)
    refuse_archived(actor, plan.client)
    if plan.state != PlanState.ON:
        raise DomainError(_("Reminders are off: only they turn them on."), field="stage")
    if stage == plan.stage:
        raise DomainError(_("They come like that already."), field="stage")
    _row(actor, plan, Step(StepKind.SUGGESTED, stage), now()).save(force_insert=True)


@transaction.atomic
def answer_question(*, actor: Actor, plan_id: UUID, goes_on: bool) -> bool:
    """Whether reminders still help: they go on, or stay away. Said again it is as good as once.

    Returns what stands then, which is what was said first.
    """
    actor.require("reminder.write")
    plan = lock_plan(actor, plan_id)
    if plan.asked_at is None:
        return plan.state == PlanState.ON
    refuse_archived(actor, plan.client)
    if goes_on:
        begin_anew(actor, plan)
        plan.state, plan.stopped_at = PlanState.ON, None
        _save(plan)
    else:
        _step(actor, plan, Step(StepKind.STOPPED, Stage(plan.stage)))
    reason = _("they have answered")
    cancel_messages_to(actor=actor, person_id=plan.client_id, kind=QUESTION, reason=reason)
    return goes_on
