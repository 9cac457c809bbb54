"""The demo shows reminders in every state: fewer, paused, suggested, and asked about."""

from typing import Any

import pytest

from practice.core.actor import acting
from practice.core.clock import clock_at
from practice.dashboard.queries import today_of
from practice.dashboard.rules import NeedKind
from sessions.reminders.models import ReminderPlan, ReminderStep
from tests.practice.data.conftest import AT, Demo


@pytest.fixture(autouse=True)
def _unblocked(demo: Demo, django_db_blocker: Any) -> Any:
    with django_db_blocker.unblock(), clock_at(AT):
        yield


def test_reminders_stand_in_every_way(demo: Demo) -> None:
    with acting(demo.owner) as owner:
        plans = ReminderPlan.objects.visible_to(owner)
        steps = ReminderStep.objects.visible_to(owner)
        assert plans.filter(paused_until__gt=AT.date()).count() == 1
        assert plans.filter(asked_at__isnull=False, state="off").count() == 1
        assert plans.filter(frozen=True).exists()
        assert plans.filter(stage__gt=1).exists()
        faded = steps.filter(kind="faded").first()
        assert faded is not None
        assert faded.why
        kinds = set(steps.values_list("kind", flat=True))
        assert {"faded", "asked", "suggested", "frozen"} <= kinds
        assert len(today_of(owner).people[NeedKind.UNHEARD]) == 1
