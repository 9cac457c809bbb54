"""Reminders in the API."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from practice.core.api import PracticeView
from sessions.reminders.fading import Stage
from sessions.reminders.models import PlanState, ReminderPlan
from sessions.reminders.queries import get_plan, plans_where
from sessions.reminders.rules import Quiet
from sessions.reminders.serializers import ReminderChange, ReminderFilters, ReminderOut
from sessions.reminders.services import PlanData, change_reminders, suggest_stage


def _more(plan: ReminderPlan, sent: Mapping[str, Any]) -> PlanData:
    quiet = None
    if {"quiet_from", "quiet_until"} & sent.keys():
        begins, ends = plan.quiet
        quiet = Quiet(sent.get("quiet_from", begins), sent.get("quiet_until", ends))
    until = sent.get("paused_until")
    ends_pause = "paused_until" in sent and until is None
    return PlanData(cue=sent.get("cue"), quiet=quiet, paused_until=until, goes_on=ends_pause)


class ReminderView(PracticeView):
    """When clients are reminded to practise."""

    scope = "reminders"
    serializer_class = ReminderOut

    @extend_schema(parameters=[ReminderFilters], responses=ReminderOut(many=True))
    def list(self, request: Request) -> Response:
        """Reminders, newest first."""
        self.actor.require("reminder.read")
        narrow = self.narrowed(ReminderFilters)
        rows = plans_where(self.actor, client=narrow.get("client"), on=narrow["on"])
        return self.page_of(rows)

    def retrieve(self, request: Request, plan_id: UUID) -> Response:
        """One reminder."""
        return self.answer(get_plan(self.actor, plan_id))

    @extend_schema(request=ReminderChange)
    def partial_update(self, request: Request, plan_id: UUID) -> Response:
        """Switch a reminder on or off, move its days and times, pause it, keep hours quiet."""
        plan = get_plan(self.actor, plan_id, "reminder.write")
        sent = self.checked(ReminderChange, request.data, partial=True)
        change_reminders(
            actor=self.actor,
            plan=plan,
            on=sent.get("on", plan.state == PlanState.ON),
            days=sent.get("days", plan.home_program.days),
            times=sent.get("times", plan.home_program.times),
            detail=sent.get("detail", plan.detail),
            version=sent.get("version", plan.home_program.version),
            more=_more(plan, sent),
        )
        if "suggested_stage" in sent:
            stage = Stage(sent["suggested_stage"])
            suggest_stage(actor=self.actor, plan_id=plan_id, stage=stage)
        return self.answer(get_plan(self.actor, plan_id))
