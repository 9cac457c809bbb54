"""Reminders in tests: steps of a plan, and the link that asks whether they still help."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from practice.core.actor import Actor, acting
from practice.core.clock import now
from practice.core.links import Link, link_token
from sessions.reminders.models import PlanState, ReminderPlan, ReminderStep


def put_steps(put: Callable[..., Any], plan: ReminderPlan) -> ReminderPlan:
    """It grew fewer once, and the practice suggests more."""
    about: dict[str, Any] = {"client": plan.client, "plan": plan, "local_date": date(2026, 11, 1)}
    about["made_at"] = datetime(2026, 11, 1, tzinfo=UTC)
    put(ReminderStep, **about, kind="faded", from_stage=1, to_stage=2, why={"habit": 4.5})
    put(ReminderStep, **about, kind="suggested", from_stage=2, to_stage=3)
    return plan


def asked(scene: Any) -> None:
    """Ten reminders had no answer; the link of the mail that asks."""
    with acting(scene.house.boss) as boss:
        rows = ReminderPlan.objects.visible_to(boss).filter(pk=scene.ids["plan_id"])
        rows.update(state=PlanState.OFF, asked_at=now(), stopped_at=now())
    link = Link("reminders_help", scene.house.practice.pk, scene.ids["plan_id"])
    scene.ids["token"] = link_token(link)


def of_another_program(actor: Actor) -> None:
    """Each plan reminds of a program that ended; steps of a plan are kept, so it is not deleted."""
    for plan in ReminderPlan.objects.visible_to(actor).select_related("home_program"):
        other = plan.home_program
        other.pk, other.state = None, "ended"
        other.save(force_insert=True)
        plan.home_program = other
        plan.save(update_fields=["home_program"])
