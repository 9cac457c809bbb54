"""No broker: pages go on, and manage.py send_due plans, sweeps and sends."""

from datetime import timedelta
from io import StringIO
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from celery import current_app
from django.core.management import call_command

from practice.config.embedded.mail import free_port
from practice.core.actor import acting
from practice.core.clock import now
from practice.core.queries import heartbeats
from practice.outbox.tasks import tick
from practice.outbox.waking import wake
from sessions.reminders.models import ReminderPlan
from tests.cast import House
from tests.practice.outbox.live import add_client, add_program, all_messages
from tests.practice.outbox.sink import Sink


@pytest.fixture
def no_broker() -> Any:
    """A broker's address where nobody listens."""
    before = current_app.conf.broker_url
    current_app.conf.update(broker_url=f"redis://127.0.0.1:{free_port()}/0")
    yield
    current_app.conf.update(broker_url=before)


def _due_plan(house: House) -> None:
    client = add_client(house)
    local = now().astimezone(ZoneInfo(client.timezone))
    with acting(house.boss) as boss:
        add_program(boss, client, [local.time().replace(second=0, microsecond=0)])
        just_now = now() - timedelta(seconds=60)
        ReminderPlan.objects.visible_to(boss).update(next_due_at=just_now)


def test_send_due_plans_and_sends(mill: House, sink: Sink, no_broker: None) -> None:
    _due_plan(mill)
    said = StringIO()
    call_command("send_due", stdout=said)
    assert [message.state for message in all_messages(mill)] == ["sent"]
    assert len(sink.mails) == 1
    assert "planned=1" in said.getvalue()
    assert "sent=1" in said.getvalue()


def test_waking_nobody_takes_no_time_and_raises_nothing(no_broker: None) -> None:
    began = monotonic()
    wake()
    assert monotonic() - began < 0.5


def test_who_is_woken_too_late_is_not_woken(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(current_app, "send_task", lambda _name, **how: asked.append(how))
    wake()
    assert [how["expires"] for how in asked] == [settings.SUPPLE_TICK_SECONDS]


def test_a_tick_says_how_the_outbox_stands(mill: House, sink: Sink) -> None:
    tick()
    figures = heartbeats()["worker"].figures
    assert not any(figures.values())
