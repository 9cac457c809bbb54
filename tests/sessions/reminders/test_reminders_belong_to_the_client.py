"""The portal's page: the client sees and changes their own plans, and nobody else's."""

from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.records.models import Client
from practice.core.actor import acting
from sessions.programs.models import HomeProgram
from sessions.reminders.models import ReminderPlan
from tests.cast import House, sign_in
from tests.practice.outbox.live import add_program, plan_for

URL = "/portal/reminders/"


@pytest.fixture
def program(linden: House, nora: Client) -> HomeProgram:
    """Nora practises at seven each day."""
    with acting(linden.boss) as boss:
        return add_program(boss, nora, [time(7)])


def _post(plan: ReminderPlan, **values: object) -> dict[str, object]:
    return {"plan": plan.pk, "on": "on", "days": ["0", "2"], "first": "08:30"} | values


def test_the_page_shows_what_is_set(linden: House, nora: Client, program: HomeProgram) -> None:
    answer = sign_in(nora.email).get(URL)
    assert answer.status_code == 200
    assert b'value="07:00"' in answer.content


def test_it_asks_the_database_little(linden: House, nora: Client, program: HomeProgram) -> None:
    browser = sign_in(nora.email)
    with CaptureQueriesContext(connection) as seen:
        browser.get(URL)
    assert len([q for q in seen if "SAVEPOINT" not in q["sql"]]) <= 8


def test_a_client_changes_days_and_times(linden: House, nora: Client, program: HomeProgram) -> None:
    plan = plan_for(linden, program)
    browser = sign_in(nora.email)
    with CaptureQueriesContext(connection) as seen:
        answer = browser.post(URL, _post(plan, detail="on"))
    assert (answer.status_code, answer["Location"]) == (302, URL)
    assert len([q for q in seen if "SAVEPOINT" not in q["sql"]]) <= 12
    plan = plan_for(linden, program)
    assert (plan.home_program.days, plan.home_program.times) == ([1, 3], [time(8, 30)])
    assert (plan.state, plan.detail) == ("on", True)


def test_off_is_off(linden: House, nora: Client, program: HomeProgram) -> None:
    plan = plan_for(linden, program)
    sign_in(nora.email).post(URL, {"plan": plan.pk, "days": ["0"], "first": "07:00"})
    plan = plan_for(linden, program)
    assert (plan.state, plan.next_due_at) == ("off", None)
    assert plan.stopped_at is not None


@pytest.mark.parametrize("wrong", [{"days": []}, {"first": ""}, {"first": "25:99"}])
def test_a_wrong_form_keeps_what_was(
    linden: House, nora: Client, program: HomeProgram, wrong: dict[str, object]
) -> None:
    plan = plan_for(linden, program)
    answer = sign_in(nora.email).post(URL, _post(plan, **wrong))
    assert answer.status_code == 422
    after = plan_for(linden, program)
    assert (after.changed_at, after.home_program.times) == (plan.changed_at, [time(7)])


def test_nobody_changes_anothers_plan(
    harbour: House, omar: Client, linden: House, nora: Client, program: HomeProgram
) -> None:
    plan = plan_for(linden, program)
    answer = sign_in(omar.email).post(URL, _post(plan))
    assert answer.status_code == 200
    assert plan_for(linden, program).changed_at == plan.changed_at
